"""How much a secretary does from the notice to the received report, counted by the browser: presses
of the mouse, and controls set, beyond the text of speeches.

Asked: at most 12 distinct controls and at most 25 clicks (issue "Learn, in full"). A control is a
field of a form, counted once; a pasted table would count a cell each. What the leader and the
county do (sign, receive) is theirs and counted apart.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from zhixing.foundation.machinery import clock
from zhixing.learn.plans import acts as plans
from zhixing.learn.reports.models import SessionReport
from zhixing.learn.sessions import acts as sessions
from zhixing.learn.sessions.models import Raised, Speech, StudySession

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.stray_writes,
]
MOST_CONTROLS, MOST_CLICKS = 12, 25

COUNTING = """
const POINTED = "a, button, label, summary, select, input, textarea";
addEventListener("pointerdown", event => {
  if (!event.isTrusted) return;
  const words = event.target.closest(POINTED)?.innerText?.trim().slice(0, 40);
  window.counted("click", words || event.target.tagName);
}, true);
for (const kind of ["change", "input"]) addEventListener(kind, event => {
  const one = event.target, speech = one.closest("[data-slot] textarea");
  if (speech || !(one.name || one.id)) return;
  const address = one.form?.getAttribute("action") || location.pathname;
  const act = address.split("/").filter(Boolean).pop();
  window.counted("control", act + ":" + (one.id || one.name));
}, true);
"""


class Counter:
    """What one person does in a page."""

    def __init__(self, page: Any) -> None:
        self.page, self.clicks, self.controls = page, [], {}
        page.expose_function("counted", self.count)
        page.add_init_script(COUNTING)

    def count(self, what: str, name: str) -> None:
        if what == "click":
            self.clicks.append(name)
        else:
            self.controls[name] = self.controls.get(name, 0) + 1


def test_from_the_notice_to_the_received_report(enter, county, monkeypatch):
    day = {"now": None}
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: day["now"] or real())

    def on(text: str) -> None:
        day["now"] = timezone.make_aware(dt.datetime.fromisoformat(text))

    def press(page: Any, where: str) -> None:
        """Press the button or link of an act (or of a page), the last words of whose address these
        are.
        """
        page.locator(
            f"main a[href$='/{where}/'], main form[action$='/{where}/'] button[type=submit]"
        ).first.click()
        page.wait_for_load_state("networkidle")

    def send(page: Any) -> None:
        page.locator("main form.zx-form button[type=submit].btn-primary").click()
        page.wait_for_load_state("networkidle")

    on("2026-01-08 09:00")
    plan = plans.draft_plan(county.secretary, county.group, year=2026)
    plans.set_plan_line(
        county.secretary,
        plan,
        topic=county.topic,
        first_month=5,
        last_month=5,
        speakers=[county.member, county.member3],
    )
    plans.approve_plan(county.leader, plan)
    plans.record_committee(county.secretary, plan, meeting="党委会", on=dt.date(2026, 1, 8))
    plans.file_plan(county.secretary, plan)
    plans.take_note(county.office, plan)
    on("2026-04-24 09:00")
    sessions.plan_session(
        county.secretary,
        county.group,
        topic=county.topic,
        day=dt.date(2026, 5, 12),
        begins=dt.time(9),
        place="柳沟村卫生室",
        place_kind="field",
        kind="three_part",
        draft_agenda=True,
    )

    page = enter("secretary")
    secretary = Counter(page)
    page.goto("/")
    press(page, "issue_notice")
    send(page)
    assert StudySession.objects.get().state == "noticed"

    on("2026-05-12 09:00")
    page.goto("/")
    press(page, "live")
    page.wait_for_selector("#live[data-live-ready]")
    page.locator("[data-live-hold] button[type=submit]").click()
    page.wait_for_selector("[data-live-hold]", state="hidden")
    for person, mark in ((county.deputy, "LEAVE-DUTY"), (county.member2, "LEAVE-LEAVE")):
        page.locator(f"[data-sheet='roll.{person.pk}'] input[value='{mark}'] + label").click()
    page.locator("[data-live-rest]").click()
    page.locator("[data-live-roll] button[type=submit]").click()
    page.wait_for_selector("[data-live-taken]:not([hidden])")
    # from the attendance the page goes on to the parts, and Tab from one to the next
    for done in ("看收集点和台账", "走访三个村卫生室", "设联村收集点"):
        page.keyboard.type(done)
        page.keyboard.press("Tab")
        page.keyboard.type(f"{done}，有结果")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
    for slot, word in (
        (f"{county.member.pk}-KEY", "三村一点"),
        (f"{county.member3.pk}-KEY", "专箱上锁"),
    ):
        outline = page.locator(f"[data-slot='{slot}']")
        outline.locator("[name=q1]").click()
        for at, name in enumerate(("q1", "q2", "q3", "q4")):
            page.keyboard.type(f"{word}{at}")
            if name != "q4":
                page.keyboard.press("Tab")
    page.locator("#live_person").click()
    page.keyboard.press("Escape")
    page.locator("#live_person").select_option(county.leader.pk)
    page.locator("[data-live-new] button[type=submit]").click()
    page.keyboard.type("村医少填一本账")
    page.locator("[data-live-keep]").click()
    page.wait_for_function(
        "document.querySelectorAll('.zx-live-speech [data-record][hidden]').length >= 3"
    )
    for part in ("ON_SITE", "RESEARCH", "WORK"):
        page.wait_for_selector(f"[data-live-part={part}][data-kept]")
    for words in ("台账要填两遍", "冷柜没有登记"):
        page.locator("#catch_text").click()
        page.keyboard.type(words)
        page.keyboard.press("Tab")
        page.keyboard.type("村医")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"[data-live-caught] >> text={words}")
    assert Speech.objects.count() == 3 and Raised.objects.count() == 2
    reports = StudySession.objects.get().part_reports.values()
    assert [report.result for report in reports] == [
        "看收集点和台账，有结果",
        "走访三个村卫生室，有结果",
        "设联村收集点，有结果",
    ]

    on("2026-05-13 09:00")
    page.goto("/")
    press(page, "write_minutes")
    send(page)
    on("2026-05-14 09:00")
    leader = Counter(enter("leader"))
    leader.page.goto("/")
    press(leader.page, "sign_session")
    send(leader.page)
    page.goto("/")
    press(page, "draft_report")
    send(page)
    press(page, "send_report")
    send(page)
    assert SessionReport.objects.get().state == "sent"
    office = Counter(enter("office"))
    office.page.goto("/")
    press(office.page, "receive_report")
    send(office.page)

    assert SessionReport.objects.get().state == "received"
    assert StudySession.objects.get().attendance.filter(status="LEAVE").count() == 2
    print(
        f"secretary: {len(secretary.clicks)} clicks, {len(secretary.controls)} controls"
        f" {sorted(secretary.controls)}; leader: {len(leader.clicks)}; county: {len(office.clicks)}"
    )
    assert len(secretary.controls) <= MOST_CONTROLS, secretary.controls
    assert len(secretary.clicks) <= MOST_CLICKS, secretary.clicks
    assert len(secretary.clicks) + len(leader.clicks) + len(office.clicks) <= MOST_CLICKS, (
        "even all three together"
    )
    assert secretary.clicks and secretary.controls, "the counting itself is at work"
    assert {
        name: counted.page.faults
        for name, counted in (("secretary", secretary), ("leader", leader), ("office", office))
        if counted.page.faults
    } == {}
