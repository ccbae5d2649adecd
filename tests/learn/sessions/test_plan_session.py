import datetime as dt

import pytest
from django.test import Client

from tests.learn.sessions.build import DAY, PLANNED, planned_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed
from zhixing.foundation.machinery.links.models import Type, all_linked
from zhixing.foundation.machinery.things.quoting import quoting
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.topics.acts import choose_topic
from zhixing.learn.sessions.acts import cancel_session, plan_session
from zhixing.learn.sessions.forms import PlanSessionForm
from zhixing.learn.sessions.models import StudySession
from zhixing.learn.sessions.rules import AgendaNorms, agenda_checks, agenda_draft


def test_a_session_is_planned_on_a_topic_and_tied_to_it(county):
    session = planned_session(county, agenda=False)
    assert (session.number, session.year, session.state, session.category) == (
        1,
        2026,
        "planned",
        "law",
    )
    assert (session.chair, session.question) == (county.leader, county.topic.question)
    assert [thing.pk for thing in all_linked(session, Type.STUDIES)] == [county.topic.pk]
    verb, who, body = last_record(session)
    assert (verb, who, body["told"]) == (
        "session.planned",
        county.secretary,
        {"number": 1, "topic": quoting(county.topic), "day": DAY.isoformat()},
    )


def test_numbers_count_on_and_a_cancelled_one_is_free_again(county):
    first, second = planned_session(county), planned_session(county)
    assert (first.number, second.number) == (1, 2)
    cancel_session(county.leader, second, reason="重复")
    assert planned_session(county).number == 2


def test_who_may_not(county):
    for person in (county.member, county.stranger_secretary, county.office):
        with pytest.raises(NotAllowed):
            plan_session(person, county.group, topic=county.topic, day=DAY)
    assert not StudySession.objects.exists()


def test_another_groups_topic_another_year_and_unknown_words_are_refused(county):
    other = choose_topic(
        county.stranger_secretary,
        county.other_group,
        title="石桥自选",
        year=2026,
        first_month=1,
        last_month=12,
    )
    with clock.at(PLANNED):
        for inputs in (
            {"topic": other, "day": DAY},
            {"topic": county.topic, "day": dt.date(2027, 3, 1)},
            {"topic": county.topic, "day": DAY, "kind": "party"},
            {"topic": county.topic, "day": DAY, "category": "gossip"},
        ):
            with pytest.raises(BadInput):
                plan_session(county.secretary, county.group, **inputs)


def test_the_plan_must_be_the_groups_own(county):
    with pytest.raises(BadInput), clock.at(PLANNED):
        plan_session(
            county.secretary, county.group, topic=county.topic, day=DAY, plan=county.topic.thing
        )


def test_the_agenda_is_drafted_from_what_is_known_and_passes_the_checks(county):
    with clock.at(PLANNED):
        session = plan_session(
            county.secretary,
            county.group,
            topic=county.topic,
            day=DAY,
            kind="three_part",
            place="柳沟村卫生室",
            draft_agenda=True,
        )
    assert [item["kind"] for item in session.agenda] == [
        "first_item",
        "lead_reading",
        "on_site",
        "discussion",
        "work",
    ]
    assert [item["title"] for item in session.agenda][1:4] == [
        *county.topic.materials,
        "柳沟村卫生室",
        county.topic.question,
    ]
    assert not [
        check for check in agenda_checks(session.agenda_items, AgendaNorms()) if not check.holds
    ]
    assert (
        agenda_draft("collective", norms=AgendaNorms(first_item=False))[0].kind == "lead_reading"
    ), "no first item where the county asks for none"
    assert (
        PlanSessionForm(person=county.secretary, row=county.group)["draft_agenda"].value() is True
    )
    assert planned_session(county, agenda=False).agenda == [], "nothing is put there unasked"


def test_a_rest_day_is_warned_of_and_may_be_meant(county):
    """5 October 2026 is a Monday of the holiday; 10 October a Saturday that is worked."""
    client = Client()
    client.force_login(county.secretary.account)
    pages = {}
    with clock.at(dt.date(2026, 9, 1)):
        for day in (dt.date(2026, 10, 5), dt.date(2026, 10, 10), dt.date(2026, 10, 17)):
            session = plan_session(county.secretary, county.group, topic=county.topic, day=day)
            pages[day.day] = client.get(session.url).content.decode()
    holiday = calendar().known(dt.date(2026, 10, 5)).zh
    assert f"是休息日（{holiday}）" in pages[5] and "是休息日（周末）" in pages[17]
    assert "是休息日" not in pages[10]
