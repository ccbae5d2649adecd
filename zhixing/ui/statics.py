"""Files of the face on the wire: under a name that carries their hash, kept by a browser for ever,
and compressed before anybody asks.

A checkout and an installed wheel do the same: when the application starts, what is not there yet is
written to ``STATIC_ROOT`` (a second's work after an update, none afterwards), each file as
``name.<hash>.css`` with a ``.br`` and a ``.gz`` beside it. A proxy may serve that folder as it is.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import tempfile
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import ClassVar

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.compress import Compressor
from whitenoise.middleware import WhiteNoiseMiddleware

log = logging.getLogger("zhixing")
# the style sheets of the kit, in the order in which they are read: what stands later counts more
KIT = (
    "tokens",
    "base",
    "frame",
    "state",
    "trace",
    "ruler",
    "today",
    "first",
    "record",
    "live",
    "overview",
    "narrow",
    "lists",
    "imports",
    "plan",
    "english",
    "pieces",
    "filters",
    "forms",
    "maps",
    "phone",
    "kept",
    "packs",
    "front",
)
WORTHWHILE = 0.95  # of the size: what shrinks less is sent as it is


@lru_cache(maxsize=1)
def sources() -> dict[str, Path]:
    """Every static file of the rooms by its name; of two with one name the first counts."""
    files: dict[str, Path] = {}
    for finder in finders.get_finders():
        for name, storage in finder.list(["*.br", "*.gz"]):
            files.setdefault(name, Path(storage.path(name)))
    return files


@lru_cache(maxsize=1)
def hashed_names() -> dict[str, str]:
    """``ui/ui.js`` → ``ui/ui.0123456789ab.js``. The files refer to no other file, so that the hash
    of a file is the hash of all that it brings (``tests/ui/test_files.py``).
    """
    return {name: _hashed_name(name, source) for name, source in sources().items()}


def _hashed_name(name: str, source: Path) -> str:
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:12]
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))


def kit_files() -> list[str]:
    """The names of the style sheets that every page has."""
    return [f"ui/kit/{name}.css" for name in KIT]


class HashedStorage(StaticFilesStorage):
    """``{% static %}`` answers the name with the hash, whether or not it has been laid out."""

    def url(self, name: str | None) -> str:
        """The address of a file; of all of them when it has no name. Raises ValueError for a file
        that no room has.
        """
        if not name:
            return super().url(name)
        if name not in hashed_names():
            raise ValueError(f"no room has a static file {name}")
        return super().url(hashed_names()[name])


class StaticsMiddleware(WhiteNoiseMiddleware):
    """Serves what is laid out, and nothing under a name without a hash."""

    def add_files(self, root: str, prefix: str | None = None) -> None:
        """Called by WhiteNoise for ``STATIC_ROOT`` when the application starts."""
        for name, path in laid_out(str(root)).items():
            self.add_file_to_dictionary(f"{prefix}{name}", path)

    def immutable_file_test(self, _path: str, _url: str) -> bool:
        """Every name carries its hash."""
        return True


@lru_cache(maxsize=4)
def laid_out(root: str) -> dict[str, str]:
    """Where each file lies, by its hashed name. Where none can be written (a full disk) they are
    served from the rooms, uncompressed: the site starts all the same.
    """
    places = {}
    for name, source in sources().items():
        hashed = hashed_names()[name]
        target = Path(root, hashed)
        try:
            if not target.exists():
                _lay_out(source.read_bytes(), target)
            places[hashed] = str(target)
        except OSError as fault:
            log.warning("%s is served uncompressed: %s", name, fault)
            places[hashed] = str(source)
    return places


def _lay_out(content: bytes, target: Path) -> None:
    """The file comes last: where it is, its compressed copies are too. Processes that start at the
    same time write the same.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if Compressor().should_compress(target.name):
        _write_if_smaller(content, Compressor.compress_brotli(content), f"{target}.br")
        _write_if_smaller(content, Compressor.compress_gzip(content), f"{target}.gz")
    _write(content, str(target))


def _write_if_smaller(content: bytes, compressed: bytes, target: str) -> None:
    if len(compressed) <= len(content) * WORTHWHILE:
        _write(compressed, target)


def _write(content: bytes, target: str) -> None:
    """Whole or not at all."""
    handle, half = tempfile.mkstemp(dir=settings.STATIC_ROOT)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(half).replace(target)
    except OSError:
        Path(half).unlink(missing_ok=True)
        raise


class PagesMiddleware(GZipMiddleware):
    """Pages and the service worker leave compressed; downloads are so by themselves, and files have
    been before.

    Against BREACH: Django adds a random number of bytes to each answer (up to ``max_random_bytes``)
    and masks the token of its forms anew each time.
    """

    compressible: ClassVar[re.Pattern[str]] = re.compile(r"text/(html|javascript)\b")

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Django's answer, for what is a page."""
        if response.streaming or not self.compressible.match(response.get("Content-Type", "")):
            return response
        return super().process_response(request, response)
