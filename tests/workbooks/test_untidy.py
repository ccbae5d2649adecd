"""Disorder is read as a person would read it; what can not be read is refused with its place."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.foundation.intake.build import demo
from tests.workbooks.untidy import MADE
from zhixing.examine.bank.countyfile import import_bank
from zhixing.examine.bank.models import BankItem
from zhixing.foundation.kits.intake.acts import import_roster
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.reading import NEW, REFUSED, SAME
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.plans.countyfile import import_plan
from zhixing.solve.problems.countyfile import import_ledger
from zhixing.solve.problems.models import Problem

ROSTERS = [name for name in MADE if int(name[:2]) <= 12]


def file(name):
    return read(name, MADE[name][1]())


def codes(reading):
    return sorted((note.row, note.code, note.heading) for note in reading.notes)


def test_there_are_at_least_twelve():
    assert len(MADE) >= 12 and len({what for what, _how in MADE.values()}) == len(MADE)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROSTERS)
def test_five_people_of_two_units_in_every_disorder(county, name):
    reading = dry_run("roster", file(name), Answers())
    assert (reading.count(NEW), reading.count(REFUSED)) == (5, 0), codes(reading)
    import_roster(county.office, county.root, book=file(name))
    memberships = {
        membership.person.name: membership
        for membership in Membership.objects.select_related("person", "group__unit").filter(
            group__unit__name__in=["城关镇", "县水利局"],
            person__name__in=["陈一", "李二", "王三", "赵四", "孙五"],
        )
    }
    assert {who: membership.group.unit.name for who, membership in memberships.items()} == {
        "陈一": "城关镇",
        "李二": "城关镇",
        "王三": "城关镇",
        "赵四": "县水利局",
        "孙五": "县水利局",
    }
    phones = {person.name: person.phone for person in Person.objects.filter(name__in=memberships)}
    expected = {
        who: f"1000000000{at}" for at, who in enumerate(["陈一", "李二", "王三", "赵四", "孙五"], 1)
    }
    assert phones == expected | ({"孙五": ""} if name.startswith("10") else {})
    again = dry_run("roster", file(name), Answers())
    assert again.count(SAME) == 5 and again.to_do == 0


@pytest.mark.django_db
def test_deadlines_in_every_writing(county):
    import_roster(county.office, county.root, book=file("01-merged.ods"))
    with clock.at(dt.datetime(2026, 9, 1, 9)):
        reading = dry_run(
            "ledger", file("13-days.xlsx"), Answers(year=2026, received_on=dt.date(2026, 8, 1))
        )
        assert {line.plan.fields["due"] for line in reading.lines if line.action == NEW} == {
            dt.date(2026, 9, 30)
        } and reading.count(NEW) == 15
        assert [(note.row, note.code) for note in reading.notes if note.what == "refused"] == [
            (17, "due.never"),
            (18, "due.never"),
            (19, "due.twofold"),
        ]
        import_ledger(
            county.office,
            county.root,
            book=file("13-days.xlsx"),
            year=2026,
            received_on=dt.date(2026, 8, 1),
        )
    assert Problem.objects.filter(text__startswith="第", due=dt.date(2026, 9, 30)).count() == 15


@pytest.mark.django_db
def test_headings_over_two_rows(county):
    import_roster(county.office, county.root, book=file("01-merged.ods"))
    reading = dry_run(
        "ledger", file("14-two-rows-of-headings.xls"), Answers(received_on=dt.date(2026, 8, 1))
    )
    assert [(line.row, line.action) for line in reading.lines] == [
        (row, NEW) for row in range(4, 9)
    ]
    assert [line.plan.fields["closed_before"] for line in reading.lines] == [
        False,
        True,
        False,
        False,
        True,
    ]


@pytest.mark.django_db
def test_months_in_every_writing(county):
    import_plan(county.office, county.root, book=file("15-plan.csv"), year=2027)
    assert list(
        Topic.objects.filter(year=2027)
        .order_by("first_month")
        .values_list("title", "first_month", "last_month")
    ) == [("甲专题", 1, 1), ("乙专题", 3, 4), ("丙专题", 7, 9), ("丁专题", 10, 12)]
    assert [
        (note.row, note.code)
        for note in dry_run("plan", file("15-plan.csv"), Answers(year=2028)).notes
        if note.what == "refused"
    ] == [(6, "months.unreadable")]


@pytest.mark.django_db
def test_the_sample_bank_behaves_as_it_was_planted(county):
    book = demo("question_bank")
    reading = dry_run("bank", book, Answers())
    assert (reading.count(NEW), reading.count(REFUSED)) == (22, 4)
    assert [(note.row, note.code) for note in reading.notes if note.what == "refused"] == [
        (25, "item.key.outside"),
        (26, "item.key.missing"),
        (27, "item.kind"),
        (28, "item.twice"),
    ]
    done = import_bank(county.office, county.root, book=book)
    assert (done.new, done.refused) == (22, 4) and BankItem.objects.count() == 22
    assert {
        kind: BankItem.objects.filter(kind=kind).count()
        for kind in ("single", "multiple", "true_false", "blank", "short")
    } == {"single": 12, "multiple": 3, "true_false": 5, "blank": 1, "short": 1}
    assert (
        BankItem.objects.get(text__startswith="治学四问").key == "ABCD"
        and BankItem.objects.get(text__startswith="安全生产工作应当").key == "ABC"
    )
    assert dry_run("bank", book, Answers()).to_do == 0


@pytest.mark.django_db
def test_options_in_one_cell(county):
    reading = dry_run("bank", file("16-bank-one-cell.xlsx"), Answers())
    assert [(note.row, note.code) for note in reading.notes if note.what == "refused"] == [
        (16, "item.key")
    ]
    assert [line.plan.fields["key"] for line in reading.lines if line.action == NEW] == [
        "D",
        "ABC",
        "ABC",
        "D",
        "AB",
        "√",
        "×",
        "√",
        "×",
        "√",
        "×",
        "√",
        "√",
        "×",
    ]
    assert reading.lines[0].plan.fields["options"] == [
        "集体学习研讨",
        "个人自学",
        "专题调研",
        "有偿培训",
    ]


@pytest.mark.django_db
def test_question_and_options_in_one_cell(county):
    reading = dry_run("bank", file("17-bank-by-sheet.xls"), Answers())
    assert [
        (line.plan.fields["kind"], line.plan.fields["key"], len(line.plan.fields["options"]))
        for line in reading.lines
        if line.action == NEW
    ] == [("single", "B", 3), ("multiple", "ABC", 3), ("true_false", "√", 0)]
    assert [(note.row, note.code) for note in reading.notes] == [
        (6, "item.kind"),
        (3, "item.kind_read"),
        (4, "item.kind_read"),
        (5, "item.kind_read"),
    ]


@pytest.mark.django_db
def test_a_sheet_for_each_kind(county):
    reading = dry_run("bank", file("18-bank-sheets.xlsx"), Answers())
    assert [
        (line.plan.fields["kind"], line.plan.fields["key"])
        for line in reading.lines
        if line.action == NEW
    ] == [("single", "C"), ("multiple", "AC"), ("true_false", "√")]
    assert [(note.sheet, note.row, note.code) for note in reading.notes] == [
        ("单选题", 3, "item.options.same")
    ]
