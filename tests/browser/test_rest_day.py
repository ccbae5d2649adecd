"""A rest day is warned of while it is chosen, and one press takes the next working day."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.stray_writes,
]


def test_the_planning_form_warns_and_offers_the_next_working_day(enter, county):
    page = enter("secretary")
    page.goto(reverse("act", args=[county.group.pk, "plan_session"]))
    note, day = page.locator("[data-rest-day]"), page.locator("#id_day")
    assert note.count() == 1
    expect(note).to_be_hidden()
    day.fill("2026-10-09")
    expect(note).to_be_hidden()
    day.fill("2026-10-10")
    expect(note).to_be_hidden()  # 调休上班
    day.fill("2026-10-03")
    expect(note).to_contain_text("是休息日（国庆）")
    note.locator("button").click()
    expect(day).to_have_value("2026-10-08")
    expect(note).to_be_hidden()
    day.fill("2026-09-19")
    expect(note).to_contain_text("9月19日")
    expect(note).to_contain_text("是休息日（周末）")
    expect(note.locator("button")).to_contain_text("9月20日")  # 调休上班
