"""The day of a measure is its deadline before a clock runs: on the home, in the list and on the
page.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from zhixing.faces.desk.today import today_page
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.turns import turns_of
from zhixing.solve.measures.acts import adopt_measure, propose_measure
from zhixing.solve.measures.models import Measure

DUE, LATE = dt.date(2026, 9, 10), dt.date(2026, 9, 18)


@pytest.fixture
def proposed(county):
    with clock.at(dt.date(2026, 9, 2)):
        return propose_measure(county.member, county.group, title="换灯", due=DUE)


def item_of(person, code):
    return next(item for item in today_page(person, {}).items if item.code == code)


def test_a_proposed_measure_has_its_day_on_the_leaders_home(county, proposed):
    with clock.at(dt.date(2026, 9, 2)):
        item = item_of(county.leader, proposed.pk)
        assert item.date == DUE and "没有期限" not in item.words
        assert turns_of([proposed])[proposed.pk][0].due == DUE


def test_it_is_overdue_on_the_home_and_in_the_list(county, proposed):
    with clock.at(LATE):
        assert item_of(county.leader, proposed.pk).tone == "over"
        assert list(Measure.objects.all().overdue(LATE)) == [proposed]
        client = Client()
        client.force_login(county.leader.account)
        assert "is-over" in client.get("/solve/measures/").content.decode().split("<tbody", 1)[1]


def test_an_adopted_one_has_the_day_of_its_clock(county, proposed):
    with clock.at(dt.date(2026, 9, 2)):
        adopt_measure(county.leader, proposed, unit=county.town, due=LATE)
        assert turns_of([proposed])[proposed.pk][0].due == LATE
