"""What the dry run says is what the act does: for every file, whatever stands in its cells."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.county import logins
from tests.foundation.intake.build import LEDGER_HEAD, PLAN_HEAD, book, demo
from tests.foundation.intake.fill import edited, sheet_rows
from zhixing.examine.bank.countyfile import import_bank
from zhixing.foundation.kits.intake.acts import import_roster, import_unit_workbook
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.kinds import kind_of
from zhixing.foundation.kits.intake.reading import CHANGED, NEW, REFUSED, SAME, Reading
from zhixing.foundation.kits.intake.unitbook import workbook as unitbook
from zhixing.foundation.kits.intake.unitbook.sheet import sheets_in_order
from zhixing.foundation.kits.workbooks.reading import Workbook, read
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.plans.countyfile import import_plan
from zhixing.learn.sessions.acts import plan_session
from zhixing.solve.problems.countyfile import import_ledger

MAY = dt.datetime(2026, 5, 12, 9)
ACTS = {
    "roster": import_roster,
    "plan": import_plan,
    "ledger": import_ledger,
    "bank": import_bank,
    "unit": import_unit_workbook,
}
DUE = [
    "2026-12-31",
    "12.31",
    "12月底",
    "立行立改",
    "长期坚持",
    "15日内",
    "2026-02-30",
    "1/2/2027",
    "",
    "2026年12月31日17:30前",
]
PROGRESS = ["正在推进", "已完成", "未启动", "再说", "持续推进，已清淤"]
ledger_row = st.tuples(
    st.sampled_from(["群众反映", "天上", ""]),
    st.sampled_from(["路灯不亮", "渠首漏水", "路灯 不亮", "", "长" * 150, "甲\u202e乙"]),
    st.sampled_from(["共性", "怪", ""]),
    st.sampled_from(["龙泉镇", "石桥镇", "县卫健局", "月球基地", ""]),
    st.sampled_from(["方岩", "无此人", ""]),
    st.sampled_from(DUE),
    st.sampled_from(PROGRESS),
    st.sampled_from(["是", "否", "", "？"]),
)
plan_row = st.tuples(
    st.sampled_from(["5月", "7-9月", "第二季度", "十三月", ""]),
    st.sampled_from(["新专题", "常态化医疗废物管理", "新 专题", "", "题" * 121]),
    st.sampled_from(["法律法规", "怪", ""]),
    st.just("甲；乙"),
    st.just(""),
    st.just(""),
    st.just("现场学习"),
    st.sampled_from(["县卫生健康局", "县卫健局", "月球基地", ""]),
    st.sampled_from(["2026", "2027", "明年", ""]),
)
light = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def in_may():
    with clock.at(MAY):
        yield


def both_ways(county: Any, what: str, file: Workbook, **answers: Any) -> Reading:
    """The dry run, then the act: the same numbers and remarks, and nothing left to do."""
    reading = dry_run(what, file, Answers(by=county.office, **answers))
    try:
        with transaction.atomic():
            done = ACTS[what](county.office, county.root, book=file, **answers)
    except NotNow:
        assert reading.to_do == 0
        return reading
    assert (done.new, done.changed, done.same, done.refused) == tuple(
        map(reading.count, (NEW, CHANGED, SAME, REFUSED))
    )
    assert done.notes == [note.kept() for note in reading.notes]
    if what != "unit":
        after = dry_run(what, file, Answers(**answers))
        assert after.to_do == 0 and after.count(REFUSED) == reading.count(REFUSED)
    return reading


@light
@given(
    rows=st.lists(ledger_row, min_size=1, max_size=6),
    year=st.sampled_from([None, 2026]),
    received=st.sampled_from([None, dt.date(2026, 3, 2)]),
)
def test_a_ledger(county, rows, year, received):
    with transaction.atomic():
        file = book([LEDGER_HEAD, *map(list, rows)])
        both_ways(county, "ledger", file, year=year, received_on=received)
        transaction.set_rollback(True)


@light
@given(rows=st.lists(plan_row, min_size=1, max_size=6), year=st.sampled_from([None, 2026]))
def test_a_plan(county, rows, year):
    with transaction.atomic():
        both_ways(
            county, "plan", book([["安排"], [*PLAN_HEAD, "年度"], *map(list, rows)]), year=year
        )
        transaction.set_rollback(True)


def test_the_files_of_the_demo_county(county):
    both_ways(county, "roster", demo("roster"))
    both_ways(county, "plan", demo("annual_plan"))
    both_ways(county, "ledger", demo("problem_ledger"), year=2026)
    both_ways(county, "bank", demo("question_bank"))


GARBAGE = ["#N/A", "2026-02-30", "没有这个", "是", "长" * 300]


def garbage(column: int, _field: Any, _cell: str) -> str:
    return GARBAGE[column % len(GARBAGE)]


def plausible(column: int, field: Any, cell: str) -> str:
    """What somebody might write instead."""
    if field.kind == "day":
        return "2026年5月12日"
    offered = [word for word in field.offered() if word != cell]
    if offered:
        return offered[0]
    if field.kind == "number":
        return "85"
    return f"{cell}改" if cell else "新写的"


def _with_first_cells(content: bytes, column: int, how: Any) -> bytes:
    """In each sheet's first row this column holds something else."""
    changes = {}
    tables = {str(sheet.title): sheet.table for sheet in sheets_in_order()}
    for page in read("x.xlsx", content).sheets[1:-1]:
        rows = sheet_rows(content, page.name)
        headings = list(rows[0]) if rows else []
        if column < len(headings):
            heading, table = headings[column], tables[page.name]
            field = table[table.meaning(heading)]
            rows[0] = rows[0] | {heading: how(column, field, rows[0][heading])}
            changes[page.name] = rows
    return edited(content, changes)


@pytest.mark.parametrize("how", [garbage, plausible])
@pytest.mark.parametrize("column", range(11))
def test_a_workbook_of_a_unit_with_every_column_changed(county, column, how):
    from tests.workbooks.test_identity import life

    life(county, [f"词{at}" for at in range(40)])
    plan_session(county.secretary, county.group, topic=county.topic, day=dt.date(2026, 5, 20))
    content = _with_first_cells(
        unitbook.workbook(county.office, county.town, clock.today()), column, how
    )
    if column % 4 == 0:
        _through_the_page(county, content)
    reading = both_ways(county, "unit", read("龙泉镇.xlsx", content))
    assert reading.rows > 20


def _through_the_page(county: Any, content: bytes) -> None:
    office = logins(Client, county, "office")["office"]
    file = SimpleUploadedFile("龙泉镇.xlsx", content)
    answer = office.post(reverse("imports:upload", args=["unit"]), {"book": file})
    assert answer.status_code == 302
    for url in (answer["location"], f"{answer['location']}remarks/", f"{answer['location']}notes/"):
        assert office.get(url).status_code == 200


def test_an_exported_plan_keeps_its_year_when_it_comes_in_again_later(county):
    rows = list(kind_of("plan").rows(county.office))
    columns = kind_of("plan").columns()
    assert {row["year"] for row in rows} == {2026}
    from zhixing.foundation.kits.workbooks.writing import WRITERS

    for kind, writes in WRITERS.items():
        content = writes(rows, columns)
        with clock.at(dt.datetime(2027, 1, 8, 9)):
            reading = dry_run("plan", read(f"计划.{kind}", content), Answers(guess=True))
            assert {line.action for line in reading.lines} == {SAME} and not reading.asks_year, kind
    assert not Topic.objects.filter(year=2027).exists()


def test_the_year_of_a_row_counts_before_the_title_and_is_refused_at_its_column(county):
    head = [*PLAN_HEAD, "年度"]
    rows = [
        ["5月", "甲", "", "", "", "", "", "", "2027"],
        ["5月", "乙", "", "", "", "", "", "", "后年"],
        ["5月", "丙", "", "", "", "", "", "", ""],
    ]
    reading = dry_run("plan", book([["2026年安排"], head, *rows]), Answers())
    assert [line.plan.year for line in reading.lines if line.plan] == [2027, 2026]
    assert [
        (note.row, note.code, note.column) for note in reading.notes if note.what == "refused"
    ] == [(4, "year.unreadable", "year")]


@pytest.mark.parametrize(("at", "column"), [(1, "title"), (4, "question"), (7, "lead")])
def test_a_sign_that_nobody_sees_is_told_at_its_own_column_of_a_plan(county, at, column):
    row = ["5月", "甲", "", "", "", "", "", ""]
    row[at] = "甲\u202e乙"
    reading = dry_run("plan", book([["2026年安排"], PLAN_HEAD, row]), Answers())
    refused = [(note.code, note.column) for note in reading.notes if note.what == "refused"]
    assert refused == [("sign.unseen", column)]
