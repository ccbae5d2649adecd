"""Topics that are studied as one: related with a reason, seen from both sides, separated."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import translation

from tests.county import logins
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed
from zhixing.foundation.spine.topics.acts import choose_topic, relate_topics, separate_topics
from zhixing.foundation.spine.topics.forms import RelateTopicsForm, SeparateTopicsForm
from zhixing.foundation.spine.topics.models import RelatedTopics
from zhixing.foundation.spine.topics.queries import topic_page
from zhixing.learn.plans import queries
from zhixing.learn.plans.acts import draft_plan, leave_out_line, set_plan_line
from zhixing.learn.plans.forms import SetPlanLineForm
from zhixing.learn.plans.papers import plan as drawn

pytestmark = pytest.mark.database
JANUARY = dt.date(2026, 1, 12)
WHY = "水源、垃圾和卫生室是同一件事"


@pytest.fixture(autouse=True)
def january():
    with clock.at(JANUARY):
        yield


@pytest.fixture
def related(county):
    return relate_topics(county.office, county.topic, other=county.other_topic, reason=WHY)


def own_topic(county, title="茶产业"):
    return choose_topic(
        county.secretary, county.group, title=title, year=2026, first_month=7, last_month=9
    )


def test_it_is_shown_on_both_with_its_reason(county, related):
    for topic, other in ((related, county.other_topic), (county.other_topic, related)):
        lines = topic_page(county.member, topic.pk).related
        assert [(line.title, line.url) for line in lines] == [(other.title, other.url)]
        assert WHY in lines[0].note
    verb, decider, body = last_record(related)
    assert (verb, decider.pk) == ("topic.related", county.office.pk)
    assert body["told"]["other"]["code"] == county.other_topic.pk
    assert body["told"]["reason"] == WHY


def test_whoever_may_set_the_topic_relates_it(county):
    own = own_topic(county)
    relate_topics(county.secretary, own, other=county.topic, reason=WHY)
    for who in (county.secretary, county.clerk, county.stranger):
        with pytest.raises(NotAllowed):
            relate_topics(who, county.topic, other=county.other_topic, reason=WHY)
    with pytest.raises(NotAllowed):
        separate_topics(county.stranger_secretary, own, other=county.topic, reason="不再相关")


def test_a_topic_of_another_group_is_not_told(county):
    own = own_topic(county)
    relate_topics(county.secretary, own, other=county.topic, reason=WHY)
    assert [line.title for line in topic_page(county.secretary, county.topic.pk).related] == [
        own.title
    ]
    assert topic_page(county.stranger_secretary, county.topic.pk).related == []


def test_what_can_not_be_related(county, related):
    for topic, other, why, code in (
        (related, related, WHY, "topic.itself"),
        (county.other_topic, related, WHY, "topic.related"),
        (own_topic(county), related, " ", "text.missing"),
    ):
        with pytest.raises(BadInput) as refused:
            relate_topics(county.office, topic, other=other, reason=why)
        assert refused.value.code == code
    with pytest.raises(BadInput) as refused:
        separate_topics(county.office, related, other=own_topic(county, "另一题"), reason="x")
    assert refused.value.code == "topic.not_related"
    assert RelatedTopics.objects.count() == 1


def test_it_is_separated_from_either_side(county, related):
    separate_topics(county.office, county.other_topic, other=related, reason="分开学")
    assert not RelatedTopics.objects.exists()
    assert last_record(county.other_topic)[2]["told"]["reason"] == "分开学"


def test_the_forms_offer_what_can_be_chosen(county, related):
    own = own_topic(county)
    relate = RelateTopicsForm(person=county.office, row=related)
    offered = {code for code, _word in relate.fields["other"].widget.choices}
    assert own.pk in offered
    assert not offered & {related.pk, county.other_topic.pk}
    separate = SeparateTopicsForm(person=county.office, row=related)
    assert {code for code, _word in separate.fields["other"].widget.choices} == {
        "",
        county.other_topic.pk,
    }


def test_the_plan_shows_it_in_line_and_paper(county, related):
    plan = draft_plan(county.secretary, county.group, year=2026)
    lines = {line.topic.pk: line for line in queries.plan_page(county.secretary, plan.pk).lines}
    assert [entry.title for entry in lines[related.pk].related] == [county.other_topic.title]
    assert lines[related.pk].related[0].place_url == "", "it is in the plan"
    with translation.override("zh-hans"):
        text = drawn(queries.paper(county.secretary, plan.pk)).text()
    assert f"{related.title}（与{county.other_topic.title}贯通研学）" in text
    client = logins(Client, county, "secretary")["secretary"]
    page = client.get(f"/learn/plans/{plan.pk}/", headers={"accept-language": "zh-hans"})
    assert "贯通研学" in page.content.decode()


def test_what_is_not_in_the_plan_yet_is_hinted_at_with_its_months(county):
    own = own_topic(county)
    relate_topics(county.secretary, own, other=county.topic, reason=WHY)
    plan = draft_plan(county.secretary, county.group, year=2026)
    leave_out_line(county.secretary, plan, topic=own, reason="先不列")
    page = queries.plan_page(county.secretary, plan.pk)
    line = next(line for line in page.lines if line.topic.pk == county.topic.pk)
    assert line.related[0].place_url.endswith(f"set_plan_line/?topic={own.pk}")
    reader = queries.plan_page(county.office, plan.pk)
    line = next(line for line in reader.lines if line.topic.pk == county.topic.pk)
    assert line.related[0].place_url == "", "the office does not write the group's plan"
    form = SetPlanLineForm(person=county.secretary, row=plan, initial={"topic": own.pk})
    assert form.fields["first_month"].initial == county.topic.first_month
    assert own.title in form.fields["topic"].help_text and WHY in form.fields["topic"].help_text
    set_plan_line(county.secretary, plan, topic=own, first_month=7, last_month=7)
    again = SetPlanLineForm(person=county.secretary, row=plan, initial={"topic": own.pk})
    assert again.fields["first_month"].initial == 7
