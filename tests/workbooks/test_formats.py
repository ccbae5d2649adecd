"""The same table in every kind of file is the same; what is written is read back as it was."""

from __future__ import annotations

import datetime as dt
import io
from itertools import product

import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from zhixing.foundation.kits.workbooks import writing
from zhixing.foundation.kits.workbooks.reading import pasted, read
from zhixing.foundation.machinery.errors import BadInput

ROWS = [
    ["单位", "姓名", "电话", "日期"],
    ["城关镇", "陈知行", "0535-1234567", "2026-09-30"],
    ["青山乡", "㐂𠮷", "010203", ""],
]


def old_workbook(rows: list[list[str]]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("表")
    for line, row in enumerate(rows):
        for at, cell in enumerate(row):
            page.write(
                line,
                at,
                dt.date.fromisoformat(cell) if cell.startswith("2026") else cell,
                xlwt.easyxf(num_format_str="yyyy-mm-dd"),
            )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def columns(rows: list[list[str]]) -> list[writing.Column]:
    return [
        writing.Column(heading, lambda row, at=at: row[at]) for at, heading in enumerate(rows[0])
    ]


def separated(rows: list[list[str]], sign: str) -> str:
    return "\r\n".join(sign.join(row) for row in rows) + "\r\n"


CODES = (
    ("utf-8", "utf-8", b""),
    ("utf-8 with BOM", "utf-8", b"\xef\xbb\xbf"),
    ("gb18030", "gb18030", b""),
    ("utf-16 with BOM", "utf-16-le", b"\xff\xfe"),
    ("utf-16", "utf-16-le", b""),
    ("utf-16 big", "utf-16-be", b"\xfe\xff"),
)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(writing.workbook(ROWS[1:], columns(ROWS)), id="xlsx"),
        pytest.param(old_workbook(ROWS), id="xls"),
        pytest.param(writing.spreadsheet(ROWS[1:], columns(ROWS)), id="ods"),
        pytest.param(writing.text(ROWS[1:], columns(ROWS)), id="our csv"),
        *[
            pytest.param(mark + separated(ROWS, sign).encode(code), id=f"{name} {sign!r}")
            for sign, (name, code, mark) in product((",", "\t", ";"), CODES)
        ],
        pytest.param(b"sep=;\r\n" + separated(ROWS, ";").encode(), id="Excel's sep"),
    ],
)
def test_one_table_in_every_kind_of_file(content):
    assert [list(row) for row in read("x", content).sheets[0].rows] == ROWS


def test_pasted_cells():
    assert [list(row) for row in pasted('单位\t姓名\n城关镇\t"陈\n知行"\n').sheets[0].rows] == [
        ["单位", "姓名"],
        ["城关镇", "陈\n知行"],
    ]
    assert pasted("单位\t姓名\n城关镇\t陈知行\n").kind == "csv"


def test_values_of_cells():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("a")
        page.write_row(0, 0, ["x", 10000000022, 1.5, 0.1 + 0.2, True])
        page.write_datetime(
            0, 5, dt.datetime(2026, 9, 30), book.add_format({"num_format": "yyyy-mm-dd"})
        )
        page.write_datetime(
            0,
            6,
            dt.datetime(2026, 9, 30, 14, 30),
            book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        )
        page.write_formula(0, 7, "=1+1", value=2)
        page.write_formula(0, 8, "=1/0", value="#DIV/0!")
    assert read("x", out.getvalue()).sheets[0].rows[0] == (
        "x",
        "10000000022",
        "1.5",
        "0.3",
        "TRUE",
        "2026-09-30",
        "2026-09-30 14:30",
        "2",
        "#DIV/0!",
    )


def test_merged_cells_of_an_ods_go_down():
    import odfdo

    document = odfdo.Document("spreadsheet")
    document.body.clear()
    page = odfdo.Table("表")
    page.set_values(
        [["单位", "姓名"], ["城关镇", "甲"], [None, "乙"], [None, "丙"], ["青山乡", "丁"]]
    )
    document.body.append(page)
    page.set_span((0, 1, 0, 3))
    out = io.BytesIO()
    document.save(out)
    assert [row[0] for row in read("x", out.getvalue()).sheets[0].rows] == [
        "单位",
        "城关镇",
        "城关镇",
        "城关镇",
        "青山乡",
    ]


cells = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=30
).map(lambda text: text.strip())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            cells,
            cells,
            st.integers(-(10**9), 10**9),
            st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)),
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["xlsx", "ods", "csv"]),
)
def test_what_is_written_is_read_back(rows, kind):
    """Whatever stands in a cell: a formula, an apostrophe, a rare sign."""
    rows_read = (
        read(
            "x",
            writing.WRITERS[kind](
                rows, [writing.Column(f"列{at}", lambda row, at=at: row[at]) for at in range(4)]
            ),
        )
        .sheets[0]
        .rows
    )
    assert [list(row) for row in rows_read[1:]] == [
        [first, two, str(number), day.isoformat()] for first, two, number, day in rows
    ]


@pytest.mark.parametrize(
    "words", ["=1+1", "@SUM(A1)", "+8613800000000", "-1", "＝1", "'=1", "''@x", "\t=1"]
)
def test_no_value_becomes_a_formula(words):
    import zipfile

    line = (
        writing.text([[words]], [writing.Column("列", lambda row: row[0])])
        .decode("utf-8-sig")
        .splitlines()[1]
    )
    assert line.startswith("\"'")
    for kind, part in (("xlsx", "xl/worksheets/sheet1.xml"), ("ods", "content.xml")):
        with zipfile.ZipFile(
            io.BytesIO(writing.WRITERS[kind]([[words]], [writing.Column("列", lambda row: row[0])]))
        ) as book:
            written = book.read(part).decode()
        assert "<f>" not in written and "table:formula" not in written


def test_signs_that_nobody_can_read_are_refused():
    with pytest.raises(BadInput) as refused:
        read("x.csv", "单位,姓名\r\n城关镇,陈".encode("gb18030")[:-1] + b"\xff\xff")
    assert refused.value.code == "workbook.encoding"


def test_an_ods_of_ours_is_one_that_others_can_read():
    import odfdo

    values = [
        "=1+1",
        "两个  空格",
        "一行\n两行",
        "制\t表",
        "",
        0,
        -3,
        1.5,
        dt.date(2026, 9, 1),
        dt.datetime(2026, 9, 1, 9, 7),
        "<&\"'>",
        "坏\x0b\ufffe字",
        "甲\r\n乙",
    ]
    document = odfdo.Document(
        io.BytesIO(
            writing.spreadsheet(
                [values],
                [
                    writing.Column(f"列{at}", lambda row, at=at: row[at])
                    for at in range(len(values))
                ],
            )
        )
    )
    head, row = document.body.get_table(0).get_values()
    assert head == [f"列{at}" for at in range(len(values))]
    assert row == [
        "=1+1",
        "两个  空格",
        "一行\n两行",
        "制\t表",
        None,
        0,
        -3,
        1.5,
        dt.date(2026, 9, 1),
        dt.datetime(2026, 9, 1, 9, 7),
        "<&\"'>",
        "坏字",
        "甲\n乙",
    ]


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_every_minute_of_a_day_comes_back_as_it_is(kind):
    rows = [dt.datetime(2026, 9, 1) + dt.timedelta(minutes=at) for at in range(1, 1440)]
    rows_read = (
        read(f"x.{kind}", writing.WRITERS[kind](rows, [writing.Column("时", lambda row: row)]))
        .sheets[0]
        .rows
    )
    assert [cell for (cell,) in rows_read[1:]] == [
        moment.isoformat(" ", "minutes") for moment in rows
    ]


def test_an_ods_says_what_the_xlsx_says():
    rows = [
        [
            "a<b>&\"'  two   blanks ",
            " lead",
            "line 1\nline 2\n\nline 4",
            7,
            1.5,
            dt.date(2026, 9, 3),
            "=1+1",
            None,
            True,
            "𠀀",
        ]
    ]
    columns = [writing.Column(f"头{at}", lambda row, at=at: row[at]) for at in range(10)]
    ods, xlsx = (
        read("x", writing.WRITERS[kind](rows, columns)).sheets[0].rows for kind in ("ods", "xlsx")
    )
    assert ods == xlsx and ods[1][2] == "line 1\nline 2\n\nline 4"


def test_an_ods_holds_no_sign_that_xml_forbids():
    import odfdo

    made = writing.spreadsheet(
        [["a\0b\x0b\ufffec\td"]], [writing.Column("头", lambda row: row[0])], sheet="甲&乙"
    )
    table = odfdo.Document(io.BytesIO(made)).body.get_table(0)
    assert table.name == "甲&乙" and table.get_values() == [["头"], ["abc\td"]]
