"""Next on the page of a thing, and which of its buttons stand outside."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.county import logins
from tests.house.everything import everything
from tests.pages import page_says
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.recording import people
from zhixing.foundation.machinery.things.models import kinds
from zhixing.foundation.machinery.things.next import asked_of_me, next_step, turns_on
from zhixing.foundation.machinery.things.page import ThingPage, acts_of
from zhixing.foundation.machinery.things.recorded import recorded_for
from zhixing.foundation.spine.people.models import Person
from zhixing.learn.plans.acts import draft_plan, set_plan_line
from zhixing.solve.problems.acts import (
    accept_problem,
    dispatch_problem,
    list_problem,
    register_resident_problem,
    void_problem,
)
from zhixing.ui.templatetags.ui import arranged


@pytest.fixture
def problem(county):
    row = register_resident_problem(county.clerk, county.town, title="路灯不亮", text="村口三盏。")
    return list_problem(county.office, row, kind="individual")


def buttons_of(person, row):
    return acts_of(person, row, asked_of_me(person, turns_on(person, row)))


def test_at_most_three_stand_outside_the_one_that_is_asked_is_the_main_one(county, problem):
    shown = arranged(buttons_of(county.office, problem))
    assert len(shown.outside) <= 3
    assert shown.outside[-1].name == "dispatch_problem" and shown.outside[-1].primary
    assert [button.name for button in shown.danger] == ["withdraw_problem", "void_problem"]
    assert not {button.name for button in shown.more + shown.outside} & {"void_problem"}


def test_what_moves_it_on_stands_before_what_does_not(county, problem):
    problem = dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
    problem = accept_problem(county.responsible, problem)
    names = [button.name for button in buttons_of(county.responsible, problem)]
    assert names[0] == "start_problem"
    assert names.index("start_problem") < names.index("ask_extension")


def test_what_is_asked_of_somebody_else_is_no_main_button(county, problem):
    problem = dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
    for button in buttons_of(county.office, problem):
        assert not button.primary, button.name


def test_the_line_says_who_does_what_by_when_whoever_reads_it(county, problem):
    problem = dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
    for reader in (county.office, county.responsible):
        step = next_step(reader, problem, turns_on(reader, problem))
        assert step.what == str(ACTS["accept_problem"].label)
        assert step.due == problem.named_due and step.words
        assert step.mine is (reader is county.responsible)
        assert county.responsible.name in step.who


def test_whose_turn_it_is_reads_their_own_name_first(county, problem):
    problem = dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
    step = next_step(county.clerk, problem, turns_on(county.clerk, problem))
    assert step.mine and step.who.startswith(county.clerk.name)


def test_names_are_for_those_whom_the_county_knows(county, problem):
    assert next_step(None, problem, turns_on(None, problem)) is None
    assert next_step(county.timekeeper, problem, turns_on(county.timekeeper, problem)) is None


def test_a_thing_that_has_ended_has_no_next_step(county, problem):
    problem = void_problem(county.office, problem, reason="重复登记")
    assert next_step(county.office, problem, turns_on(county.office, problem)) is None


@pytest.mark.parametrize(("language", "words"), [("en", "Next"), ("zh-hans", "下一步")])
def test_the_page_says_it_in_both_languages(county, problem, language, words):
    text = page_says(logins(Client, county, "office")["office"], problem.url, language)
    assert f"{words} {county.office.name}" in text


def record_of(person, row):
    """The button that records what somebody else decides next."""
    page = ThingPage.of(person, row)
    return next((button for button in page.acts if button.name == "record_for"), None)


def test_the_secretary_is_offered_to_record_what_the_leader_decides_next(county):
    plan = draft_plan(county.secretary, county.group, year=2026)
    set_plan_line(county.secretary, plan, topic=county.topic, first_month=5, last_month=5)
    button = record_of(county.secretary, plan)
    assert button.primary and county.leader.name in button.label
    client = logins(Client, county, "secretary")["secretary"]
    form = client.get(button.url).context["form"]
    assert form["for_person"].value() == county.leader.pk
    assert record_of(county.leader, plan) is None
    assert record_of(county.stranger_secretary, plan) is None


@pytest.mark.database
def test_whoever_is_offered_to_record_may_and_for_that_person(county):
    """The button is made of the roll of the row, without a query; the act's own rule is exact."""
    everything(county)
    offered = 0
    for person in Person.objects.filter(system="", active=True):
        for model in kinds().values():
            for row in model.objects.visible_to(person).select_related("thing"):
                record = recorded_for(person, row, turns_on(person, row))
                if record is not None:
                    deciders = {decider.pk for decider in people(record.act, person, row)}
                    assert record.decider in deciders, (person.name, row, record)
                    offered += 1
    assert offered > 9
