"""The page of the loop: every number opens exactly its rows, to whoever looks."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from tests.county import PASSWORD, logins
from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.foundation.kits.snapshots.models import Snapshot
from zhixing.foundation.kits.snapshots.store import Keeper, make
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.rules import STEPS
from zhixing.loop.overview.lists import thread_list
from zhixing.loop.overview.queries import board, year_of_loop
from zhixing.loop.overview.reading import SILENT_AT
from zhixing.loop.overview.rules import Depth, Fate
from zhixing.loop.overview.snapshots import THREADS
from zhixing.loop.threads.lists import overview as topics_page
from zhixing.loop.threads.queries import END_WORDS

pytestmark = [pytest.mark.database, pytest.mark.django_db]
WHO = ["office", "clerk", "secretary", "member", "county_leader"]
NUMBERED = re.compile(r'<a[^>]*href="(/loop/lines/[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


@pytest.fixture
def round_of_county(county):
    walk(county, in_order(the_round()))
    return county


@pytest.mark.parametrize("who", WHO)
def test_every_number_opens_exactly_its_rows(round_of_county, who):
    client = logins(Client, round_of_county, who)[who]
    page = client.get("/loop/").content.decode()
    ways = {unescape(url): body for url, body in NUMBERED.findall(page)}
    assert len(ways) >= len(STEPS) + len(Fate)
    for url, body in ways.items():
        number = int(re.findall(r"\d+", re.sub(r"<[^>]+>", " ", body))[-1])
        listed = client.get(url)
        assert listed.status_code == 200
        words = re.search(r'zx-say-all"?>\s*(.*?)</h1>', listed.content.decode(), re.DOTALL)[1]
        assert re.findall(r"\d+", words)[-1] == str(number), url


def test_every_kind_of_loose_end_has_its_place():
    assert set(SILENT_AT) == set(END_WORDS)


@pytest.mark.parametrize("who", ["secretary", "member", "office"])
def test_what_a_group_studied_stands_in_its_thread(round_of_county, who):
    person = getattr(round_of_county, who)
    shown = board(person, {"year": "2026"})
    studied = {line.topic for line in shown.lines if line.has("session")}
    assert round_of_county.topic.pk in studied
    rows = topics_page(person, {"year": "2026"}).rows
    with_session = {row.topic.pk for row in rows if row.counts[STEPS.index("session")]}
    assert studied == with_session


def test_the_thread_that_went_all_the_way_is_done_and_its_month_has_landed(round_of_county):
    county = round_of_county
    shown = board(county.office, {"year": "2026", "group": county.group.pk})
    (line,) = [line for line in shown.lines if line.topic == county.topic.pk]
    assert (STEPS[line.place], line.fate) == ("call_back", Fate.DONE)
    assert Depth.LANDED in shown.depths[county.group.pk]


def test_a_stranger_sees_nothing_of_another_group(round_of_county):
    county = round_of_county
    codes = {line.group for line in board(county.stranger, {"year": "2026"}).lines}
    assert county.group.pk not in codes
    asked = {"year": "2026", "group": county.group.pk}
    assert board(county.stranger, asked).chosen is None
    client = logins(Client, county, "stranger")["stranger"]
    for address in ("/loop/", "/loop/lines/", f"/loop/?group={county.group.pk}"):
        assert county.town.name not in client.get(address).content.decode()


def test_what_the_worker_counted_is_what_a_page_counts(round_of_county):
    county = round_of_county
    live = {who: board(getattr(county, who), {"year": "2026"}) for who in WHO}
    make(THREADS, "2026")
    made_at = Snapshot.objects.get(source="threads", key="2026").made_at
    for who, before in live.items():
        after = board(getattr(county, who), {"year": "2026"})
        assert after.counted_at == made_at and before.counted_at < made_at
        assert sorted(after.lines) == sorted(before.lines)
        groups = {group.code for group in after.groups}
        assert {group: after.depths[group] for group in groups} == before.depths


def test_the_worker_keeps_this_year_and_the_last(round_of_county):
    with clock.at(clock.now()):
        Keeper().refresh()
    year = clock.today().year
    keys = Snapshot.objects.filter(source="threads").values_list("key", flat=True)
    assert set(keys) == {str(year), str(year - 1)}


def test_conditions_are_chips_and_nonsense_chooses_nothing(round_of_county):
    person = round_of_county.office
    every = thread_list(person, {"year": "2026"})
    assert (
        thread_list(person, {"year": "2026", "step": "moon", "fate": "rich"}).count == every.count
    )
    some = thread_list(person, {"year": "2026", "at": "call_back", "fate": "done"})
    assert [row.fate for row in some.rows] == [Fate.DONE] * some.count and some.count == 1
    assert len(some.chips) == 3


def test_an_empty_county_says_what_begins_a_thread(county):
    answer = logins(Client, county, "office")["office"].get("/loop/?year=2024")
    assert reverse("topics:list") in answer.content.decode()


def test_few_queries(round_of_county):
    """The calendar is asked once a second, and not counted."""
    client = logins(Client, round_of_county, "office")["office"]
    make(THREADS, "2026")
    for address in ("/loop/?year=2026", "/loop/lines/?year=2026", "/loop/report/?year=2026"):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        sentences = [query["sql"] for query in asked.captured_queries]
        counted = [sql for sql in sentences if "calendar_calendaryear" not in sql]
        assert len(counted) <= 15, counted


def test_the_paper_of_the_year_says_what_the_page_says(round_of_county):
    client = logins(Client, round_of_county, "office")["office"]
    year = year_of_loop(round_of_county.office, {"year": "2026"})
    assert dict(year.steps)["学习"] == sum(
        line.has("session") for line in board(round_of_county.office, {"year": "2026"}).lines
    )
    page = client.get("/loop/report/?year=2026").content.decode()
    docx = client.get("/loop/report/?year=2026&format=docx")
    words = written_words(docx.content)
    for label, number in [*year.steps, *year.months, *year.totals]:
        assert f">{label}</t" in page
        assert words.index(label) < words.index(str(number), words.index(label))
    pdf = client.get("/loop/report/?year=2026&format=pdf")
    assert pdf.content.startswith(b"%PDF")


def written_words(content: bytes) -> str:
    """The words of a docx in order, a line each."""
    book = Document(io.BytesIO(content))
    return "\n".join(element.text or "" for element in book.element.body.iter(qn("w:t")))


@pytest.mark.parametrize(("who", "first"), [("county_leader", "/loop/"), ("clerk", "/")])
def test_a_county_leader_begins_with_the_whole(county, who, first):
    account = getattr(county, who).account
    typed = {"username": account.username, "password": PASSWORD}
    assert Client().post("/login/", typed)["Location"] == first
    asked = typed | {"next": "/solve/"}
    assert Client().post("/login/", asked)["Location"] == "/solve/"
