"""Local series: the county's own names, with what they are and a target; counted from sessions and
lectures, each number opening its rows.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.learn.sessions.build import held_session, planned_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput, NotAllowed
from zhixing.foundation.machinery.forms import form_of
from zhixing.foundation.machinery.registry import keep_holdings
from zhixing.learn.lectures.acts import found_series, hold_lecture, plan_lecture
from zhixing.learn.series import queries
from zhixing.learn.series.acts import begin_local_series, correct_local_series, end_local_series
from zhixing.learn.series.rules import Counted, Counts, Row
from zhixing.learn.sessions.acts import place_in_series, record_reach

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def begin_series(county, **more):
    return begin_local_series(
        county.office,
        county.root,
        **{
            "name": "20个100",
            "what": "县里自定的说法",
            "since": FIRST,
            "until": LAST,
            "target": 100,
            "counts": "people",
        }
        | more,
    )


def test_numbers_have_what_they_are_counted_of_and_their_rows():
    day = dt.date(2026, 5, 1)
    totals = Counted(
        [Row("A", "一", day, "镇", True, 30), Row("B", "二", day, "镇", False)],
        [Row("L", "讲", day, "镇", True, 40)],
        [Row("V", "柳沟村", day, "一", True, 30)],
    )
    assert [
        (totals.number(counts), totals.of(counts, None), len(totals.rows(counts)))
        for counts in Counts
    ] == [
        (1, 2, 2),
        (1, 1, 1),
        (70, None, 2),
        (1, None, 1),
    ]
    assert totals.of(Counts.PEOPLE, 100) == 100 and sum(
        row.people for row in totals.rows(Counts.PEOPLE)
    ) == totals.number(Counts.PEOPLE)


def test_sessions_and_lectures_of_a_series_are_counted(county, django_assert_num_queries):
    lectures = found_series(county.secretary, county.town, name="红色讲堂")
    series = begin_series(county, lecture_series=[lectures])
    session, ahead, other = (
        held_session(county, kind="extended", away=()),
        planned_session(county, day=dt.date(2026, 11, 10)),
        planned_session(county, day=dt.date(2026, 10, 13)),
    )
    with clock.at(session.day):
        for meeting in (session, ahead):
            form = form_of(place_in_series)(
                {"series": series.pk}, person=county.secretary, row=meeting
            )
            assert form.is_valid(), form.errors
            form.perform()
        record_reach(county.secretary, session, listened={county.village.pk: 46})
    with clock.at(dt.date(2026, 9, 1)):
        lecture = plan_lecture(
            county.secretary,
            lectures,
            title="讲用电安全",
            day=dt.date(2026, 9, 9),
            place="柳沟村",
            lecturer="于师傅",
        )
    with clock.at(dt.date(2026, 9, 10)):
        hold_lecture(county.secretary, lecture, listened=30)
        totals = queries.totals_of(county.office, [series])[series.pk]
        assert [(totals.number(counts), totals.of(counts, None)) for counts in Counts] == [
            (1, 2),
            (1, 1),
            (76, None),
            (1, None),
        ]
        assert [row.code for row in totals.rows(Counts.SESSIONS)] == [
            session.pk,
            ahead.pk,
        ] and other.pk not in {row.code for row in totals.rows(Counts.SESSIONS)}
        assert (
            queries.totals_of(county.stranger, [series])[series.pk].number(Counts.PEOPLE) == 0
        )  # only over what one may know of
        keep_holdings(county.office)
        with django_assert_num_queries(3):
            queries.totals_of(county.office, [series])
        client = logins(Client, county, "office")["office"]
        page = client.get(series.url)
        assert page.status_code == 200 and "县里自定的说法" in page.content.decode()
        assert [(number.num, number.den) for number in page.context["page"].numbers] == [
            (1, 2),
            (1, 1),
            (76, 100),
            (1, None),
        ]
        for number in page.context["page"].numbers:
            rows = client.get(number.url)
            assert rows.status_code == 200 and rows.context["page"].number == number.num
        assert "76 / 100" in client.get(reverse("series:list")).content.decode()
        assert series.name in client.get(session.url).content.decode()
        assert client.get(reverse("series:rows", args=[series.pk, "ranks"])).status_code == 404
    place_in_series(county.secretary, session)
    assert session.series_id is None


def test_who_begins_corrects_and_ends_one(county):
    series = begin_series(county)
    own = begin_local_series(
        county.secretary, county.town, name="4+3+4", what="镇里的学法", since=FIRST
    )
    assert (series.target, own.target, own.group_id) == (100, None, county.group.pk)
    for who in (county.secretary, county.clerk, county.member):
        with pytest.raises(NotAllowed):
            begin_local_series(who, county.root, name="x", what="x", since=FIRST)
        with pytest.raises(NotAllowed):
            end_local_series(who, series, reason="x")
    for more, code in (
        ({"name": " "}, "text.missing"),
        ({"until": FIRST - dt.timedelta(days=1)}, "period.ends_before"),
        ({"target": 0}, "target.odd"),
    ):
        with pytest.raises(BadInput) as refused:
            begin_series(county, **more)
        assert refused.value.code == code
    correct_local_series(
        county.office,
        series,
        name="20个100",
        what="改后的说法",
        since=FIRST,
        until=dt.date(2026, 6, 30),
        target=20,
        counts="sessions",
    )
    session = held_session(county)
    with pytest.raises(BadInput) as refused:
        place_in_series(county.secretary, session, series=series)
    assert refused.value.code == "series.over"
    end_local_series(county.office, series, reason="到期")
    assert series.state == "ended"
    client = logins(Client, county, "office")["office"]
    for language in ("en", "zh-hans"):
        assert (
            client.get(
                reverse("act", args=[county.root.pk, "begin_local_series"]),
                headers={"accept-language": language},
            ).status_code
            == 200
        )
