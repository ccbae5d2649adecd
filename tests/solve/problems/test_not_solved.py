""" "Partly" and "not solved" go somewhere: back to the unit, with time, words, alerts; people alone
close a case so, and say why.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import SEEN
from tests.faces.test_portal import look
from zhixing.foundation.kits import deadlines
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import open_to
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.solve.problems import acts
from zhixing.solve.problems.rules import State

DAY = dt.date(2026, 9, 16)


def at(offset: int):
    return clock.at(DAY + dt.timedelta(days=offset))


def report(county):
    problem = acts.register_resident_problem(
        county.clerk, county.town, title="路灯不亮", text="夜里黑"
    )
    return problem, problem.show_once


def solve(county, problem):
    acts.report_solved(county.responsible, problem, before="黑", after="亮")
    return acts.verify_problem(county.verifier, problem, observation="亮了", **SEEN)


@pytest.fixture
def verified(county):
    """(problem, receipt), verified on the third day, with another report joined to it: (problem,
    receipt).
    """
    with at(0):
        (problem, receipt), (joined, other) = report(county), report(county)
        acts.list_problem(county.office, problem, kind="individual")
        acts.join_problem(county.office, joined, head=problem)
        acts.dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
        acts.accept_problem(county.clerk, problem)
        acts.start_problem(county.responsible, problem, remedy="换灯")
    with at(2):
        solve(county, problem)
    return problem, receipt, joined, other


def clock_of(problem, name):
    return next(deadline for deadline in deadlines.clocks_of(problem) if deadline.clock == name)


def told_to():
    return set(Delivery.objects.filter(kind="alert").values_list("to", flat=True))


@pytest.mark.parametrize("answer", ["partly", "not"])
def test_by_receipt_it_goes_back_with_time_words_and_alerts(county, verified, answer):
    problem, receipt, *_joined = verified
    client, _page = look(receipt)
    with at(20):
        before = told_to()
        answered = client.post(
            reverse("portal:case"), {"answer": answer, "reason": "东头两盏还不亮", "key": "k1"}
        )
        assert answered.status_code == 302
        problem.refresh_from_db()
        assert (problem.state, problem.answer, problem.answer_open) == (
            State.IN_PROGRESS,
            answer,
            True,
        )
        least = calendar().add_working_days(clock.today(), 2)
        assert problem.due == clock_of(problem, "answer").due == least
        assert clock_of(problem, "call_back").state == "met"
        alerted = told_to() - before
        assert {county.responsible.pk, county.clerk.pk, county.office.pk} <= alerted | before
        assert {county.clerk.pk, county.office.pk} <= alerted
        words = Record.objects.done().filter(thing=problem.pk).order_by("-seq").first()
        assert words.body_row.body["told"]["reason"] == "东头两盏还不亮"
        page = client.get(reverse("portal:case")).content.decode()
        assert "重新办理" in page and 'name="answer"' not in page and 'name="rating"' in page


@pytest.mark.parametrize("answer", ["partly", "not"])
def test_after_closing_too_and_by_call_back_with_words(county, verified, answer):
    problem, receipt, *_joined = verified
    with at(3):
        acts.call_back(county.caller, problem, answer="really")
        assert problem.state == State.SOLVED
    with at(60):
        acts.answer_by_receipt(county.resident, problem, answer=answer)
        assert problem.state == State.IN_PROGRESS and problem.closed_on is None
        assert clock_of(problem, "effect_check").state == "stopped"
        solve(county, problem)
        assert (problem.answer, problem.answer_open) == ("", False)
        with pytest.raises(BadInput):
            acts.call_back(county.caller, problem, answer=answer)
        acts.call_back(county.caller, problem, answer=answer, reason="还差两盏")
        assert problem.state == State.IN_PROGRESS and problem.answer_open


def test_partly_and_unsolved_are_closed_by_people_with_public_reasons(county, verified):
    problem, *_rest = verified
    with at(3):
        for name in ("responsible", "clerk", "caller", "verifier", "leader"):
            with pytest.raises(NotAllowed):
                acts.close_short(
                    getattr(county, name), problem, outcome="unsolved", public="办不了"
                )
        with pytest.raises(BadInput):
            acts.close_short(county.office, problem, outcome="unsolved", public=" ")
        with pytest.raises(BadInput):
            acts.close_short(county.office, problem, outcome="solved", public="x")
        acts.close_short(county.office, problem, outcome="partly", public="东头要等道路改造")
        assert (problem.state, problem.public_text) == (State.PARTLY, "东头要等道路改造")
        assert clock_of(problem, "effect_check").state == "running"


def test_archive_waits_for_the_check_and_for_every_answer(county, verified):
    problem, *_rest = verified
    with at(3):
        acts.close_short(county.office, problem, outcome="unsolved", public="要等道路改造")
    day = clock_of(problem, "effect_check").due
    with clock.at(day - dt.timedelta(days=1)):
        assert "archive_problem" not in {act.name for act in open_to(county.office, problem)}
    with clock.at(day):
        assert "archive_problem" in {act.name for act in open_to(county.office, problem)}
        problem.answer_open = True  # as an answer by receipt closed it before this was mended
        assert "archive_problem" not in {act.name for act in open_to(county.office, problem)}


@pytest.mark.parametrize(
    ("answer", "state"),
    [("really", State.VERIFIED), ("partly", State.IN_PROGRESS), ("not", State.IN_PROGRESS)],
)
def test_a_joined_reporter_answers_for_the_own_report(county, verified, answer, state):
    problem, _receipt, joined, other = verified
    client, page = look(other)
    with at(4):
        page = client.get(reverse("portal:case")).content.decode()
        assert 'name="answer"' in page
        assert (
            client.post(reverse("portal:case"), {"answer": answer, "key": "k2"}).status_code == 302
        )
        problem.refresh_from_db()
        joined.refresh_from_db()
        assert (joined.answer, joined.state) == (answer, State.DUPLICATE)
        assert (problem.answer, problem.state, problem.answer_open) == (
            "",
            state,
            answer != "really",
        )
        assert (
            client.post(reverse("portal:case"), {"rating": "good", "key": "k3"}).status_code == 302
        )
        joined.refresh_from_db()
        assert joined.rating == "good"


def test_no_button_of_the_window_answers_409(county, verified):
    """Whatever the case is going through, what the page offers is taken."""
    problem, receipt, joined, other = verified
    with at(4):
        acts.call_back(county.caller, problem, answer="really")
    for offset in (5, 80, 100, 200):
        for code in (receipt, other):
            with at(offset):
                client, _page = look(code)
                page = client.get(reverse("portal:case")).content.decode()
                for name, value in (("rating", "fair"), ("answer", "really"), ("rating", "good")):
                    if f'name="{name}"' in page:
                        data = {name: value, "key": f"{offset}{code[:4]}{name}{value}"}
                        assert client.post(reverse("portal:case"), data).status_code == 302
                        page = client.get(reverse("portal:case")).content.decode()


def test_the_joined_reporter_is_not_asked_before_the_head_is_verified(county):
    with at(0):
        (problem, _receipt), (joined, other) = report(county), report(county)
        acts.join_problem(county.office, joined, head=problem)
        client, _page = look(other)
        assert 'name="answer"' not in client.get(reverse("portal:case")).content.decode()
        with pytest.raises(NotNow):
            acts.answer_by_receipt(county.resident, joined, answer="not")


def test_the_page_of_the_window_has_room_for_words(county, verified):
    client, _page = look(verified[1])
    assert isinstance(client, Client)
    with at(4):
        assert 'name="reason"' in client.get(reverse("portal:case")).content.decode()
