"""Totals: the number is counted by the room's own columns, its rows by their Things; both are the
same for everybody.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest
from django.http import Http404
from django.test import Client

from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.foundation.kits.indicators.registry import TOTALS
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput, NotAllowed
from zhixing.foundation.spine.people.models import Person
from zhixing.loop.totals.acts import take_totals
from zhixing.loop.totals.lists import taken_rows, total_rows
from zhixing.loop.totals.models import TakenTotals
from zhixing.loop.totals.queries import splits_of, totals
from zhixing.solve.measures.acts import adopt_measure, propose_measure
from zhixing.solve.measures.models import Measure

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "scripts"))
import bench_map  # noqa: E402 (of scripts/)

pytestmark = pytest.mark.database
YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize(
    "code", ["sessions", "problems", "problems_solved", "measures", "outcomes"]
)
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


# -- taken -----------------------------------------------------------------------------------------


def take(county, **more):
    asked = {"occasion": "半年报告", "since": YEAR[0], "until": clock.today()}
    codes = ["measures", "outcomes", "problems"]
    return take_totals(county.office, county.root, **asked | {"codes": codes} | more)


def test_what_is_taken_does_not_change_any_more(county):
    walk(county, in_order(the_round()))
    with clock.at(dt.date(2026, 11, 20)):
        proposed = propose_measure(county.member, county.group, title="再设一个收集点")
        taken = take(county)
    split = {part.label: part.number for part in splits_of(taken)[0].parts}
    assert sum(split.values()) == taken.totals.get(code="measures").number
    with clock.at(dt.date(2026, 11, 27)):
        adopt_measure(county.leader, proposed, unit=county.town, due=dt.date(2026, 12, 11))
        later = take(county)
    after = {part.label: part.number for part in splits_of(taken)[0].parts}
    assert after == split
    newer = {part.label: part.number for part in splits_of(later)[0].parts}
    assert newer["已提出"] == split["已提出"] - 1
    rows = taken_rows(county.office, taken.pk, "measures", {"state": "proposed"}).rows
    assert (proposed.title, "已提出", "已采纳") in [
        (row.title, str(row.word), row.now) for row in rows
    ]


def test_each_number_opens_its_rows_and_the_file_holds_them(county):
    walk(county, in_order(the_round()))
    with clock.at(dt.date(2026, 11, 20)):
        taken = take(county)
    client = Client()
    client.force_login(county.office.account)
    for line in taken.totals.all():
        page = taken_rows(county.office, taken.pk, line.code, {})
        assert page.number == line.number
        assert client.get(f"/loop/totals/taken/{taken.pk}/{line.code}/?export=csv").status_code in (
            200 if line.number else 422,
        )
    paper = client.get(f"/loop/totals/taken/{taken.pk}/print/").content.decode()
    assert "半年报告" in paper and "制度性成果" in paper


def test_a_total_of_a_town_holds_what_is_at_and_below_it(county):
    town = propose_measure(county.member, county.group, title="镇里的")
    propose_measure(county.stranger_leader, county.other_group, title="邻镇的")
    taken = take_totals(
        county.office,
        county.town,
        occasion="镇",
        since=clock.today(),
        until=clock.today(),
        codes=["measures"],
    )
    assert [row.thing_id for row in taken.rows.all()] == [town.pk]


def test_a_row_of_which_one_may_not_know_stands_without_its_name(county):
    measure = propose_measure(county.member, county.group, title="只镇里知道")
    taken = take_totals(
        county.office,
        county.town,
        occasion="镇",
        since=clock.today(),
        until=clock.today(),
        codes=["measures"],
    )
    with pytest.raises(Http404):
        taken_rows(county.stranger, taken.pk, "measures", {})
    transfer = Measure.objects.get(pk=measure.pk)
    adopt_measure(
        county.office, transfer, unit=county.other_town, due=clock.today() + dt.timedelta(days=9)
    )
    titles = [row.title for row in taken_rows(county.clerk, taken.pk, "measures", {}).rows]
    assert titles == ["…"]
    known = [row.title for row in taken_rows(county.office, taken.pk, "measures", {}).rows]
    assert known == [measure.title]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"codes": []}, "totals.none_chosen"),
        ({"codes": ["rounds_of_golf"]}, "totals.unknown"),
        ({"since": dt.date(2027, 1, 1)}, "dates.order"),
        ({"until": dt.date(2099, 1, 1)}, "day.future"),
    ],
)
def test_what_can_not_be_taken(county, more, code):
    with pytest.raises(BadInput) as refused:
        take(county, **more)
    assert refused.value.code == code
    assert not TakenTotals.objects.exists()


def test_only_the_office_takes_totals(county):
    for person in (county.secretary, county.clerk, county.county_leader):
        with pytest.raises(NotAllowed):
            take_totals(
                person,
                county.town,
                occasion="x",
                since=YEAR[0],
                until=clock.today(),
                codes=["measures"],
            )
