"""The bytes of files on disk: written whole and safe before their row is."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from .models import StoredFile, new_place


def put(content: bytes) -> tuple[str, str]:
    """Write the bytes, through to the disk. Answers (place, SHA-256). Bytes whose row never came
    are harmless; ``zhixing doctor`` lists them.
    """
    place = new_place()
    path = Path(settings.MEDIA_ROOT) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)  # half of it is no file, and the disk may be full of it
        raise
    return place, hashlib.sha256(content).hexdigest()


def destroy(place: str) -> None:
    """The bytes are gone for good."""
    (Path(settings.MEDIA_ROOT) / place).unlink(missing_ok=True)


def faults() -> list[str]:
    """Rows without their bytes, bytes that are not what was kept, bytes that no row knows."""
    problems, known = [], set()
    for row in StoredFile.objects.filter(withdrawn_on=None).iterator(chunk_size=500):
        known.add(row.place)
        try:
            if hashlib.sha256(row.path.read_bytes()).hexdigest() != row.digest:
                problems.append(
                    _("%(code)s: the bytes are not those that were kept") % {"code": row.pk}
                )
        except OSError:
            problems.append(_("%(code)s: the bytes are missing") % {"code": row.pk})
    media = Path(settings.MEDIA_ROOT)
    strays = (
        [
            path
            for path in media.rglob("*")
            if path.is_file() and str(path.relative_to(media)) not in known
        ]
        if media.is_dir()
        else []
    )
    if strays:
        words = _("files that no row knows: %(count)s, for instance %(name)s")
        problems.append(words % {"count": len(strays), "name": strays[0].relative_to(media)})
    return problems
