"""Reads one file into cells and prints them as JSON: run as a process of its own, with a limit on its memory and its time.

Nothing of Zhixing is imported here. A file that is broken or hostile can at worst end this process; whoever started it then says so.
Input: the bytes on standard input, ``{"typed": bool, "rows": n, "columns": n, "cells": n}`` as the argument.
Output: ``{"kind": ..., "sheets": [...]}``, or ``{"refused": code, ...facts}``.
"""

import csv
import datetime as dt
import io
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

MOST_UNPACKED, MOST_RATIO, MOST_ENTRIES = 200_000_000, 100, 200
FREE_RATIO = 1_000_000  # a file this small unpacked costs nothing, however well it is packed
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEGABYTE = 1 << 20
BASE, EACH, MOST_MEMORY = 160 * MEGABYTE, 10, 1500 * MEGABYTE  # memory: so much, and so many bytes for a byte unpacked
SECONDS = 45
LONGEST_TEXT = 256_000  # bytes; a cell has at most 32,767 signs, each of them at most six bytes (&quot;)
MOST_WHOLE = 1e21  # beyond, a number is written with an exponent
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
OFFICE, TABLE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}", "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


class Refused(Exception):
    def __init__(self, code, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts


def main():
    ask = json.loads(sys.argv[1])
    content = sys.stdin.buffer.read()
    limit(len(content))
    try:
        answer = json.dumps(read(content, ask))
    except Refused as refused:
        answer = json.dumps({"refused": refused.code, **refused.facts})
    except MemoryError:
        answer = json.dumps({"refused": "workbook.heavy"})
    except BaseException as fault:  # a panic of the reader is none of Python's exceptions
        answer = json.dumps({"refused": "workbook.broken", "fault": f"{type(fault).__name__}: {fault}"[:200]})
    sys.stdout.write(answer)


def limit(size):
    """No more memory than a file of this size may honestly need, no more time than anybody would wait."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    now = 0
    with open("/proc/self/statm") as line:
        now = int(line.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (min(now + BASE + EACH * size, MOST_MEMORY), MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content, ask):
    if not content:
        raise Refused("workbook.empty")
    if content.startswith(b"PK"):
        kind, unpacked, merged = look_inside(content, ask)
        limit(len(content) + unpacked)
        return {"kind": kind, "sheets": spreadsheet(content, ask, merged)}
    if content.startswith(OLD_EXCEL):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused("workbook.locked")
        if "_VBA_PROJECT".encode("utf-16-le") in content:
            raise Refused("workbook.macros")
        return {"kind": "xls", "sheets": spreadsheet(content, ask, None)}
    start = content[:2048].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if start.startswith(b"<"):
        raise Refused("workbook.html")
    if start.startswith((b"%pdf", b"{\\rtf", b"\x89png", b"\xff\xd8", b"rar!", b"7z\xbc", b"\x09\x08")):
        raise Refused("workbook.other")
    return {"kind": "csv", "sheets": [{"name": "", "hidden": False, "rows": table(content, ask)}]}


# -- what a packed file holds, before anything is unpacked ----------------------------------------------------------------


def look_inside(content, ask):
    """(kind, size unpacked, merged cells of an ods). Raises Refused."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content))
        entries = parts.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refused("workbook.broken") from None
    names = [one.filename for one in entries]
    unpacked = sum(one.file_size for one in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or (unpacked > FREE_RATIO and unpacked > MOST_RATIO * len(content)):
        raise Refused("workbook.bomb")
    if len(set(names)) != len(names):
        raise Refused("workbook.broken")
    if any(one.flag_bits & 1 for one in entries):
        raise Refused("workbook.locked")
    lower = [name.lower() for name in names]
    if any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in lower):
        raise Refused("workbook.macros")
    if any(name.startswith("xl/externallinks/") for name in lower):
        raise Refused("workbook.links")
    is_ods = "content.xml" in names and "xl/workbook.xml" not in names
    if not is_ods and "xl/workbook.xml" not in names:
        raise Refused("workbook.other")
    if is_ods and b"opendocument.spreadsheet" not in (parts.read("mimetype") if "mimetype" in names else parts.read("content.xml")[:4000]):
        raise Refused("workbook.other")
    for name in names:
        if name.endswith((".xml", ".rels")):
            look_through(parts, name)
    if not is_ods and len(re.findall(rb"<(?:\w+:)?sheet\s", parts.read("xl/workbook.xml"))) > MOST_ENTRIES:
        raise Refused("workbook.bomb")
    for name in lower:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            extent(parts, names[lower.index(name)], ask)
    return ("ods", unpacked, spans(parts)) if is_ods else ("xlsx", unpacked, None)


def look_through(parts, name):
    """A part that declares a document type or entities, or holds a text far longer than a cell can be, is none that a spreadsheet program has written."""
    declares = (b"<!ENTITY",) if name == "META-INF/manifest.xml" else (b"<!DOCTYPE", b"<!ENTITY")  # OpenOffice wrote manifests with a document type
    rest = b""
    try:
        with parts.open(name) as part:
            while chunk := part.read(LONGEST_TEXT):
                if not rest and chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
                    raise Refused("workbook.entities")
                if any(word in rest + chunk for word in declares):
                    raise Refused("workbook.entities")
                if len(chunk) == LONGEST_TEXT and b"<" not in chunk:
                    raise Refused("workbook.heavy")
                rest = chunk[-16:]
    except Refused:
        raise
    except Exception as fault:  # zlib.error is no ValueError; a part that lies about its size or sum
        raise Refused("workbook.broken", fault=type(fault).__name__) from None


def extent(parts, name, ask):
    """Refuse a sheet whose cells lie further out than ``rows`` and ``columns``, after reading as little of it as needed."""
    first = len(str(ask["rows"])) - 1
    beyond = re.compile(rb'r="(?:[A-Z]{3,}\d+|[A-Z]{0,2}(?:[%d-9]\d{%d}|\d{%d,}))"' % (ask["rows"] // 10**first, first, first + 2))
    rest = b""
    try:
        with parts.open(name) as part:
            while chunk := part.read(MEGABYTE):
                if beyond.search(rest + chunk):
                    raise Refused("workbook.long", rows=ask["rows"], columns=ask["columns"])
                rest = chunk[-32:]
    except Refused:
        raise
    except Exception as fault:  # a part that lies about its size or sum
        raise Refused("workbook.broken", fault=type(fault).__name__) from None


def spans(parts):
    """Cells of an ods that go over several rows, by sheet: [(row, column, last row)]. The reader does not tell them."""
    found, at, row, column = {}, "", 0, 0
    with parts.open("content.xml") as part:
        for event, tag in ET.iterparse(part, events=("start", "end")):  # noqa: S314
            if event == "start":
                if tag.tag == TABLE + "table":
                    at, row = tag.get(TABLE + "name", ""), 0
                elif tag.tag == TABLE + "table-row":
                    column = 0
                elif tag.tag in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                    down, across = int(tag.get(TABLE + "number-rows-spanned", 1)), int(tag.get(TABLE + "number-columns-spanned", 1))
                    if down > 1 and across == 1:
                        found.setdefault(at, []).append((row, column, row + down - 1))
                    column += int(tag.get(TABLE + "number-columns-repeated", 1))
            elif tag.tag == TABLE + "table-row":
                row += int(tag.get(TABLE + "number-rows-repeated", 1))
                tag.clear()
    return found


# -- cells ----------------------------------------------------------------------------------------------------------------


def spreadsheet(content, ask, merged):
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise Refused("workbook.locked") from None
    found, cells, filled, names = [], 0, 0, set()
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        hidden = meta.visible != SheetVisibleEnum.Visible
        if hidden and meta.name != "_zhixing":
            found.append({"name": called(meta.name, names), "hidden": True, "rows": []})
            continue
        page = book.get_sheet_by_name(meta.name)
        bottom, right = page.end or (0, 0)
        cells += (bottom + 1) * (right + 1)
        if bottom >= ask["rows"] or right >= ask["columns"] or cells > ask["cells"]:
            raise Refused("workbook.long", rows=ask["rows"], columns=ask["columns"], sheet=meta.name)
        rows = [[typed(one) if ask["typed"] else text(one) for one in row] for row in page.to_python(skip_empty_area=False)]
        down = merged.get(meta.name, []) if merged is not None else [(top, left, low) for (top, left), (low, other) in page.merged_cell_ranges or [] if left == other]
        for top, left, low in down:  # a cell merged downwards holds for each of its rows; titles merged across do not
            if top < len(rows) and left < len(rows[top]):
                low = min(low, len(rows) - 1)
                filled += low - top
                if filled > ask["cells"]:  # merged over each other
                    raise Refused("workbook.heavy")
                for line in range(top, low + 1):
                    rows[line][left] = rows[top][left]
        found.append({"name": called(meta.name, names), "hidden": hidden, "rows": rows})
    return found


def called(name, taken):
    """The name of a sheet as a spreadsheet program would have it: no sign that it forbids, 31 signs at most, none twice."""
    name = whole = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", name)[:31].strip("'") or "1"
    nth = 1
    while name.lower() in taken:
        nth += 1
        name = f"{whole[:26]} {nth}"
    taken.add(name.lower())
    return name


def text(value):
    """A value as its reader would write it: whole numbers without a fraction, days as ISO dates, no more digits than a spreadsheet shows."""
    if isinstance(value, str):
        return value.replace("\0", "")  # a database takes no such sign
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < MOST_WHOLE else format(value, ".15g")
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def typed(value):
    """As ``text``, but numbers stay numbers and a day says that it is one: for writing the same cell again."""
    if isinstance(value, float) and abs(value) < MOST_WHOLE:  # neither without end nor without sense
        return int(value) if value.is_integer() else value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return ["day", value.isoformat()]
    return text(value)


# -- text files -----------------------------------------------------------------------------------------------------------


def decoded(content):
    """UTF-8 with or without its mark, UTF-16 with or without, or GB18030: whatever the bytes can be."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            tried = [(name, content[len(mark) :])]
            break
    else:
        head = content[:20000]
        if b"\0" in head:
            tried = [("utf-16-le" if b"\n\0" in head or head[1::2].count(0) >= head[::2].count(0) else "utf-16-be", content)]
        else:
            tried = [("utf-8", content), ("gb18030", content)]
    for name, rest in tried:
        try:
            found = rest.decode(name)
        except UnicodeDecodeError:
            continue
        if sum(ord(sign) < 32 and sign not in "\t\r\n" for sign in found[:20000]):
            raise Refused("workbook.other")
        return found
    raise Refused("workbook.encoding")


def table(content, ask):
    words = decoded(content)
    told = re.match(r"sep=(.)\r?\n", words)
    if told:
        words = words[told.end() :]
    csv.field_size_limit(100_000)
    sign = told.group(1) if told else separator(words)
    rows, cells = [], 0
    try:
        for row in csv.reader(io.StringIO(words, newline=""), delimiter=sign, skipinitialspace=sign != "\t"):
            cells += len(row)
            if len(rows) >= ask["rows"] or len(row) > ask["columns"] or cells > ask["cells"]:
                raise Refused("workbook.long", rows=ask["rows"], columns=ask["columns"])
            rows.append([bare(one) for one in row])
    except csv.Error:
        raise Refused("workbook.broken") from None
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def separator(words):
    """The sign that cuts the first lines into the most columns, and all of them alike where two do."""
    best, least = ",", (0, 0)
    for sign in "\t,;，|":
        try:
            counts = [len(row) for _line, row in zip(range(40), csv.reader(io.StringIO(words[:100_000], newline=""), delimiter=sign), strict=False) if row]
        except csv.Error:
            continue
        widest = max(counts, default=0)
        found = (sum(count == widest for count in counts) if widest > 1 else 0, widest)
        if widest > 1 and ((found[1] > least[1] and found[0] * 3 >= least[0]) or found[0] > 3 * least[0]):
            best, least = sign, found
    return best


def bare(cell):
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula (``writing.text`` puts it there)."""
    cell = cell.replace("\0", "").strip(" ")
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(DANGEROUS) else cell


if __name__ == "__main__":
    main()
