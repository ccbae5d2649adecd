"""What a clerk would stumble over in a cell is said by sheet, row and column; nothing is guessed,
and nothing is lost on the way.
"""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
import xlsxwriter

from tests.foundation.intake.build import LEDGER_HEAD, ROSTER_HEAD, book
from tests.workbooks import shown
from zhixing.foundation.kits.intake.acts import import_roster
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.reading import NEW, REFUSED
from zhixing.foundation.kits.intake.roster.phones import read_phone
from zhixing.foundation.kits.intake.words import same_words
from zhixing.foundation.kits.workbooks.parser.formats import format_of
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.spine.groups.models import Membership
from zhixing.learn.plans.countyfile.months import read_months
from zhixing.solve.problems.countyfile import import_ledger

RECEIVED = dt.date(2026, 8, 1)


def noted_cells(reading, *what):
    return [(note.row, note.code, note.column) for note in reading.notes if note.what in what]


def roster(*rows, **more):
    return dry_run("roster", read("a.xlsx", shown.xlsx([ROSTER_HEAD, *rows], **more)), Answers())


def ledger(*dues):
    rows = [
        ["群众反映", f"第{nth}处路灯不亮", "", "龙泉镇", "", due, "正在推进", "否"]
        for nth, due in enumerate(dues)
    ]
    file = read("a.xlsx", shown.xlsx([LEDGER_HEAD, *rows]))
    return dry_run("ledger", file, Answers(received_on=RECEIVED))


# -- errors ---------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "word", ["＃N/A", "#n/a", " #N/A ", "#ref!", "########", "错误：502", "#Div/0!"]
)
def test_an_error_copied_as_a_text_is_one(county, word):
    reading = roster(
        ["桃源镇", "甲", "", "组长", ""], [word, "乙", "", "成员", ""], ["", "丙", "", "成员", ""]
    )
    assert noted_cells(reading, "refused") == [
        (3, "cell.error", "unit"),
        (4, "cell.below_error", "unit"),
    ]
    text = read("a.csv", f"单位,姓名,身份\n桃源镇,甲,组长\n{word},乙,成员\n".encode())
    assert noted_cells(dry_run("roster", text, Answers()), "refused") == [(3, "cell.error", "unit")]


@pytest.mark.django_db
def test_rows_of_formulas_without_values_are_not_lost(county):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        page = made.add_worksheet("名单")
        page.write_row(0, 0, ROSTER_HEAD)
        page.write_row(1, 0, ["桃源镇", "甲", "", "组长"])
        for column in range(5):
            page.write_formula(2, column, "=Z9", None, "")
    reading = dry_run("roster", read("a.xlsx", out.getvalue()), Answers())
    assert (reading.count(NEW), reading.count(REFUSED)) == (1, 1)
    assert noted_cells(reading, "refused") == [
        (3, "cell.no_value", name) for name in ("unit", "name", "role")
    ]


def test_a_quotation_mark_that_is_never_closed_swallows_no_row():
    rows = (
        read("a.csv", '单位,姓名,身份\n甲镇,"陈一,组长\n乙镇,李二,成员\n'.encode()).sheets[0].rows
    )
    assert rows == (("单位", "姓名", "身份"), ("甲镇", '"陈一', "组长"), ("乙镇", "李二", "成员"))
    rows = read("a.csv", '单位,姓名,身份\n甲镇,"陈\n一",组长\n'.encode()).sheets[0].rows
    assert rows[1] == ("甲镇", "陈\n一", "组长")


# -- names ----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("unit", "name", "code", "column"),
    [
        ("0", "甲", "name.none", "unit"),
        ("—", "甲", "name.none", "unit"),
        (0, "甲", "name.none", "unit"),
        ("桃源镇", "12345", "name.none", "name"),
        ("桃源镇", 3, "name.none", "name"),
        ("桃源镇", "/", "name.none", "name"),
        ("桃源镇", "空缺", "name.vacant", "name"),
        ("桃源镇", "（暂缺）", "name.vacant", "name"),
        ("桃源镇", "李四、王五", "name.several", "name"),
        ("桃源镇", "李四\n，王五", "name.several", "name"),
    ],
)
def test_what_can_not_be_a_name_is_told(county, unit, name, code, column):
    reading = roster([unit, name, "", "成员", ""], ["柳树乡", "买买提·艾力", "", "成员", ""])
    assert noted_cells(reading, "refused") == [(2, code, column)] and reading.count(NEW) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["同上", "〃", '"'])
def test_ditto_means_what_stands_above(county, word):
    file = read(
        "a.xlsx",
        shown.xlsx([ROSTER_HEAD, ["桃源镇", "甲", "", "组长", ""], [word, "乙", "", "成员", ""]]),
    )
    import_roster(county.office, county.root, book=file)
    groups = Membership.objects.filter(person__name__in="甲乙").values_list(
        "group__unit__name", flat=True
    )
    assert list(groups) == ["桃源镇", "桃源镇"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["桃源镇（本级）", "桃源鎮", "青禾县桃源镇", "桃源镇人民政府", "1.桃源镇", "桃源镇(机关)"],
)
def test_two_writings_of_perhaps_one_unit_are_told(county, name):
    reading = roster(
        ["桃源镇", "甲", "", "组长", ""],
        [name, "乙", "", "成员", ""],
        ["柳树乡", "丙", "", "成员", ""],
    )
    note = next(note for note in reading.notes if note.code == "unit.alike")
    assert (note.row, note.column, note.params["other"], note.params["at"]) == (
        3,
        "unit",
        "桃源镇",
        ["名单", 2],
    )
    assert name in note.sentence and "第 2 行" in note.sentence
    assert sum(note.code == "unit.alike" for note in reading.notes) == 1 and reading.count(NEW) == 3


@pytest.mark.django_db
def test_a_new_unit_that_reads_like_one_of_the_county_is_told(county):
    reading = roster(["龙泉鎮", "甲", "", "组长", ""])
    assert noted_cells(reading, "choose") == [(2, "unit.alike_here", "unit")]


@pytest.mark.parametrize("text", ["1000000101O", "10000010l11", "O10000001011"])
def test_a_letter_among_the_digits_is_no_digit(text):
    assert read_phone(text).code == "phone.none"


# -- totals ---------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row",
    [
        ["桃源镇小计", 3],
        ["桃源镇合计：3人"],
        ["县直单位小计", "3人"],
        ["", "桃源镇 合计", "", 3],
        ["总人数", 3],
        ["Total", 3],
        ["其中：女", 1],
        ["", "", "", "合计", 3],
    ],
)
def test_rows_of_totals_of_a_part_are_none_of_the_data(county, row):
    reading = roster(["桃源镇", "甲", "", "组长", ""], row, ["", "乙", "", "学习秘书", ""])
    assert noted_cells(reading, "refused") == [] and reading.count(NEW) == 2
    assert [(note.code, note.rows) for note in reading.notes if note.row == 0] == [
        ("rows.totals", "3")
    ]
    assert {line.plan.unit.name for line in reading.lines} == {"桃源镇"}


@pytest.mark.django_db
def test_a_question_about_a_total_is_a_question(county):
    rows = [["题干", "答案"], ["全县乡镇共计", "35"], ["全县行政村总计", "3"]]
    reading = dry_run("bank", read("a.xlsx", shown.xlsx(rows, sheet="填空题")), Answers())
    assert reading.count(NEW) == 2 and not [note for note in reading.notes if note.row == 0]


# -- struck through -------------------------------------------------------------------------------


def half_struck_book(kind):
    """A name and a telephone of which the first half is struck through."""
    if kind == "ods":
        styles = "".join(
            '<table:table-cell office:value-type="string"><text:p><text:span'
            f' text:style-name="struck">{old}</text:span>{new}</text:p></table:table-cell>'
            for old, new in (("钱二", "钱四"), ("10000001003", " 10000001009"))
        )
        name, phone = styles.split("</table:table-cell>")[:2]
        cells = (
            shown.cell("桃源镇")
            + name
            + "</table:table-cell>"
            + shown.cell("")
            + shown.cell("成员")
            + phone
            + "</table:table-cell>"
        )
        return shown.ods("".join(map(shown.cell, ROSTER_HEAD)), cells)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        struck, page = made.add_format({"font_strikeout": True}), made.add_worksheet("名单")
        page.write_row(0, 0, ROSTER_HEAD)
        page.write_row(1, 0, ["桃源镇", "", "", "成员"])
        page.write_rich_string(1, 1, struck, "钱二", "钱四")
        page.write_rich_string(1, 4, struck, "10000001003", " 10000001009")
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_cell_struck_through_in_part_is_not_read_as_a_whole(county, kind):
    file = read(f"a.{kind}", half_struck_book(kind))
    reading = dry_run("roster", file, Answers())
    assert noted_cells(reading, "refused", "cell") == [
        (2, "cell.part_struck", "name"),
        (2, "cell.part_struck", "phone"),
    ]
    sheet = file.sheets[0].name
    import_roster(
        county.office,
        county.root,
        book=file,
        cells=[(sheet, 2, 2, "钱四"), (sheet, 2, 5, "10000001009")],
    )
    person = Membership.objects.get(group__unit__name="桃源镇").person
    assert (person.name, person.phone) == ("钱四", "10000001009")


# -- numbers, months ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        (".0%", 0.05, "5.0%"),
        (".00", 1234.5, "1234.50"),
        (".00", 0.5, ".50"),
        (".0", -12.25, "-12.3"),
        ('.0"元"', 12, "12.0元"),
    ],
)
def test_digits_a_format_has_no_place_for_are_shown(code, value, text):
    assert format_of(code).show(value).text == text


def test_a_general_number_in_chinese_numerals_is_doubtful():
    rows = [["题干", "答案"], ["几条？", (12, "[DBNum1][$-804]General")]]
    assert read("a.xlsx", shown.xlsx(rows)).sheets[0].doubts == {(2, 2): "format"}


MONTHS = [
    'yy"年"m"月"',
    '[DBNum1]yyyy"年"m"月"',
    "yyyymm",
    'yyyy"年"m"月底前"',
    'yyyy"年第"m"月"',
    "yyyy/m",
    "yyyy.mm",
    'm"月份"',
    "mmmm yyyy",
    'e"年"m"月"',
]


@pytest.mark.django_db
@pytest.mark.parametrize("code", MONTHS)
def test_a_month_in_any_format_is_the_month(county, code):
    reading = ledger((dt.datetime(2026, 12, 1), code))
    assert [line.plan.fields["due"] for line in reading.lines] == [
        dt.date(2026, 12, 31)
    ] and not reading.notes


@pytest.mark.django_db
def test_a_year_alone_is_the_year_and_a_hidden_day_is_told(county):
    reading = ledger(
        (dt.datetime(2026, 1, 1), 'yyyy"年"'),
        (dt.datetime(2026, 12, 15), 'yyyy"年"m"月"'),
        (dt.datetime(2026, 12, 31), 'yyyy"年"m"月"'),
    )
    assert [line.plan.fields["due"].isoformat()[5:] for line in reading.lines] == [
        "12-31",
        "12-15",
        "12-31",
    ]
    assert noted_cells(reading, "check") == [(3, "cell.shows_less", "due")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["26年12月", "二〇二六年十二月", "202612", "2026年12月底前", "2026.12"]
)
def test_a_month_of_an_ods_is_the_month(county, text):
    head = "".join(map(shown.cell, ["具体问题", "责任单位", "完成时限", "整改进展", "是否销号"]))
    day = shown.cell(text, "date", "2026-12-01")
    row = (
        shown.cell("路灯不亮")
        + shown.cell("龙泉镇")
        + day
        + shown.cell("正在推进")
        + shown.cell("否")
    )
    reading = dry_run("ledger", read("a.ods", shown.ods(head, row)), Answers(received_on=RECEIVED))
    assert [line.plan.fields["due"] for line in reading.lines] == [dt.date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("05月", (5, 5)),
        ("5", None),
        ("2027-05", (5, 5)),
        ("2027年上半年", (1, 6)),
        ("Q2", (4, 6)),
        ("5月底", (5, 5)),
        ("7月上旬", (7, 7)),
        ("2027年3-4月", (3, 4)),
        ("2026年12月至2027年12月", None),
        ("2027.1", None),
        ("13", None),
        ("11-12", None),
        ("2027/5/17", None),
    ],
)
def test_months_of_a_plan(text, months):
    assert read_months(text) == months


@pytest.mark.django_db
def test_a_month_of_another_year_is_told(county):
    head = ["月份", "专题"]
    reading = dry_run(
        "plan",
        book([["2027年学习计划"], head, ["2026年5月", "甲"], ["2027年5月", "乙"]]),
        Answers(),
    )
    assert (
        noted_cells(reading, "refused") == [(3, "months.year", "months")]
        and reading.count(NEW) == 1
    )
    reading = dry_run("plan", book([head, ["2028年5月", "甲"]]), Answers())
    assert [line.plan.year for line in reading.lines] == [2028]


# -- identity -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "other"), [("占地3米²", "占地3米2"), ("①号井", "1号井"), ("H₂O", "H2O")]
)
def test_raised_signs_are_signs_of_their_own(written, other):
    from zhixing.examine.bank.rules import same_text

    assert same_words(written) != same_words(other)
    assert same_text(written) != same_text(other)


# -- progress -------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("已完成80%", None),
        ("已完成一半，正在推进", None),
        ("已完成招标，正在施工", None),
        ("已解决七成", None),
        ("已完成部分整改", None),
        ("已办结，剩余两户尚未签字", None),
        ("已完成100%", "reported"),
        ("已完成，换了灯", "reported"),
        ("已完成，继续保持", "reported"),
        ("正在推进，已完成80%", "in_progress"),
    ],
)
def test_what_is_done_in_part_is_not_done(county, text, state):
    head = ["具体问题", "责任单位", "完成时限", "整改进展", "是否销号"]
    file = book([head, ["路灯不亮", "龙泉镇", "2026-12-31", text, "否"]])
    reading = dry_run("ledger", file, Answers(received_on=RECEIVED))
    if state is None:
        assert noted_cells(reading, "refused") == [(2, "progress.unknown", "progress")]
    else:
        assert str(reading.lines[0].plan.fields["state"]).startswith(state)


@pytest.mark.django_db
def test_a_deadline_put_off_too_far_says_what_it_would_be(county):
    head = ["具体问题", "责任单位", "完成时限", "整改进展", "是否销号"]
    first, later = (
        book([head, ["路灯不亮", "龙泉镇", due, "正在推进", "否"]])
        for due in ("2026-12-31", "2027-01-29")
    )
    import_ledger(county.office, county.root, book=first, received_on=RECEIVED)
    answers = Answers(received_on=RECEIVED, by=county.office, choices={"表!2!due": "file"})
    note = next(note for note in dry_run("ledger", later, answers).notes if note.what == "refused")
    assert note.column == "due" and re.fullmatch(
        r"这等于延期 \d+ 个工作日：1 到 10 个工作日。", note.sentence
    )
