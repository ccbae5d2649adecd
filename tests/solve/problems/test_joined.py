"""Reports that were joined: no chain of them, and the receipt offers what can be done."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from tests.county import SEEN
from tests.faces.test_portal import look
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import NotAllowed
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.spine.orgs.roles import RoleCode
from zhixing.foundation.spine.people.acts import appoint
from zhixing.solve.problems import acts
from zhixing.solve.problems.queries import public_status
from zhixing.solve.problems.rules import State

DAY = dt.date(2026, 9, 16)


def at(offset: int):
    return clock.at(DAY + dt.timedelta(days=offset))


def report(county, title="路灯不亮"):
    problem = acts.register_resident_problem(county.clerk, county.town, title=title, text="夜里黑")
    return problem, problem.show_once


def solve(county, problem):
    acts.dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
    acts.accept_problem(county.clerk, problem)
    acts.start_problem(county.responsible, problem, remedy="换灯")
    acts.report_solved(county.responsible, problem, before="黑", after="亮")
    acts.verify_problem(county.verifier, problem, observation="亮了", **SEEN)


def test_who_was_joined_to_a_case_that_is_joined_itself_goes_along_and_is_asked(county):
    with at(0):
        (first, receipt), (second, _two), (third, _three) = (report(county) for _nth in range(3))
        acts.join_problem(county.office, first, head=second)
        acts.join_problem(county.office, second, head=third)
        ties = Link.objects.filter(type=Type.DUPLICATE_OF).values_list("later", "earlier")
        assert set(ties) == {(first.pk, third.pk), (second.pk, third.pk)}
        acts.list_problem(county.office, third, kind="individual")
        solve(county, third)
        client, _page = look(receipt)
        assert 'name="answer"' in client.get(reverse("portal:case")).content.decode()
        assert client.post(reverse("portal:case"), {"answer": "not"}).status_code == 302
    first.refresh_from_db()
    third.refresh_from_db()
    assert (first.answer, third.state) == ("not", State.IN_PROGRESS)


def test_a_joined_report_that_was_void_says_so_and_asks_nothing(county):
    with at(0):
        (head, _code), (joined, receipt) = report(county), report(county)
        acts.join_problem(county.office, joined, head=head)
        acts.list_problem(county.office, head, kind="individual")
        acts.void_problem(county.office, joined, reason="录入错误")
        solve(county, head)
        client, _page = look(receipt)
        page = client.get(reverse("portal:case")).content.decode()
        joined.refresh_from_db()
        assert public_status(joined).state == State.VOID
        assert 'name="answer"' not in page and 'name="rating"' not in page


@pytest.mark.parametrize("end", ["archive", "withdraw", "void"])
def test_a_grade_is_asked_for_only_where_it_can_be_given(county, end):
    with at(0):
        problem, receipt = report(county)
        acts.list_problem(county.office, problem, kind="individual")
        solve(county, problem)
        client, _page = look(receipt)
        client.post(reverse("portal:case"), {"answer": "partly" if end == "withdraw" else "really"})
        problem.refresh_from_db()
    if end == "archive":
        with clock.at(problem.check_on):
            acts.archive_problem(county.office, problem, reason="一直亮着")
            client, _page = look(receipt)
            page = client.get(reverse("portal:case")).content.decode()
    else:
        with at(1):
            act = acts.withdraw_problem if end == "withdraw" else acts.void_problem
            act(county.office, problem, reason="不再需要")
            client, _page = look(receipt)
            page = client.get(reverse("portal:case")).content.decode()
    assert 'name="rating"' not in page and 'name="answer"' not in page


def test_whoever_reported_it_solved_does_not_call_back_whoever_verified_it(county):
    """Each step before asks for other hands, not only the last one of them."""
    with at(0):
        appoint(county.sec, county.root, person=county.responsible, role=RoleCode.CALLER)
        problem, _receipt = report(county)
        acts.list_problem(county.office, problem, kind="individual")
        acts.dispatch_problem(county.office, problem, unit=county.town, person=county.clerk)
        acts.accept_problem(county.clerk, problem)
        acts.start_problem(county.responsible, problem, remedy="换灯")
        acts.report_solved(county.responsible, problem, before="黑", after="亮")
        acts.verify_problem(county.verifier, problem, observation="亮了", **SEEN)
        with pytest.raises(NotAllowed) as refused:
            acts.call_back(county.responsible, problem, answer="really")
    assert refused.value.code == "second_hand"
