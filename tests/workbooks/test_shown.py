"""What a cell shows is what is read, in xlsx and ods; what is doubtful about it is said."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workbooks import shown
from tests.workbooks.outside import HERE
from zhixing.foundation.kits.workbooks.parser.formats import BUILT_IN, Format
from zhixing.foundation.kits.workbooks.reading import (
    DIGITS,
    FORMAT,
    NO_FORMAT,
    NO_VALUE,
    NOTHING_SHOWN,
    Sheet,
    cell_name,
    read,
)

NOON = 46295.5  # 2026-09-30 12:00


def sheet(content: bytes) -> Sheet:
    return read("x", content).sheets[0]


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("General", 0.5, "0.5"),
        ("General", 1 / 3, "0.333333333"),
        ("General", 3.14159265358979, "3.141592654"),
        ("General", 0.1 + 0.2, "0.3"),
        ("General", 1e-7, "1E-07"),
        ("General", 10000000001, "10000000001"),
        ("General", -2, "-2"),
        ("0%", 0.5, "50%"),
        ("0%", 0.255, "26%"),
        ("0.0%", 0.241, "24.1%"),
        ("0.00%", 1.2345, "123.45%"),
        ("#,##0", 1234567, "1,234,567"),
        ("#,##0.00", 0.3, "0.30"),
        ("#,##0", 12, "12"),
        ("#,###", 0, ""),
        ("0,000", 5, "0,005"),
        ("[$¥-804]#,##0.00", 1200, "¥1,200.00"),
        ('"¥"#,##0.00;"¥"-#,##0.00', -1200, "¥-1,200.00"),
        ("¥#,##0.00;[Red]¥-#,##0.00", -0.5, "¥-0.50"),
        ('_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', 3000.5, "¥3,000.50"),
        ("0.00", -1.005, "-1.01"),
        ("0.00_);(0.00)", -2, "(2.00)"),
        ("00000", 42, "00042"),
        ("000-0000-0000", 5351234567, "053-5123-4567"),
        ("0000-0000000", 5351234567, "0535-1234567"),
        ('0"万元"', 35, "35万元"),
        ('0.0,"千"', 12345, "12.3千"),
        ('0!.0,"万"', 123456, "12.3万"),
        ('"第"0"号"', 7, "第7号"),
        ("0.##", 1.5, "1.5"),
        ("0.??", 1.5, "1.5"),
        ("#.##", 0.5, ".5"),
        ("# ?/?", 0.5, "1/2"),
        ("# ?/?", 1.75, "1 3/4"),
        ("# ??/??", 0.333333333333333, "1/3"),
        ("# ?/8", 0.5, "4/8"),
        ("?/?", 1.5, "3/2"),
        ("# ?/?", 2, "2"),
        ("# ?/?", -0.25, "-1/4"),
        ("0.00E+00", 10000000001, "1.00E+10"),
        ("0.00E+00", 0.00012345, "1.23E-04"),
        ("##0.0E+0", 12345, "12.3E+3"),
        ("0.00E+00", 0, "0.00E+00"),
        ("0E+0", 9.99e5, "1E+6"),
        ('yyyy"年"m"月"', NOON, "2026年9月"),
        ('m"月"d"日"', NOON, "9月30日"),
        ('yyyy"年"m"月"d"日"', NOON, "2026年9月30日"),
        ("yyyy\\-mm\\-dd", NOON, "2026-09-30"),
        ("yyyy/m/d\\ h:mm", NOON, "2026/9/30 12:00"),
        ("yy.m.d", NOON, "26.9.30"),
        ("[$-804]aaaa", NOON, "星期三"),
        ('"周"aaa', NOON, "周三"),
        ("[$-409]d\\-mmm\\-yy;@", NOON, "30-Sep-26"),
        ("mmm-yy", NOON, "Sep-26"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", NOON, "2026年9月30日"),
        ("[$-F400]h:mm:ss\\ AM/PM", 0.5, "12:00:00"),
        ('e"年"m"月"', NOON, "2026年9月"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', NOON, "二〇二六年九月三十日"),
        ('[DBNum1]m"月"d"日"', 46346, "十一月二十日"),
        ("h:mm", 0.729166666666667, "17:30"),
        ("h:mm:ss", 0.729166666666667, "17:30:00"),
        ("h:mm AM/PM", 0.729166666666667, "5:30 PM"),
        ("h:mm AM/PM", 0.02, "12:28 AM"),
        ('[$-804]上午/下午h"时"mm"分"', 0.729166666666667, "下午5时30分"),
        ("[h]:mm", 1.5, "36:00"),
        ("[mm]:ss", 0.0625, "90:00"),
        ("mm:ss.0", 0.00069444444 + 0.5 / 86400, "01:00.5"),
        ('h"时"mm"分"', 0.3958333333, "9时30分"),
        ("hh:mm", 0.39583333333333, "09:30"),
        ("yyyy-mm-dd hh:mm:ss", 46295.999988425925, "2026-09-30 23:59:59"),
        ("[<1]0.0%;0", 0.5, "50.0%"),
        ("[<1]0.0%;0", 5, "5"),
        ('[>=10000]0!.0,"万";0', 25000, "2.5万"),
        ('"男";"女"', 1, "男"),
        ('"是";;"否"', 0, "否"),
        ('0;-0;"零"', 0, "零"),
        ("@", 5, "5"),
        ("\\#0", 3, "#3"),
        ("G/通用格式", 1.5, "1.5"),
        ('General"人"', 12, "12人"),
    ],
)
def test_formats(code, value, text):
    assert Format(code).show(float(value)).text == text


SIGNS = st.text(st.sampled_from('0#?.,%/ymdhs[]$¥"\\_*!;@E+-<>=1ABGa年月人( '), max_size=24)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(SIGNS, st.floats(allow_nan=True, allow_infinity=True))
def test_no_format_and_no_number_is_too_much(code, value):
    shown_value = Format(code).show(value)
    assert (
        isinstance(shown_value.text, str)
        and isinstance(Format(code).text("甲"), str)
        and (shown_value.day is None or shown_value.day.year >= 1899)
    )


def test_large_numbers_and_long_formats():
    assert (
        Format("0.00").show(1e30).text == "1" + "0" * 30 + ".00"
        and Format("#,##0").show(1e15).text == "1,000,000,000,000,000"
    )
    assert (
        Format("0" * 1000).show(5.0).text == "5"
        and Format("0." + "0" * 200).show(0.5).text == "0.5" + "0" * 199
    )


@pytest.mark.parametrize(
    "code", ["[DBNum2][$-804]General", "[DBNum1]0", "ggge", "bbbb", '[DBNum2]yyyy"年"', "[$-411]ge"]
)
def test_a_format_that_can_not_be_applied_says_so(code):
    assert not Format(code).show(NOON).sure


def test_formats_that_a_file_does_not_write_out():
    for nth, text in {
        9: "50%",
        10: "50.00%",
        12: "1/2",
        20: "12:00",
        45: "00:00",
        49: "0.5",
    }.items():
        assert Format(BUILT_IN[nth]).show(0.5).text == text
    assert [Format(BUILT_IN[nth]).show(NOON).text for nth in (14, 17, 22, 27, 31, 57, 58)] == [
        "2026/9/30",
        "Sep-26",
        "2026/9/30 12:00",
        "2026年9月",
        "2026年9月30日",
        "2026年9月",
        "9月30日",
    ]


def test_an_xlsx_shows_its_formats_and_keeps_what_it_holds():
    page = sheet(
        shown.xlsx(
            [
                [
                    (0.5, "0%"),
                    (1200, "[$¥-804]#,##0.00"),
                    (dt.datetime(2026, 1, 2), 'm"月"d"日"'),
                    (dt.datetime(2026, 12, 1), 'yyyy"年"m"月"'),
                    (0.729166666666667, "h:mm"),
                    (42, "00000"),
                    (1.5, ""),
                    ("a", "0%"),
                    (35, '0;0;0;@"镇"'),
                    ("城关", '@"镇"'),
                ]
            ]
        )
    )
    assert page.rows == (
        ("50%", "¥1,200.00", "1月2日", "2026年12月", "17:30", "00042", "1.5", "a", "35", "城关镇"),
    )
    assert page.values == {
        (1, 1): "0.5",
        (1, 2): "1200",
        (1, 3): "2026-01-02",
        (1, 5): "0.729166666666667",
        (1, 6): "42",
    }
    assert not page.doubts and not page.errors


def test_days_since_1904():
    content = shown.with_part(
        shown.xlsx([[(44833.0, "yyyy-mm-dd")]]),
        "xl/workbook.xml",
        b"<workbookPr ",
        b'<workbookPr date1904="1" ',
    )
    assert sheet(content).rows == (("2026-09-30",),)


def test_an_ods_shows_what_it_says_it_shows():
    cells = [
        shown.cell("50%", "percentage", "0.5"),
        shown.cell("¥1,200.00", "currency", "1200"),
        shown.cell("1月2日", "date", "2026-01-02"),
        shown.cell("2026年12月", "date", "2026-12-01"),
        shown.cell("17:30", "time", "PT17H30M00S"),
        shown.cell("00042", "float", "42"),
        shown.cell("是", "boolean", "true"),
        shown.cell("两\n行"),
        shown.cell("", "percentage", "0.25"),
        shown.cell("", "float", "1.5"),
    ]
    page = sheet(shown.ods("".join(cells)))
    assert page.rows == (
        (
            "50%",
            "¥1,200.00",
            "1月2日",
            "2026年12月",
            "17:30",
            "00042",
            "是",
            "两\n行",
            "25%",
            "1.5",
        ),
    )
    assert page.values == {
        (1, 1): "0.5",
        (1, 2): "1200",
        (1, 3): "2026-01-02",
        (1, 6): "42",
        (1, 7): "TRUE",
        (1, 9): "0.25",
    }
    assert page.doubts == {(1, 9): NO_FORMAT}


ERRORS = ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "Err:502"]


def test_errors_of_an_xlsx():
    page = sheet(shown.xlsx([[f"=error={word}" for word in ERRORS], ["#N/A", "#N/A不是", "Err:5"]]))
    assert page.errors == {**{(1, at): word for at, word in enumerate(ERRORS, 1)}, (2, 1): "#N/A"}
    assert page.rows[0] == tuple(ERRORS)


def test_errors_of_an_ods():
    cells = [
        shown.cell(
            word, "string", "", **{"calcext_value-type": "error", "table_formula": "of:=1/0"}
        )
        for word in ERRORS
    ]
    page = sheet(
        shown.ods(
            "".join(cells),
            shown.cell("", "", table_formula="of:=A1")
            + shown.cell("", "string", "", table_formula="of:=A1"),
        )
    )
    assert page.errors == {**{(1, at): word for at, word in enumerate(ERRORS, 1)}, (2, 1): NO_VALUE}


@pytest.mark.parametrize(
    "content",
    [
        "单位,姓名\n#N/A,甲\n".encode("gb18030"),
        "单位,姓名\n#N/A,甲\n".encode("utf-16"),
        "单位,姓名\r\n#N/A,甲\r\n".encode("utf-16-be"),
        "单位,姓名\r\n#N/A,甲\r\n".encode("utf-16-le"),
        "单位\t姓名\n#N/A\t甲\n".encode(),
    ],
)
def test_errors_of_a_text(content):
    assert sheet(content).errors == {(2, 1): "#N/A"}


def test_a_formula_whose_value_is_not_in_the_file():
    with_value = shown.xlsx([["=error=x"]])
    for new in (b'<c r="A1"><f>A1</f></c>', b'<c r="A1"><f>A1</f><v></v></c>'):
        page = sheet(
            shown.with_part(
                with_value,
                "xl/worksheets/sheet1.xml",
                b'<c r="A1" t="str"><f>A1</f><v>x</v></c>',
                new,
            )
        )
        assert page.errors == {(1, 1): NO_VALUE}
    empty = shown.with_part(with_value, "xl/worksheets/sheet1.xml", b"<v>x</v>", b"<v></v>")
    assert not sheet(empty).errors and sheet(empty).rows == ()  # a formula may well answer nothing


def test_an_error_merged_downwards_is_one_in_every_row():
    from zhixing.foundation.kits.workbooks.parser.page import Ask, Page

    page = Page("a", False, Ask(100, 100, 100))
    page.put_error(1, 1, "#N/A")
    page.put(3, 2, "x")
    page.merged.append((1, 1, 3))
    assert page.printable()["errors"] == [(1, 1, "#N/A"), (2, 1, "#N/A"), (3, 1, "#N/A")]


def test_what_is_doubtful_is_said():
    page = sheet(shown.xlsx([[(46295, "[DBNum2]0"), (7, ";;;"), 1.1010119900101e17, (46295, "0")]]))
    assert page.doubts == {(1, 1): FORMAT, (1, 2): NOTHING_SHOWN, (1, 3): DIGITS}
    assert page.rows[0][:2] == ("46295", "7")


def test_hidden_and_struck_in_an_xlsx():
    struck = {"font_strikeout": True}
    rows = [
        ["单位", "姓名"],
        ["甲", "一"],
        [("乙", struck), ("二", struck)],
        ["丙", "三"],
        ["丁", "四"],
    ]
    page = sheet(shown.xlsx(rows, hidden=[4, 900], columns=[2, 40]))
    assert (page.hidden_rows, page.hidden_columns, page.struck, page.filtered) == (
        {4},
        {2},
        {(3, 1), (3, 2)},
        False,
    )
    page = sheet(shown.xlsx(rows, filtered=[3, 5]))
    assert page.hidden_rows == {3, 5} and page.filtered


def test_a_text_struck_through_sign_by_sign():
    content = shown.with_part(
        shown.xlsx([["甲", "乙", "丙"]]),
        "xl/sharedStrings.xml",
        b"<si><t>\xe7\x94\xb2</t></si>",
        b"<si><r><rPr><strike/></rPr><t>\xe7\x94</t></r></si>".replace(b"\xe7\x94", "甲".encode()),
    )
    assert sheet(content).struck == {(1, 1)}
    half = shown.with_part(
        content, "xl/sharedStrings.xml", b"</r></si>", "</r><r><t>镇</t></r></si>".encode()
    )
    assert sheet(half).struck == set() and sheet(half).rows[0][0] == "甲镇"


def test_hidden_and_struck_in_an_ods():
    page = sheet(
        shown.ods(
            shown.cell("单位") + shown.cell("姓名"),
            f'<table:table-row table:visibility="filter">{shown.cell("甲")}</table:table-row>',
            '<table:table-row table:visibility="collapse"'
            f' table:number-rows-repeated="2">{shown.cell("乙")}</table:table-row>',
            shown.cell("丙", **{"table_style-name": "struck"})
            + shown.cell("丁", **{"table_style-name": "like"})
            + shown.cell("戊", **{"table_style-name": "not"}),
            columns='<table:table-column/><table:table-column table:visibility="collapse"/>',
        )
    )
    assert (page.hidden_rows, page.filtered, page.hidden_columns, page.struck) == (
        {2, 3, 4},
        True,
        {2},
        {(5, 1), (5, 2)},
    )
    assert [row[0] for row in page.rows] == ["单位", "甲", "乙", "乙", "丙"]


def test_remarks_in_an_ods_are_none_of_its_text():
    noted = (
        "<table:table-cell"
        ' office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation>'
        '<text:p>甲<text:span>乙</text:span><text:s text:c="2"/>丙</text:p></table:table-cell>'
    )
    assert sheet(shown.ods(noted)).rows == (("甲乙  丙",),)


def test_names_of_cells():
    assert [cell_name(row, column) for row, column in ((4, 2), (1, 26), (1, 27), (10, 703))] == [
        "B4",
        "Z1",
        "AA1",
        "AAA10",
    ]


def test_formatted_empty_cells_are_no_data():
    empty = b"".join(
        b'<row r="%d" hidden="1"><c r="A%d" s="1"/><c r="XFD%d" s="1"/></row>' % (row, row, row)
        for row in (3, 200_500, 1_048_576)
    )
    content = shown.with_part(
        shown.xlsx([["单位"], ["甲"]]),
        "xl/worksheets/sheet1.xml",
        b"</sheetData>",
        empty + b"</sheetData>",
    )
    assert sheet(content).rows == (("单位",), ("甲",)) and not sheet(content).hidden_rows
    far = shown.ods(
        shown.cell("单位"),
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell'
        ' table:style-name="x" table:number-columns-repeated="16384"/></table:table-row>',
    )
    assert sheet(far).rows == (("单位",),)


@pytest.mark.parametrize(
    "name", ["12_hidden_rows_filter", "51_unit_error", "b01_bank_formats", "b02_bank_error"]
)
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_a_file_that_libreoffice_has_converted_says_the_same(name, kind):
    """Converted by LibreOffice 7.4 from the xlsx: the program's own word for what a cell shows."""
    first = read(name, (HERE / f"{name}.xlsx").read_bytes()).sheets[0]
    other = read(name, (HERE / "converted" / f"{name}.{kind}").read_bytes()).sheets[0]
    assert other.rows == first.rows and other.errors == first.errors
    aside = first.hidden_rows, first.hidden_columns, first.filtered, first.struck
    assert (other.hidden_rows, other.hidden_columns, other.filtered, other.struck) == aside


def test_an_xls_shows_its_formats():
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("名单")
    looks = [
        (0.5, "0%"),
        (1200, '"¥"#,##0.00'),
        (dt.date(2026, 1, 2), 'm"月"d"日"'),
        (0.729166666666667, "h:mm"),
        (42, "00000"),
        (dt.datetime(2026, 12, 1), 'yyyy"年"m"月"'),
        (1.5, "General"),
        ("城关", '@"镇"'),
        (7, ";;;"),
    ]
    for at, (value, look) in enumerate(looks):
        page.write(0, at, value, xlwt.easyxf(num_format_str=look))
    for at, code in enumerate((0, 7, 15, 23, 29, 36, 42)):
        page.row(1).set_cell_error(at, code)
    page.write(2, 0, "划去", xlwt.easyxf("font: struck_out on"))
    page.write(3, 0, "藏起")
    page.row(3).hidden = page.col(1).hidden = True
    out = io.BytesIO()
    book.save(out)
    old_sheet = sheet(out.getvalue())
    assert old_sheet.rows[0] == (
        "50%",
        "¥1,200.00",
        "1月2日",
        "17:30",
        "00042",
        "2026年12月",
        "1.5",
        "城关镇",
        "7",
    )
    assert list(old_sheet.errors.values()) == [
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
    ]
    assert (
        old_sheet.struck,
        old_sheet.hidden_rows,
        old_sheet.hidden_columns,
        old_sheet.doubts,
    ) == (
        {(3, 1)},
        {4},
        {2},
        {(1, 9): NOTHING_SHOWN},
    )
    assert (old_sheet.values[1, 1], old_sheet.values[1, 3]) == ("0.5", "2026-01-02")


def test_an_xls_whose_looks_can_not_be_read_says_what_is_doubtful(monkeypatch):
    from zhixing.foundation.kits.workbooks.parser import biff, xls
    from zhixing.foundation.kits.workbooks.parser.page import Ask

    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, 0.5, xlwt.easyxf(num_format_str="0%"))
    out = io.BytesIO()
    book.save(out)
    assert biff.looks(out.getvalue()[:3000]) is None and biff.looks(b"") is None
    monkeypatch.setattr(xls, "looks", lambda content: None)
    assert xls.sheets(out.getvalue(), Ask(10, 10, 100))[0]["doubts"] == [(1, 1, NO_FORMAT)]


def test_strict_and_prefixed_workbooks_are_read():
    content = shown.xlsx([["单位", (0.5, "0%")]])
    name = "xl/worksheets/sheet1.xml"
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = shown.with_part(content, name, main, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert sheet(strict).rows == (("单位", "50%"),)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        body = book.read(name)
    prefixed = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", body.replace(b'xmlns="', b'xmlns:x="')).replace(
        b"<?x:xml", b"<?xml"
    )
    assert sheet(shown.with_part(content, name, body, prefixed)).rows == (("单位", "50%"),)


def test_rows_and_columns_of_no_size_are_hidden():
    page = shown.with_part(
        shown.xlsx([["单位"], ["甲"]]),
        "xl/worksheets/sheet1.xml",
        b'<row r="2"',
        b'<row r="2" ht="0" customHeight="1"',
    )
    assert sheet(page).hidden_rows == {2}
