"""What a workbook shows is what comes in; what is doubtful, hidden or struck through is said, and
chosen. The dry run says what the act does.
"""

from __future__ import annotations

import datetime as dt
from itertools import chain

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.workbooks import shown
from tests.workbooks.outside import HERE, outside
from zhixing.examine.bank.countyfile import import_bank
from zhixing.examine.bank.models import BankItem
from zhixing.foundation.kits.intake.acts import import_roster
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.models import Import, Waiting
from zhixing.foundation.kits.intake.reading import NEW, REFUSED
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.machinery.errors import BadInput, NotNow
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.people.models import Person
from zhixing.solve.problems.countyfile import import_ledger

pytestmark = pytest.mark.django_db
HEAD = ["单位", "姓名", "职务", "中心组身份", "手机号"]


def book(rows, **more):
    return read("a.xlsx", shown.xlsx([HEAD, *rows], **more))


def noted_cells(reading, *what):
    return [
        (note.row, note.code, note.column, note.at)
        for note in reading.notes
        if not what or note.what in what
    ]


def groups():
    """Unit -> names of its people, of the units that are not of the fixture."""
    rows = Membership.objects.select_related("person", "group__unit").filter(
        group__unit__name__in=UNITS
    )
    names_by_unit = {}
    for row in rows.order_by("pk"):
        names_by_unit.setdefault(row.group.unit.name, {})[row.person.name] = None
    return {unit: list(names) for unit, names in names_by_unit.items()}


UNITS = ["桃源镇", "测试戊镇", "测试甲镇", "测试点镇", "甲乡", "乙乡"]


# -- errors ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cells", "stay"),
    [
        (
            "51_unit_error.xlsx",
            {
                4: ("cell.error", "B4", "#N/A"),
                5: ("cell.below_error", "B4", ""),
                6: ("cell.error", "B6", "#REF!"),
            },
            {"桃源镇": ["欧阳一帆", "钱多多"]},
        ),
        (
            "51b_unit_error_members.xlsx",
            {3: ("cell.error", "B3", "#N/A"), 4: ("cell.below_error", "B3", "")},
            {"桃源镇": ["欧阳一帆"]},
        ),
        ("err_unit.xlsx", {4: ("cell.error", "A4", "#N/A")}, {"测试戊镇": ["孙一", "孙二"]}),
    ],
)
def test_nobody_is_placed_by_an_error(county, name, cells, stay):
    reading = dry_run("roster", outside(name), Answers())
    refused = {
        note.row: (note.code, note.params["cell"], note.params.get("error", ""))
        for note in reading.notes
        if note.what == "refused"
    }
    assert refused == cells and reading.count(REFUSED) == len(cells)
    assert (
        next(note for note in reading.notes if note.code == "cell.error").sentence
        == f"单元格 {cells[min(cells)][1]} 是 Excel 的错误值（{cells[min(cells)][2]}）。"
    )
    import_roster(county.office, county.root, book=outside(name))
    assert groups() == stay


def test_an_error_is_mended_in_the_page_and_holds_for_the_row_below(county):
    sheet = outside("51_unit_error.xlsx").sheets[0].name
    import_roster(
        county.office,
        county.root,
        book=outside("51_unit_error.xlsx"),
        cells=[(sheet, 4, 2, "甲乡"), (sheet, 6, 2, "乙乡")],
    )
    assert groups() == {
        "桃源镇": ["欧阳一帆", "钱多多"],
        "甲乡": ["赵县水", "钱水利"],
        "乙乡": ["孙教育"],
    }


@pytest.mark.parametrize(
    ("column", "code", "comes_in"),
    [
        (0, "refused", False),
        (1, "refused", False),
        (3, "refused", False),
        (2, "cell", True),
        (4, "cell", True),
    ],
)
@pytest.mark.parametrize("word", ["#N/A", "#DIV/0!", "#NAME?", "Err:502"])
def test_an_error_holds_back_what_decides(county, column, code, comes_in, word):
    row = ["桃源镇", "甲", "镇长", "组长", "10000001001"]
    row[column] = f"=error={word}"
    reading = dry_run("roster", book([row]), Answers())
    assert noted_cells(reading, code)[0] == (
        2,
        "cell.error",
        ["unit", "name", "post", "role", "phone"][column],
        column + 1,
    )
    assert (reading.count(NEW), reading.count(REFUSED)) == ((1, 0) if comes_in else (0, 1))
    assert next(note.params["program"] for note in reading.notes if note.code == "cell.error") == (
        "Excel" if word[0] == "#" else "LibreOffice"
    )


def test_an_error_in_an_ods_and_in_a_text(county):
    head = "".join(map(shown.cell, HEAD))
    error = shown.cell("#N/A", "string", "", **{"calcext_value-type": "error"})
    ods = read(
        "a.ods",
        shown.ods(
            head,
            "".join(map(shown.cell, ["桃源镇", "甲", "", "成员"])),
            error + "".join(map(shown.cell, ["乙", "", "成员"])),
            shown.cell("", "") + "".join(map(shown.cell, ["丙", "", "成员"])),
        ),
    )
    text = read(
        "a.csv",
        "单位,姓名,职务,中心组身份\n桃源镇,甲,,成员\n#N/A,乙,,成员\n,丙,,成员\n".encode("gb18030"),
    )
    for file in (ods, text):
        reading = dry_run("roster", file, Answers())
        assert noted_cells(reading, "refused") == [
            (3, "cell.error", "unit", 1),
            (4, "cell.below_error", "unit", 1),
        ]


def test_a_question_with_an_error_is_held_back(county):
    reading = dry_run("bank", outside("b02_bank_error.xlsx"), Answers())
    assert [(line.row, line.action) for line in reading.lines] == [
        (2, REFUSED),
        (3, REFUSED),
        (4, NEW),
    ]
    assert [(row, code, column) for row, code, column, _at in noted_cells(reading, "refused")] == [
        (2, "cell.error", "D"),
        (3, "cell.error", "key"),
    ]
    import_bank(county.office, county.root, book=outside("b02_bank_error.xlsx"))
    assert [item.options for item in BankItem.objects.all()] == [["50%", "25%", "10%", "5%"]]


# -- as shown --------------------------------------------------------------------------------------


def test_questions_come_in_as_they_are_shown(county):
    import_bank(county.office, county.root, book=outside("b01_bank_formats.xlsx"))
    options = {item.text: item.options for item in BankItem.objects.all()}
    assert options["全县集体经济薄弱村占比为（\u3000）。"] == ["50%", "25%", "10%", "5%"]
    assert options["补助标准为（\u3000）元。"] == [
        "¥1,200.00",
        "¥3,000.50",
        "¥0.30",
        "¥1,000,000.00",
    ]
    assert options["施行日期是（\u3000）。"][:2] == ["2021年1月1日", "2021年6月1日"] and options[
        "几分之几？"
    ][:2] == ["1月2日", "2月3日"]
    assert options["末班车时间（\u3000）。"] == ["17:30:00", "18:00:00", "19:00", "20:00"]
    import_bank(county.office, county.root, book=outside("bank_pct.xlsx"))
    percent = BankItem.objects.get(text__startswith="贫困发生率")
    assert percent.options == ["3%", "5%", "10%", "15%"] and {
        item.key for item in BankItem.objects.filter(kind="blank", text__regex="森林|条例")
    } == {"24.1%", "2011年1月8日"}


def test_a_format_that_can_not_be_applied_is_said(county):
    rows = [
        ["题型", "题干", "选项A", "选项B", "答案"],
        ["单选", "几元？", (35, "[DBNum2]0"), (40, "0"), "A"],
    ]
    reading = dry_run("bank", read("a.xlsx", shown.xlsx(rows)), Answers())
    assert noted_cells(reading, "check") == [(2, "cell.format", "A", 3)] and reading.count(NEW) == 1


def test_days_of_a_ledger_are_what_the_cells_hold(county):
    head = ["具体问题", "责任单位", "完成时限", "整改进展", "是否销号"]
    days = [
        (dt.datetime(2026, 9, 30), 'm"月"d"日"'),
        (dt.datetime(2026, 9, 30), "d/m/yy"),
        (dt.datetime(2026, 9, 1), 'yyyy"年"m"月"'),
        (dt.datetime(2026, 9, 1), "mmm-yy"),
        (46295, "General"),
        (dt.datetime(2026, 9, 30, 17, 30), "h:mm"),
    ]
    rows = [
        head,
        *(
            [f"第{nth}处路灯不亮", county.town.name, day, "正在推进", "否"]
            for nth, day in enumerate(days)
        ),
    ]
    reading = dry_run(
        "ledger", read("a.xlsx", shown.xlsx(rows)), Answers(received_on=dt.date(2026, 8, 1))
    )
    assert [line.plan.fields["due"] for line in reading.lines] == [dt.date(2026, 9, 30)] * len(
        days
    ), noted_cells(reading)


# -- hidden, struck through ------------------------------------------------------------------------


def test_a_filtered_file_from_outside(county):
    file = outside("12_hidden_rows_filter.xlsx")
    sheet = file.sheets[0].name
    reading = dry_run("roster", file, Answers())
    aside = {note.code: note for note in reading.notes if note.row == 0}
    assert (
        aside["rows.filtered"].sentence == "筛选隐藏了 1 行。"
        and aside["rows.filtered"].rows == "3"
        and aside["columns.hidden"].params["headings"] == "手机号"
    )
    assert [(line.row, line.action) for line in reading.lines] == [(2, NEW), (3, REFUSED), (4, NEW)]
    import_roster(county.office, county.root, book=file)
    assert (
        groups() == {"桃源镇": ["欧阳一帆", "孙小圣"]}
        and not Person.objects.filter(phone__startswith="1000000100").exists()
    )
    choices = {f"{sheet}!0!rows.filtered": "take", f"{sheet}!0!columns.hidden": "take"}
    import_roster(county.office, county.root, book=file, choices=choices)
    assert (
        groups() == {"桃源镇": ["欧阳一帆", "孙小圣", "钱多多"]}
        and Person.objects.filter(phone__startswith="1000000100").count() == 3
    )


@pytest.mark.parametrize(
    ("more", "code"),
    [({"hidden": [3]}, "rows.hidden"), ({"filtered": [3]}, "rows.filtered"), ({}, "rows.struck")],
)
def test_rows_set_aside_are_chosen(county, more, code):
    look = {} if more else {"font_strikeout": True}
    rows = [
        ["甲乡", "甲", "", "组长", ""],
        ["乙乡", ("乙", look), "", "成员", ""],
        ["", "丙", "", "学习秘书", ""],
    ]
    file = book(rows, **more)
    key = f"{file.sheets[0].name}!0!{code}"
    undecided, left, taken = (
        dry_run("roster", file, Answers(choices=choices))
        for choices in ({}, {key: "leave"}, {key: "take"})
    )
    assert [line.action for line in undecided.lines] == [NEW, REFUSED, NEW]
    assert [line.row for line in left.lines] == [2, 4] and [
        line.action for line in taken.lines
    ] == [NEW] * 3
    assert [
        (note.code, note.what, note.rows, note.params["count"])
        for note in chain(undecided.notes, left.notes, taken.notes)
        if note.row == 0
    ] == [(code, "refused", "3", 1), (code, "check", "3", 1), (code, "check", "3", 1)]
    import_roster(county.office, county.root, book=file, choices={key: "leave"}, whole=True)
    assert groups() == {
        "甲乡": ["甲"],
        "乙乡": ["丙"],
    }  # the unit of the row left out holds for the one below
    with pytest.raises(BadInput):
        import_roster(county.office, county.root, book=file, choices={key: "new"})


def test_a_hidden_column_that_is_needed_holds_the_rows_back(county):
    file = book([["甲乡", "甲", "", "组长", ""]], columns=[2])
    reading = dry_run("roster", file, Answers())
    assert [line.action for line in reading.lines] == [REFUSED] and noted_cells(reading)[0][:2] == (
        0,
        "columns.hidden",
    )
    assert (
        dry_run(
            "roster", file, Answers(choices={f"{file.sheets[0].name}!0!columns.hidden": "take"})
        ).count(NEW)
        == 1
    )


def test_hidden_rows_without_anything_in_them_are_nobodys(county):
    assert not noted_cells(
        dry_run(
            "roster",
            book(
                [["甲乡", "甲", "", "组长", ""], ["", "", "", "", ""], ["合计", "1", "", "", ""]],
                hidden=[3, 4],
            ),
            Answers(),
        ),
        "refused",
    )


def test_a_cell_struck_through_is_said(county):
    reading = dry_run(
        "roster", book([["甲乡", "甲", ("镇长", {"font_strikeout": True}), "组长", ""]]), Answers()
    )
    assert (2, "cell.struck", "post", 3) in noted_cells(reading, "check") and reading.count(
        NEW
    ) == 1


# -- honest files ----------------------------------------------------------------------------------


def test_honest_files_are_read(county):
    assert dry_run("roster", outside("23_styled_last_row.xlsx"), Answers()).count(NEW) == 3
    assert dry_run("roster", outside("54_60_sheets_comments.xlsx"), Answers()).count(NEW) == 60
    assert dry_run("roster", outside("backslash.xlsx"), Answers()).count(NEW) == 2
    import_ledger(
        county.office,
        county.root,
        book=read(
            "x.xlsx",
            shown.xlsx(
                [
                    ["具体问题", "责任单位", "完成时限", "整改进展", "是否销号"],
                    ["路灯不亮了", county.town.name, "2026-12-30", "正在推进", "否"],
                ]
            ),
        ),
    )
    file = outside("photos100.xlsx")
    assert len(file.sheets[0].rows) == 101


@pytest.mark.parametrize(
    ("name", "why"),
    [("11_merged_block.xlsx", "没有姓名"), ("47_header_only.xlsx", "表头下面没有任何内容")],
)
def test_nothing_could_be_read_is_said(county, name, why):
    with pytest.raises(NotNow) as refused:
        import_roster(county.office, county.root, book=outside(name))
    assert (
        refused.value.code == "import.unread"
        and str(refused.value).startswith("没有读到任何内容：")
        and why in str(refused.value)
    )
    browser = logins(Client, county, "office")["office"]
    page = browser.get(upload(browser, "roster", HERE / name)).content.decode()
    assert "没有读到任何内容" in page and why in page and "都已在这里" not in page


def upload(browser, what, path):
    answer = browser.post(
        reverse("imports:upload", args=[what]),
        {"book": SimpleUploadedFile(path.name, path.read_bytes())},
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return answer.url


# -- the page --------------------------------------------------------------------------------------


def test_the_page_asks_and_the_act_does_what_it_said(county):
    browser = logins(Client, county, "office")["office"]
    url = upload(browser, "roster", HERE / "12_hidden_rows_filter.xlsx")
    page = browser.get(url).content.decode()
    assert "筛选隐藏了 1 行" in page and "一并导入" in page and "不导入" in page
    answers = {
        "choice_key_0": "名单!0!rows.filtered",
        "choice_0": "take",
        "choice_key_1": "名单!0!columns.hidden",
        "choice_1": "leave",
    }
    page = browser.post(url, answers | {"do": "read"}).content.decode()
    waiting = Waiting.objects.get()
    assert waiting.answers["choices"] == {
        "名单!0!rows.filtered": "take",
        "名单!0!columns.hidden": "leave",
    }
    (
        browser.get(reverse("imports:remarks", args=[waiting.pk])),
        browser.get(reverse("imports:notes", args=[waiting.pk])),
    )
    browser.post(url, answers | {"do": "import", "_key": "k1"})
    made = Import.objects.get()
    assert (
        (made.new, made.refused) == (3, 0)
        and len(groups()["桃源镇"]) == 3
        and not Person.objects.filter(phone__startswith="1000000100").exists()
    )


def test_the_file_with_remarks_shows_and_hides_what_the_file_did(county):
    browser = logins(Client, county, "office")["office"]
    rows = [
        ["题型", "题干", "选项A", "选项B", "答案"],
        ["单选", "占几成？", (0.5, "0%"), (1200, "[$¥-804]#,##0.00"), "A"],
        [
            "单选",
            ("几时？", {"font_strikeout": True}),
            (dt.datetime(2026, 1, 2), 'm"月"d"日"'),
            "x",
            "Z",
        ],
        ["单选", "几个？", "一", "二", "A"],
    ]
    answer = browser.post(
        reverse("imports:upload", args=["bank"]),
        {"book": SimpleUploadedFile("a.xlsx", shown.xlsx(rows, hidden=[4], sheet="题库"))},
    )
    content = browser.get(
        reverse("imports:remarks", args=[answer.url.rstrip("/").rpartition("/")[2]])
    ).content
    page = read("b.xlsx", content).sheets[0]
    assert page.rows[1][2:4] == ("50%", "¥1,200.00") and page.rows[2][2] == "1月2日"
    assert (page.hidden_rows, page.struck) == ({4}, {(3, 2)})


ROSTERS = [
    "07_phones_sci.csv",
    "12_hidden_rows_filter.xlsx",
    "14_totals.xlsx",
    "23_styled_last_row.xlsx",
    "51_unit_error.xlsx",
    "51b_unit_error_members.xlsx",
    "52_phone_202c.xlsx",
    "54_60_sheets_comments.xlsx",
    "66_roles.xlsx",
    "backslash.xlsx",
    "err_unit.xlsx",
    "samephone.xlsx",
]
BANKS = [
    "b01_bank_formats.xlsx",
    "b02_bank_error.xlsx",
    "bank_first.xlsx",
    "bank_pct.xlsx",
    "bank_second.xlsx",
]


@pytest.mark.parametrize(
    ("what", "name"), [("roster", name) for name in ROSTERS] + [("bank", name) for name in BANKS]
)
def test_through_the_page_the_act_does_what_the_dry_run_said(county, what, name):
    """Each file from outside: read, looked at, imported; once more it changes nothing."""
    browser = logins(Client, county, "office")["office"]
    url = upload(browser, what, HERE / name)
    page = browser.get(url)
    assert page.status_code == 200
    for path in ("remarks", "notes"):
        assert (
            browser.get(
                reverse(f"imports:{path}", args=[url.rstrip("/").rpartition("/")[2]])
            ).status_code
            == 200
        )
    rehearsed = dry_run(what, outside(name), Answers())
    answer = browser.post(url, {"do": "import", "_key": "once"})
    made = Import.objects.get()
    assert answer.status_code == 302 and browser.get(answer["location"]).status_code == 200
    assert (made.new, made.changed, made.same, made.refused) == tuple(
        rehearsed.count(action) for action in (NEW, "changed", "same", REFUSED)
    )
    assert dry_run(what, outside(name), Answers()).to_do == 0
