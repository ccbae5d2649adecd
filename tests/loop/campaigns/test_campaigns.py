"""Campaigns: one frame for sessions and deeds; who puts in what; numbers that open their rows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.county import logins
from tests.learn.sessions.build import planned_session
from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.faces.cli.replay import rows_unlike_records
from zhixing.foundation.kits.bonds.joining import Joining, joinings, joins
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.things.models import Thing
from zhixing.loop.campaigns.acts import (
    change_campaign,
    end_campaign,
    found_campaign,
    put_into_campaign,
    take_out_of_campaign,
)
from zhixing.loop.campaigns.forms import PutIntoCampaignForm, TakeOutOfCampaignForm
from zhixing.loop.campaigns.lists import campaign_rows
from zhixing.loop.campaigns.models import Campaign
from zhixing.loop.campaigns.papers import summary_of
from zhixing.loop.campaigns.queries import campaign_page, campaigns_panel
from zhixing.solve.problems.acts import draft_problem
from zhixing.solve.problems.models import Problem

pytestmark = pytest.mark.database
PERIOD = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
ON = dt.datetime(2026, 9, 2, 9)
FIELDS = {
    "name": "理论学得好 实事干得好",
    "aim": "学一个专题，办一件实事",
    "since": PERIOD[0],
    "until": PERIOD[1],
}


@pytest.fixture(autouse=True)
def september():
    with clock.at(ON):
        yield


@pytest.fixture
def campaign(county):
    return found_campaign(county.office, county.root, **FIELDS)


def put(person, campaign, row, reason="学用结合"):
    return put_into_campaign(person, campaign, thing=row.thing, reason=reason)


def problem_of(county, title="渠没人清"):
    return draft_problem(county.clerk, county.town, title=title, text=title, group=county.group)


def test_the_county_or_a_group_founds_it(county, campaign):
    own = found_campaign(county.secretary, county.town, **FIELDS | {"name": "镇里的活动"})
    assert (own.group, campaign.group) == (county.group, None)
    for person, codes in (
        (county.secretary, {campaign.pk, own.pk}),
        (county.office, {campaign.pk, own.pk}),
        (county.stranger_secretary, {campaign.pk}),
    ):
        visible = Campaign.objects.visible_to(person).values_list("pk", flat=True)
        assert set(visible) == codes, person
    for person, unit in (
        (county.secretary, county.root),
        (county.clerk, county.town),
        (county.stranger_secretary, county.town),
    ):
        with pytest.raises(NotAllowed):
            found_campaign(person, unit, **FIELDS)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"until": dt.date(2025, 12, 31)}, "period.ends_before"),
        ({"name": " "}, "text.missing"),
        ({"aim": ""}, "text.missing"),
    ],
)
def test_what_can_not_be_founded(county, more, code):
    with pytest.raises(BadInput) as refused:
        found_campaign(county.office, county.root, **FIELDS | more)
    assert refused.value.code == code


def test_every_group_puts_its_own_into_the_countys(county, campaign):
    session, problem = planned_session(county), problem_of(county)
    put(county.secretary, campaign, session)
    put(county.office, campaign, problem)
    verb, _decider, body = last_record(campaign)
    assert (verb, body["told"]["thing"]["code"]) == ("campaign.filled", problem.pk)
    for person, row, code in (
        (county.stranger_secretary, session, "campaign.not_own"),
        (county.secretary, session, "campaign.in_already"),
        (county.office, county.topic, "campaign.wrong_kind"),
    ):
        with pytest.raises(BadInput) as refused:
            put(person, campaign, row)
        assert refused.value.code == code
    with pytest.raises(NotAllowed):
        put(county.clerk, campaign, problem_of(county, "另一件"))
    with pytest.raises(BadInput) as refused:
        put(county.office, campaign, problem_of(county, "没有理由"), reason=" ")
    assert refused.value.code == "text.missing"
    assert rows_unlike_records() == ([], [])


def test_what_is_taken_out_stays_in_the_record(county, campaign):
    session = planned_session(county)
    put(county.secretary, campaign, session)
    with pytest.raises(BadInput) as refused:
        take_out_of_campaign(
            county.stranger_secretary, campaign, thing=session.thing, reason="不是我们的"
        )
    assert refused.value.code == "campaign.not_own"
    take_out_of_campaign(county.secretary, campaign, thing=session.thing, reason="放错了")
    assert not campaign.entries.exists()
    assert last_record(campaign)[2]["told"]["reason"] == "放错了"
    with pytest.raises(BadInput) as refused:
        take_out_of_campaign(county.secretary, campaign, thing=session.thing, reason="再来")
    assert refused.value.code == "campaign.not_in"


def test_the_forms_offer_what_may_be_put_in_or_taken_out(county, campaign):
    session = planned_session(county)
    opened = PutIntoCampaignForm(
        person=county.secretary, row=campaign, initial={"thing": session.pk}
    )
    codes = [code for code, _word in opened.fields["thing"].choices]
    assert codes[1] == session.pk, "what the page came from stands first"
    stranger = PutIntoCampaignForm(person=county.stranger_secretary, row=campaign)
    assert session.pk not in dict(stranger.fields["thing"].choices)
    put(county.secretary, campaign, session)
    again = PutIntoCampaignForm(person=county.secretary, row=campaign)
    assert session.pk not in dict(again.fields["thing"].choices)
    out = TakeOutOfCampaignForm(person=county.secretary, row=campaign)
    assert session.pk in dict(out.fields["thing"].choices)


def test_its_numbers_are_those_of_their_rows_for_whoever_looks(county, campaign):
    made = walk(county, in_order(the_round()))
    for name in ("session", "problem", "measure", "outcome"):
        if name in made:
            put(county.office, campaign, made[name])
    hidden = problem_of(county, "只有镇里知道")
    put(county.office, campaign, hidden)
    numbers = set()
    for person in (county.office, county.secretary, county.stranger_secretary):
        page = campaign_page(person, campaign.pk)
        for part in [*page.meetings, *page.deeds]:
            kind = part.joining.kind.KIND
            rows = campaign_rows(person, campaign.pk, {"kind": kind})
            assert part.number == rows.number == sum(way.number for way in part.parts), kind
            for way in part.parts:
                state = way.url.rpartition("state=")[2]
                chosen = campaign_rows(person, campaign.pk, {"kind": kind, "state": state})
                assert chosen.number == way.number
        numbers.add(page.number)
        everything = campaign_rows(person, campaign.pk, {})
        assert everything.number == page.number
    assert len(numbers) > 1, "not everybody knows of all"
    assert hidden.title not in str(campaign_rows(county.stranger_secretary, campaign.pk, {}).rows)


def test_the_last_before_and_after_is_of_what_it_holds(county, campaign):
    made = walk(county, in_order(the_round()))
    assert campaign_page(county.office, campaign.pk).pair.url == ""
    problem = Problem.objects.get(pk=made["problem"].pk)
    assert problem.before and problem.after
    put(county.office, campaign, problem)
    pair = campaign_page(county.office, campaign.pk).pair
    assert (pair.url, pair.after) == (problem.url, problem.after)
    with translation.override("zh-hans"):
        text = summary_of(county.office, campaign).text()
    assert problem.title in text and problem.after in text and FIELDS["aim"] in text


def test_it_is_changed_and_ended(county, campaign):
    with pytest.raises(NotAllowed):
        change_campaign(county.secretary, campaign, **FIELDS)
    change_campaign(county.office, campaign, **FIELDS | {"name": "新名字"})
    assert campaign.name == "新名字"
    with pytest.raises(NotAllowed):
        end_campaign(county.secretary, campaign, result="x")
    with pytest.raises(BadInput):
        end_campaign(county.office, campaign, result=" ")
    end_campaign(county.office, campaign, result="办成一批实事")
    assert campaign.state == "ended"
    with pytest.raises(NotNow):
        put(county.office, campaign, planned_session(county))
    assert "办成一批实事" in summary_of(county.office, campaign).text()


def test_the_page_of_a_session_leads_into_it(county, campaign):
    session = planned_session(county)
    panel = campaigns_panel(county.secretary, session)
    assert panel.url.endswith(f"put_into_campaign/?thing={session.pk}")
    assert campaigns_panel(county.member, session) is None, "who may not, and in none"
    assert campaigns_panel(county.secretary, county.group) is None
    put(county.secretary, campaign, session)
    assert [line.url for line in campaigns_panel(county.member, session).lines] == [campaign.url]


def test_a_kind_joins_once():
    kinds = [joining.kind.KIND for joining in joinings()]
    assert kinds[:2] == ["session", "lecture"]
    assert {"problem", "measure", "outcome", "task"} <= set(kinds)
    with pytest.raises(RuntimeError):
        joins(Joining(kind=Problem, order=1, label="x", deed=True))


def test_pages_and_paper_in_both_languages(county, campaign):
    session = planned_session(county)
    put(county.secretary, campaign, session)
    client = logins(Client, county, "secretary")["secretary"]
    for language, word in (("zh-hans", "开展了哪些学习"), ("en", "What was studied in it")):
        page = client.get(campaign.url, headers={"accept-language": language})
        assert word in page.content.decode()
    assert campaign.name in client.get(reverse("campaigns:list")).content.decode()
    rows = client.get(reverse("campaigns:rows", args=[campaign.pk]), {"kind": "session"})
    assert session.thing.title in rows.content.decode()
    paper = client.get(reverse("campaigns:print", args=[campaign.pk]))
    assert FIELDS["aim"] in paper.content.decode()
    word = client.get(reverse("campaigns:print", args=[campaign.pk]), {"format": "docx"})
    assert word.status_code == 200 and word.content[:2] == b"PK"
    assert campaign.name in client.get(session.url).content.decode(), "on the page of the session"
    assert Thing.objects.visible_to(county.stranger).filter(pk=campaign.pk).exists()
