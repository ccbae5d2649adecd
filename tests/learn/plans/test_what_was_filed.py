"""The paper of a plan that was sent for filing stands as it was filed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from tests.learn.plans.test_plans import JANUARY, filed_plan
from zhixing.faces.cli.replay import rows_unlike_records
from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.acts import admit_member, release_member, rename_group
from zhixing.foundation.spine.people.acts import ERASED, erase_person
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.acts import correct_topic
from zhixing.learn.plans import queries
from zhixing.learn.plans.acts import draft_plan, return_plan, take_note, take_up_plan
from zhixing.learn.plans.models import StudyPlan
from zhixing.learn.plans.papers import plan as drawn

pytestmark = pytest.mark.database
APRIL = dt.date(2026, 4, 1)


@pytest.fixture
def plan(county):
    with clock.at(JANUARY):
        return filed_plan(county, draft_plan(county.secretary, county.group, year=2026))


def paper(county, plan: StudyPlan) -> str:
    with translation.override("zh-hans"):
        sheet = drawn(queries.paper(county.leader, plan.pk))
        return f"{sheet.text()}\n{sheet.issuer}"


def correct_category(county):
    other = "law" if county.topic.category != "law" else "reform"
    correct_topic(county.office, county.topic, category=other)


def correct_own_words(county):
    correct_topic(county.office, county.topic, category="", category_text="后来改的分类")


def rename(county):
    rename_group(county.office, county.group, name="新名字学习组")


def release_from_before(county):
    seat = county.group.memberships.get(person=county.member2, role="MEMBER")
    release_member(county.secretary, county.group, membership=seat, reason="x", until=seat.since)


def admit_from_before(county):
    admit_member(
        county.office, county.group, person=county.clerk, role="ATTENDEE", since=dt.date(2026, 1, 2)
    )


CHANGES = [correct_category, correct_own_words, rename, release_from_before, admit_from_before]


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_afterwards_does_not_change_it(county, plan, change):
    with clock.at(APRIL):
        take_note(county.office, plan)
        before = paper(county, plan)
        change(county)
        assert paper(county, plan) == before
    assert rows_unlike_records() == ([], [])


@pytest.mark.stray_writes
@pytest.mark.parametrize("change", CHANGES)
def test_a_row_of_before_reads_as_topics_and_group_stand(county, plan, change):
    before = paper(county, plan)
    StudyPlan.objects.filter(pk=plan.pk).update(filed_said={})
    assert paper(county, plan) == before
    with clock.at(APRIL):
        change(county)
        assert paper(county, plan) != before


def test_a_returned_plan_is_written_and_filed_anew(county, plan):
    before = paper(county, plan)
    with clock.at(APRIL):
        return_plan(county.office, plan, reason="分类不对")
        correct_category(county)
        assert paper(county, plan) != before, "it is a draft again"
        take_up_plan(county.secretary, plan)
        filed_plan(county, plan)
        again = paper(county, plan)
        correct_own_words(county)
        assert paper(county, plan) == again != before


def test_the_name_of_somebody_erased_does_not_stay(county, plan):
    name = county.member2.name
    assert name in paper(county, plan)
    with clock.at(APRIL):
        for seat in county.group.memberships.filter(person=county.member2, until=None):
            release_member(county.secretary, county.group, membership=seat, reason="调离")
        person = Person.objects.get(pk=county.member2.pk)
        erase_person(county.sec, county.town, person=person, reason="本人申请")
        assert name not in paper(county, plan) and ERASED in paper(county, plan)
