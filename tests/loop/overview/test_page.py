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
from django.utils.translation import ngettext
from docx import Document
from docx.oxml.ns import qn

from tests.county import PASSWORD, logins, worker_comes_by
from tests.house.test_queries import KEPT
from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.foundation.kits.indicators.registry import TOTALS, figures
from zhixing.foundation.kits.snapshots.models import Snapshot
from zhixing.foundation.kits.snapshots.store import make
from zhixing.foundation.kits.spans.rules import usual, year_span
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.rules import STEPS
from zhixing.learn.sessions.models import StudySession
from zhixing.learn.sessions.rules import HAPPENED
from zhixing.learn.yearmap.queries import Group
from zhixing.loop.overview.lists import thread_list
from zhixing.loop.overview.queries import board, group_page, year_of_loop
from zhixing.loop.overview.queries.board import Board
from zhixing.loop.overview.queries.figures import figures_of
from zhixing.loop.overview.queries.maps import maps_of
from zhixing.loop.overview.reading import SILENT_AT
from zhixing.loop.overview.rules import ALL_YEAR, Depth, Fate
from zhixing.loop.overview.snapshots import PERIOD_TOTALS, THREADS, unpacked
from zhixing.loop.threads.lists import overview as topics_page
from zhixing.loop.threads.queries import END_WORDS
from zhixing.loop.totals.lists import total_rows
from zhixing.solve.problems.snapshots import PERIOD_NUMBERS

pytestmark = [pytest.mark.database, pytest.mark.django_db]
WHO = ["office", "clerk", "secretary", "member", "county_leader"]
NUMBERED = re.compile(
    r'<a[^>]*href="(/(?:loop/lines|loop/totals/\w+|solve/problems)/\?[^"]*)"[^>]*>(.*?)</a>',
    re.DOTALL,
)
PERIODS = ["", "?when=2026", "?when=2026-Q3", "?when=2026-05", "?when=2025"]


@pytest.fixture
def round_of_county(county):
    walk(county, in_order(the_round()))
    return county


def numbers_said(html: str) -> list[str]:
    return re.findall(r"\d+", re.sub(r"<[^>]+>", " ", html))


def assert_numbers_open_their_rows(client, address: str) -> set[str]:
    """Every number of a page is that of the rows which it opens; answers the addresses."""
    page = client.get(address).content.decode()
    ways = {unescape(url): numbers_said(body) for url, body in NUMBERED.findall(page)}
    for url, numbers in ways.items():
        listed = client.get(url)
        assert listed.status_code == 200, url
        assert not numbers or numbers[-1] == rows_of(listed), url
    return set(ways)


def rows_of(listed) -> str:
    """How many rows a list has: its pager counts them."""
    return str(listed.context["page"].pager.total)


@pytest.mark.parametrize("who", WHO)
def test_every_number_opens_exactly_its_rows(round_of_county, who):
    client = logins(Client, round_of_county, who)[who]
    for period in PERIODS:
        ways = assert_numbers_open_their_rows(client, f"/loop/{period}")
        assert period not in ("", "?when=2026") or len(ways) >= len(STEPS) + len(Fate) + len(TOTALS)


@pytest.mark.parametrize("who", ["office", "secretary", "member"])
def test_every_number_of_a_group_opens_exactly_its_rows(round_of_county, who):
    client = logins(Client, round_of_county, who)[who]
    code = round_of_county.group.pk
    ways = assert_numbers_open_their_rows(client, group_year(code))
    assert len(ways) >= len(STEPS) + len(Fate) + len(TOTALS)
    of_group = [way for way in ways if f"group={code}" in way]
    assert len(of_group) == len(ways), set(ways) - set(of_group)


def group_year(code: str, year: int = 2026) -> str:
    return reverse("overview:group", args=[code]) + f"?year={year}"


def test_a_month_shows_the_threads_that_were_planned_or_studied_in_it(round_of_county):
    office = round_of_county.office
    year = board(office, {"when": "2026"})
    for month in range(1, 13):
        shown = board(office, {"when": f"2026-{month:02}"})
        bit = 1 << month - 1
        assert shown.lines == [line for line in year.lines if line.months & bit]
    sessions = StudySession.objects.filter(year=2026).exclude(state="cancelled")
    for session in sessions:
        lines = board(office, {"when": f"{session.day:%Y-%m}"}).lines
        assert (session.topic_id, session.group_id) in {line[:2] for line in lines}
    assert board(office, {"when": "2026-13"}).year == clock.today().year


def test_what_the_worker_counted_of_a_period_is_what_a_page_counts(round_of_county):
    office = round_of_county.office
    for span in usual(clock.today()):
        live = figures_of(office, span)
        make(PERIOD_TOTALS, span.code)
        make(PERIOD_NUMBERS, span.code)
        snapshot = figures_of(office, span)
        assert dict(snapshot.totals) == dict(live.totals)
        assert dict(snapshot.problems) == dict(live.problems)
        clerk = figures_of(round_of_county.clerk, span)
        assert all(number <= snapshot.totals[code] for code, number in clerk.totals.items())
    assert figures_of(office, year_span(clock.today().year)).totals["sessions"] > 0


def test_what_an_earlier_version_kept_is_shown_without_months(round_of_county):
    make(THREADS, "2026")
    body = Snapshot.objects.get(source="threads", key="2026").body
    old = body | {"lines": [line[:4] for line in body["lines"]]}
    lines = unpacked(old).lines
    assert [line[:4] for line in lines] == [line[:4] for line in unpacked(body).lines]
    assert {line.months for line in lines} == {0} and all(line.is_of(ALL_YEAR) for line in lines)


def test_the_year_of_a_group_says_what_was_studied_and_who_is_in_it(round_of_county):
    county = round_of_county
    page = group_page(county.secretary, county.group.pk, {"year": "2026"})
    held = StudySession.objects.of_groups(county.group.pk).filter(year=2026, state__in=HAPPENED)
    assert sum(month.note.startswith("已学") for month in page.months) == len(
        {session.day.month for session in held}
    )
    (study, promised) = page.rates
    seats = study.rates[1]
    (figure,) = figures(county.group, 2026, ["attendance"])
    assert (seats.num, seats.den) == (figure.numerator, figure.denominator) and seats.den
    assert promised.rates[0].den is not None
    names = " ".join(shown.names for shown in page.roles)
    assert county.secretary.name in names and county.leader.name in names
    assert [way.here for way in page.years] == [year == 2026 for year in (2026, 2025, 2024)]


def test_the_map_of_a_large_county_shows_the_first_groups_and_leads_to_the_others(county):
    rows = 2
    groups = [Group(f"G{at}", f"第{at}镇", "town", clock.now(), None) for at in range(rows + 3)]
    depths = {group.code: [Depth.STUDIED] * 12 for group in groups}
    shown = Board(year_span(2026), groups, {}, [], depths, clock.now())
    (part,) = maps_of(shown, rows)
    assert [name for name, _url, _cells in part.rows] == [group.name for group in groups[:rows]]
    assert part.others.label == ngettext(
        "and %(number)s more group", "and %(number)s more groups", 3
    ) % {"number": 3}
    assert part.others.url == reverse("yearmap:map") + "?year=2026"
    (whole,) = maps_of(shown, rows + 3)
    assert len(whole.rows) == rows + 3 and whole.others is None


def test_group_and_overview_lead_to_each_other(round_of_county):
    county = round_of_county
    clients = logins(Client, county, "office", "secretary", "stranger")
    year = reverse("overview:group", args=[county.group.pk])
    for who in ("office", "secretary"):
        assert year in clients[who].get(county.group.url).content.decode()
        assert year in clients[who].get("/loop/").content.decode()
        page = clients[who].get(year).content.decode()
        assert county.group.url in page and reverse("overview:page") in page
        sent_on = clients[who].get(f"/loop/?group={county.group.pk}&year=2025")
        assert sent_on.status_code == 302
        assert sent_on["Location"] == group_year(county.group.pk, 2025)
    assert year not in clients["stranger"].get(county.group.url).content.decode()
    assert clients["stranger"].get(year).status_code == 404
    assert clients["office"].get("/loop/?group=a/b").status_code == 200


def test_the_rows_of_a_total_can_be_those_of_one_group(round_of_county):
    county = round_of_county
    every = total_rows(county.office, "sessions", {"since": "2026-01-01"})
    own = total_rows(county.office, "sessions", {"group": county.group.pk, "since": "2026-01-01"})
    others = {thing.group_id for thing in every.every} - {county.group.pk}
    assert {thing.pk for thing in own.every} <= {thing.pk for thing in every.every}
    assert all(thing.is_of(county.group.pk) for thing in own.every)
    assert own.chips and not every.chips and (others or own.number == every.number)
    client = logins(Client, county, "office")["office"]
    assert client.get("/loop/totals/sessions/?group=nothing").status_code == 404


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
        worker_comes_by()
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
    """What is asked once a second at most is not counted."""
    client = logins(Client, round_of_county, "office")["office"]
    make(THREADS, "2026")
    group = group_year(round_of_county.group.pk)
    for address in (
        "/loop/?year=2026",
        "/loop/?when=2026-Q3",
        "/loop/lines/?year=2026",
        "/loop/report/?year=2026",
        group,
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        sentences = [query["sql"] for query in asked.captured_queries]
        counted = [sql for sql in sentences if not any(word in sql for word in KEPT)]
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
