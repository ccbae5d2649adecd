"""From an empty county to the first report sent, by people who have the README and nothing else:
their clicks are counted by the browser; the minutes are printed, they depend on the machine.

Nobody types an address but the first: everything is reached by what Today says.
"""

from __future__ import annotations

import io
import re
import time
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.db import connection
from pypdf import PdfReader

from tests.browser.test_the_secretarys_day import Counter
from zhixing.demo.books import WORKBOOKS
from zhixing.faces.cli.bootstrap import set_up_county
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.records import append_only
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person
from zhixing.learn.reports.models import SessionReport
from zhixing.learn.reports.rules import State

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.stray_writes,
]
OWN = "a-heron-stands-in-the-reeds"
MOST_CLICKS = {"office": 14, "sys": 5, "secretary": 26}  # log-in and first password among them
USERNAME = re.compile(r"(?<![a-z0-9])u\d{4}")
PASSWORD = re.compile(r"(?:[a-z2-9]{5}-){3}[a-z2-9]{5}")


@pytest.fixture
def first_passwords(transactional_db) -> dict[str, str]:
    """The county as ``zhixing setup 青禾县 --office 秦致远`` leaves it, and what that printed."""
    append_only.remove(connection)
    if Unit.objects.exists():
        call_command("flush", interactive=False, verbosity=0)
    printed = "\n".join(set_up_county("青禾县", "秦致远"))
    return dict(re.findall(r"^\S+: (\w+) / (\S+)$", printed, re.MULTILINE))


class Somebody:
    """A person at a browser of their own, who follows what the pages say."""

    def __init__(self, page: Any, name: str, first: str) -> None:
        self.page, self.counter = page, Counter(page)
        page.goto("/")
        self.fill(username=name, password=first)
        self.send()
        self.fill(old=first, new=OWN, again=OWN)
        self.send()
        page.wait_for_selector(".zx-firsts")

    @property
    def clicks(self) -> int:
        return len(self.counter.clicks)

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            self.page.fill(f"main [name={name}], form [name={name}]", text)

    def press(self, where: str) -> None:
        self.page.locator(where).first.click()
        self.page.wait_for_load_state("networkidle")

    def send(self) -> None:
        self.press("main form.zx-form button[type=submit].btn-primary, form .btn-primary")

    def today(self) -> None:
        self.press("nav a[href='/']")

    def next_step(self) -> None:
        """The main button of the first steps."""
        self.press(".zx-firsts .btn-primary")

    def violations(self) -> list[str]:
        """What axe finds on the page."""
        faults = Axe().run(self.page).response["violations"]
        return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in faults]

    def steps(self) -> list[str]:
        """Those that are not ticked yet."""
        return self.page.locator(".zx-firsts li:not(.is-done) h2").all_inner_texts()


def strips_of(content: bytes) -> dict[str, str]:
    """What a person reads off the paper: user name -> first password."""
    pages = PdfReader(io.BytesIO(content)).pages
    text = "\n".join(page.extract_text() for page in pages)
    return dict(zip(USERNAME.findall(text), PASSWORD.findall(text), strict=True))


def test_from_an_empty_county_to_the_first_report_sent(enter_empty, first_passwords):
    began = time.monotonic()
    office = Somebody(enter_empty(), "office", first_passwords["office"])
    assert office.steps() == ["名册", "日历和规则", "第一个专题"]
    office.next_step()
    office.page.set_input_files("input[type=file]", str(WORKBOOKS / "roster.xlsx"))
    office.send()
    office.press("main button.btn-primary[value=import]")
    office.today()

    keeper = Somebody(enter_empty(), "sys", first_passwords["sys"])
    assert keeper.steps() == ["一次开好账号"]
    keeper.next_step()
    assert keeper.violations() == []
    with keeper.page.expect_download() as paper:
        keeper.page.locator("button[value=pdf]").click()
    passwords = strips_of(paper.value.path().read_bytes())
    assert len(passwords) == 44, "every study secretary has a strip"

    office.next_step()
    office.press("main a[href$='/confirm_norms/']")
    office.send()
    office.today()
    office.next_step()
    office.fill(title="生态环境保护", question="怎样让臭水塘变成口袋公园")
    office.send()
    office.today()
    assert office.steps() == []
    assert "还有几步要别人走" in office.page.inner_text("h1")

    username = min(passwords)
    secretary = Somebody(enter_empty(), username, passwords[username])
    assert secretary.steps() == ["学习计划", "第一次学习", "学习通知", "第一份一学一报"]
    assert office.violations() + secretary.violations() == []
    secretary.next_step()
    secretary.send()  # the plan
    secretary.today()
    secretary.next_step()
    secretary.fill(day=clock.today().isoformat(), begins="09:00", place="柳沟村")
    secretary.send()  # the session
    secretary.today()
    secretary.next_step()
    secretary.fill(reason="第一次使用")
    secretary.send()  # its notice
    secretary.today()
    secretary.next_step()  # the live page
    live = secretary.page
    live.wait_for_selector("#live[data-live-ready]")
    live.locator("[data-live-hold] button[type=submit]").click()
    live.wait_for_selector("[data-live-hold]", state="hidden")
    live.locator("[data-live-rest]").click()
    live.locator("[data-live-roll] button[type=submit]").click()
    live.wait_for_selector("[data-live-taken]:not([hidden])")
    secretary.today()
    secretary.press("main a[href$='/write_minutes/']")
    secretary.send()
    secretary.press("main a[href*='/sign_session/']")  # for the leader, who has no account
    secretary.fill(basis="组长在会后审签")
    secretary.send()
    secretary.today()
    secretary.press("main a[href$='/draft_report/']")
    secretary.send()
    secretary.press("main a[href$='/send_report/']")
    secretary.send()
    assert SessionReport.objects.get().state == State.SENT
    secretary.today()
    assert secretary.steps() == [], "the list is gone"
    for somebody in (office, keeper):
        somebody.today()
        assert somebody.steps() == []
        assert "先把县立起来" not in somebody.page.inner_text("h1")
    clicks = {"office": office.clicks, "sys": keeper.clicks, "secretary": secretary.clicks}
    minutes = (time.monotonic() - began) / 60
    print(f"first hour: {clicks} clicks, {sum(clicks.values())} in all, {minutes:.1f} minutes")
    assert {name: count for name, count in clicks.items() if count > MOST_CLICKS[name]} == {}
    assert all(clicks.values()), "the counting itself is at work"
    assert Person.objects.get(account__username=username).account.must_change is False
    assert office.page.faults + keeper.page.faults + secretary.page.faults == []
