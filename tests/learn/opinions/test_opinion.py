"""The county says before the year what its groups plan by; what was issued stands."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.foundation.spine.topics.acts import set_topic
from zhixing.learn.opinions.acts import draft_opinion, issue_opinion, write_opinion
from zhixing.learn.opinions.models import Opinion
from zhixing.learn.opinions.queries import opinion_of
from zhixing.learn.opinions.standing import topics_of
from zhixing.learn.plans.acts import draft_plan

DAY = dt.date(2026, 1, 5)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(DAY):
        yield


@pytest.fixture
def opinion(county):
    return draft_opinion(county.office, county.root, year=2026)


def titles(opinion: Opinion) -> list[str]:
    return [topic.title for topic in topics_of(opinion)]


def test_it_begins_with_what_the_county_has_set(county, opinion):
    assert county.root.name in opinion.title and "2026" in opinion.title
    assert opinion.demands.split("\n")[1] == "每季度集体学习研讨不少于 1 次。"
    assert titles(opinion) == [county.topic.title, county.other_topic.title]
    assert (opinion.pk, "issue_opinion") in waiting_for(county.office)


def test_once_issued_its_topics_stand_and_the_groups_are_told(county, opinion):
    issue_opinion(county.office, opinion)
    set_topic(county.office, county.root, title="后来加的", year=2026, first_month=9, last_month=9)
    assert titles(opinion) == [county.topic.title, county.other_topic.title]
    receivers = set(Delivery.objects.filter(thing=opinion.pk).values_list("to", flat=True))
    assert receivers == {
        person.pk
        for person in (
            county.leader,
            county.secretary,
            county.stranger_leader,
            county.stranger_secretary,
        )
    }
    verb, decider, _body = last_record(opinion)
    assert (verb, decider) == ("opinion.issued", county.office)


def test_a_plan_names_what_it_was_planned_by(county, opinion):
    plan = draft_plan(county.secretary, county.group, year=2026)
    client = Client()
    client.force_login(county.secretary.account)
    assert opinion_of(county.secretary, 2026) is None  # a draft is the office's own
    assert opinion.url not in client.get(plan.url).content.decode()
    issue_opinion(county.office, opinion)
    assert opinion.url in client.get(plan.url).content.decode()
    assert client.get(opinion.url).status_code == 200


def test_the_paper_says_topics_and_demands(county, opinion):
    write_opinion(
        county.office,
        opinion,
        title=opinion.title,
        issuer="中共青禾县委宣传部",
        aim="知行合一",
        demands="一学一报",
    )
    client = Client()
    client.force_login(county.office.account)
    page = client.get(f"{opinion.url}print/").content.decode()
    for words in ("知行合一", "一学一报", county.topic.title, "中共青禾县委宣传部"):
        assert words in page
    assert client.get(f"{opinion.url}print/?format=docx").status_code == 200


def test_who_may_not_and_when_not(county, opinion):
    with pytest.raises(NotAllowed):
        draft_opinion(county.secretary, county.root, year=2027)
    with pytest.raises(NotNow) as refused:
        draft_opinion(county.office, county.root, year=2026)
    assert refused.value.code == "opinion.draft"
    empty = draft_opinion(county.office, county.root, year=2030)
    with pytest.raises(NotNow) as refused:
        issue_opinion(county.office, empty)
    assert refused.value.code == "opinion.no_topics"
    write_opinion(county.office, opinion, title="意见", issuer="县委", aim="", demands=" ")
    with pytest.raises(NotNow) as refused:
        issue_opinion(county.office, opinion)
    assert refused.value.code == "opinion.empty"
