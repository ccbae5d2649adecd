"""Key speakers of a line: it is said where they are not two or three; they are of the group."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from tests.county import logins
from tests.learn.plans.test_plans import JANUARY, filed_plan
from tests.learn.sessions.build import planned_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput
from zhixing.learn.plans import queries
from zhixing.learn.plans.acts import draft_plan, set_plan_line, take_note
from zhixing.learn.plans.rules import speakers_unlike
from zhixing.learn.sessions.forms import PlanSessionForm
from zhixing.learn.sessions.queries import session_page

pytestmark = pytest.mark.database


@pytest.fixture
def plan(county):
    with clock.at(JANUARY):
        yield draft_plan(county.secretary, county.group, year=2026)


def named(county, plan, *speakers):
    set_plan_line(
        county.secretary,
        plan,
        topic=county.topic,
        first_month=county.topic.first_month,
        last_month=county.topic.last_month,
        speakers=speakers,
    )


@pytest.mark.parametrize(
    ("count", "unlike"), [(0, False), (1, True), (2, False), (3, False), (4, True)]
)
def test_two_or_three_are_asked_for_and_none_is_another_matter(count, unlike):
    assert speakers_unlike(count, (2, 3)) is unlike
    assert not speakers_unlike(count, ()), "a county that does not ask"


def test_the_plan_says_where_they_are_too_few(county, plan):
    named(county, plan, county.member)
    with translation.override("en"):
        page = queries.plan_page(county.secretary, plan.pk)
    line = next(line for line in page.lines if line.topic.pk == county.topic.pk)
    assert "2" in line.odd_speakers and "3" in line.odd_speakers
    tones = {check.tone for check in page.checks if "fewer than 2" in str(check.sentence)}
    assert tones == {"soon"}, "it warns"
    named(county, plan, county.member, county.member2)
    page = queries.plan_page(county.secretary, plan.pk)
    assert {line.odd_speakers for line in page.lines} == {""}
    filed_plan(county, plan)


def test_only_members_of_the_group_are_named(county, plan):
    with pytest.raises(BadInput) as refused:
        named(county, plan, county.member, county.stranger)
    assert refused.value.code == "speaker.elsewhere"


def test_they_are_shown_where_the_session_is_planned(county, plan):
    named(county, plan, county.member, county.member2)
    take_note(county.office, filed_plan(county, plan))
    form = PlanSessionForm(
        person=county.secretary, row=county.group, initial={"topic": county.topic.pk}
    )
    words = str(form.fields["topic"].help_text)
    assert county.member.name in words and county.member2.name in words
    session = planned_session(county)
    page = session_page(county.secretary, session.pk)
    values = [str(fact.value) for fact in page.facts]
    assert any(county.member.name in value and county.member2.name in value for value in values)
    client = logins(Client, county, "secretary")["secretary"]
    assert county.member2.name in client.get(session.url).content.decode()
