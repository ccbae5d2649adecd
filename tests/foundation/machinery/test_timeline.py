"""The record of a thing: how many entries it has, and the pages with the older ones."""

from __future__ import annotations

import re
from itertools import count

import pytest
from django.test import Client

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.records.models import Record, RecordBody
from zhixing.foundation.machinery.things.lists import COUNTED
from zhixing.foundation.machinery.things.page import ENTRIES, timeline_of
from zhixing.learn.packs.acts import add_pack_item, begin_pack, publish_pack
from zhixing.learn.packs.rules import FOR_READERS
from zhixing.solve.problems.acts import draft_problem

pytestmark = pytest.mark.database
HEAD = re.compile(r'<span class="zx-count">([^<]+) 条，不可改</span>')
OLDER = re.compile(r'<a class="zx-link" href="([^"]+)">更早的经过</a>')
QUOTE = re.compile(r"<blockquote>(\d+)</blockquote>")
NUMBERS = count(1_000_000)


def note(county, row, verb: str, many: int) -> None:
    """So many records more, each with its number as its reason."""
    records = [
        Record(
            origin="test",
            seq=next(NUMBERS),
            at=clock.now(),
            thing_id=row.pk,
            verb=verb,
            act="report_progress",
            typist=county.office,
            decider=county.office,
            commitment="-",
            previous="-",
            hash="-",
        )
        for _nth in range(many)
    ]
    with traffic("test"):
        Record.objects.bulk_create(records)
        RecordBody.objects.bulk_create(
            RecordBody(record=record, salt="-", body={"told": {"reason": str(record.seq)}})
            for record in records
        )


@pytest.fixture
def problem(county):
    return draft_problem(county.clerk, county.town, title="路灯不亮", text="夜间出行不便")


@pytest.fixture
def pack(county):
    begun = begin_pack(county.office, county.root, title="资料包", about="九月专题用。")
    add_pack_item(county.office, begun, kind="text", title="为什么要管", text="会传病。")
    publish_pack(county.office, begun, for_all=True, non_secret=True)
    return begun


def logged_in(person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


def test_the_head_says_how_many_there_are_and_every_one_can_be_read(county, problem):
    count = Record.objects.done().filter(thing=problem.pk).count()
    note(county, problem, "problem.progress_reported", 2 * ENTRIES + 7)
    client, address, quotes, pages = logged_in(county.clerk), problem.url, [], 0
    while address:
        page = client.get(address).content.decode()
        assert HEAD.search(page)[1] == str(count + 2 * ENTRIES + 7)
        quotes += map(int, QUOTE.findall(page))
        older = OLDER.search(page)
        address, pages = older[1] if older else "", pages + 1
    assert pages == 3
    assert len(quotes) == 2 * ENTRIES + 7
    assert quotes == sorted(set(quotes), reverse=True), "newest first, none twice"


def test_of_many_the_head_says_that_there_are_more(county, problem):
    note(county, problem, "problem.progress_reported", COUNTED + 1)
    page = logged_in(county.clerk).get(problem.url).content.decode()
    assert HEAD.search(page)[1] == f"{COUNTED}+"


def test_a_short_record_costs_no_query_more_and_has_no_further_page(
    county, problem, django_assert_num_queries
):
    with django_assert_num_queries(1):
        part = timeline_of(county.clerk, problem)
    assert part.count == len(part.entries) > 0
    assert part.more_url == ""


def test_whoever_may_not_know_of_the_thing_finds_no_record(county, problem):
    address = f"/things/{problem.pk}/records/"
    assert logged_in(county.clerk).get(address).status_code == 200
    assert logged_in(county.stranger).get(address).status_code == 404
    assert "/login/" in Client().get(address).headers["Location"]


@pytest.mark.parametrize("before", ["", "0", "x", "-5", "9" * 30, "1.5", "%00"])
def test_a_place_that_is_none_is_no_fault(county, problem, before):
    answer = logged_in(county.clerk).get(f"/things/{problem.pk}/records/?before={before}")
    assert answer.status_code in (200, 422)


def test_the_record_of_the_next_version_of_a_pack_is_for_its_keepers(county, pack):
    note(county, pack, "pack.item_added", ENTRIES + 5)
    address = f"/things/{pack.pk}/records/"
    reader, keeper = (logged_in(person) for person in (county.stranger, county.office))
    assert not QUOTE.findall(reader.get(address).content.decode())
    assert len(QUOTE.findall(keeper.get(address).content.decode())) > 0
    count = Record.objects.done().filter(thing=pack.pk, verb__in=FOR_READERS).count()
    assert timeline_of(county.stranger, pack).count == count > 0
