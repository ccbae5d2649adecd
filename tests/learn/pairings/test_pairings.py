"""Pairings (三学): proposed, agreed by every other group, filled by what is done together."""

from __future__ import annotations

import datetime as dt
from itertools import chain

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.learn.joint.build import (
    bureaus,
    hold_joint_session,
    joint_session,
    sign_joint_session,
)
from zhixing.faces.cli.replay import rows_unlike_records
from zhixing.foundation.kits.bonds.together import Together, register, ways
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.learn.lectures.acts import (
    correct_lecture,
    found_series,
    hold_lecture,
    note_came_back,
    plan_lecture,
)
from zhixing.learn.lectures.forms import CorrectLectureForm, PlanLectureForm
from zhixing.learn.lectures.models import Lecture
from zhixing.learn.pairings.acts import (
    agree_pairing,
    change_pairing,
    decline_pairing,
    end_pairing,
    propose_pairing,
)
from zhixing.learn.pairings.models import Pairing
from zhixing.learn.pairings.queries import pairing_page
from zhixing.learn.sessions.acts import note_raised

pytestmark = pytest.mark.database
ON = dt.date(2026, 3, 2)


@pytest.fixture
def three(county):
    return bureaus(county)


def proposed(three):
    with clock.at(ON):
        return propose_pairing(
            three.secretaries["health"],
            three.health,
            name="医疗废物结对",
            partners=[three.ecology, three.market],
            year=2026,
            aim="学他们怎样把台账合成一本",
        )


def running(three):
    pairing = proposed(three)
    with clock.at(ON + dt.timedelta(days=1)):
        for code in ("ecology", "market"):
            agree_pairing(three.secretaries[code], Pairing.objects.get(pk=pairing.pk))
    pairing.refresh_from_db()
    return pairing


def lecture_for(three, *invited, day=dt.date(2026, 5, 20)):
    keeper = three.secretaries["health"]
    with clock.at(ON):
        series = found_series(keeper, three.health.unit, name="医废讲堂")
        return plan_lecture(
            keeper,
            series,
            title="一张联单怎么走",
            day=day,
            place="县人民医院",
            lecturer="何望川",
            partners=[getattr(three, name) for name in invited],
        )


def titles_of(page):
    """What came of the pairing, by title."""
    return {line.title for line in chain.from_iterable(part.lines for part in page.results)}


def test_it_runs_once_every_group_has_agreed(county, three):
    pairing = proposed(three)
    assert pairing.state == "proposed"
    recipients = set(Delivery.objects.filter(thing=pairing.pk).values_list("to", flat=True))
    assert recipients == {three.secretaries["ecology"].pk, three.secretaries["market"].pk}
    with clock.at(ON + dt.timedelta(days=1)):
        agree_pairing(three.secretaries["ecology"], pairing)
        assert pairing.state == "proposed", "market has not agreed yet"
        agree_pairing(three.leaders["market"], Pairing.objects.get(pk=pairing.pk))
    pairing.refresh_from_db()
    assert pairing.state == "running"
    assert {line.agreed_on for line in pairing.paired.all()} == {ON + dt.timedelta(days=1)}
    assert last_record(pairing)[0] == "pairing.agreed"
    assert rows_unlike_records() == ([], [])


def test_whoever_has_agreed_is_not_asked_again(county, three):
    pairing = proposed(three)
    ecology, market = three.secretaries["ecology"], three.secretaries["market"]
    with clock.at(ON + dt.timedelta(days=1)):
        assert (pairing.pk, "agree_pairing") in waiting_for(ecology)
        agree_pairing(ecology, pairing)
        assert (pairing.pk, "agree_pairing") not in waiting_for(ecology)
        assert (pairing.pk, "agree_pairing") in waiting_for(market)
        for person in (ecology, three.secretaries["health"], county.office, county.secretary):
            with pytest.raises(NotAllowed):
                agree_pairing(person, Pairing.objects.get(pk=pairing.pk))


def test_one_that_declines_ends_the_proposal(county, three):
    pairing = proposed(three)
    with clock.at(ON + dt.timedelta(days=1)):
        decline_pairing(three.secretaries["market"], pairing, reason="今年人手紧")
        assert pairing.state == "declined"
        with pytest.raises(NotAllowed):
            agree_pairing(three.secretaries["ecology"], Pairing.objects.get(pk=pairing.pk))
        with pytest.raises(NotNow):
            end_pairing(three.secretaries["health"], pairing, reason="不结了")
        with pytest.raises(NotNow):
            change_pairing(three.secretaries["health"], pairing, name="x", aim="x")
    words = [line.word for line in pairing_page(county.office, pairing.pk).groups]
    assert len(set(words)) == 2, "the one that proposed it, and those that did not agree"


def test_what_can_not_be_proposed(county, three):
    with clock.at(ON):
        for more, code in (
            ({"partners": []}, "partners.missing"),
            ({"partners": [three.health]}, "partners.missing"),
            ({"year": 2025}, "pairing.year_over"),
            ({"aim": " "}, "text.missing"),
            ({"name": ""}, "text.missing"),
        ):
            fields = {"name": "结对", "partners": [three.market], "year": 2026, "aim": "互学"}
            with pytest.raises(BadInput) as refused:
                propose_pairing(three.secretaries["health"], three.health, **fields | more)
            assert refused.value.code == code
        for person in (county.office, three.secretaries["market"], county.clerk):
            with pytest.raises(NotAllowed):
                propose_pairing(
                    person, three.health, name="x", partners=[three.market], year=2026, aim="x"
                )


def test_only_its_groups_and_those_above_know_of_it(county, three):
    pairing = proposed(three)
    for person, sees in (
        (three.secretaries["market"], True),
        (three.people["邹明远"], True),
        (county.office, True),
        (county.secretary, False),
        (county.stranger, False),
    ):
        assert Thing.objects.visible_to(person).filter(pk=pairing.pk).exists() is sees, person


def test_the_page_shows_what_was_done_together_and_what_came_of_it(county, three):
    pairing = running(three)
    session = joint_session(county, three)
    lecture = lecture_for(three, "market")
    alone = lecture_for(three)
    page = pairing_page(three.secretaries["market"], pairing.pk)
    assert [line.url for line in page.planned] == [session.url, lecture.url]
    assert page.done == [] and page.results == []
    hold_joint_session(county, three, session)
    with clock.at(session.day):
        note_raised(
            three.secretaries["health"],
            session,
            kind="PROBLEM",
            text="小诊所没有人收",
            said_by="管理员",
            unit=three.market.unit,
        )
    sign_joint_session(county, three, session)
    with clock.at(lecture.day):
        hold_lecture(three.secretaries["health"], lecture, listened=40)
        note_came_back(
            three.secretaries["health"], lecture, text="联单看不懂", unit=three.market.unit
        )
    page = pairing_page(three.secretaries["market"], pairing.pk)
    assert [line.url for line in page.done] == [lecture.url, session.url]
    assert page.planned == []
    assert alone.url not in {line.url for line in [*page.done, *page.planned]}
    assert titles_of(page) == {"联单看不懂"}, "the other is a draft of health"
    assert titles_of(pairing_page(county.office, pairing.pk)) >= {"小诊所没有人收", "联单看不懂"}


def test_a_lecture_is_known_to_the_groups_that_are_invited(county, three):
    lecture = lecture_for(three, "market")
    market, ecology = three.secretaries["market"], three.secretaries["ecology"]
    assert Lecture.objects.visible_to(market).filter(pk=lecture.pk).exists()
    assert not Lecture.objects.visible_to(ecology).filter(pk=lecture.pk).exists()
    with clock.at(ON):
        form = CorrectLectureForm(person=three.secretaries["health"], row=lecture)
        assert form.fields["partners"].initial == [three.market.pk]
        words = {
            name: getattr(lecture, name) for name in ("title", "day", "place", "lecturer", "filing")
        }
        correct_lecture(three.secretaries["health"], lecture, **words)
        assert [group.pk for group in lecture.partners.all()] == [three.market.pk], "left as it was"
        correct_lecture(three.secretaries["health"], lecture, **words, partners=[three.ecology])
    assert not Lecture.objects.visible_to(market).filter(pk=lecture.pk).exists()
    assert Lecture.objects.visible_to(ecology).filter(pk=lecture.pk).exists()


def test_a_unit_without_a_group_invites_none(county):
    series = found_series(county.publisher, county.publicity, name="无组讲堂")
    form = PlanLectureForm(person=county.publisher, row=series)
    assert ("partners" in form.fields) is (series.group is not None)


def test_it_is_changed_by_the_one_that_proposed_it_and_ended_by_any(county, three):
    pairing = running(three)
    with clock.at(ON + dt.timedelta(days=9)):
        change_pairing(three.secretaries["health"], pairing, name="三家结对", aim="一本账")
        assert (pairing.name, pairing.aim) == ("三家结对", "一本账")
        with pytest.raises(NotAllowed):
            change_pairing(three.secretaries["market"], pairing, name="x", aim="x")
        with pytest.raises(NotAllowed):
            end_pairing(county.secretary, pairing, reason="x")
        end_pairing(
            three.secretaries["market"], pairing, reason="年度结束", result="三本账合成一本"
        )
    assert (pairing.state, pairing.result) == ("ended", "三本账合成一本")
    page = pairing_page(three.secretaries["market"], pairing.pk)
    assert "三本账合成一本" in [fact.value for fact in page.facts] and page.begins == []


def test_the_registry_takes_each_way_once():
    known = [way.code for way in ways()]
    assert known[:2] == ["joint_study", "lecture"]
    with pytest.raises(RuntimeError):
        register(Together(code="lecture", order=1, label="x", read=lambda *_: []))


def test_pages_in_both_languages(county, three, django_assert_max_num_queries):
    pairing = running(three)
    county.health_secretary = three.secretaries["health"]
    client = logins(Client, county, "health_secretary")["health_secretary"]
    for language, word in (("zh-hans", "共同开展"), ("en", "Done together")):
        with django_assert_max_num_queries(40):
            page = client.get(pairing.url, headers={"accept-language": language})
        assert word in page.content.decode()
    listed = client.get(reverse("pairings:list"), {"year": 2026})
    assert pairing.name in listed.content.decode()
    group = client.get(three.health.url)
    assert pairing.name in group.content.decode(), "on the page of the group"
