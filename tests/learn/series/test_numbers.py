"""A session may be several of a series (第3、4次): said on its page and its papers, counted as
many, and no number is given twice.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.county import logins
from tests.learn.series.test_local_series import begin_series
from tests.learn.sessions.build import held_session, noticed_session, planned_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput
from zhixing.learn.series.forms import PlaceInSeriesForm
from zhixing.learn.series.queries import totals_of
from zhixing.learn.series.rules import read_numbers
from zhixing.learn.sessions import queries
from zhixing.learn.sessions.acts import cancel_session, issue_notice, place_in_series
from zhixing.learn.sessions.papers import agenda, minutes, notice


@pytest.fixture
def series(county):
    return begin_series(county, counts="sessions", target=20)


def test_numbers_are_read_as_they_are_written():
    assert read_numbers("3、4") == read_numbers("第3、4次") == read_numbers("3 4") == [3, 4]
    assert read_numbers("3-5, 8") == [3, 4, 5, 8] and read_numbers("") == []
    for text in ("三", "3-", "1-2-3", "1-999999999"):
        with pytest.raises(ValueError):
            read_numbers(text)


def test_they_stand_on_the_page_and_on_the_papers(county, series):
    session = planned_session(county)
    with clock.at(dt.date(2026, 9, 7)):
        place_in_series(county.secretary, session, series=series, numbers=[4, 3])
        assert session.series_numbers == [3, 4]
        issue_notice(county.secretary, session)
    words = f"{series.name}第3、4次"
    with translation.override("zh-hans"):
        record = queries.paper(county.secretary, session.pk)
        for paper in (notice(record), agenda(record)):
            assert f"地方学习品牌：{words}" in paper.text()
    held = held_session(county, day=dt.date(2026, 9, 22))
    place_in_series(county.secretary, held, series=series, numbers=[5])
    with translation.override("zh-hans"):
        text = minutes(queries.paper(county.secretary, held.pk)).text()
    assert f"地方学习品牌：{series.name}第5次" in text
    client = logins(Client, county, "secretary")["secretary"]
    assert words in client.get(session.url).content.decode()
    rows = client.get(reverse("series:rows", args=[series.pk, "sessions"])).content.decode()
    assert "第3、4次" in rows and "第5次" in rows


def test_a_session_counts_as_many_as_it_is(county, series):
    session = held_session(county)
    place_in_series(county.secretary, session, series=series, numbers=[3, 4])
    totals = totals_of(county.secretary, [series])[series.pk]
    assert (totals.number("sessions"), totals.of("sessions", None)) == (2, 2)
    place_in_series(county.secretary, session, series=series)
    assert totals_of(county.secretary, [series])[series.pk].number("sessions") == 1


def test_what_can_not_be_numbered(county, series):
    first, second = noticed_session(county), planned_session(county, day=dt.date(2026, 9, 29))
    place_in_series(county.secretary, first, series=series, numbers=[3, 4])
    for numbers, chosen, code in (
        ([4, 5], series, "series.number_taken"),
        ([0], series, "series.number_odd"),
        ([1], None, "series.missing"),
    ):
        with pytest.raises(BadInput) as refused:
            place_in_series(county.secretary, second, series=chosen, numbers=numbers)
        assert refused.value.code == code
    with clock.at(first.day):
        cancel_session(county.secretary, first, reason="改期")
    place_in_series(county.secretary, second, series=series, numbers=[4])
    form = PlaceInSeriesForm(
        {"series": series.pk, "numbers": "四"}, person=county.secretary, row=second
    )
    assert not form.is_valid() and "numbers" in form.errors
    assert PlaceInSeriesForm(person=county.secretary, row=second)["numbers"].value() == "4"
