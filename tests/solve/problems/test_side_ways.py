"""The ways beside the main path: declined, more information, joined, returned, paused, extended,
shelved, refused, reopened, void.
"""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county import SEEN
from zhixing.foundation.kits import deadlines
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record, open_to
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.solve.problems import acts
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.rules import State

DAY = dt.date(2026, 9, 16)  # a Wednesday; Sunday the 20th is a working day


def at(day: int):
    return clock.at(dt.date(2026, 9, day))


@pytest.fixture
def received(county):
    with clock.at(DAY):
        return acts.register_resident_problem(
            county.clerk,
            county.town,
            title="路灯不亮",
            text="夜班工人回家不安全",
            reporter_name="张三婶",
            reporter_phone="10000000001",
        )


@pytest.fixture
def accepted(county, received):
    with clock.at(DAY):
        acts.list_problem(county.office, received, kind="individual")
        acts.dispatch_problem(county.office, received, unit=county.town, person=county.responsible)
        return acts.accept_problem(county.clerk, received)


@pytest.fixture
def going(county, accepted):
    with clock.at(DAY):
        return acts.start_problem(county.responsible, accepted, remedy="换灯")


def due(problem, clock_name="answer"):
    return next(
        deadline
        for deadline in deadlines.of([problem.thing])[problem.pk]
        if deadline.clock == clock_name
    )


def test_declining_names_the_ground(county, received):
    acts.decline_problem(county.office, received, reason="属企业内部道路")
    assert (received.state, received.public_text) == (State.DECLINED, "属企业内部道路")
    with pytest.raises(NotNow):
        acts.decline_problem(county.office, received, reason="再来")
    with pytest.raises(NotAllowed):
        acts.reopen_problem(county.stranger, received, reason="x")
    acts.reopen_problem(county.clerk, received, reason="补了材料")
    assert received.state == State.RECEIVED


def test_more_information_comes_back_with_text(county, received):
    acts.ask_for_info(county.office, received, reason="哪条路？")
    with pytest.raises(NotAllowed):
        acts.supply_info(county.stranger, received, text="x")
    acts.supply_info(county.clerk, received, text="园区主干道")
    assert received.state == State.RECEIVED and "园区主干道" in received.text


def test_joined_and_taken_apart_again(county, received):
    head = acts.register_resident_problem(county.clerk, county.town, title="园区路灯", text="不亮")
    acts.join_problem(county.office, received, head=head)
    assert (received.state, received.head_id) == (State.DUPLICATE, head.pk)
    with pytest.raises(BadInput):
        acts.join_problem(county.office, head, head=received)
    acts.take_apart(county.office, received, reason="不是同一处")
    assert (received.state, received.head_id) == (State.LISTED, None)


def test_the_answer_clock_starts_at_dispatch_and_make_up_days_count(county, accepted):
    """Wednesday 16 September + 5 working days: 17, 18, 20 (Sunday, works), 21, 22."""
    assert accepted.due == dt.date(2026, 9, 22) == due(accepted).due
    assert due(accepted, "contact").due == dt.date(2026, 9, 20)
    assert due(accepted, "acceptance").state == "met"


def test_returned_once_in_time_and_ruled(county, received):
    with clock.at(DAY):
        acts.list_problem(county.office, received, kind="individual")
        acts.dispatch_problem(county.office, received, unit=county.town)
    with at(22), pytest.raises(NotNow):
        acts.return_problem(county.clerk, received, reason="晚了")
    with at(17):
        acts.return_problem(county.clerk, received, reason="属住建局")
    with at(18):
        with pytest.raises(NotAllowed):
            acts.rule_return(county.clerk, received, unit=county.town, reason="x")
        acts.rule_return(county.arbiter, received, unit=county.town, reason="先收先办")
        assert received.due == dt.date(2026, 9, 22), "the answer clock never restarts"
        with pytest.raises(NotNow):
            acts.return_problem(county.clerk, received, reason="再退")


def test_the_clock_stands_still_while_it_waits(county, going):
    with at(17):
        acts.wait_problem(county.responsible, going, until=dt.date(2026, 9, 21), cause="等配件")
        assert going.state == State.WAITING
    with at(21):
        acts.resume_problem(county.responsible, going)
        assert going.state == State.IN_PROGRESS and going.due == dt.date(2026, 9, 28), (
            "18, 20 and 21 are given back; 25 to 27 are the festival"
        )


def test_an_extension_is_asked_in_time_and_decided_by_the_office(county, going):
    with at(22), pytest.raises(NotNow):
        acts.ask_extension(county.responsible, going, days=3, reason="晚了")
    with at(18):
        with pytest.raises(BadInput):
            acts.ask_extension(county.responsible, going, days=11, reason="太长")
        acts.ask_extension(county.responsible, going, days=3, reason="要招标")
        with pytest.raises(NotAllowed):
            acts.decide_extension(county.clerk, going, granted=True, reason="自己批")
        acts.decide_extension(
            county.office, going, granted=True, reason="成立", public="要招标，晚三天"
        )
    assert going.due == dt.date(2026, 9, 28) and going.public_text == "要招标，晚三天"
    assert last_record(going)[0] == "problem.extension_decided"


def test_shelving_is_proposed_by_one_and_decided_by_the_leader(county, going):
    with at(17):
        with pytest.raises(NotNow):
            acts.shelve_problem(county.leader, going, reason="没提")
        acts.propose_shelving(county.responsible, going, reason="今年没有预算")
        with pytest.raises(NotAllowed):
            acts.shelve_problem(county.responsible, going, reason="自己批")
        acts.shelve_problem(county.leader, going, reason="列入明年")
        assert (
            going.state == State.SHELVED
            and due(going).state == "stopped"
            and not Problem.objects.countable().filter(pk=going.pk).exists()
        )
        acts.unshelve_problem(county.leader, going, reason="有钱了")
        assert going.state == State.IN_PROGRESS


def solved(county, problem):
    (
        acts.contact_reporter(county.clerk, problem, how="电话")
        if problem.contacted_on is None
        else None
    )
    acts.report_progress(county.clerk, problem, reason="灯已到货")
    return acts.report_solved(county.responsible, problem, before="黑", after="亮")


def test_verification_is_by_another_unit_and_can_be_refused(county, going):
    with at(18):
        solved(county, going)
        for name in ("responsible", "clerk", "leader", "caller"):
            with pytest.raises(NotAllowed):
                acts.verify_problem(getattr(county, name), going, observation="看了", **SEEN)
        with pytest.raises(BadInput):
            acts.verify_problem(
                county.verifier, going, observation="没亮", **SEEN | {"solved": False}
            )
        acts.refuse_verification(county.verifier, going, reason="两盏没亮")
        assert going.state == State.REFUSED and going.due >= dt.date(2026, 9, 21)
        acts.start_problem(county.responsible, going)
        acts.report_solved(county.responsible, going, before="黑", after="全亮")
        acts.verify_problem(county.verifier, going, observation="全亮", **SEEN)
    assert going.state == State.VERIFIED


def test_whoever_verified_does_not_call_back(county, going):
    from zhixing.foundation.spine.people.acts import appoint

    appoint(
        county.timekeeper,
        county.root,
        person=county.verifier,
        role="CALLER",
        since=dt.date(2026, 1, 1),
    )
    with at(18):
        solved(county, going)
        acts.verify_problem(county.verifier, going, observation="看了", **SEEN)
        with pytest.raises(NotAllowed, match="second|换一个"):
            acts.call_back(county.verifier, going, answer="really")
        with pytest.raises(BadInput):
            acts.call_back(county.caller, going, answer="not")
        acts.call_back(county.caller, going, answer="not", reason="还有两盏不亮")
    assert going.state == State.IN_PROGRESS and (going.answer, going.answer_open) == ("not", True)


def test_the_person_concerned_answers_rates_and_may_change_it_within_the_norm(county, going):
    with at(18):
        solved(county, going)
        with pytest.raises(NotNow):
            acts.answer_by_receipt(county.resident, going, answer="really")
        acts.verify_problem(county.verifier, going, observation="看了", **SEEN)
        with pytest.raises(NotAllowed):
            acts.answer_by_receipt(county.clerk, going, answer="really")
        acts.answer_by_receipt(county.resident, going, answer="really")
        acts.rate_by_receipt(county.resident, going, rating="good")
        assert (going.state, going.rating) == (State.SOLVED, "good")
    with clock.at(dt.date(2026, 10, 20)):
        acts.answer_by_receipt(county.resident, going, answer="partly")
        assert (going.state, going.rating) == (State.IN_PROGRESS, "")


def test_reopened_within_the_norm_with_a_fair_minimum(county, going):
    with at(18):
        solved(county, going)
        acts.verify_problem(county.verifier, going, observation="看了", **SEEN)
        acts.call_back(county.caller, going, answer="really")
    with clock.at(dt.date(2027, 3, 1)), pytest.raises(NotNow):
        acts.reopen_problem(county.supervisor, going, reason="太晚")
    with clock.at(dt.date(2026, 11, 1)):
        acts.reopen_problem(county.supervisor, going, reason="又不亮了")
        assert going.state == State.IN_PROGRESS and going.due >= dt.date(2026, 11, 3)


def test_archived_after_the_effect_check(county, going):
    with at(18):
        solved(county, going)
        acts.verify_problem(county.verifier, going, observation="看了", **SEEN)
        acts.call_back(county.caller, going, answer="none")
        assert going.answer == "none" and due(going, "effect_check").state == "running"
        assert "archive_problem" not in {act.name for act in open_to(county.office, going)}
        with pytest.raises(NotNow):
            acts.archive_problem(county.office, going, reason="还没到复查")
    with clock.at(due(going, "effect_check").due):
        assert "archive_problem" in {act.name for act in open_to(county.office, going)}
        acts.archive_problem(county.office, going, reason="三个月后仍亮")
        assert going.state == State.ARCHIVED


def test_void_needs_a_second_person_and_withdrawing_stops_the_clocks(county, received, accepted):
    with pytest.raises(NotAllowed):
        acts.void_problem(county.clerk, received, reason="录错")
    acts.withdraw_problem(county.clerk, accepted, reason="反映人说不用了")
    assert accepted.state == State.WITHDRAWN and due(accepted).state == "stopped"
    acts.void_problem(county.office, accepted, reason="重复录入")
    assert accepted.state == State.VOID


def test_corrected_before_dispatch_only_and_linked_later(county, received, accepted):
    with pytest.raises(NotNow):
        acts.correct_problem(county.clerk, accepted, title="x", text="y")
    other = acts.draft_problem(county.member, county.town, title="错字", text="错子")
    acts.correct_problem(county.member, other, title="错字", text="改好")
    assert last_record(other)[2]["text"] == ["错子", "改好"]
    acts.register_problem(county.office, other)
    acts.link_person(county.office, other, person=county.responsible)
    assert other.person == county.responsible
