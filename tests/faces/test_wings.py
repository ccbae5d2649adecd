"""The front pages of the wings: every number opens exactly its rows, whoever looks; what is asked
for nowhere is not begun there; the price does not depend on how much there is.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.county import logins, worker_comes_by
from tests.county_plugin import stands
from tests.crawl.county import crawl_county
from zhixing.faces.desk.wings import HEADINGS, WingPage, wing_page
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.fronts import (
    FRONTS,
    HERE,
    Figure,
    Glance,
    Place,
    Sight,
    fronts_of,
    register,
    seen,
)
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.things.blocks import (
    Block,
    CellsBlock,
    DaysBlock,
    FlowBlock,
    RatesBlock,
)

WHO = ("office", "secretary", "member", "clerk", "supervisor", "stranger_leader")
# days of the story of the county: while it studies, and when much of it is over
DAYS = (dt.datetime(2026, 5, 19, 9), dt.datetime(2026, 6, 24, 9), dt.datetime(2026, 9, 1, 9))


@pytest.fixture(scope="module")
def filled(_countys: list[Any], django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """The county of the crawl, made once for this file."""
    with django_db_blocker.unblock(), traffic("test"), transaction.atomic():
        yield crawl_county(copy.deepcopy(stands(_countys)))
        transaction.set_rollback(True)


def enter(person: Any) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


def rows_behind(client: Client, url: str) -> int:
    """How many rows the list holds that a number opens."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    page = answer.context["page"]
    pager = getattr(page, "pager", None)
    return int(pager.total) if pager is not None else len(page.rows)


def numbers_of(block: Block) -> Iterator[tuple[int, str]]:
    """Every number of a block, with the list it opens."""
    if isinstance(block, FlowBlock):
        yield from ((stage.number, stage.url) for stage in block.stages)
        late = (stage for stage in block.stages if stage.note_url)
        yield from ((int("".join(filter(str.isdigit, x.note))), x.note_url) for x in late)
    if isinstance(block, RatesBlock):
        yield from ((rate.num, rate.url) for rate in block.rates)
        yield from ((rate.den or 0, rate.whole_url) for rate in block.rates)
    if isinstance(block, DaysBlock):
        yield from ((len(day.squares) + day.more, day.url) for day in block.days if day.url)
    keys = getattr(block, "keys", ())
    yield from ((key.number, key.url) for key in keys if key.number is not None)


def numbers_on(glance: Glance, wing: str) -> Iterator[tuple[str, int, str]]:
    """What it is, how many, and where it leads: all of a wing."""
    for room in seen(glance, fronts_of(wing)):
        for figure in room.sight.figures:
            name = f"{room.front.room}.{figure.code}"
            yield name, room.numbers[figure.code], figure.url
        for block in room.sight.blocks(room.numbers):
            for number, url in numbers_of(block):
                yield f"{room.front.room}: {type(block).__name__}", number, url


@pytest.mark.parametrize("who", WHO)
def test_every_number_opens_exactly_its_rows(filled, who):
    person, differing, larger = filled.logins[who], {}, set()
    client = enter(person)
    for day in DAYS:
        with clock.at(day):
            glance, known = Glance.of(person), {}
            for wing in HEADINGS:
                for name, number, url in numbers_on(glance, wing):
                    known.setdefault(url, rows_behind(client, url))
                    larger |= {name} if number else set()
                    if known[url] != number:
                        differing[name, day.date(), url] = (number, known[url])
    assert differing == {}
    assert len(larger) > 20, sorted(larger)


def test_with_more_problems_than_anybody_counts_the_month_is_what_the_worker_kept(
    filled, monkeypatch
):
    office, clerk = filled.logins["office"], filled.logins["clerk"]
    with clock.at(DAYS[2]):
        live = _figures(office, "solve")
        monkeypatch.setattr("zhixing.solve.problems.present.COUNTED", 0)
        assert _figures(office, "solve") == live
        worker_comes_by()
    with clock.at(DAYS[2] + dt.timedelta(minutes=3)):
        assert wing_page(office, "solve").at == timezone.make_aware(DAYS[2])
        assert _figures(office, "solve") == live
        assert wing_page(clerk, "solve").at == clock.now()


def test_the_numbers_are_not_the_same_for_everybody(filled):
    """Each counts what it may know of."""
    with clock.at(DAYS[2]):
        pages = {who: _figures(filled.logins[who], "solve") for who in WHO}
    assert pages["office"]["problems.open"] > pages["secretary"]["problems.open"] > 0
    assert pages["secretary"]["problems.open"] != pages["stranger_leader"]["problems.open"]


def _figures(person: Any, wing: str) -> dict[str, int]:
    rooms = seen(Glance.of(person), fronts_of(wing))
    named = [
        [(f"{room.front.room}.{code}", number) for code, number in room.numbers.items()]
        for room in rooms
    ]
    return dict(chain.from_iterable(named))


def test_a_month_shows_its_sessions_by_day_and_by_group(filled):
    with clock.at(DAYS[0]):
        page = wing_page(filled.office, "learn")
        days = next(block for block in page.main if isinstance(block, DaysBlock))
        cells = next(block for block in page.side if isinstance(block, CellsBlock))
    assert [day.date for day in days.days] == [dt.date(2026, 5, at) for at in range(1, 32)]
    held = sum(len(day.squares) + day.more for day in days.days)
    figures = {name: number for name, number in _at(filled.office, "learn", DAYS[0]).items()}
    assert held == figures["sessions.held"] + figures["sessions.ahead"] > 0
    whole = sum(part.whole for part in cells.parts)
    assert whole == sum(key.number for key in cells.keys)


def _at(person: Any, wing: str, moment: dt.datetime) -> dict[str, int]:
    with clock.at(moment):
        return _figures(person, wing)


def test_a_secretary_sees_the_months_of_the_own_group(filled):
    with clock.at(DAYS[2]):
        page = wing_page(filled.secretary, "learn")
    cells = next(block for block in page.side if isinstance(block, CellsBlock))
    assert [len(part.cells) for part in cells.parts] == [12]
    assert cells.parts[0].done > 0


# -- what begins the wing's work -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wing", "who", "first"),
    [
        ("learn", "secretary", "plan_session"),
        ("learn", "office", "set_topic"),
        ("examine", "secretary", "set_test"),
        ("solve", "clerk", "draft_problem"),
        ("oversee", "supervisor", "plan_sitin"),
    ],
)
def test_the_main_button_begins_what_this_person_may_begin(county, wing, who, first):
    acts = wing_page(getattr(county, who), wing).acts
    assert acts[0].name == first and acts[0].primary
    assert sum(button.primary for button in acts) == 1 and len(acts) <= 2
    client = logins(Client, county, who)[who]
    assert client.get(acts[0].url, follow=True).status_code == 200


def test_nobody_is_offered_what_they_may_not_begin(county):
    for wing, who in (("oversee", "member"), ("oversee", "secretary"), ("learn", "supervisor")):
        person = getattr(county, who)
        for button in wing_page(person, wing).acts:
            assert ACTS[button.name].may.allows(person, None), (wing, who, button.name)
    assert wing_page(county.member, "oversee").acts == []


# -- the page --------------------------------------------------------------------------------------


def test_a_county_without_anything_is_told_how_to_begin(county):
    client = logins(Client, county, "office")["office"]
    for wing, words in {
        "learn": "还没有安排学习。",
        "examine": "还没有安排测试。",
        "solve": "没有要到期的。",
        "oversee": "还没有安排旁听。",
    }.items():
        text = client.get(reverse("wing", args=[wing])).content.decode()
        assert words in text, wing


def test_what_is_asked_of_nobody_is_not_said(county):
    """A figure with a tone is left out while it is 0; the others are said."""
    page = wing_page(county.office, "solve")
    assert [clause.number for clause in page.first] == [0, 0]
    assert all(clause.tone == "none" for clause in page.first)


def test_the_page_says_when_it_was_counted_and_for_whom(county):
    client = logins(Client, county, "office")["office"]
    with clock.at(dt.datetime(2026, 9, 18, 8, 30)):
        text = client.get("/learn/").content.decode()
    assert "按记录统计，9月18日 08:30" in text and "按全县计" in text


def test_a_figure_kept_from_before_says_its_time(county, monkeypatch):
    """What is too heavy to be counted for a page comes with the time when it was."""
    at = dt.datetime(2026, 9, 18, 3, 0, tzinfo=dt.UTC)
    heavy = Figure(code="heavy", rows=417, url="/", words=lambda _number: HERE, at=at)
    monkeypatch.setattr("zhixing.foundation.machinery.fronts.FRONTS", {})
    register(replace(FRONTS["threads"], sight=lambda _glance: Sight([heavy])))
    page = wing_page(county.office, "loop")
    assert page.at == at
    assert numbers_said(page) == [417]


def numbers_said(page: WingPage) -> list[int]:
    lines = chain.from_iterable(shelf.rooms for shelf in page.shelves)
    return [line.count.number for line in lines if line.count]


def test_a_room_has_one_front(monkeypatch):
    monkeypatch.setattr("zhixing.foundation.machinery.fronts.FRONTS", {})
    register(FRONTS["threads"])
    with pytest.raises(RuntimeError, match="two fronts"):
        register(FRONTS["threads"])


def test_what_a_block_says_is_not_said_beside_its_room(county):
    page = wing_page(county.office, "solve")
    problems = next(
        line
        for line in chain.from_iterable(shelf.rooms for shelf in page.shelves)
        if line.url == reverse("problems:list")
    )
    blocks = {figure.code for figure in _sight(county, "problems") if figure.place == Place.BLOCK}
    assert {"sort", "promised"} <= blocks
    assert problems.asked is None


def _sight(county: Any, room: str) -> tuple[Figure, ...]:
    return tuple(FRONTS[room].sight(Glance.of(county.office)).figures)
