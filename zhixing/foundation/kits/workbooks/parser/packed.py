"""What a packed file (xlsx, ods) holds, looked at before anything is unpacked, and its parts by
name.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from .page import Ask, Refused

MOST_UNPACKED, MOST_RATIO = 200_000_000, 100
FREE_RATIO = 1_000_000  # a file this small unpacked costs nothing, however well it is packed
PART = 25_000  # bytes that a part counts at least: many small ones cost too
LONGEST_TEXT = (
    256_000  # bytes; a cell has at most 32,767 signs, each of them at most six bytes (&quot;)
)
MEGABYTE = 1 << 20
ODS = b"opendocument.spreadsheet"
CELL_AT = rb'<(?:\w+:)?c\s[^<>]*?\br="%s"[^<>]*(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b'


class Parts:
    """The parts of a packed file, whichever slash and case their names are written with."""

    def __init__(self, content: bytes) -> None:
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
            self.entries = self.zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise Refused("workbook.broken") from None
        self.size = len(content)
        self.names: dict[str, zipfile.ZipInfo] = {}
        for entry in self.entries:
            name = entry.orig_filename.split("\0")[0].replace("\\", "/").lstrip("/").lower()
            if name in self.names:
                raise Refused("workbook.broken")
            self.names[name] = entry

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.names

    @property
    def unpacked(self) -> int:
        return sum(entry.file_size for entry in self.entries)

    def chunks(self, name: str, size: int = MEGABYTE) -> Iterator[bytes]:
        """A part, piece by piece. Raises Refused when it lies about its size or its sum."""
        entry = self.names.get(name.lower())
        if entry is None:
            raise Refused("workbook.broken", fault=f"no {name[:80]}")
        try:
            with self.zip.open(entry) as part:
                while chunk := part.read(size):
                    yield chunk
        except Exception as fault:  # zlib.error is no ValueError
            raise Refused("workbook.broken", fault=type(fault).__name__) from None

    def _without(self, name: str, without: re.Pattern[bytes]) -> Iterator[bytes]:
        rest = b""
        for chunk in self.chunks(name):
            whole, sign, rest = (rest + chunk).rpartition(b">")
            yield without.sub(b"", whole + sign)
        yield rest

    def start(self, name: str, size: int = 4000) -> bytes:
        return next(self.chunks(name, size), b"")

    def parse(self, name: str, handler: Any, without: re.Pattern[bytes] | None = None) -> None:
        """Send the elements of a part to ``handler.start(tag, attributes)``, ``.end(tag)``,
        ``.words(text)``. Raises Refused.

        ``without``: whole elements that are left out before.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
        parser.CharacterDataHandler = handler.words
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _declared
        try:
            for chunk in self._without(name, without) if without else self.chunks(name):
                parser.Parse(chunk)
            parser.Parse(b"", True)
        except expat.ExpatError as fault:
            raise Refused("workbook.broken", fault=str(fault)[:100]) from None


def _declared(*_entity: Any) -> None:
    raise Refused("workbook.entities")


def look_inside(content: bytes, ask: Ask) -> tuple[str, Parts]:
    """(kind, parts) of a file that may be read. Raises Refused."""
    parts = Parts(content)
    _weigh(parts)
    if any(entry.flag_bits & 1 for entry in parts.entries):
        raise Refused("workbook.locked")
    if any(
        name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/"))
        for name in parts.names
    ):
        raise Refused("workbook.macros")
    if any(name.startswith("xl/externallinks/") for name in parts.names):
        raise Refused("workbook.links")
    is_ods = "content.xml" in parts and "xl/workbook.xml" not in parts
    if not is_ods and "xl/workbook.xml" not in parts:
        raise Refused("workbook.other")
    if is_ods and ODS not in parts.start("mimetype" if "mimetype" in parts else "content.xml"):
        raise Refused("workbook.other")
    for name in parts.names:
        if name.endswith((".xml", ".rels")):
            _look_through(parts, name)
    for name in parts.names:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            _extent(parts, name, ask)
    return ("ods" if is_ods else "xlsx"), parts


def _weigh(parts: Parts) -> None:
    """Bytes and how well they are packed; how many parts there are counts by what each costs at
    least.
    """
    unpacked = parts.unpacked
    cost = sum(max(entry.file_size, PART) for entry in parts.entries)
    if cost > MOST_UNPACKED or (unpacked > FREE_RATIO and unpacked > MOST_RATIO * parts.size):
        raise Refused("workbook.bomb")


def _look_through(parts: Parts, name: str) -> None:
    """A part that declares a document type or entities, or holds a text far longer than a cell can
    be, is none that a spreadsheet program has written.
    """
    declares = (
        (b"<!ENTITY",) if name == "meta-inf/manifest.xml" else (b"<!DOCTYPE", b"<!ENTITY")
    )  # OpenOffice wrote manifests with a document type
    rest = b""
    for chunk in parts.chunks(name, LONGEST_TEXT):
        if not rest and chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Refused("workbook.entities")
        if any(word in rest + chunk for word in declares):
            raise Refused("workbook.entities")
        if len(chunk) == LONGEST_TEXT and b"<" not in chunk:
            raise Refused("workbook.heavy")
        rest = chunk[-16:]


def _extent(parts: Parts, name: str, ask: Ask) -> None:
    """Refuse a sheet with something in a cell further out than ``rows`` and ``columns``, after
    reading as little of it as needed.
    """
    first = len(str(ask.rows)) - 1
    far = b"[A-Z]{3,}\\d+|[A-Z]{0,2}(?:[%d-9]\\d{%d}|\\d{%d,})" % (
        ask.rows // 10**first,
        first,
        first + 2,
    )
    beyond = re.compile(CELL_AT % (b"(?:" + far + b")"))
    rest = b""
    for chunk in parts.chunks(name):
        if beyond.search(rest + chunk):
            raise Refused("workbook.long", rows=ask.rows, columns=ask.columns)
        rest = chunk[-200:]
