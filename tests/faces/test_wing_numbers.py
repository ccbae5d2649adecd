"""The numbers on the front pages of the wings: each opens exactly its rows, for whoever looks."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator
from itertools import chain
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.county import worker_comes_by
from tests.county_plugin import stands
from tests.crawl.county import crawl_county
from zhixing.faces.desk.wings import HEADINGS, wing_page
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.fronts import (
    Glance,
    fronts_of,
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

pytestmark = pytest.mark.django_db
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
