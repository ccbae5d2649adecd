"""Who answers for a problem is of the unit that has it, is named on record, and somebody is asked
to name them.
"""

from __future__ import annotations

import datetime as dt
import json
from itertools import chain
from typing import Any

import pytest

from tests.county import logins
from zhixing.faces.desk.today import today_page
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import open_to
from zhixing.foundation.machinery.errors import BadInput
from zhixing.foundation.machinery.things.page import timeline
from zhixing.foundation.machinery.things.turns import turns_of
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.foundation.spine.people.acts import register_person
from zhixing.foundation.spine.people.models import Person
from zhixing.solve.measures.acts import adopt_measure, propose_measure
from zhixing.solve.problems import acts
from zhixing.solve.problems.lists import problem_list
from zhixing.solve.problems.models import Problem

DAY = dt.date(2026, 9, 2)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(DAY):
        yield


@pytest.fixture
def listed(county: Any) -> Problem:
    problem = acts.register_resident_problem(county.clerk, county.town, title="路灯", text="不亮")
    return acts.list_problem(county.office, problem, kind="individual")


def refused(act: Any, actor: Any, row: Any, **inputs: Any) -> str:
    """The sentence on the field ``person``."""
    with pytest.raises(BadInput) as fault:
        act(actor, row, **inputs)
    assert fault.value.code == "person.elsewhere"
    return str(fault.value.fields["person"][0])


def test_a_person_of_another_unit_is_not_named_beside_a_unit(county, listed):
    words = refused(
        acts.dispatch_problem, county.office, listed, unit=county.town, person=county.stranger
    )
    assert "龙泉镇" in words and "%" not in words
    listed.refresh_from_db()
    acts.dispatch_problem(county.office, listed, unit=county.town)
    refused(acts.accept_problem, county.clerk, listed, person=county.stranger)
    acts.return_problem(county.clerk, listed, reason="不归我们管")
    ruled = {"unit": county.other_town, "reason": "由你们办"}
    refused(acts.rule_return, county.arbiter, listed, person=county.responsible, **ruled)
    acts.rule_return(county.arbiter, listed, person=county.stranger, **ruled)
    assert listed.person == county.stranger


def test_neither_is_one_tied_to_a_problem_or_to_a_measure(county, listed):
    refused(acts.link_person, county.office, listed, person=county.stranger)
    measure = propose_measure(county.member, county.group, title="换灯")
    due = DAY + dt.timedelta(days=9)
    refused(
        adopt_measure, county.leader, measure, unit=county.town, due=due, person=county.stranger
    )


def test_the_interface_says_it_on_the_field(county, listed, client):
    office = logins(type(client), county, "office")["office"]
    typed = {"unit": county.town.pk, "person": county.stranger.pk}
    address = f"/api/v1/things/{listed.pk}/dispatch_problem"
    answer = office.post(address, json.dumps(typed), content_type="application/json")
    text = answer.content.decode()
    assert answer.status_code == 422 and "龙泉镇" in text and '"person"' in text


def test_whoever_has_a_role_there_is_of_the_unit(county, listed):
    acts.dispatch_problem(county.office, listed, unit=county.village, person=county.responsible)
    assert listed.person == county.responsible


def test_the_record_names_whoever_was_named(county, listed):
    acts.dispatch_problem(county.office, listed, unit=county.town, person=county.responsible)
    assert county.responsible.name in timeline(county.office, listed)[0].sentence
    acts.accept_problem(county.clerk, listed)
    assert county.responsible.name in timeline(county.office, listed)[0].sentence


def test_without_a_person_the_sentence_has_a_dash(county, listed):
    acts.dispatch_problem(county.office, listed, unit=county.town)
    assert "责任人：–" in timeline(county.office, listed)[0].sentence
    nobody = register_person(county.timekeeper, county.town, name="葛根")
    acts.accept_problem(county.clerk, listed, person=nobody)
    assert "责任人：葛根" in timeline(county.office, listed)[0].sentence


LEDGER = {
    "title": "汪塘没人清",
    "text": "夏天恶臭",
    "source": "resident",
    "state": "in_progress",
    "received_on": DAY - dt.timedelta(days=30),
    "due": DAY - dt.timedelta(days=9),
    "person_text": "张三",
}


def named_by(problem: Problem) -> set[str]:
    """Whom Today, the list and the page ask to name somebody."""
    people = {
        person.name
        for person in Person.objects.filter(active=True, system="")
        if (problem.pk, "link_person") in waiting_for(person)
    }
    turns = [turn for turn in turns_of([problem])[problem.pk] if turn.act.name == "link_person"]
    assert people == set(chain.from_iterable(turn.names for turn in turns))
    return people


def test_whoever_keeps_the_units_problems_is_asked_to_name_somebody(county):
    problem = acts.import_problems(county.timekeeper, county.town, rows=[LEDGER])[0]
    assert named_by(problem) == {county.clerk.name, county.responsible.name}
    assert "link_person" in {act.name for act in open_to(county.responsible, problem)}
    acts.link_person(county.responsible, problem, person=county.responsible)
    assert named_by(problem) == set()


def test_where_the_unit_has_nobody_the_dispatcher_is_asked(county):
    problem = acts.import_problems(county.timekeeper, county.inspectorate, rows=[LEDGER])[0]
    assert named_by(problem) == {county.office.name}


def test_the_offices_home_tells_the_overdue_set_of_the_list(county):
    acts.import_problems(county.timekeeper, county.town, rows=[LEDGER, LEDGER])
    listed = problem_list(county.office, {"overdue": "1"})
    assert int(today_page(county.office, {}).county.count) == len(listed.rows) == 2
    assert today_page(county.clerk, {}).county is None
