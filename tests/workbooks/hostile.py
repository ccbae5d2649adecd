"""Files that want to do harm, made as they are needed: (what, bytes, the code with which they are refused)."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator

import xlsxwriter

BOOK = b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>'
SHEET = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
ODS = b'<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="1">%s</table:table></office:spreadsheet></office:body></office:document-content>'


def zipped(parts: dict[str, bytes], **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, body in (parts | more).items():
            book.writestr(name, body)
    return out.getvalue()


MANIFEST = b'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'


def ods(rows: bytes, **more: bytes) -> bytes:
    """An ods of one sheet with these rows."""
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": ODS % rows, "META-INF/manifest.xml": MANIFEST} | {name.replace("__", "/"): body for name, body in more.items()})


def xlsx(cells: bytes, **more: bytes) -> bytes:
    """An xlsx as a program writes it, its sheet replaced by these rows."""
    with zipfile.ZipFile(io.BytesIO(honest())) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    return zipped(parts | {"xl/worksheets/sheet1.xml": SHEET % cells} | {name.replace("__", "/"): body for name, body in more.items()})


def honest() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("甲")
    for row in range(40):
        page.write_row(row, 0, [f"单位{row}", f"姓名{row}", row])
    book.close()
    return out.getvalue()


def lying() -> bytes:
    """The index says 100 bytes, the sheet is far larger."""
    body = bytearray(xlsx(b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 5000))))
    at = body.rfind(b"PK\x01\x02")
    while at >= 0:
        length = int.from_bytes(body[at + 28 : at + 30], "little")
        if bytes(body[at + 46 : at + 46 + length]).endswith(b"sheet1.xml"):
            body[at + 24 : at + 28] = (100).to_bytes(4, "little")
        at = body.rfind(b"PK\x01\x02", 0, at)
    return bytes(body)


def all_of_them() -> Iterator[tuple[str, bytes, str]]:
    good = honest()
    noise = random.Random(1).randbytes(3000)
    lol = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)) + b"]>"
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 1_048_577))
    yield "zip bomb: 300 kB that become 300 MB", xlsx(b"0" * 300_000_000), "workbook.bomb"
    yield "zip bomb of many sheets", zipped({"xl/workbook.xml": BOOK} | {f"xl/worksheets/sheet{n}.xml": b"0" * 1_900_000 for n in range(100)}), "workbook.bomb"
    yield "zip bomb of two hundred thousand parts", zipped({f"xl/{n}": b"" for n in range(20_000)}), "workbook.bomb"
    yield "shared strings far too well packed", xlsx(b"", **{"xl__sharedStrings.xml": b"<si><t>a</t></si>" * 4_000_000}), "workbook.bomb"
    yield "entities in the sheet", xlsx(b"", **{"xl__worksheets__sheet1.xml": lol + SHEET[21:] % b"<row><c><v>&m;</v></c></row>"}), "workbook.entities"
    yield "entities in the workbook", zipped({"xl/workbook.xml": lol + BOOK[21:]}), "workbook.entities"
    yield "an outside entity", zipped({"xl/workbook.xml": b'<!DOCTYPE w SYSTEM "file:///etc/passwd">' + BOOK[21:]}), "workbook.entities"
    yield "entities in an ods", zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": lol + ODS % b""}), "workbook.entities"
    yield "a million rows", xlsx(rows), "workbook.long"
    yield "a cell in the last corner", xlsx(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "workbook.long"
    yield "ten thousand columns", xlsx(b'<row r="1">' + b"".join(b'<c r="%s1"><v>1</v></c>' % column(n) for n in range(10_000)) + b"</row>"), "workbook.long"
    yield "a sheet that is wide and deep", xlsx(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="199999"><c r="ZZ199999"><v>1</v></c></row>'), "workbook.long workbook.heavy"
    yield "references written otherwise", xlsx(b"<row><c r='A1'><v>1</v></c></row><row><c r='XFD1048576'><v>1</v></c></row>"), "workbook.long workbook.heavy workbook.broken"
    yield "an ods that repeats a cell for ever", ods(b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>'), "workbook.long workbook.heavy workbook.broken"
    yield "external links", xlsx(b"", **{"xl__externalLinks__externalLink1.xml": b"<externalLink/>"}), "workbook.links"
    yield "macros", xlsx(b"", **{"xl__vbaProject.bin": b"1"}), "workbook.macros"
    yield "macros in an ods", ods(b"", **{"Basic__Standard__Module1.xml": b"<x/>"}), "workbook.macros"
    yield "macros in an old file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise + "_VBA_PROJECT_CUR".encode("utf-16-le") + noise, "workbook.macros"
    yield "locked by a password", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise + "EncryptedPackage".encode("utf-16-le") + noise, "workbook.locked"
    yield "cut off", good[: len(good) // 2], "workbook.broken"
    yield "bytes changed", good[:200] + noise[:300] + good[500:], "workbook.broken"
    yield "an index that lies", lying(), "workbook.broken"
    yield "an old file that is noise", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise, "workbook.broken"
    yield "html named xls", "<html><body><table><tr><td>单位</td></tr></table></body></html>".encode("gb18030"), "workbook.html"
    yield "xml of 2003 named xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "workbook.html"
    yield "a Word document", zipped({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}), "workbook.other"
    yield "a PDF", b"%PDF-1.7\n" + noise, "workbook.other"
    yield "noise named csv", b"\x01\x02" + noise, "workbook.other workbook.encoding"
    yield "a line without an end", b"a," * 9_000_000, "workbook.long workbook.broken"
    yield "a cell without an end", b'unit,name\n"' + b"a" * 15_000_000, "workbook.broken"
    yield "nothing", b"", "workbook.empty"


def column(n: int) -> bytes:
    word = b""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        word = bytes([65 + rest]) + word
    return word
