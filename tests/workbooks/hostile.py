"""Files that want to do harm, made as they are needed: (what, bytes, the code with which they are
refused).
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Iterator

import xlsxwriter

BOOK = (
    b'<?xml version="1.0"?><workbook'
    b' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet'
    b' name="1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    b'<?xml version="1.0"?><worksheet'
    b' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>%s</sheetData></worksheet>"
)
ODS = (
    b'<?xml version="1.0"?><office:document-content'
    b' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    b' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    b"<office:body><office:spreadsheet><table:table"
    b' table:name="1">%s</table:table></office:spreadsheet></office:body></office:document-content>'
)


def zipped(parts: dict[str, bytes], **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, body in (parts | more).items():
            book.writestr(name, body)
    return out.getvalue()


MANIFEST = (
    b'<?xml version="1.0"?><manifest:manifest'
    b' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry'
    b' manifest:full-path="/"'
    b' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def ods(rows: bytes, **more: bytes) -> bytes:
    """An ods of one sheet with these rows."""
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": ODS % rows,
            "META-INF/manifest.xml": MANIFEST,
        }
        | {name.replace("__", "/"): body for name, body in more.items()}
    )


def parts_of(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def xlsx(cells: bytes, **more: bytes) -> bytes:
    """An xlsx as a program writes it, its sheet replaced by these rows."""
    return zipped(
        parts_of(honest())
        | {"xl/worksheets/sheet1.xml": SHEET % cells}
        | {name.replace("__", "/"): body for name, body in more.items()}
    )


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
    body = bytearray(
        xlsx(
            b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 5000))
        )
    )
    at = body.rfind(b"PK\x01\x02")
    while at >= 0:
        length = int.from_bytes(body[at + 28 : at + 30], "little")
        if bytes(body[at + 46 : at + 46 + length]).endswith(b"sheet1.xml"):
            body[at + 24 : at + 28] = (100).to_bytes(4, "little")
        at = body.rfind(b"PK\x01\x02", 0, at)
    return bytes(body)


def sheets(*names: str) -> bytes:
    """An xlsx with so many sheets, all of them the same part."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
        ' Target="worksheets/sheet1.xml"/>'
        for n, _name in enumerate(names, 1)
    )
    head, _sheet, tail = BOOK.partition(b'<sheet name="1" sheetId="1" r:id="rId1"/>')
    return zipped(
        parts_of(honest())
        | {
            "xl/workbook.xml": head + listed.encode() + tail,
            "xl/_rels/workbook.xml.rels": (
                "<Relationships"
                ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f"{related}</Relationships>".encode()
            ),
        }
    )


def strings(body: bytes) -> bytes:
    """An xlsx whose one cell is the first of these shared strings."""
    return xlsx(
        b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        **{
            "xl__sharedStrings.xml": (
                b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                + body
                + b"</sst>"
            )
        },
    )


def words(size: int) -> bytes:
    """So many bytes of Chinese signs that pack by less than a hundred."""
    dice = random.Random(4)
    block = "".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _nth in range(10_000)).encode()
    return b"".join(
        dice.randbytes(400).hex().encode() + block for _nth in range(size // 30_800 + 1)
    )


def dated(serial: str) -> bytes:
    """An xlsx of one cell that is formatted as a day."""
    plain = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    styles = parts_of(honest())["xl/styles.xml"].replace(
        plain,
        plain.replace(
            b"</cellXfs>",
            b'<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"'
            b' applyNumberFormat="1"/></cellXfs>',
        ),
    )
    return xlsx(
        b'<row r="1"><c r="A1" s="1"><v>%s</v></c></row>' % serial.encode(),
        **{"xl__styles.xml": styles},
    )


def wide_zip(lie: bool = False) -> bytes:
    """An honest xlsx with the fields of zip64; ``lie``: the index sends for a size that is not
    there.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, body in parts_of(honest()).items():
            with book.open(name, "w", force_zip64=True) as part:
                part.write(body)
    made = bytearray(out.getvalue())
    if lie:
        at = made.rfind(b"PK\x01\x02")
        made[at + 24 : at + 28] = b"\xff" * 4
    return bytes(made)


def number(row: int, column: int, value: float) -> tuple[int, bytes]:
    return 0x203, struct.pack("<HHHd", row, column, 0, value)


def xls(*records: tuple[int, bytes], strings: bytes = b"") -> bytes:
    """An old workbook of one sheet with these BIFF8 records, and with this table of strings."""

    def packed(*several: tuple[int, bytes]) -> bytes:
        return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in several)

    def begin(kind: int) -> tuple[int, bytes]:
        return 0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0)

    def book(sheet_at: int) -> bytes:
        return packed(
            begin(5),
            (0x42, struct.pack("<H", 1200)),
            (0x85, struct.pack("<IBBBB", sheet_at, 0, 0, 1, 0) + b"A"),
            *([(0xFC, strings)] if strings else []),
            (0x0A, b""),
        )

    stream = book(len(book(0))) + packed(begin(0x10), *records, (0x0A, b""))
    return compound(stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0"))


def compound(stream: bytes) -> bytes:
    """The compound file of old Excel around one stream of whole sectors."""
    end, free, sectors = 0xFFFFFFFE, 0xFFFFFFFF, len(stream) // 512
    table = [0xFFFFFFFD, end, *range(3, sectors + 2), end]

    def entry(name: str, kind: int, start: int, size: int, child: int = free) -> bytes:
        word = name.encode("utf-16-le") + b"\0\0"
        return (
            word.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(word), kind, 1, free, free, child)
            + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )

    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + b"\0" * 6
        + struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
    )
    return (
        head
        + struct.pack("<109I", 0, *[free] * 108)
        + struct.pack("<128I", *table, *[free] * (128 - len(table)))
        + (entry("Root Entry", 5, end, 0, 1) + entry("Workbook", 2, 2, len(stream))).ljust(
            512, b"\0"
        )
        + stream
    )


def odd_books() -> Iterator[tuple[str, bytes, tuple[tuple[str, ...], ...]]]:
    """Files that look dangerous and are read as what they say: (what, bytes, the rows of the first
    sheet).
    """
    yield (
        "a formula in a csv",
        b"unit,name\n=cmd|'/C calc'!A0,b\n",
        (("unit", "name"), ("=cmd|'/C calc'!A0", "b")),
    )
    yield (
        "a sign of number zero late in a csv",
        b"unit,name\n" * 3000 + b"a\0b,c\n",
        (*(("unit", "name"),) * 3000, ("ab", "c")),
    )
    yield (
        "the same cell twice",
        xlsx(b'<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        (("2",),),
    )
    yield "a day of number 1e308", dated("1e308"), (("1e+308",),)
    yield "a day without end", dated("inf"), (("inf",),)
    yield (
        "a part that would climb out",
        zipped(
            parts_of(xlsx(b'<row r="1"><c r="A1"><v>1</v></c></row>'))
            | {"xl/worksheets/../../../etc/passwd": b"x"}
        ),
        (("1",),),
    )
    yield (
        "a workbook in a workbook",
        xlsx(b'<row r="1"><c r="A1"><v>1</v></c></row>', **{"xl__embeddings__a.xlsx": honest()}),
        (("1",),),
    )
    yield (
        "entities in the manifest only",
        zipped(
            parts_of(
                ods(
                    b"<table:table-row><table:table-cell"
                    b' office:value-type="string"><text:p>a</text:p>'
                    b"</table:table-cell></table:table-row>"
                )
            )
            | {
                "META-INF/manifest.xml": (
                    b'<?xml version="1.0"?><!DOCTYPE manifest:manifest PUBLIC'
                    b' "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">' + MANIFEST[21:]
                )
            }
        ),
        (("a",),),
    )
    yield "fields of zip64", wide_zip(), tuple((f"单位{n}", f"姓名{n}", str(n)) for n in range(40))
    yield (
        "an old file that claims a hundred million strings",
        xls(number(0, 0, 7), strings=struct.pack("<II", 100_000_000, 100_000_000) + b"\x01\0\0a"),
        (("7",),),
    )
    yield (
        "an old file with no numbers",
        xls(number(0, 0, float("nan")), number(0, 1, float("inf"))),
        (("nan", "inf"),),
    )


def refused_books() -> Iterator[tuple[str, bytes, str]]:
    good = honest()
    noise = random.Random(1).randbytes(3000)
    lol = (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
        + b"]>"
    )
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 1_048_577)
    )
    yield "zip bomb: 300 kB that become 300 MB", xlsx(b"0" * 300_000_000), "workbook.bomb"
    yield (
        "zip bomb of many sheets",
        zipped(
            {"xl/workbook.xml": BOOK}
            | {f"xl/worksheets/sheet{n}.xml": b"0" * 1_900_000 for n in range(100)}
        ),
        "workbook.bomb",
    )
    yield (
        "zip bomb of two hundred thousand parts",
        zipped({f"xl/{n}": b"" for n in range(20_000)}),
        "workbook.bomb",
    )
    yield (
        "shared strings far too well packed",
        xlsx(b"", **{"xl__sharedStrings.xml": b"<si><t>a</t></si>" * 4_000_000}),
        "workbook.bomb",
    )
    yield (
        "entities in the sheet",
        xlsx(
            b"",
            **{"xl__worksheets__sheet1.xml": lol + SHEET[21:] % b"<row><c><v>&m;</v></c></row>"},
        ),
        "workbook.entities",
    )
    yield (
        "entities in the workbook",
        zipped({"xl/workbook.xml": lol + BOOK[21:]}),
        "workbook.entities",
    )
    yield (
        "an outside entity",
        zipped({"xl/workbook.xml": b'<!DOCTYPE w SYSTEM "file:///etc/passwd">' + BOOK[21:]}),
        "workbook.entities",
    )
    yield (
        "entities in an ods",
        zipped(
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": lol + ODS % b"",
            }
        ),
        "workbook.entities",
    )
    yield "a million rows", xlsx(rows), "workbook.long"
    yield (
        "a cell in the last corner",
        xlsx(
            b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c'
            b' r="XFD1048576"><v>1</v></c></row>'
        ),
        "workbook.long",
    )
    yield (
        "ten thousand columns",
        xlsx(
            b'<row r="1">'
            + b"".join(b'<c r="%s1"><v>1</v></c>' % column(n) for n in range(10_000))
            + b"</row>"
        ),
        "workbook.long",
    )
    yield (
        "a sheet that is wide and deep",
        xlsx(
            b'<row r="1"><c r="A1"><v>1</v></c></row><row r="199999"><c'
            b' r="ZZ199999"><v>1</v></c></row>'
        ),
        "workbook.long workbook.heavy",
    )
    yield (
        "references written otherwise",
        xlsx(b"<row><c r='A1'><v>1</v></c></row><row><c r='XFD1048576'><v>1</v></c></row>"),
        "workbook.long workbook.heavy workbook.broken",
    )
    yield (
        "an ods that repeats a cell for ever",
        ods(
            b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
            b' table:number-columns-repeated="16384"'
            b' office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>'
        ),
        "workbook.long workbook.heavy workbook.broken",
    )
    yield (
        "external links",
        xlsx(b"", **{"xl__externalLinks__externalLink1.xml": b"<externalLink/>"}),
        "workbook.links",
    )
    yield "macros", xlsx(b"", **{"xl__vbaProject.bin": b"1"}), "workbook.macros"
    yield (
        "macros in an ods",
        ods(b"", **{"Basic__Standard__Module1.xml": b"<x/>"}),
        "workbook.macros",
    )
    yield (
        "macros in an old file",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + noise
        + "_VBA_PROJECT_CUR".encode("utf-16-le")
        + noise,
        "workbook.macros",
    )
    yield (
        "locked by a password",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + noise
        + "EncryptedPackage".encode("utf-16-le")
        + noise,
        "workbook.locked",
    )
    yield "cut off", good[: len(good) // 2], "workbook.broken"
    yield "bytes changed", good[:200] + noise[:300] + good[500:], "workbook.broken"
    yield "an index that lies", lying(), "workbook.broken"
    yield (
        "an old file that is noise",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise,
        "workbook.broken",
    )
    yield (
        "html named xls",
        "<html><body><table><tr><td>单位</td></tr></table></body></html>".encode("gb18030"),
        "workbook.html",
    )
    yield (
        "xml of 2003 named xls",
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        "workbook.html",
    )
    yield (
        "a Word document",
        zipped({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}),
        "workbook.other",
    )
    yield "a PDF", b"%PDF-1.7\n" + noise, "workbook.other"
    yield "noise named csv", b"\x01\x02" + noise, "workbook.other workbook.encoding"
    yield "a line without an end", b"a," * 9_000_000, "workbook.long workbook.broken"
    yield "a cell without an end", b'unit,name\n"' + b"a" * 15_000_000, "workbook.broken"
    yield "nothing", b"", "workbook.empty"
    yield (
        "one shared string of 190 MB",
        strings(b"<si><t>" + words(190_000_000) + b"</t></si>"),
        "workbook.heavy",
    )
    yield (
        "one text of 60 MB in an ods",
        ods(
            b'<table:table-row><table:table-cell office:value-type="string"><text:p>'
            + words(60_000_000)
            + b"</text:p></table:table-cell></table:table-row>"
        ),
        "workbook.heavy",
    )
    for part in ("styles.xml", "meta.xml", "META-INF/manifest.xml"):
        yield (
            f"entities in an ods, in {part}",
            ods(b"", **{part.replace("/", "__"): lol + b"<x>&m;</x>"}),
            "workbook.entities",
        )
    yield (
        "a document type behind a long remark",
        ods(b"", **{"styles.xml": b"<!--" + b"<>" * 200_000 + b"-->" + lol[21:] + b"<x>&m;</x>"}),
        "workbook.entities",
    )
    yield "a workbook packed once more", zipped({"a.xlsx": good}), "workbook.other"
    yield "ten thousand sheets", sheets(*map(str, range(10_000))), "workbook.bomb"
    yield (
        "a sheet outside of the file",
        zipped(
            parts_of(good)
            | {
                "xl/_rels/workbook.xml.rels": (
                    parts_of(good)["xl/_rels/workbook.xml.rels"].replace(
                        b"worksheets/sheet1.xml", b"../../../../etc/passwd"
                    )
                )
            }
        ),
        "workbook.broken",
    )
    yield "zip64 that sends for nothing", wide_zip(lie=True), "workbook.bomb workbook.broken"
    for at in (b"A0", b"-5", b"A-5", b"1A", b"", b"A1:B2"):
        yield (
            f"a cell at {at.decode() or 'nowhere'}",
            xlsx(b'<row r="1"><c r="%s"><v>1</v></c></row>' % at),
            "workbook.broken",
        )
    for at in (b"A99999999999999999999", b"ZZZZZZ1"):
        yield (
            f"a cell at {at.decode()}",
            xlsx(b'<row r="1"><c r="%s"><v>1</v></c></row>' % at),
            "workbook.long",
        )
    yield (
        "a shared string that is not there",
        xlsx(b'<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>'),
        "workbook.broken",
    )
    yield "a day of number -1e308", dated("-1e308"), "workbook.broken"
    yield (
        "cells merged over each other",
        xlsx(
            b'<row r="1"><c r="A1"><v>1</v></c></row><row r="150000"><c'
            b' r="A150000"><v>1</v></c></row></sheetData><mergeCells>'
            + b'<mergeCell ref="A1:A150000"/>' * 20_000
            + b"</mergeCells><sheetData>"
        ),
        "workbook.heavy",
    )
    yield (
        "UTF-16 with half a sign",
        "单位,姓名\n甲,乙\n".encode("utf-16") + b"x",
        "workbook.encoding",
    )
    yield (
        "GB18030 cut within a sign",
        "单位,姓名\n".encode("gb18030") + "𠀀".encode("gb18030")[:3],
        "workbook.encoding",
    )
    yield "five million separators", b"," * 5_000_000, "workbook.long"
    yield (
        "five million separators below headings",
        b"unit,name\n" + b"," * 5_000_000,
        "workbook.long",
    )
    yield (
        "an old file of huge dimensions",
        xls((0x200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)), number(0, 0, 7)),
        "workbook.heavy workbook.long workbook.broken",
    )
    yield (
        "an old file with a cell in the last corner",
        xls(number(0, 0, 7), number(65535, 65535, 1)),
        "workbook.heavy workbook.long workbook.broken",
    )


def column(n: int) -> bytes:
    word = b""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        word = bytes([65 + rest]) + word
    return word
