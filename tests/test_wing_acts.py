"""Acts of the wings that the journey does not take: the ways back, and the endings."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.learn.sessions.build import held_session
from zhixing.faces.cli.demo import walk
from zhixing.faces.cli.round import in_order, the_round
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.spine.topics.acts import choose_topic
from zhixing.learn.plans.acts import (
    approve_plan,
    archive_plan,
    change_plan,
    draft_plan,
    file_plan,
    leave_out_line,
    record_committee,
    return_plan,
    set_plan_line,
    take_note,
)
from zhixing.learn.plans.models import StudyPlan
from zhixing.learn.reports.acts import correct_report, draft_report, return_report, send_report
from zhixing.loop.threads.acts import explain_loose_end
from zhixing.loop.threads.queries import loose_ends_of
from zhixing.oversee.demands.acts import issue_demand, meet_demand, return_demand, withdraw_demand
from zhixing.oversee.sitins.acts import cancel_sitin, plan_sitin, record_check, record_listening
from zhixing.solve.claims.acts import (
    claim_topic,
    confirm_claim,
    hear_claim,
    reclaim_topic,
    release_claim,
)
from zhixing.solve.measures.acts import (
    adopt_measure,
    confirm_measure,
    drop_measure,
    propose_measure,
    report_measure,
    send_measure_back,
)
from zhixing.solve.outcomes.acts import draft_outcome, drop_outcome, end_outcome, issue_outcome
from zhixing.solve.problems.acts import import_problems
from zhixing.solve.research.acts import (
    close_research,
    hear_research,
    note_finding,
    note_visit,
    report_research,
    start_research,
)

DAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


def test_a_returned_plan_is_written_on_and_a_change_is_a_new_version(county):
    plan = draft_plan(county.secretary, county.group, year=2026)
    assert plan.lines.count() == 2
    own = choose_topic(
        county.secretary, county.group, title="茶产业", year=2026, first_month=7, last_month=9
    )
    set_plan_line(
        county.secretary, plan, topic=own, first_month=7, last_month=9, speakers=[county.member]
    )
    with pytest.raises(BadInput):
        leave_out_line(county.secretary, plan, topic=county.topic, reason="不想学")
    leave_out_line(county.secretary, plan, topic=own, reason="挪到明年")
    with pytest.raises(NotAllowed):
        approve_plan(county.secretary, plan)
    approve_plan(county.leader, plan)
    record_committee(county.secretary, plan, meeting="党委会", on=DAY)
    file_plan(county.secretary, plan)
    return_plan(county.office, plan, reason="缺重点发言人")
    assert plan.state == "returned"
    set_plan_line(
        county.secretary,
        plan,
        topic=county.topic,
        first_month=5,
        last_month=6,
        speakers=[county.member],
    )
    approve_plan(county.leader, plan)
    record_committee(county.secretary, plan, meeting="党委会", on=DAY)
    file_plan(county.secretary, plan)
    take_note(county.office, plan)
    newer = change_plan(county.secretary, plan, reason="加一个专题")
    assert newer.version == 2 and newer.lines.count() == 2
    for step, who in ((approve_plan, county.leader),):
        step(who, newer)
    record_committee(county.secretary, newer, meeting="党委会", on=DAY)
    file_plan(county.secretary, newer)
    take_note(county.office, newer)
    assert StudyPlan.objects.get(pk=plan.pk).state == "archived"
    with pytest.raises(NotNow):
        archive_plan(county.secretary, newer)
    with clock.at(dt.date(2027, 1, 5)):
        archive_plan(county.secretary, newer)


def test_an_incomplete_group_files_no_plan(county):
    from zhixing.foundation.spine.groups.acts import admit_member

    plan = draft_plan(county.secretary, county.group, year=2026)
    approve_plan(county.leader, plan)
    record_committee(county.secretary, plan, meeting="党委会", on=DAY)
    admit_member(county.secretary, county.group, person=county.deputy, role="LEADER")
    with pytest.raises(NotNow) as refused:
        file_plan(county.secretary, plan)
    assert refused.value.code == "group.incomplete"


def test_a_claim_goes_to_another_member_with_a_reason(county):
    claim = claim_topic(county.member, county.group, topic=county.topic)
    with pytest.raises(BadInput):
        claim_topic(county.member, county.group, topic=county.topic)
    newer = reclaim_topic(county.leader, claim, person=county.member2, reason="出差")
    assert (claim.state, newer.state, newer.person) == ("released", "confirmed", county.member2)
    release_claim(county.member2, newer, reason="太忙")
    assert newer.state == "released"
    with pytest.raises(NotAllowed):
        claim_topic(county.stranger, county.group, topic=county.topic)


def test_research_that_led_to_nothing_says_why(county):
    claim = claim_topic(county.member, county.group, topic=county.topic)
    confirm_claim(county.leader, claim)
    research = start_research(county.member, claim)
    with pytest.raises(BadInput, match="走访|visit"):
        report_research(
            county.member, research, fits="a", new="b", work="c", effect="d", report="e"
        )
    note_visit(county.member, research, day=DAY, place="柳沟村", saw="都好")
    note_finding(county.member, research, text="都好")
    report_research(county.member, research, fits="a", new="b", work="c", effect="d", report="e")
    assert [
        end.kind for end in loose_ends_of(county.group, DAY) if end.thing.pk == research.pk
    ] == ["research_without_problem"]
    with pytest.raises(BadInput):
        close_research(county.member, research)
    close_research(county.member, research, reason="没有发现问题")
    assert [end for end in loose_ends_of(county.group, DAY) if end.thing.pk == research.pk] == []


def test_claim_and_research_are_heard_only_at_a_session_of_the_group(county):
    session = held_session(county)
    claim = claim_topic(county.member, county.group, topic=county.topic)
    confirm_claim(county.leader, claim)
    research = start_research(county.member, claim)
    hear_claim(county.secretary, claim, session=session.thing)
    hear_research(county.secretary, research, session=session.thing)
    with pytest.raises(BadInput):
        hear_claim(county.secretary, claim, session=county.topic.thing)


def test_a_measure_is_adopted_sent_back_and_confirmed_by_another(county):
    measure = propose_measure(county.member, county.group, title="设收集点", topic=county.topic)
    with pytest.raises(BadInput):
        adopt_measure(county.leader, measure, unit=county.town, due=DAY - dt.timedelta(days=1))
    adopt_measure(
        county.leader,
        measure,
        unit=county.town,
        due=DAY + dt.timedelta(days=9),
        person=county.responsible,
    )
    report_measure(county.responsible, measure, result="设了一个")
    send_measure_back(county.leader, measure, reason="说好两个")
    report_measure(county.responsible, measure, result="两个")
    confirm_measure(county.leader, measure)
    assert measure.state == "confirmed" and last_record(measure)[0] == "measure.confirmed"
    other = propose_measure(county.member, county.group, title="不做了")
    drop_measure(county.leader, other, reason="重复")
    assert other.state == "dropped"


def test_an_outcome_counts_only_with_number_issuer_and_date(county):
    measure = propose_measure(county.member, county.group, title="设收集点", topic=county.topic)
    outcome = draft_outcome(
        county.secretary, county.group, title="管理办法", origins=[measure.thing]
    )
    with pytest.raises(BadInput):
        issue_outcome(
            county.secretary,
            outcome,
            number="1号",
            issuer="镇政府",
            issued_on=DAY,
            non_secret=False,
        )
    issue_outcome(
        county.secretary, outcome, number="1号", issuer="镇政府", issued_on=DAY, non_secret=True
    )
    end_outcome(county.secretary, outcome, ended_on=DAY, reason="到期")
    other = draft_outcome(county.secretary, county.group, title="不发了", origins=[measure.thing])
    drop_outcome(county.secretary, other, reason="并入别的文件")
    assert (outcome.state, other.state) == ("ended", "dropped")


def test_a_demand_comes_back_until_it_is_met(county):
    sitin = plan_sitin(county.supervisor, county.group, day=DAY)
    record_check(county.supervisor, sitin, checked="看了计划")
    record_listening(county.supervisor, sitin, listened="听了")
    demand = issue_demand(
        county.supervisor,
        sitin,
        title="补学",
        text="补",
        due=DAY + dt.timedelta(days=9),
        opens="problem",
    )
    meet_demand(county.secretary, demand, evidence="补了")
    with pytest.raises(NotAllowed):
        return_demand(county.secretary, demand, reason="x")
    return_demand(county.supervisor, demand, reason="只补了一人")
    assert demand.state == "returned"
    other = issue_demand(
        county.supervisor, sitin, title="误提", text="误", due=DAY + dt.timedelta(days=9)
    )
    withdraw_demand(county.supervisor, other, reason="误提")
    second = plan_sitin(county.supervisor, county.group, day=DAY + dt.timedelta(days=2))
    cancel_sitin(county.supervisor, second, reason="会议改期")
    assert (other.state, second.state) == ("withdrawn", "cancelled")


def test_papers_and_tests_end_with_a_reason(county):
    from zhixing.examine.papers.acts import (
        add_item,
        draft_paper,
        end_paper,
        ready_paper,
        remove_item,
    )
    from zhixing.examine.sittings.acts import cancel_test, set_test

    paper = draft_paper(county.secretary, county.group, topic=county.topic)
    with pytest.raises(BadInput):
        add_item(
            county.secretary,
            paper,
            kind="single",
            text="?",
            marks=5000,
            options=["一", "二"],
            solution="C",
        )
    add_item(
        county.secretary,
        paper,
        kind="single",
        text="甲？",
        marks=10000,
        options=["一", "二"],
        solution="a",
    )
    add_item(county.secretary, paper, kind="short", text="乙？", marks=100)
    with pytest.raises(NotNow):
        ready_paper(county.secretary, paper)
    remove_item(county.secretary, paper, place=2)
    ready_paper(county.secretary, paper)
    test = set_test(county.secretary, county.group, paper=paper, day=DAY)
    cancel_test(county.secretary, test, reason="停电")
    end_paper(county.secretary, paper, reason="过时")
    assert (test.state, paper.state) == ("cancelled", "ended")


def test_a_returned_report_is_changed_and_sent_again(county):
    made = walk(
        county,
        [
            step
            for step in in_order(the_round())
            if step.day <= "2026-05-14" and step.act not in ("draft_report", "send_report")
        ],
    )
    with clock.at(dt.date(2026, 5, 15)):
        report = draft_report(county.secretary, made["session"])
        send_report(county.secretary, report)
        return_report(county.office, report, reason="写上不足")
        correct_report(county.secretary, report, text=report.text + "\n不足：发言偏少。")
        send_report(county.secretary, report)
    assert report.state == "sent"


def test_an_imported_row_that_contradicts_itself_is_a_loose_end(county):
    [problem] = import_problems(
        county.office,
        county.town,
        rows=[
            {
                "title": "公交末班车太早",
                "text": "17:30",
                "source": "resident",
                "state": "archived",
                "received_on": DAY,
                "closed_before": True,
                "contradictory": True,
                "row": 3,
            }
        ],
        file="台账",
    )
    ends = [end for end in loose_ends_of(county.group, DAY) if end.thing.pk == problem.pk]
    assert [end.kind for end in ends] == ["struck_off_not_done"]
    with pytest.raises(NotAllowed):
        explain_loose_end(county.stranger, county.group, thing=problem.thing, reason="x")
    explain_loose_end(county.secretary, county.group, thing=problem.thing, reason="县里已加开一班")
    assert [end for end in loose_ends_of(county.group, DAY) if end.thing.pk == problem.pk] == []
    with pytest.raises(NotNow):
        explain_loose_end(county.secretary, county.group, thing=problem.thing, reason="再说一遍")
