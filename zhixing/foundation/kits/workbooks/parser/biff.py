"""What the values of an xls do not say: errors, number formats, what is hidden or struck through
([MS-XLS] 2.4).

Only the records about that are looked at; the values come from the reader of the whole file. A
stream that is not what it should be tells nothing: then the values count, and fractions are
doubtful.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from .formats import BUILT_IN

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
BOF, EOF, SHEET, FONT, FORMAT, XF, DATES = 0x809, 0x0A, 0x85, 0x31, 0x41E, 0xE0, 0x22
FORMULA, NUMBER, RK, MULRK, ERROR, LABEL, BLANKS, ROW, COLUMNS, AUTOFILTER = (
    0x06,
    0x203,
    0x27E,
    0xBD,
    0x205,
    0xFD,
    0xBE,
    0x208,
    0x7D,
    0x9E,
)
RICH_TEXT, STRING = 0xD6, 0x204
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
MOST_RECORDS = 2_000_000
Place = tuple[int, int]  # row, column, both from 1


@dataclass
class SheetLooks:
    """How the cells of a sheet look."""

    styles: dict[Place, int] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False


@dataclass
class Looks:
    """How the cells of a file look: a style is (number format, struck through)."""

    sheets: list[SheetLooks] = field(default_factory=list)
    styles: list[tuple[str, bool]] = field(default_factory=list)
    from_1904: bool = False


def looks(content: bytes) -> Looks | None:
    """None when the file is none whose records can be walked."""
    try:
        return _read(_stream(content))
    except (struct.error, IndexError, ValueError, UnicodeDecodeError):
        return None


# -- the compound file around the stream ([MS-CFB]) ------------------------------------------------


def _stream(content: bytes) -> bytes:
    """The stream of the workbook. Raises ValueError."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    small = 1 << struct.unpack_from("<H", content, 32)[0]
    if not content.startswith(OLE) or size not in (512, 4096) or small != 64:
        raise ValueError("compound file")
    first, cutoff, mini_at = struct.unpack_from("<I4xII", content, 48)
    table = _table(content, size)
    directory = _chain(content, table, first, size)
    entries = {name: (start, length) for name, start, length in _entries(directory)}
    start, length = next(
        (entries[name] for name in ("Workbook", "Book") if name in entries), (END, 0)
    )
    if length >= cutoff:
        return _chain(content, table, start, size)[:length]
    root = (
        _chain(content, table, entries["Root Entry"][0], size) if "Root Entry" in entries else b""
    )
    packed = _chain(content, table, mini_at, size)
    mini = struct.unpack(f"<{len(packed) // 4}I", packed[: len(packed) // 4 * 4])
    return _pieces(root, mini, start, small)[:length]


def _table(content: bytes, size: int) -> tuple[int, ...]:
    """Which sector follows on which."""
    sectors = [at for at in struct.unpack_from("<109I", content, 76) if at < END - 1]
    more, count = struct.unpack_from("<II", content, 68)
    for _nth in range(min(count, len(content) // size)):
        if more >= END - 1:
            break
        part = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        sectors += [at for at in part[:-1] if at < END - 1]
        more = part[-1]
    followers: list[int] = []
    for at in sectors[: len(content) // size]:
        followers += struct.unpack_from(f"<{size // 4}I", content, (at + 1) * size)
    return tuple(followers)


def _chain(content: bytes, table: tuple[int, ...], start: int, size: int) -> bytes:
    return _pieces(memoryview(content)[size:], table, start, size)


def _pieces(whole: bytes | memoryview, table: tuple[int, ...], start: int, size: int) -> bytes:
    """The pieces of a chain, one behind the other. Raises ValueError when it goes round."""
    pieces, at = [], start
    while at < END - 1:
        pieces.append(bytes(whole[at * size : (at + 1) * size]))
        if len(pieces) * size > len(whole) + size:
            raise ValueError("chain")
        at = table[at]
    return b"".join(pieces)


def _entries(directory: bytes) -> Iterator[tuple[str, int, int]]:
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le")
        start, size = struct.unpack_from("<II", directory, at + 116)
        yield name, start, size


# -- records ---------------------------------------------------------------------------------------


def _records(stream: bytes) -> Iterator[tuple[int, int, int, int]]:
    """(kind, where its body begins, length, where the record begins)."""
    at = 0
    for _nth in range(MOST_RECORDS):
        if at + 4 > len(stream):
            return
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length, at
        at += 4 + length


def _read(stream: bytes) -> Looks:
    book = Looks()
    formats: dict[int, str] = dict(BUILT_IN)
    fonts: list[bool] = []
    places: list[int] = []  # where the sheets begin, in their order
    pages: dict[int, SheetLooks] = {}
    page: SheetLooks | None = None
    for kind, at, length, begins in _records(stream):
        if kind == BOF:
            page = pages.setdefault(begins, SheetLooks())
        elif kind == SHEET:
            places.append(struct.unpack_from("<I", stream, at)[0])
        elif kind == FONT:
            fonts.append(bool(struct.unpack_from("<H", stream, at + 2)[0] & 8))
        elif kind == FORMAT:
            formats[struct.unpack_from("<H", stream, at)[0]] = _words(stream, at + 2)
        elif kind == XF:
            font, number = struct.unpack_from("<HH", stream, at)
            font -= font > 4  # there is no font of number four
            book.styles.append((formats.get(number, "General"), font < len(fonts) and fonts[font]))
        elif kind == DATES:
            book.from_1904 = bool(struct.unpack_from("<H", stream, at)[0])
        elif page is not None:
            _of_sheet(page, kind, stream, at, length)
    book.sheets = [pages[place] for place in places if place in pages]
    return book if len(book.sheets) == len(places) else Looks()


def _words(stream: bytes, at: int) -> str:
    """A text with its length and whether its signs take two bytes."""
    length, wide = struct.unpack_from("<HB", stream, at)
    body = stream[at + 3 : at + 3 + length * (2 if wide & 1 else 1)]
    return body.decode("utf-16-le" if wide & 1 else "latin-1")


def _of_cell(page: SheetLooks, kind: int, stream: bytes, at: int) -> None:
    row, column, style = struct.unpack_from("<HHH", stream, at)
    page.styles[row + 1, column + 1] = style
    value = stream[at + 6 : at + 14]
    if kind == ERROR and value[1]:  # else it is a truth value
        page.errors[row + 1, column + 1] = ERRORS.get(value[0], "#N/A")
    if kind == FORMULA and value[6:] == b"\xff\xff" and value[0] == 2:
        page.errors[row + 1, column + 1] = ERRORS.get(value[2], "#N/A")


def _of_sheet(page: SheetLooks, kind: int, stream: bytes, at: int, length: int) -> None:
    if kind in (NUMBER, RK, FORMULA, LABEL, RICH_TEXT, STRING, ERROR):
        _of_cell(page, kind, stream, at)
    elif kind == MULRK:
        row, first = struct.unpack_from("<HH", stream, at)
        for nth in range((length - 6) // 6):
            (style,) = struct.unpack_from("<H", stream, at + 4 + nth * 6)
            page.styles[row + 1, first + 1 + nth] = style
    elif kind == ROW:
        row, flags = struct.unpack_from("<H10xI", stream, at)
        if flags & 0x20:
            page.hidden_rows.add(row + 1)
    elif kind == COLUMNS:
        first, last, _width, _style, flags = struct.unpack_from("<5H", stream, at)
        if flags & 1:
            page.hidden_columns.update(range(first + 1, min(last, 300) + 2))
    elif kind == AUTOFILTER:
        page.filtered = True
