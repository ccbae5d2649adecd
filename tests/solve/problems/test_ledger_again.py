"""A ledger that comes in again: what it says otherwise stands beside what stands here.

Nothing is changed until the clerk chooses.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.foundation.intake.build import ROSTER_HEAD, content
from tests.workbooks.outside import outside
from zhixing.faces.cli.main import main
from zhixing.foundation.kits.intake.acts import import_roster, undo_import
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.models import Import
from zhixing.foundation.kits.intake.reading import CHANGED, NEW, SAME
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput, NotNow
from zhixing.foundation.machinery.records.models import Record
from zhixing.solve.problems.acts import draft_problem
from zhixing.solve.problems.countyfile import import_ledger
from zhixing.solve.problems.models import Problem

NOVEMBER = dt.datetime(2026, 11, 27, 9)
HEAD = [
    "问题编号",
    "问题来源",
    "具体问题",
    "类别",
    "责任单位",
    "责任人",
    "整改措施",
    "完成时限",
    "整改进展",
    "是否销号",
    "备注",
]
ROW = [
    "",
    "群众反映",
    "汪塘多年没人清理，夏天恶臭",
    "个性",
    "龙泉镇",
    "某人",
    "清淤",
    "2026-12-03",
    "正在推进",
    "否",
    "",
]
OTHERWISE = {
    "问题编号": ("WT-26-XXXXX", "code"),
    "问题来源": ("督导检查", "source"),
    "类别": ("共性", "kind"),
    "责任人": ("方岩", "person"),
    "整改措施": ("截污", "remedy"),
    "完成时限": ("2027-01-20", "due"),
    "整改进展": ("已完成", "progress"),
    "是否销号": ("是", "struck"),
}


@pytest.fixture(autouse=True)
def in_november():
    with clock.at(NOVEMBER):
        yield


def ledger(*rows: list[Any], name: str = "台账.xlsx") -> Any:
    return read(name, content([HEAD, *rows]))


def roster_of(unit: str) -> Any:
    return read("名册.xlsx", content([ROSTER_HEAD, [unit, "石磊", "局长", "组长", ""]]))


def row(**cells: Any) -> list[Any]:
    return [cells.get(heading, cell) for heading, cell in zip(HEAD, ROW, strict=True)]


@pytest.fixture
def problem(county) -> Problem:
    import_ledger(county.office, county.root, book=ledger(ROW))
    return Problem.objects.get(title=ROW[2])


def problem_sides(reading: Any) -> list[tuple[str, dict[str, str]]]:
    return [(note.column, note.sides) for note in reading.notes if note.code == "problem.here"]


@pytest.mark.parametrize(
    ("name", "column", "here", "written"),
    [
        ("ledger_due_changed", "due", "2026-12-03", "2027-01-20"),
        ("ledger_now_done", "progress", "办理中", "已完成"),
        ("ledger_struck", "struck", "办理中", "是"),
    ],
)
def test_the_files_from_outside_give_one_remark_each(problem, name, column, here, written):
    reading = dry_run("ledger", outside(f"{name}.xlsx"), Answers())
    assert problem_sides(reading) == [(column, {"here": here, "file": written})]
    assert [line.action for line in reading.lines] == [SAME] and reading.to_do == 0
    note = next(note for note in reading.notes if note.code == "problem.here")
    assert problem.pk in note.sentence and note.options == ("here", "new") and note.at


@pytest.mark.parametrize("heading", OTHERWISE)
def test_any_single_column_that_reads_otherwise_is_told_once_and_changes_nothing(
    county, problem, heading
):
    cell, column = OTHERWISE[heading]
    book = ledger(row(**{heading: cell}))
    reading = dry_run("ledger", book, Answers())
    columns = [name for name, _sides in problem_sides(reading)] or [
        note.column for note in reading.notes
    ]
    assert columns == [column] and reading.to_do == 0
    with pytest.raises(NotNow):
        import_ledger(county.office, county.root, book=book)
    stood = Problem.objects.filter(pk=problem.pk).values().get()
    assert stood == {name: getattr(problem, name) for name in stood}


def test_a_row_that_reads_otherwise_in_several_columns_is_one_remark(problem):
    book = ledger(row(完成时限="2027-01-20", 整改进展="已完成"))
    reading = dry_run("ledger", book, Answers())
    sides = {
        "here": "完成时限：2026-12-03\n整改进展：办理中",
        "file": "完成时限：2027-01-20\n整改进展：已完成",
    }
    assert problem_sides(reading) == [("due", sides)]


def test_a_ledger_may_call_a_problem_by_its_title(county):
    draft_problem(county.clerk, county.town, title="渠首漏水", text="渠首闸门下面漏水，三处")
    for words in ("渠首漏水", "渠首漏水：渠首闸门下面漏水，三处", "渠首闸门下面漏水，三处"):
        reading = dry_run("ledger", ledger(row(具体问题=words)), Answers())
        assert [line.action for line in reading.lines] == [SAME], words
        assert "text" not in problem_sides(reading)[0][0]


@pytest.mark.parametrize("heading", ["具体问题", "责任单位"])
def test_a_row_with_its_code_may_read_otherwise_in_text_and_unit(problem, heading):
    other = {"具体问题": "汪塘臭", "责任单位": "石桥镇"}[heading]
    reading = dry_run("ledger", ledger(row(问题编号=problem.pk, **{heading: other})), Answers())
    assert [column for column, _sides in problem_sides(reading)] == [
        {"具体问题": "text", "责任单位": "unit"}[heading]
    ]
    assert [line.action for line in reading.lines] == [SAME]


@pytest.mark.parametrize("heading", [*OTHERWISE, "具体问题", "责任单位", "备注"])
def test_page_api_and_command_line_take_every_changed_column(
    county, problem, heading, tmp_path, capsys
):
    """Through every door: read, answer, import; none of it is an error of the program."""
    cell = OTHERWISE.get(heading, ("另外的话", ""))[0]
    data = content(
        [
            HEAD,
            row(**{heading: cell}),
            row(具体问题="另一处", **({} if heading == "具体问题" else {heading: cell})),
        ]
    )
    office = logins(Client, county, "office")["office"]
    answer = office.post(
        reverse("imports:upload", args=["ledger"]), {"book": SimpleUploadedFile("a.xlsx", data)}
    )
    assert answer.status_code == 302
    url = answer["location"]
    assert office.get(url).status_code == 200 and office.get(f"{url}remarks/").status_code == 200
    assert office.post(url, {"do": "read"}).status_code == 200
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert main(["import", "ledger", str(path), "--as", "office", "--dry-run"]) == 0
    body = {"on": county.root.pk, "book": SimpleUploadedFile("a.xlsx", data), "whole": ""}
    assert office.post(reverse("api:new", args=["import_ledger"]), body).status_code in (201, 409)
    assert office.post(url, {"do": "import"}).status_code in (302, 409)
    assert Problem.objects.get(pk=problem.pk).due == problem.due


def test_the_same_words_may_be_another_problem_when_the_clerk_says_so(county, problem):
    book = ledger(row(完成时限="2027-01-20"))
    key = next(note.key for note in dry_run("ledger", book, Answers()).notes if note.options)
    assert dry_run("ledger", book, Answers(choices={key: "here"})).to_do == 0
    assert [
        line.action for line in dry_run("ledger", book, Answers(choices={key: "new"})).lines
    ] == [NEW]
    with pytest.raises(BadInput) as wrong:
        dry_run("ledger", book, Answers(choices={key: "perhaps"}))
    assert wrong.value.code == "choice.unknown"
    import_ledger(county.office, county.root, book=book, choices={key: "new"})
    assert sorted(Problem.objects.filter(title=ROW[2]).values_list("due", flat=True)) == [
        dt.date(2026, 12, 3),
        dt.date(2027, 1, 20),
    ]
    assert Import.objects.order_by("-pk").filter(new=1, notes__0__chosen="new").exists()
    again = dry_run("ledger", book, Answers())
    assert [line.action for line in again.lines] == [SAME] and not again.notes


def rehearse_choice(county: Any, book: Any, choice: str) -> tuple[Any, dict[str, str]]:
    """The dry run with this choice at its one place, and the choice."""
    place = next(
        note.key
        for note in dry_run("ledger", book, Answers(by=county.office)).notes
        if note.options
    )
    return dry_run("ledger", book, Answers(by=county.office, choices={place: choice})), {
        place: choice
    }


def test_progress_of_the_file_is_recorded_when_it_is_chosen(county, problem):
    book = ledger(row(整改进展="正在推进，已清淤两口"))
    reading, choices = rehearse_choice(county, book, "file")
    assert [(line.action, line.changes) for line in reading.lines] == [
        (CHANGED, [("整改进展", "正在推进", "正在推进，已清淤两口")])
    ]
    assert not Record.objects.filter(thing=problem.pk, verb="problem.progressed").exists()
    import_ledger(county.office, county.root, book=book, choices=choices)
    record = Record.objects.get(thing=problem.pk, verb="problem.progressed")
    assert (record.typist_id, record.decider_id) != (
        None,
        None,
    ) and record.typist_id == county.office.pk
    assert record.body_row.body["told"]["basis"] == "问题台账：台账.xlsx"


def test_what_is_done_by_the_file_is_reported_solved_when_it_is_chosen(county, problem):
    book = ledger(row(整改进展="已完成，塘口公园建成"))
    _reading, choices = rehearse_choice(county, book, "file")
    import_ledger(county.office, county.root, book=book, choices=choices)
    solved = Problem.objects.get(pk=problem.pk)
    assert (solved.state, solved.before, solved.after) == (
        "reported_solved",
        ROW[2],
        "已完成，塘口公园建成",
    )
    assert not dry_run("ledger", book, Answers(by=county.office)).to_choose


def test_a_later_deadline_is_an_extension_when_it_is_chosen(county, problem):
    book = ledger(row(完成时限="2026-12-10"))
    _reading, choices = rehearse_choice(county, book, "file")
    import_ledger(county.office, county.root, book=book, choices=choices)
    assert Problem.objects.get(pk=problem.pk).due == dt.date(2026, 12, 10)
    verbs = set(Record.objects.filter(thing=problem.pk).values_list("verb", flat=True))
    assert {"problem.extension_asked", "problem.extension_decided"} <= verbs


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"完成时限": "2027-01-20"}, "工作日"),
        ({"完成时限": "2026-12-01"}, "只能往后改"),
        ({"完成时限": "2026-12-06"}, "延期按工作日算"),
        ({"是否销号": "是", "整改进展": "已完成"}, "台账不改动这一项"),
        ({"类别": "共性"}, "台账不改动这一项"),
        ({"整改进展": "已完成", "类别": "共性"}, "台账不改动这一项"),
    ],
)
def test_what_no_act_can_do_is_refused_in_words_and_changes_nothing(county, problem, cells, words):
    book = ledger(row(**cells))
    reading, choices = rehearse_choice(county, book, "file")
    assert [line.action for line in reading.lines] == ["refused"]
    assert words in next(note.sentence for note in reading.notes if note.what == "refused")
    with pytest.raises(NotNow):
        import_ledger(county.office, county.root, book=book, choices=choices)
    stood = Problem.objects.filter(pk=problem.pk).values().get()
    assert stood == {name: getattr(problem, name) for name in stood}


def test_the_page_shows_both_sides_and_takes_the_choice(county, problem):
    office = logins(Client, county, "office")["office"]
    file = SimpleUploadedFile("a.xlsx", content([HEAD, row(完成时限="2027-01-20")]))
    url = office.post(reverse("imports:upload", args=["ledger"]), {"book": file})["location"]
    page = office.get(url).content.decode()
    assert "2026-12-03" in page and "2027-01-20" in page and "现在这里" in page and "表里" in page
    key = page.split('name="choice_key_0" value="')[1].split('"')[0]
    again = office.post(
        url, {"do": "read", "choice_key_0": key, "choice_0": "new"}
    ).content.decode()
    assert "导入 1 行" in again
    answer = office.post(url, {"do": "import", "choice_key_0": key, "choice_0": "new"})
    assert answer.status_code == 302 and Problem.objects.filter(title=ROW[2]).count() == 2
    done = office.get(answer["location"]).content.decode()
    assert "2027-01-20" in done and "作为新的导入" in done


def test_the_api_takes_the_choice(county, problem):
    office = logins(Client, county, "office")["office"]
    data = content([HEAD, row(完成时限="2027-01-20")])
    for choices, status in (("", 409), ("表!2!due=perhaps", 422), ("表!2!due=new", 201)):
        body = {
            "on": county.root.pk,
            "book": SimpleUploadedFile("a.xlsx", data),
            "choices": choices,
        }
        answer = office.post(reverse("api:new", args=["import_ledger"]), body)
        assert answer.status_code == status, answer.content.decode()
    assert Problem.objects.filter(title=ROW[2]).count() == 2


def test_two_problems_with_the_same_first_120_signs_are_two(county):
    import_ledger(county.office, county.root, book=outside("ledger_first.xlsx"))
    assert import_ledger(county.office, county.root, book=outside("ledger_second.xlsx")).new == 1
    assert Problem.objects.filter(title__startswith="根据县委第三巡察组").count() == 2
    for name in ("ledger_first.xlsx", "ledger_second.xlsx"):
        assert [line.action for line in dry_run("ledger", outside(name), Answers()).lines] == [SAME]


@pytest.mark.parametrize(
    ("words", "other_words"),
    [
        ("坏了 1 2 号井", "坏了 12 号井"),
        ("超标 3.5 倍", "超标 35 倍"),
        ("深≥2 米", "深≤2 米"),
        ("长" * 130 + "甲", "长" * 130 + "乙"),
    ],
)
def test_words_that_differ_by_a_sign_are_two_problems(county, words, other_words):
    assert (
        import_ledger(
            county.office, county.root, book=ledger(row(具体问题=words), row(具体问题=other_words))
        ).new
        == 2
    )


def test_the_same_words_in_other_width_and_with_other_blanks_are_one(county):
    book = ledger(row(具体问题="路灯（3 盏）不亮"), row(具体问题="路灯(3盏) 不亮"))
    assert [line.action for line in dry_run("ledger", book, Answers()).lines] == [NEW, "refused"]


def test_a_future_day_of_receipt_is_refused_before_anything_is_read(county):
    tomorrow = clock.today() + dt.timedelta(days=1)
    for attempt in (
        lambda: dry_run("ledger", ledger(ROW), Answers(received_on=tomorrow)),
        lambda: import_ledger(county.office, county.root, book=ledger(ROW), received_on=tomorrow),
    ):
        with pytest.raises(BadInput) as refused:
            attempt()
        assert refused.value.code == "day.future" and refused.value.fields


READ_2026 = {
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    15,
    16,
    17,
    18,
    19,
    20,
    25,
    26,
    27,
    29,
    30,
    31,
    32,
    33,
    34,
    35,
    36,
} | {49, 50, 53, 56, 57, 58, 59, 60, 72, 73, 74, 75, 76, 77, 24}
REFUSED_ROWS = {21, 22, 28, 44, 45, 46, 47, 48, 54, 55, *range(61, 72), 78, 79, 80}


def test_every_writing_of_a_deadline_from_outside(county):
    import_roster(county.office, county.root, book=roster_of("县水利局"))
    open_answers = Answers(received_on=dt.date(2026, 11, 27))
    undated = {
        note.row
        for note in dry_run("ledger", outside("17_dates.xlsx"), open_answers).notes
        if note.code == "due.year"
    }
    assert undated == {14, 15, 16, 19, 20, 23, 24, 50, 51, 55 + 1}
    reading = dry_run(
        "ledger", outside("17_dates.xlsx"), Answers(year=2026, received_on=dt.date(2026, 11, 27))
    )
    refused = {note.row for note in reading.notes if note.what == "refused"}
    assert refused == REFUSED_ROWS
    due = {line.row: line.plan.fields["due"] for line in reading.lines if line.action == NEW}
    assert {row for row, day in due.items() if day == dt.date(2026, 12, 31)} == READ_2026
    assert (due[23], due[51], due[52]) == (
        dt.date(2026, 12, 20),
        dt.date(2027, 3, 31),
        dt.date(2027, 1, 31),
    )
    assert (due[40], due[41], due[42], due[43]) == (
        dt.date(2026, 12, 27),
        dt.date(2026, 12, 2),
        dt.date(2026, 12, 4),
        dt.date(2026, 12, 12),
    )
    times = {note.row: note.params["time"] for note in reading.notes if note.code == "due.time"}
    assert times == {3: "17:30", 6: "18:00", 31: "17:30"}


def test_the_time_of_a_deadline_is_kept_with_the_problem(county):
    import_ledger(county.office, county.root, book=ledger(row(完成时限="2026年12月31日17:30前")))
    problem = Problem.objects.get(title=ROW[2])
    assert (problem.due, problem.aim) == (dt.date(2026, 12, 31), "2026年12月31日17:30前")
    again = dry_run("ledger", ledger(row(完成时限="2026-12-31")), Answers())
    assert [line.action for line in again.lines] == [SAME] and not problem_sides(again)


@pytest.mark.parametrize(
    ("heading", "column"), [("具体问题", "text"), ("责任单位", "unit"), ("责任人", "person")]
)
def test_a_sign_that_nobody_sees_is_told_at_its_own_column(county, heading, column):
    reading = dry_run("ledger", ledger(row(**{heading: "甲\u202e乙"})), Answers())
    assert [(note.column, note.code) for note in reading.notes] == [(column, "sign.unseen")]


def test_undone_only_what_was_chosen_as_new_goes(county, problem):
    book = ledger(row(完成时限="2027-01-20"))
    _reading, choices = rehearse_choice(county, book, "new")
    done = import_ledger(county.office, county.root, book=book, choices=choices)
    undo_import(county.office, done, reason="导错了")
    assert list(Problem.objects.filter(title=ROW[2]).values_list("pk", "due")) == [
        (problem.pk, problem.due)
    ]


def test_what_was_recorded_by_a_choice_is_not_undone_by_guess(county, problem):
    book = ledger(row(整改进展="正在推进，已清淤两口"))
    _reading, choices = rehearse_choice(county, book, "file")
    done = import_ledger(county.office, county.root, book=book, choices=choices)
    with pytest.raises(NotNow) as refused:
        undo_import(county.office, done, reason="导错了")
    assert refused.value.code == "import.unknown"


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (dt.date(2025, 9, 30), dt.date(2025, 10, 11)),
        (dt.date(2024, 9, 30), dt.date(2024, 10, 10)),
        (dt.date(2026, 2, 13), dt.date(2026, 2, 25)),
    ],
)
def test_days_are_counted_by_the_calendar_of_the_year_of_receipt(county, received, due):
    """Three working days from a day before a holiday: in the dry run as in the act."""
    import_roster(county.office, county.root, book=roster_of("县水利局"))
    book = outside("c01_received_2025.csv")
    reading = dry_run("ledger", book, Answers(received_on=received))
    noted_day = next(note.params["day"] for note in reading.notes if note.code == "due.immediate")
    import_ledger(county.office, county.root, book=book, received_on=received)
    problem = Problem.objects.get(text__startswith="国庆前收到")
    assert (noted_day, problem.due) == (due.isoformat(), due)
    within = ledger(row(完成时限="3个工作日内"))
    counted = dry_run("ledger", within, Answers(received_on=received)).lines[0].plan.fields["due"]
    assert counted == due


def test_a_name_of_another_unit_comes_in_as_text_and_is_remarked(county):
    reading = dry_run("ledger", ledger(row(责任人=county.stranger.name)), Answers())
    notes = [note for note in reading.notes if note.code == "person.elsewhere"]
    assert [(note.column, note.params["unit"]) for note in notes] == [("person", "龙泉镇")]
    nobody = dry_run("ledger", ledger(row(责任人="无此人")), Answers())
    assert "person.elsewhere" not in {note.code for note in nobody.notes}
