"""What goes out comes in again as the same, in every room and every kind of file, whatever people
have typed.
"""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from zhixing.examine.bank.acts import add_bank_item
from zhixing.examine.papers.acts import add_item, draft_paper, ready_paper
from zhixing.examine.sittings.acts import set_test
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.kinds import kinds
from zhixing.foundation.kits.intake.reading import REFUSED, SAME
from zhixing.foundation.kits.intake.unitbook import workbook as unitbook
from zhixing.foundation.kits.intake.unitbook.sheet import sheets_in_order
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.kits.workbooks.writing import WRITERS, Column, template
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.spine.groups.acts import admit_member
from zhixing.foundation.spine.people.acts import register_person
from zhixing.foundation.spine.tasks.acts import finish_task, give_task
from zhixing.foundation.spine.topics.acts import choose_topic, set_topic
from zhixing.learn.plans.acts import draft_plan, set_plan_line
from zhixing.learn.sessions.acts import (
    add_speech,
    correct_attendance,
    plan_session,
    record_make_up,
    record_session,
    set_agenda,
    take_attendance,
    write_minutes,
)
from zhixing.solve.claims.acts import claim_topic
from zhixing.solve.measures.acts import propose_measure
from zhixing.solve.outcomes.acts import draft_outcome, issue_outcome
from zhixing.solve.problems.acts import (
    accept_problem,
    dispatch_problem,
    draft_problem,
    list_problem,
    register_problem,
    report_progress,
    report_solved,
    start_problem,
)

MAY = dt.datetime(2026, 5, 12, 9)
# "合计" and "小计" are no titles here: a row that begins so is told as a total, and left out
# (test_untidy)
ODD = [
    "=1+1",
    "+86 1",
    "-3",
    "@SUM(A1)",
    "＝HYPERLINK",
    "'quoted",
    "''two",
    "007",
    "1E5",
    "2026-09-30",
    "TRUE",
    "N/A",
    "否",
    "是",
    "注：见附件",
    "序号",
    "a\nb",
    "行一\n\n行三",
    "“引号”",
    '"',
    ",;|",
    "、",
    "𠮷㐀",
    "·",
    "㎡",
    "⼀",
    "１２３",
    "0",
    "-",
    "  缩进",
    "尾 ",
    "第一议题：x",
    "<b>&amp;</b>",
    "%(name)s",
    "{{ 7*7 }}",
    "长" * 300,
]
texts = st.one_of(
    st.sampled_from(ODD),
    st.text(
        st.characters(
            codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\n"
        ),
        min_size=1,
        max_size=40,
    ),
    st.text("一二三中心组学习，。；：（）", min_size=1, max_size=30),
)


def act_if_allowed(act: Any, *rows: Any, **fields: Any) -> Any:
    """The act, when it takes what was typed; what it refuses is not in the county."""
    try:
        with transaction.atomic():
            return act(*rows, **fields)
    except (Refusal, ValueError):
        return None


def life(county: Any, words: list[str]) -> None:
    """One thing of each room, with these words wherever somebody may type."""
    typed, word = (
        itertools.cycle(words),
        itertools.cycle(" ".join(word.split()) or "空" for word in words),
    )  # a field of one line takes no line end
    office, secretary, leader, group, town = (
        county.office,
        county.secretary,
        county.leader,
        county.group,
        county.town,
    )
    topic = act_if_allowed(
        set_topic,
        office,
        county.root,
        title=next(word)[:120],
        year=2026,
        first_month=5,
        last_month=6,
        category="law",
        materials=[next(word).replace("；", "").replace(";", "").strip() or "甲"],
        question=next(typed),
        research_subject=next(word)[:200],
    )
    own = act_if_allowed(
        choose_topic,
        secretary,
        group,
        title=next(word)[:120],
        year=2026,
        first_month=7,
        last_month=7,
    )
    plan = draft_plan(secretary, group, year=2026)
    if own is not None:
        act_if_allowed(
            set_plan_line,
            secretary,
            plan,
            topic=own,
            first_month=7,
            last_month=9,
            form=next(word)[:60],
            aim=next(word)[:200],
            speakers=[county.member],
        )
    someone = act_if_allowed(
        register_person,
        office,
        town,
        name=next(word)[:60],
        post=next(word)[:100],
        phone="10000000009",
    )
    if someone is not None:
        act_if_allowed(
            admit_member, office, group, person=someone, role="INVITED", post=next(word)[:100]
        )
    act_if_allowed(
        claim_topic, county.member, group, topic=topic or county.topic, subject=next(word)[:200]
    )
    session = plan_session(
        secretary,
        group,
        topic=county.topic,
        day=dt.date(2026, 5, 11),
        begins=dt.time(9, 30),
        place="村室",
        title=next(word)[:160],
    )
    act_if_allowed(
        set_agenda,
        secretary,
        session,
        items=[
            {"kind": "first_item", "title": "文件"},
            {"kind": "discussion", "title": next(word)},
        ],
    )
    act_if_allowed(
        add_speech,
        secretary,
        session,
        person=county.member,
        kind="KEYNOTE",
        q1=next(typed),
        q2=next(typed),
        q3=next(typed),
        q4=next(typed),
        text=next(typed),
    )
    record_session(secretary, session, on=dt.date(2026, 5, 11))
    everybody = {
        person.pk: "PRESENT"
        for person in (
            county.secretary,
            county.leader,
            county.deputy,
            county.member,
            county.member2,
            county.member3,
        )
    }
    take_attendance(
        secretary,
        session,
        marks=everybody | {county.deputy.pk: "LEAVE"},
        reasons={county.deputy.pk: "DUTY"},
        approved_by=leader,
    )
    correct_attendance(secretary, session, person=county.member2, status="ABSENT", reason="更正")
    act_if_allowed(
        record_make_up,
        secretary,
        session,
        person=county.deputy,
        on=dt.date(2026, 5, 12),
        how=next(word)[:200],
    )
    act_if_allowed(write_minutes, secretary, session, minutes=next(typed))
    problem = act_if_allowed(
        draft_problem,
        county.clerk,
        town,
        title=next(word)[:120],
        text=next(typed),
        topic=county.topic,
    )
    act_if_allowed(
        draft_problem,
        county.clerk,
        town,
        title=next(word)[:120],
        text=next(typed),
        source="resident",
    )
    if problem is not None:
        register_problem(office, problem)
        list_problem(office, problem, kind="common")
        dispatch_problem(office, problem, unit=town, person=county.responsible)
        accept_problem(county.clerk, problem, person=county.responsible)
        act_if_allowed(report_progress, county.clerk, problem, reason=next(typed))
        act_if_allowed(start_problem, county.responsible, problem, remedy=next(typed))
        act_if_allowed(
            report_solved, county.responsible, problem, before=next(typed), after=next(typed)
        )
    act_if_allowed(
        propose_measure,
        secretary,
        group,
        title=next(word)[:200],
        text=next(typed),
        topic=county.topic,
        origin=session.thing,
        due=dt.date(2026, 8, 1),
    )
    outcome = act_if_allowed(
        draft_outcome,
        secretary,
        group,
        title=next(word)[:200],
        text=next(typed),
        topic=county.topic,
        origins=[session.thing],
    )
    if outcome is not None:
        act_if_allowed(
            issue_outcome,
            secretary,
            outcome,
            number=next(word)[:60],
            issuer=next(word)[:100],
            issued_on=dt.date(2026, 5, 10),
            non_secret=True,
        )
    task = act_if_allowed(
        give_task,
        county.clerk,
        town,
        title=next(word)[:150],
        owner=county.member,
        due=dt.date(2026, 6, 1),
    )
    if task is not None:
        act_if_allowed(finish_task, county.member, task, evidence=next(typed))
    paper = draft_paper(secretary, group, topic=county.topic)
    add_item(secretary, paper, kind="true_false", text=next(typed), solution="√", marks=10_000)
    ready_paper(secretary, paper)
    set_test(secretary, group, paper=paper, day=dt.date(2026, 5, 11))
    act_if_allowed(
        add_bank_item,
        office,
        county.root,
        kind="single",
        text=next(typed),
        options=["甲", next(word).strip() or "乙", "丙"],
        solution="B",
        explanation=next(typed),
        stands_at=next(word)[:200],
        difficulty=next(word)[:20],
    )


def assert_nothing_changes(reading: Any, where: str) -> None:
    odd = [(line.says, line.action, line.changes) for line in reading.lines if line.action != SAME]
    assert not odd and reading.count(REFUSED) == 0, (
        where,
        odd[:3],
        [
            (note.row, note.column, note.written, note.sentence)
            for note in reading.notes
            if note.what == "refused"
        ][:3],
    )


@pytest.mark.parametrize(
    "kind",
    [
        "xlsx",
        pytest.param("ods", marks=pytest.mark.deep),
        pytest.param("csv", marks=pytest.mark.deep),
    ],
)
@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words=st.lists(texts, min_size=8, max_size=14))
def test_export_and_import_is_the_identity(county, kind, words):
    with clock.at(MAY), transaction.atomic():
        life(county, words)
        for table in [table for table in kinds() if table.rows is not None]:
            what = table.code
            content = WRITERS[kind](table.rows(county.office), table.columns())
            reading = dry_run(what, read(f"x.{kind}", content), Answers())
            assert_nothing_changes(reading, what)
            assert not reading.asks_year, what
            if what in ("plan", "ledger"):
                assert not reading.notes, (
                    what,
                    [(note.code, note.row, note.written) for note in reading.notes],
                )
        if kind == "xlsx":
            reading = dry_run(
                "unit",
                read("x.xlsx", unitbook.workbook(county.office, county.town, clock.today())),
                Answers(by=county.office),
            )
            assert_nothing_changes(reading, "unit")
            assert not reading.notes
        for sheet in sheets_in_order():
            filled = unitbook.filled(
                county.office, [county.town, county.other_town], clock.today(), [sheet.name]
            )[0]
            if not filled.rows:
                continue
            columns = [
                Column(field.heading, lambda row, name=field.name: row.get(name))
                for field in filled.table.fields
            ]
            for content in [WRITERS[kind](filled.rows, columns)] + (
                [template([filled], made=clock.today())] if kind == "xlsx" else []
            ):
                reading = dry_run("unit", read(f"x.{kind}", content), Answers(by=county.office))
                assert_nothing_changes(reading, sheet.name)
                assert reading.rows == len(filled.rows), (
                    sheet.name,
                    reading.rows,
                    len(filled.rows),
                )
        transaction.set_rollback(True)


def test_each_sheet_has_rows_to_compare(county):
    with clock.at(MAY):
        life(county, [f"词{at}" for at in range(40)])
        assert {
            sheet.name
            for sheet in sheets_in_order()
            if not unitbook.filled(county.office, [county.town], clock.today(), [sheet.name])[
                0
            ].rows
        } == set()
