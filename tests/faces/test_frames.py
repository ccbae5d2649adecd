"""The frames of the front pages: what fills them, and what stands there until something does."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.county import logins
from tests.house.test_queries import round_of
from zhixing.examine.sittings.models import Test
from zhixing.faces.desk.frames import FRAMES, framed
from zhixing.faces.desk.wings import HEADINGS, wing_page
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.fronts import FRONTS, Glance, Sight
from zhixing.foundation.machinery.things.blocks import (
    EmptyBlock,
    FlowBlock,
    OwingBlock,
    RatesBlock,
    Width,
)
from zhixing.foundation.machinery.things.parts import Rate

pytestmark = pytest.mark.database


def blocks_of(person, wing):
    page = wing_page(person, wing)
    return [*page.full, *page.main, *page.side]


def empties(person, wing):
    return {
        block.title: block for block in blocks_of(person, wing) if isinstance(block, EmptyBlock)
    }


def title_of(code, wing="examine"):
    return next(str(frame.title) for frame in FRAMES[wing] if frame.code == code)


def test_every_frame_speaks_two_languages():
    for wing, frames in FRAMES.items():
        assert wing in HEADINGS
        codes = [frame.code for frame in frames]
        assert len(codes) == len(set(codes))
        for frame in frames:
            with translation.override("zh-hans"):
                chinese = str(frame.title), str(frame.none)
            with translation.override("en"):
                assert all(chinese) and (str(frame.title), str(frame.none)) != chinese


def test_what_a_room_fills_is_a_frame_of_its_wing():
    claimed = 0
    for front in FRONTS.values():
        codes = {frame.code for frame in FRAMES.get(front.wing, ())}
        assert set(front.fills) <= codes, front.room
        claimed += len(front.fills)
    assert claimed


def test_until_a_test_is_held_the_page_says_so_and_where_it_begins(county):
    shown = empties(county.secretary, "examine")
    assert set(shown) == {str(frame.title) for frame in FRAMES["examine"]}
    cycle = shown[title_of("cycle")]
    assert cycle.way.url == reverse("new", args=["set_test"])
    assert empties(county.member, "examine")[title_of("cycle")].way is None, "who may set none"
    assert shown[title_of("round")].way is None, "there is no room for it yet"


def test_a_test_fills_its_frames(county):
    round_of(county, county.topic, [])
    test = Test.objects.latest("day")
    with clock.at(dt.datetime.combine(test.day, dt.time(18))):
        left = set(empties(county.secretary, "examine"))
        kinds = {type(block) for block in blocks_of(county.secretary, "examine")}
    assert title_of("cycle") not in left and FlowBlock in kinds
    assert {title_of("bands"), title_of("trend"), title_of("round"), title_of("drawn")} <= left


def test_a_room_that_comes_later_takes_its_frame_over(county, monkeypatch):
    block = OwingBlock(frame="inspection", title="第三季度检查", lines=[], none="没有")
    assert title_of("inspection", "oversee") in empties(county.office, "oversee")
    page = framed(Glance.of(county.office), [block], [], FRAMES["oversee"])
    assert [(part.title, part.width) for part in page] == [("第三季度检查", Width.MAIN)]
    later = replace(
        FRONTS["demands"],
        fills=("inspection",),
        sight=lambda _glance: Sight(blocks=lambda _numbers: [block]),
    )
    monkeypatch.setitem(FRONTS, "demands", later)
    assert title_of("inspection", "oversee") not in empties(county.office, "oversee")
    assert block.title in {part.title for part in blocks_of(county.office, "oversee")}


def test_numbers_that_several_rooms_tell_stand_together(county):
    rooms = [
        RatesBlock(frame="tested", rates=[Rate("月测", 1, 2)]),
        RatesBlock(frame="tested", rates=[Rate("旁听抽测", 3, 4)]),
    ]
    frame = next(frame for frame in FRAMES["examine"] if frame.code == "tested")
    (block,) = framed(Glance.of(county.office), rooms, [], [frame])
    assert [rate.label for rate in block.rates] == ["月测", "旁听抽测"]
    assert block.title == str(frame.title) and block.width == frame.width


def test_a_block_in_a_frame_that_is_not_there_is_a_fault(county):
    block = OwingBlock(frame="nowhere", title="x", lines=[], none="x")
    with pytest.raises(KeyError):
        framed(Glance.of(county.office), [block], [], FRAMES["oversee"])


def test_the_page_draws_them_in_both_languages(county):
    client = logins(Client, county, "secretary")["secretary"]
    for language, word in (("zh-hans", "从这里开始"), ("en", "Begin here")):
        page = client.get("/examine/", headers={"accept-language": language}).content.decode()
        assert word in page
