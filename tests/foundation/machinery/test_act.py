"""The decorator itself, tried on units and topics."""

from __future__ import annotations

import pytest

from zhixing.foundation.machinery.act import ACTS, last_record, open_to
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow, Stale
from zhixing.foundation.machinery.records.models import AnonymousRefusal, KeptKey, Record
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.foundation.spine.orgs.acts import found_unit, learn_alias, rename_unit
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import PUBLIC
from zhixing.foundation.spine.topics.acts import correct_topic


def test_an_act_changes_the_row_its_thing_and_the_record(county):
    unit = rename_unit(county.office, county.village, name="柳沟新村")
    assert Unit.objects.get(pk=unit.pk).name == "柳沟新村"
    thing = Thing.objects.get(pk=unit.pk)
    assert (thing.title, thing.version) == ("柳沟新村", 2)
    verb, who, body = last_record(unit)
    assert (verb, who) == ("unit.renamed", county.office)
    assert body == {"name": ["柳沟村", "柳沟新村"], "told": {"name": "柳沟新村"}}


def test_a_refusal_changes_nothing_and_is_on_record(county):
    with pytest.raises(NotAllowed):
        rename_unit(county.stranger, county.village, name="别人的村")
    assert Unit.objects.get(pk=county.village.pk).name == "柳沟村"
    last = Record.objects.order_by("-seq").first()
    assert (last.outcome, last.refusal, last.thing_id, last.typist_id) == (
        "refused",
        "not_allowed",
        county.village.pk,
        county.stranger.pk,
    )


def test_a_refusal_of_nobody_is_counted_not_chained(county):
    before = Record.objects.count()
    for _ in range(2):
        with pytest.raises(NotAllowed):
            rename_unit(PUBLIC, county.village, name="x")
    assert Record.objects.count() == before
    assert AnonymousRefusal.objects.get(act="rename_unit").count == 2


def test_nobody_acts_as_nobody(county):
    with pytest.raises(TypeError):
        rename_unit(None, county.village, name="x")


def test_the_same_key_is_done_once_and_answers_the_same(county):
    first = found_unit(county.office, county.town, name="北坡村", kind="village", key="k-1")
    second = found_unit(county.office, county.town, name="北坡村", kind="village", key="k-1")
    assert first.pk == second.pk
    assert Unit.objects.filter(name="北坡村").count() == 1
    assert KeptKey.objects.get(key="k-1").answer == {"codes": [first.pk], "list": False}


def test_a_key_used_for_something_else_is_refused(county):
    found_unit(county.office, county.town, name="北坡村", kind="village", key="k-1")
    with pytest.raises(BadInput, match="This key was used|已经用过|用于"):
        found_unit(county.office, county.town, name="南坡村", kind="village", key="k-1")


def test_a_failed_act_keeps_no_key(county):
    with pytest.raises(BadInput):
        found_unit(county.office, county.town, name="柳沟村", kind="village", key="k-2")
    assert not KeptKey.objects.filter(key="k-2").exists()


def test_a_stale_form_overwrites_nothing(county):
    rename_unit(county.office, county.village, name="柳沟新村")
    with pytest.raises(Stale) as refused:
        rename_unit(county.office, county.village, name="柳沟旧村", seen=1)
    assert refused.value.row.name == "柳沟新村"
    assert Unit.objects.get(pk=county.village.pk).name == "柳沟新村"


def test_recorded_for_another_shows_who_decided_and_who_typed(county):
    correct_topic(
        county.second_recorder,
        county.topic,
        for_person=county.office,
        basis="电话记录",
        question="新的讨论题",
    )
    last = Record.objects.select_related("body_row").order_by("-seq").first()
    assert (last.decider_id, last.typist_id) == (county.office.pk, county.second_recorder.pk)
    assert last.body_row.body["told"]["basis"] == "电话记录"


def test_recording_for_another_needs_a_basis_and_the_right_hand(county):
    with pytest.raises(BadInput):
        correct_topic(county.second_recorder, county.topic, for_person=county.office, question="?")
    with pytest.raises(NotAllowed):
        correct_topic(
            county.clerk, county.topic, for_person=county.office, basis="口头", question="?"
        )


def test_open_to_is_the_acts_of_this_person(county):
    assert "rename_unit" in {act.name for act in open_to(county.office, county.village)}
    assert "rename_unit" not in {act.name for act in open_to(county.stranger, county.village)}
    assert open_to(PUBLIC, county.village) == []


def test_waiting_for_is_one_query(county, django_assert_num_queries):
    from zhixing.foundation.machinery.registry import keep_holdings

    keep_holdings(county.office)
    with django_assert_num_queries(1 if any(act.asks and act.on for act in ACTS.values()) else 0):
        waiting_for(county.office)


def test_aliases_are_learned_once(county):
    learn_alias(county.office, county.town, name="龙泉")
    learn_alias(county.office, county.town, name="龙泉")
    with pytest.raises(BadInput):
        learn_alias(county.office, county.other_town, name="龙泉")


def test_what_is_gone_is_a_clear_refusal(county):
    ghost = Unit(thing_id="DW-26-XXXXX", name="?", kind="village")
    with pytest.raises(NotNow):
        rename_unit(county.office, ghost, name="?")
