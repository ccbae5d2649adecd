"""A rest day is said beside the field in which it is chosen, with the next working day; no form
refuses it.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.county import logins
from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.calendar.chosen import WorkingDayInput, rest_day
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.learn.sessions.models import StudySession

pytestmark = pytest.mark.django_db
TODAY = dt.datetime(2026, 9, 14, 9)
SATURDAY, HOLIDAY, ADJUSTED = dt.date(2026, 9, 19), dt.date(2026, 10, 5), dt.date(2026, 10, 10)


def test_a_holiday_and_a_weekend_name_the_next_working_day_an_adjusted_workday_nothing(county):
    with clock.at(TODAY), translation.override("zh-hans"):
        weekend, holiday = rest_day(SATURDAY), rest_day(HOLIDAY)
        assert weekend is not None and holiday is not None and rest_day(ADJUSTED) is None
        assert "9月19日" in weekend.sentence and "（周末）" in weekend.sentence
        known = calendar().known(HOLIDAY)
        assert known is not None and f"（{known.zh}）" in holiday.sentence
        assert dt.date.fromisoformat(holiday.next) == calendar().next_working(HOLIDAY)
        assert holiday.button.startswith("改为下一个工作日：10月")


def test_the_page_brings_the_days_that_differ_from_the_week(county):
    with clock.at(TODAY):
        calendar()
        note = WorkingDayInput().beside("id_day", HOLIDAY.isoformat())
    days = json.loads(html.unescape(re.search(r'data-days="([^"]*)"', note).group(1)))
    assert days[HOLIDAY.isoformat()] and days[ADJUSTED.isoformat()] is None
    assert SATURDAY.isoformat() not in days, "the week itself needs no list"
    assert "hidden" not in note.partition("<p>")[0]
    assert "hidden" in WorkingDayInput().beside("id_day", "next week").partition("<p>")[0]


def test_the_form_says_it_when_it_comes_back_and_takes_the_day_all_the_same(county):
    client = logins(Client, county, "secretary")["secretary"]
    address = reverse("act", args=[county.group.pk, "plan_session"])
    with clock.at(TODAY):
        empty = client.get(address).content.decode()
        assert "data-rest-day" in empty and "确需当天举行" in empty
        fields = {"topic": county.topic.pk, "day": SATURDAY.isoformat(), "place_kind": "room"}
        back = client.post(address, {**fields, "kind": "no such kind"})
        note = back.content.decode().partition("data-rest-day")[2]
        assert "是休息日（周末）" in note and "hidden" not in note.partition(">")[0]
        assert "改为下一个工作日：9月20日" in note
        assert client.post(address, {**fields, "kind": "collective"}).status_code == 302
    assert StudySession.objects.get(group=county.group).day == SATURDAY
