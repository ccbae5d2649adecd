"""The county's own workbooks: everything that was planted in them (planted.txt beside them) is read
or reported, by sheet and row.
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection

from tests.foundation.intake.build import demo
from zhixing.foundation.kits.intake.acts import import_roster
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.notes import CELL, CHECK, INCOMPLETE, LEFT_OUT
from zhixing.foundation.kits.intake.roster import reading as roster
from zhixing.foundation.kits.intake.standing import Standing
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput, NotNow
from zhixing.foundation.machinery.records import append_only
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.calendar.acts import open_year
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.groups.queries import gaps
from zhixing.foundation.spine.norms.acts import seed_norms
from zhixing.foundation.spine.orgs.acts import found_county, found_unit
from zhixing.foundation.spine.orgs.models import Alias, Unit
from zhixing.foundation.spine.orgs.roles import RoleCode
from zhixing.foundation.spine.people.acts import appoint, register_person
from zhixing.foundation.spine.people.models import Person, timekeeper
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.plans.countyfile import import_plan
from zhixing.loop.threads.queries import LooseEnds, lines_of
from zhixing.solve.problems.countyfile import import_ledger
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.rules import State

TOWNS, DEPARTMENTS = "乡镇街道", "县直部门"
RECEIVED = dt.date(2026, 9, 1)


def codes_by_row(reading, what):
    return {(note.sheet, note.row): note.code for note in reading.notes if note.what == what}


def test_every_fault_planted_in_the_roster_is_told():
    reading = roster.read(demo("roster"), Answers(), Standing(), RECEIVED)
    assert (reading.rows, reading.good, reading.count("new")) == (328, 325, 325)
    assert reading.sheets == [(TOWNS, 154), (DEPARTMENTS, 174)] and reading.hidden == ["填表说明"]
    assert codes_by_row(reading, LEFT_OUT) == {
        (DEPARTMENTS, 36): "name.missing",
        (DEPARTMENTS, 54): "role.missing",
        (DEPARTMENTS, 132): "role.asked",
    }
    assert codes_by_row(reading, CELL) == {(DEPARTMENTS, 48): "phone.length"}
    assert codes_by_row(reading, INCOMPLETE) == {
        (DEPARTMENTS, 93): "group.no_secretary",
        (DEPARTMENTS, 110): "group.two_leaders",
    }
    assert codes_by_row(reading, CHECK) == {
        (DEPARTMENTS, 0): "rows.totals",
        (DEPARTMENTS, 84): "person.namesake",
        (DEPARTMENTS, 124): "role.read",
        (DEPARTMENTS, 148): "role.read",
        (DEPARTMENTS, 174): "person.twice",
    }
    by_row = {(note.sheet, note.row): note for note in reading.notes}
    assert by_row[DEPARTMENTS, 84].params["at"] == [TOWNS, 15] and by_row[DEPARTMENTS, 174].params[
        "at"
    ] == [DEPARTMENTS, 168]
    assert {key: reading.numbers[key] for key in ("people", "groups", "complete")} == {
        "people": 324,
        "groups": 45,
        "complete": 43,
    }
    lines = {(line.sheet, line.row): line.plan for line in reading.lines if line.plan}
    assert (
        lines[TOWNS, 10].roles == ("MEMBER", "SECRETARY")
        and lines[TOWNS, 12].unit.name == "城关街道"
    )  # two roles in a cell, a merged unit
    assert (
        lines[TOWNS, 6].who.name == "石庆"
        and lines[TOWNS, 34].who.phone == "10000000031"
        and lines[TOWNS, 25].who.phone == "10000000022"
    )  # inner blank, full width, number
    assert (
        lines[DEPARTMENTS, 8].unit.name == "县委办公室" and lines[DEPARTMENTS, 48].who.phone == ""
    )


@pytest.fixture
def bare(transactional_db):
    """A county with an office and nobody else."""
    append_only.remove(connection)  # the test empties its tables afterwards
    call_command("flush", interactive=False, verbosity=0)
    clockwork = timekeeper()
    with clock.at(dt.datetime(2026, 1, 5, 9)):
        root = found_county(clockwork, name="青禾县")
        seed_norms(clockwork, root)
        for year in (2026, 2027):
            open_year(clockwork, root, year=year)
        unit = found_unit(clockwork, root, name="县委宣传部", kind="department")
        office = register_person(clockwork, unit, name="秦致远")
        appoint(clockwork, root, person=office, role=RoleCode.OFFICE, since=dt.date(2026, 1, 5))
    return SimpleNamespace(root=root, office=office)


def importable_rows():
    """What an import could have changed."""
    return {
        "things": sorted(
            Thing.objects.exclude(kind="import")
            .exclude(kind="unit", title="青禾县")
            .values_list("pk", "state", "version")
        ),
        "people": sorted(Person.objects.values_list("pk", "name", "phone", "post")),
        "roles": sorted(Membership.objects.values_list("pk", "role", "post")),
        "aliases": sorted(Alias.objects.values_list("name", "unit")),
        "done": Record.objects.done().count(),
    }


@pytest.mark.database
@pytest.mark.stray_writes
def test_the_three_workbooks_come_in_and_once_more_changes_nothing(bare):
    with clock.at(dt.datetime(2026, 9, 1, 9)):
        _roster(bare)
        _plan(bare)
        _ledger(bare)


def _roster(bare):
    people = Person.objects.natural().count()
    made = import_roster(bare.office, bare.root, book=demo("roster"))
    assert (made.rows, made.new, made.changed, made.refused) == (328, 325, 0, 3)
    assert Person.objects.natural().count() - people == 324
    assert (
        StudyGroup.objects.count() == 45
        and sum(
            not lacks for lacks in gaps(StudyGroup.objects.values_list("pk", flat=True)).values()
        )
        == 43
    )
    incomplete = {
        StudyGroup.objects.get(pk=code).unit.name: lacks
        for code, lacks in gaps(StudyGroup.objects.values_list("pk", flat=True)).items()
        if lacks
    }
    assert incomplete == {"县水利局": ["two_leaders"], "县自然资源和规划局": ["no_secretary"]}
    both = Person.objects.get(name="冯凤辉")
    assert Membership.objects.filter(person=both).values("group").distinct().count() == 2
    assert (
        Person.objects.filter(name="万强").count() == 2
        and Person.objects.get(name="薛雪").phone == ""
    )
    assert (
        Unit.objects.get(name="青山乡").kind == "town"
        and Unit.objects.get(name="城关街道").groups.get().name == "城关街道党工委理论学习中心组"
    )
    stored_notes = str(made.notes)
    assert (
        "薛雪" not in stored_notes and "1000000" not in stored_notes and "顾问" in stored_notes
    )  # no name and no telephone stays with the import
    before = importable_rows()
    with pytest.raises(NotNow) as nothing:
        import_roster(bare.office, bare.root, book=demo("roster"))
    assert nothing.value.code == "import.nothing" and importable_rows() == before
    assert dry_run("roster", demo("roster"), Answers()).count("same") == 325


def _plan(bare):
    short = "市生态环境局分局"
    asked = dry_run("plan", demo("annual_plan"), Answers())
    assert [question.name for question in asked.questions.values()] == [short] and asked.questions[
        next(iter(asked.questions))
    ].options[0][1] == "市生态环境局青禾分局"
    assert codes_by_row(asked, LEFT_OUT) == {
        ("年度计划", 7): "unit.asked",
        ("年度计划", 8): "unit.asked",
    }
    branch = Unit.objects.get(name="市生态环境局青禾分局")
    with pytest.raises(BadInput) as whole:
        import_plan(bare.office, bare.root, book=demo("annual_plan"), whole=True)
    assert whole.value.code == "file.refused" and not Topic.objects.exists()
    made = import_plan(bare.office, bare.root, book=demo("annual_plan"), aliases={short: branch.pk})
    assert (made.new, made.refused) == (10, 0) and Alias.objects.get(name=short).unit == branch
    topics = {topic.title: topic for topic in Topic.objects.filter(year=2026)}
    assert (
        len(topics) == 10
        and {topic.required for topic in topics.values()} == {"required"}
        and not any(topic.group_id for topic in topics.values())
    )
    months = {title: (topic.first_month, topic.last_month) for title, topic in topics.items()}
    assert (
        months["新时代群众工作"] == (4, 6)
        and months["基层治理现代化"] == (7, 9)
        and months["全面推进乡村振兴"] == (1, 1)
    )
    waste = topics["常态化医疗废物管理"]
    assert (
        {unit.name for unit in waste.lead_units.all()}
        == {"县卫生健康局", "县综合行政执法局", "市生态环境局青禾分局"}
        and waste.category == "law"
        and waste.forms == ["联组联学", "实景讲学"]
    )
    assert topics["生态环境保护"].category == "knowledge" and topics["生态环境保护"].materials == [
        "黄河保护法",
        "湿地保护法",
    ]
    odd = topics["数字政府与政务公开"]
    assert (odd.category, odd.category_text) == ("", "业务学习")
    codes = {(note["row"], note["column"]): note["code"] for note in made.notes}
    assert codes == {
        (9, "materials"): "cell.empty",
        (11, "category"): "category.unknown",
        (11, "question"): "cell.empty",
        (12, "materials"): "cell.empty",
        (12, "question"): "cell.empty",
        (12, "research_subject"): "cell.empty",
    }
    assert not Thing.objects.filter(kind="plan").exists()
    before = importable_rows()
    with pytest.raises(NotNow):
        import_plan(bare.office, bare.root, book=demo("annual_plan"))  # the alias is known by now
    assert importable_rows() == before


IMMEDIATE, STANDING, NO_YEAR = [12, 16, 24, 31], [20, 27], [10, 21, 22]
CONTRADICTORY = [3, 5, 6, 7, 8, 9, 10, 14, 17, 23, 25, 26, 28, 29, 32]
OPEN = {
    4: State.IN_PROGRESS,
    11: State.REPORTED_SOLVED,
    12: State.REPORTED_SOLVED,
    16: State.REPORTED_SOLVED,
    20: State.IN_PROGRESS,
    24: State.IN_PROGRESS,
    27: State.IN_PROGRESS,
    30: State.REPORTED_SOLVED,
    31: State.REPORTED_SOLVED,
}


def _ledger(bare):
    asked = dry_run("ledger", demo("problem_ledger"), Answers())
    assert (
        asked.asks_year
        and asked.asks_received
        and {row: code for (_sheet, row), code in codes_by_row(asked, CELL).items()}
        == dict.fromkeys(NO_YEAR, "due.year")
    )
    made = import_ledger(
        bare.office, bare.root, book=demo("problem_ledger"), received_on=RECEIVED, year=2026
    )
    assert (made.rows, made.new, made.refused) == (30, 30, 0)
    codes = {}
    for note in made.notes:
        codes.setdefault(note["code"], []).append(note["row"])
    assert codes == {
        "rows.totals": [0],
        "struck.contradiction": CONTRADICTORY,
        "due.immediate": IMMEDIATE,
        "due.standing": STANDING,
        "due.done": [11],
    }
    rows = {
        record.body_row.body["told"]["row"]: Problem.objects.get(pk=record.thing_id)
        for record in (
            Record.objects.done().filter(verb="problem.imported").select_related("body_row")
        )
    }
    assert sorted(rows) == list(range(3, 33))
    assert {
        row: State(problem.state) for row, problem in rows.items() if not problem.closed_before
    } == OPEN
    assert all(
        problem.state == State.ARCHIVED and problem.closed_before
        for row, problem in rows.items()
        if row not in OPEN
    )
    assert [row for row, problem in sorted(rows.items()) if problem.contradictory] == CONTRADICTORY
    assert {
        row: problem.due for row, problem in rows.items() if row in (4, 10, 12, 13, 23, 30)
    } == {
        4: dt.date(2026, 10, 31),
        10: dt.date(2026, 9, 30),
        12: dt.date(2026, 9, 4),
        13: dt.date(2026, 6, 30),
        23: dt.date(2026, 12, 31),
        30: dt.date(2026, 9, 30),
    }
    assert rows[5].due is None and rows[15].due is None
    assert [
        row for row, problem in sorted(rows.items()) if problem.shelving_proposed
    ] == STANDING and rows[20].review_on == dt.date(2026, 11, 30)
    assert (
        all(
            problem.person_text and problem.person is None and problem.received_on == RECEIVED
            for problem in rows.values()
        )
        and rows[8].person_text == "宋春"
    )
    kinds = [problem.kind for problem in rows.values()]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "": 10,
        "special": 6,
        "individual": 5,
        "common": 9,
    }
    assert Problem.objects.countable().count() == len(OPEN)
    ends = [
        loose_end
        for loose_end in LooseEnds(lines_of(StudyGroup.objects.all()), RECEIVED)
        if loose_end.kind == "struck_off_not_done"
    ]
    assert len(ends) == len(CONTRADICTORY)
    before = importable_rows()
    with pytest.raises(NotNow):
        import_ledger(
            bare.office, bare.root, book=demo("problem_ledger"), received_on=RECEIVED, year=2026
        )
    assert importable_rows() == before
