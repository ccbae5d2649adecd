"""Totals: the number is counted by the room's own columns, its rows by their Things; both are the
same for everybody.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.foundation.kits.indicators.registry import TOTALS
from zhixing.foundation.spine.people.models import Person
from zhixing.loop.totals.lists import total_rows
from zhixing.loop.totals.queries import totals

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
import bench_map  # noqa: E402 (of scripts/)

pytestmark = pytest.mark.database
YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize("code", ["sessions", "problems_solved", "measures", "outcomes"])
def test_whoever_looks_the_number_is_that_of_the_rows(county, code):
    walk(county, in_order(the_round()))
    total = TOTALS[code]
    numbers = set()
    for person in Person.objects.filter(system=""):
        things = set(total.things(person, *YEAR).values_list("pk", flat=True))
        assert total.number(person, *YEAR) == len(things), person
        numbers.add(len(things))
    assert len(numbers) > 1 or code == "outcomes", "not everybody sees the same"


def test_the_rows_are_turned_page_by_page(county):
    bench_map.build(2026, groups=10, years=1)
    seen, pages, choices = [], 0, {}
    while choices is not None:
        page = total_rows(county.office, "sessions", choices)
        seen += [thing.pk for thing in page.rows]
        choices = {"after": seen[-1]} if page.pager.next_url else None
        pages += 1
    counted = {row.total.code: row.number for row in totals(county.office, {}).rows}
    assert pages > 1
    assert len(set(seen)) == counted["sessions"] == page.number
    assert seen == [thing.pk for thing in page.every]
