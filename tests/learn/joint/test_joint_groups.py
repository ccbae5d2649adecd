"""Joint groups: founded, changed, ended; who may, who sees them, whom a group could study with."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.county import logins
from tests.learn.joint.build import (
    bureaus,
    hold_joint_session,
    joint_group,
    joint_session,
    sign_joint_session,
)
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import BadInput, NotAllowed
from zhixing.foundation.machinery.things.lists import sliced
from zhixing.foundation.machinery.things.models import Partner, Thing
from zhixing.foundation.spine.topics.acts import relate_topics, set_topic
from zhixing.learn.joint import queries
from zhixing.learn.joint.acts import change_joint, end_joint, found_joint
from zhixing.learn.joint.models import JointGroup
from zhixing.learn.joint.rules import Because, Group, SameTime, Subject, holds, partners
from zhixing.solve.problems.acts import join_problem, register_resident_problem

ON = dt.date(2026, 3, 2)


@pytest.fixture
def three(county):
    return bureaus(county)


def test_the_secretary_of_the_group_that_leads_founds_it_and_the_others_hear_of_it(county, three):
    joint = joint_group(county, three)
    assert joint.state == "running" and {partner.pk for partner in joint.partners.all()} == {
        three.ecology.pk,
        three.market.pk,
    }
    recipients = set(
        Delivery.objects.filter(kind="alert", thing=joint.pk).values_list("to", flat=True)
    )
    assert recipients == {three.secretaries["ecology"].pk, three.secretaries["market"].pk}
    for who, sees in (
        (three.secretaries["market"], True),
        (three.people["邹明远"], True),
        (county.office, True),
        (county.secretary, False),
        (county.stranger, False),
    ):
        assert JointGroup.objects.visible_to(who).filter(pk=joint.pk).exists() is sees, who
        assert Thing.objects.visible_to(who).filter(pk=joint.pk).exists() is sees, who


def test_what_can_not_be_founded(county, three):
    fields = {"name": "联学组", "why": "few", "reason": "人少", "since": ON}
    with clock.at(ON):
        for more, code in (
            ({"partners": []}, "partners.missing"),
            ({"partners": [three.health]}, "partners.missing"),
            (
                {"partners": [three.market], "until": ON - dt.timedelta(days=1)},
                "period.ends_before",
            ),
            ({"partners": [three.market], "reason": " "}, "text.missing"),
        ):
            with pytest.raises(BadInput) as refused:
                found_joint(county.office, three.health, **fields | more)
            assert refused.value.code == code
        for who in (
            three.secretaries["market"],
            three.leaders["health"],
            county.secretary,
            county.clerk,
        ):
            with pytest.raises(NotAllowed):
                found_joint(who, three.health, partners=[three.market], **fields)


def test_it_changes_and_ends_and_only_then_others_see_it_or_not(county, three):
    joint = joint_group(county, three)
    with clock.at(dt.date(2026, 4, 1)):
        change_joint(
            county.office,
            joint,
            name="医疗废物联学组",
            partners=[three.market, county.group],
            why="duties",
            reason="镇卫生院也在内",
            since=ON,
            until=dt.date(2026, 12, 31),
        )
        assert (
            JointGroup.objects.visible_to(county.secretary).filter(pk=joint.pk).exists()
            and not JointGroup.objects.visible_to(three.secretaries["ecology"])
            .filter(pk=joint.pk)
            .exists()
        )
        assert set(Partner.objects.filter(thing=joint.pk).values_list("group", flat=True)) == {
            three.market.pk,
            county.group.pk,
        }
        with pytest.raises(NotAllowed):
            end_joint(county.secretary, joint, reason="不联了")
        end_joint(three.secretaries["health"], joint, reason="机构调整")
    assert (joint.state, joint.until) == ("ended", dt.date(2026, 4, 1))
    assert (
        holds(ON, None, ON) and holds(ON, ON, ON) and not holds(ON, ON, ON + dt.timedelta(days=1))
    )


def test_pages_in_both_languages(county, three):
    joint = joint_group(county, three)
    sign_joint_session(
        county, three, hold_joint_session(county, three, joint_session(county, three, joint=joint))
    )
    clients = logins(Client, county, "office", "stranger")
    client = Client()
    client.force_login(three.secretaries["ecology"].account)
    for language, words in (("en", "Who studies together"), ("zh-hans", "联学单位")):
        page = client.get(joint.url, headers={"accept-language": language})
        assert (
            page.status_code == 200
            and words in page.content.decode()
            and "2026" not in page.context["page"].lead
        )
    assert clients["stranger"].get(joint.url).status_code == 404
    assert joint.name in clients["office"].get(reverse("joint:list")).content.decode()
    assert joint.name not in clients["stranger"].get(reverse("joint:list")).content.decode()
    assert joint.name in client.get(three.ecology.url).content.decode()  # on the page of each group
    assert (
        clients["stranger"].get(reverse("joint:partners", args=[three.health.pk])).status_code
        == 404
    )
    assert (
        clients["office"].get(reverse("act", args=[three.health.pk, "found_joint"])).status_code
        == 200
    )


# -- whom to study with ----------------------------------------------------------------------------


def test_a_group_is_suggested_for_reasons_in_words_and_never_for_a_score():
    waste = Subject("T1", "医疗废物", frozenset({"B"}), months=(5, 5))
    me = Group(
        "A",
        (
            waste,
            Subject("T2", "生态", months=(6, 6)),
            Subject("T3", "自选题", own=True, about="坑塘 整治"),
        ),
        frozenset({"T2"}),
        {"C": 2},
        4,
    )
    others = [
        Group("B", (waste, Subject("T4", "B 的", frozenset({"A"}))), members=9),
        Group(
            "C",
            (Subject("T9", "另一题", own=True, about="坑塘整治"),),
            frozenset({"T2"}),
            {"A": 1},
            5,
        ),
        Group("D", (waste,), members=30),
        Group("E", members=3),
        Group("F", (waste,), dealt_with_by={"A": 1}, members=30),
    ]
    suggested = dict(partners(me, [me, *others], few=5, together=[("D", "5月12日")]))
    assert list(suggested) == ["C", "F", "B", "D", "E"], "the strongest reason first"
    assert suggested["B"] == [(Because.SAME, [SameTime("医疗废物", 5, 5, led=True)])]
    assert suggested["C"] == [
        (Because.DEALS, 2),
        (Because.DEALT, 1),
        (Because.CLAIMED, ["生态"]),
        (Because.OWN_TOPIC, ["自选题"]),
        (Because.FEW, (5, 4)),
    ]
    assert suggested["D"] == [
        (Because.TOGETHER, ["5月12日"])
    ]  # the same topic alone is no reason: the county's topics stand in every plan
    assert suggested["F"] == [(Because.DEALT, 1)]
    assert suggested["E"] == [(Because.FEW, (3, 4))]


def test_reasons_come_from_plans_claims_and_who_deals_with_what_came_of_study(
    county, three, django_assert_num_queries
):
    with clock.at(dt.date(2026, 2, 2)):
        topic = set_topic(
            county.office,
            county.root,
            title="医疗废物闭环监管",
            year=2026,
            first_month=5,
            last_month=5,
            category="law",
            question="问",
            research_subject="课题",
            lead_units=[three.ecology.unit],
        )
        plan = _plan_in_force(county, three.health, three, topic)
    with clock.at(dt.date(2026, 3, 2)), translation.override("en"):
        rows = {
            suggestion.group.pk: suggestion.reasons
            for suggestion in queries.suggestions(three.health, 2026)
        }
    assert plan.state == "in_force"
    assert any("医疗废物闭环监管" in words and "leads" in words for words in rows[three.ecology.pk])
    assert any("few members" in words for words in rows[three.market.pk])
    assert next(iter(rows)) == three.ecology.pk, "who leads the topic, before few members"
    with clock.at(dt.date(2026, 3, 2)):
        queries.suggestions(three.health, 2026)
        with django_assert_num_queries(10):
            queries.suggestions(three.health, 2026)


def test_each_line_says_why_this_one_and_no_two_are_the_same(county, three):
    with clock.at(dt.date(2026, 3, 2)), translation.override("zh-hans"):
        rows = queries.suggestions(three.health, 2026)
        lines = [row.line for row in rows]
    assert len(lines) == len(set(lines)) and len(rows) > 1
    alike = [line.partition("；可找该组学习秘书")[0] for line in lines]
    assert len(alike) > len(set(alike)), "some would be the same but for whom one asks there"


def test_the_same_problem_comes_first_and_its_title_is_said_where_the_own_unit_has_it(
    county, three
):
    """Health and ecology noted one thing each; the office found that it is the same."""
    problems = {}
    with clock.at(dt.date(2026, 3, 2)):
        for code in ("health", "ecology"):
            problems[code] = register_resident_problem(
                county.office,
                getattr(three, code).unit,
                title=f"{code} 转运单没有签字",
                text="三家各记各的",
            )
        join_problem(county.office, problems["ecology"], head=problems["health"])
    with clock.at(dt.date(2026, 3, 3)), translation.override("zh-hans"):
        mine = queries.suggestions(three.health, 2026)
        theirs = queries.suggestions(three.ecology, 2026)
    assert mine[0].group == three.ecology
    assert mine[0].reasons[0] == "两组遇到同一个问题：“health 转运单没有签字”"
    assert theirs[0].group == three.health
    assert theirs[0].reasons[0] == "两组遇到同一个问题：“ecology 转运单没有签字”"


def test_a_neighbouring_field_is_a_reason(county, three):
    with clock.at(dt.date(2026, 2, 2)):
        ours = _led_topic(county, "医疗废物闭环监管", [])
        _plan_in_force(county, three.health, three, ours)
        theirs = _led_topic(county, "危险废物监管", [three.ecology.unit])
        relate_topics(county.office, ours, other=theirs, reason="同一条转运线")
    with clock.at(dt.date(2026, 3, 2)), translation.override("zh-hans"):
        rows = {row.group.pk: row.line for row in queries.suggestions(three.health, 2026)}
    assert (
        "对方单位牵头“危险废物监管”，与本组的“医疗废物闭环监管”领域相近" in rows[three.ecology.pk]
    )


def _led_topic(county, title: str, units: list):
    return set_topic(
        county.office,
        county.root,
        title=title,
        year=2026,
        first_month=5,
        last_month=5,
        category="law",
        lead_units=units,
    )


def _plan_in_force(county, group, three, topic):
    from zhixing.learn.plans import acts

    keeper, leader = three.secretaries["health"], three.leaders["health"]
    plan = acts.draft_plan(keeper, group, year=2026)
    acts.approve_plan(leader, plan)
    acts.record_committee(keeper, plan, meeting="党组会", on=clock.today())
    acts.file_plan(keeper, plan)
    acts.take_note(county.office, plan)
    assert plan.lines.filter(topic=topic).exists()
    return plan


def test_suggestions_are_turned_page_by_page():
    groups = list(range(120))
    first, pager = sliced(groups, {})
    assert (first, pager.first, pager.last, pager.total) == (groups[:50], 1, 50, 120)
    assert (pager.prev_url, pager.next_url) == ("", "?after=50")
    last, pager = sliced(groups, {"after": "100"})
    assert (last, pager.next_url, pager.prev_url) == (groups[100:], "", "?after=50")
    assert sliced(groups, {"after": "x"})[0] == sliced(groups, {"after": "999"})[0] == first
    assert sliced([], {})[1].total == 0
