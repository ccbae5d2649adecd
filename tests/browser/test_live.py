"""The live page in real Chromium against a real server: network cut, server stopped, tab and
browser killed; two people at once; another person at the same machine.
"""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.live_site import (
    FLAGS,
    HERE,
    SAVED,
    enter,
    fields,
    hold,
    live,
    note,
    opened,
    outline,
    saved,
    tap,
)
from tests.patience import PATIENCE, until

pytestmark = pytest.mark.browser


def test_the_network_is_cut_the_tab_killed_and_everything_arrives_once(server, code, browser):
    context = browser()
    page = opened(context.new_page(), server, code)
    hold(page)
    tap(page, 0, "实到")
    saved(page)
    context.set_offline(True)
    tap(page, 1, "公务")
    outline(page)
    page.locator("textarea[name=q1]").fill("六个村在山上，收运车到不了")
    note(page, "医疗废物台账，村医要填两遍", "柳沟村医")
    note(page, "月底前报台账")
    expect(page.locator("[data-live-of=note_raised] li")).to_have_count(2)
    expect(page.locator(SAVED)).to_contain_text(HERE)
    assert page.locator("#catch_text").input_value() == "" and server.tell(code)["raised"] == [], (
        "nothing is called saved that is not"
    )
    page.close(run_before_unload=False)
    page = context.new_page()
    page.goto(live(server, code), wait_until="commit")
    page.wait_for_selector("textarea[name=q1][data-where=here]", state="attached")
    assert fields(page) == {"taps": ["PRESENT", "LEAVE-DUTY"], "q1": "六个村在山上，收运车到不了"}
    expect(page.locator("[data-live-of=note_raised] li")).to_have_count(2)
    expect(page.locator("main > .zx-note.is-soon.is-above").first).to_contain_text("没有网络")
    context.set_offline(False)
    expect(page.locator("[data-live-caught] li")).to_have_count(2)
    expect(page.locator("[data-live-of=note_raised] li")).to_have_count(0)
    page.locator("details.zx-live-speech > summary").click()
    page.locator("details.zx-live-speech form button[type=submit]").click()
    expect(page.locator("details.zx-live-speech > summary")).to_contain_text("已收下")
    page.locator("[data-live-rest]").click()
    page.locator("[data-live-roll] button[type=submit]").click()
    expect(page.locator("[data-live-roll]")).to_be_hidden()
    saved(page)
    stored = server.tell(code)
    assert (
        stored["raised"] == sorted(["医疗废物台账，村医要填两遍", "月底前报台账"])
        and len(stored["speeches"]) == 1
        and stored["speeches"][0][1] == "六个村在山上，收运车到不了"
    )
    assert sorted(stored["seats"].values()).count("LEAVE") == 1 and stored["rivals"] == 0
    assert [
        stored["done"].count(act)
        for act in ("hold_session", "take_attendance", "add_speech", "note_raised")
    ] == [1, 1, 1, 2], stored["done"]


class Killable:
    """A Chromium of its own with a profile on the disk, to be killed like a machine that loses
    power.
    """

    def __init__(self, profile: Path) -> None:
        (profile / "DevToolsActivePort").unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [
                "/usr/bin/chromium",
                *FLAGS,
                "--headless=new",
                "--lang=zh-CN",
                "--remote-debugging-port=0",
                f"--user-data-dir={profile}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        file = profile / "DevToolsActivePort"
        until(lambda: "\n" in file.read_text())
        self.address = f"http://127.0.0.1:{file.read_text().splitlines()[0]}"

    def kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)


def test_the_server_is_stopped_and_the_browser_killed(server, code, chromium, tmp_path):
    """Both are gone; what was typed is in the profile, and reaches the server once its writer has
    logged in again.
    """
    play = chromium.browser_type
    killable = Killable(tmp_path)
    try:
        page = play.connect_over_cdp(killable.address).contexts[0].pages[0]
        page.context.set_extra_http_headers({"Accept-Language": "zh-CN"})
        opened(page, server, code)
        hold(page)
        saved(page)
        server.stop()
        tap(page, 2, "缺席")
        outline(page)
        page.locator("textarea[name=q1]").fill("停电前写的")
        note(page, "停电前记的")
        expect(page.locator("[data-live-of=note_raised] li")).to_have_count(1)
        page.wait_for_selector("textarea[name=q1][data-where=here]")
        page.wait_for_function(
            "() => document.querySelector('[data-live-saved]').textContent"
            ".includes('服务器没有应答')"
        )
        killable.kill()
        killable = Killable(tmp_path)
        page = play.connect_over_cdp(killable.address).contexts[0].new_page()
        page.context.set_extra_http_headers({"Accept-Language": "zh-CN"})
        page.goto(live(server, code), wait_until="commit")
        page.wait_for_selector("textarea[name=q1][data-where=here]", state="attached")
        assert fields(page) == {"taps": ["ABSENT"], "q1": "停电前写的"}
        expect(page.locator("[data-live-of=note_raised] li")).to_have_count(1)
        server.start()
        expect(page.locator("[data-live-blocked]")).to_be_visible()
        expect(page.locator("[data-live-blocked]")).to_contain_text("登录已失效")
        assert server.tell(code)["raised"] == []
        other = page.context.new_page()
        enter(other, server, "secretary")
        expect(page.locator("[data-live-caught] li")).to_have_count(1)
        expect(page.locator("[data-live-blocked]")).to_be_hidden()
        saved(page)
    finally:
        killable.kill()
        if server.process is None:
            server.start()
    stored = server.tell(code)
    assert (
        stored["raised"] == ["停电前记的"]
        and stored["rivals"] == 0
        and stored["done"].count("note_raised") == 1
    )
    assert sorted(
        value for value in stored["sheet"].values() if value in ("停电前写的", "ABSENT")
    ) == ["ABSENT", "停电前写的"]


def test_two_people_see_each_other_and_a_conflict_shows_both_texts(server, code, browser):
    first, second = browser(), browser()
    first_page, second_page = (
        opened(first.new_page(), server, code),
        opened(second.new_page(), server, code, "leader"),
    )
    hold(first_page)
    tap(first_page, 0, "实到")
    outline(first_page)
    first_page.locator("textarea[name=q1]").fill("甲写的第一问")
    expect(second_page.locator("textarea[name=q1]")).to_have_value("甲写的第一问")
    expect(second_page.locator("[data-live-tally]")).to_contain_text("实到 1")
    expect(second_page.locator("[data-live-others]")).to_contain_text("吴敏")
    expect(first_page.locator("[data-live-others]")).to_be_visible()
    first.set_offline(True)
    first_page.locator("textarea[name=q2]").fill("甲写的第二问")
    second_page.locator("details.zx-live-speech > summary").click()
    second_page.locator("textarea[name=q2]").fill("乙写的第二问")
    expect(second_page.locator("textarea[name=q2]")).to_have_attribute("data-where", "saved")
    first.set_offline(False)
    for page in (first_page, second_page):
        expect(page.locator(".zx-clash")).to_contain_text("甲写的第二问")
        expect(page.locator(".zx-clash")).to_contain_text("乙写的第二问")
    assert (
        first_page.locator("textarea[name=q2]").input_value() == "甲写的第二问"
        and second_page.locator("textarea[name=q2]").input_value() == "乙写的第二问"
    ), "nothing was overwritten"
    first_page.locator(".zx-clash button", has_text="两段都要").click()
    for page in (first_page, second_page):
        expect(page.locator(".zx-clash")).to_have_count(0)
        expect(page.locator("textarea[name=q2]")).to_have_value("乙写的第二问\n甲写的第二问")
    note(second_page, "两人都看得到")
    expect(first_page.locator("[data-live-caught] li")).to_have_count(1)
    assert server.tell(code)["rivals"] == 0


def test_what_one_person_typed_waits_while_another_is_logged_in(server, code, browser):
    context = browser()
    page = opened(context.new_page(), server, code)
    hold(page)
    saved(page)
    other = context.new_page()
    other.goto(server.base + "/")
    assert other.evaluate("caches.has('zx-pages')")
    enter(other, server, "leader")
    assert not other.evaluate("caches.has('zx-pages')"), (
        "what was kept for one person goes when another one is there"
    )
    note(page, "秘书写的，组长登录着")
    expect(page.locator("[data-live-blocked]")).to_contain_text("另一个人")
    expect(page.locator(SAVED)).to_contain_text(HERE)
    stored = server.tell(code)
    assert stored["raised"] == [] and "note_raised" not in stored["done"]
    other.goto(live(server, code))
    other.wait_for_selector("[data-live-ready]")
    expect(other.locator("[data-live-of=note_raised] li")).to_have_count(0)
    expect(other.locator("[data-live-strangers]")).to_be_visible()
    enter(other, server, "secretary")
    expect(page.locator("[data-live-caught] li")).to_have_count(1)
    saved(page)
    assert server.tell(code)["done"].count("note_raised") == 1


def test_logging_out_asks_first_and_leaves_nothing_behind(server, code, browser):
    context = browser()
    page = opened(context.new_page(), server, code)
    hold(page)
    saved(page)
    left = """async () => {
      const legible = item => Object.keys(item).filter(
        name => typeof item[name] === 'string' && item[name].includes('不能丢'));
      const items = await new Promise(done => {
        const asked = indexedDB.open('zx-outbox', 1);
        asked.onsuccess = () => {
          const all = asked.result.transaction('items').objectStore('items').getAll();
          all.onsuccess = () => { asked.result.close(); done(all.result.map(legible)); };
        };
      });
      return { pages: await caches.has('zx-pages'), items };
    }"""
    context.set_offline(True)
    note(page, "不能丢的一句")
    expect(page.locator("[data-live-of=note_raised] li")).to_have_count(1)
    here = page.evaluate(left)
    assert here["pages"] and len(here["items"]) >= 2, (
        "in the browser: the line, what stands in it, what the server told last"
    )
    assert all(item == [] for item in here["items"]), "and not readable there"
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator("form[data-forget] button").click()
    assert asked and "还没有存到服务器" in asked[0] and page.url == live(server, code)
    context.set_offline(False)
    expect(page.locator("[data-live-caught] li")).to_have_count(1)
    saved(page)
    page.locator("form[data-forget] button").click()
    page.wait_for_url("**/login/")
    assert page.evaluate(left) == {"pages": False, "items": []}
    context.set_offline(True)
    page.goto(live(server, code))
    assert "没有存在本机" in page.locator("h1").inner_text() and "不能丢" not in page.content()


def test_attendance_by_keyboard_and_a_refusal_that_says_why(server, code, browser):
    context = browser()
    page = opened(context.new_page(), server, code)
    hold(page)
    rows = page.locator("[data-live-roll] .zx-tap").count()
    page.locator("[data-live-roll] .zx-tap input").first.focus()
    for at in range(rows):
        page.keyboard.press("Space")
        if at == 1:
            page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
    assert fields(page)["taps"] == ["PRESENT", "LEAVE-DUTY", *["PRESENT"] * (rows - 2)]
    page.locator("[data-live-roll] button[type=submit]").press("Enter")
    expect(page.locator("[data-live-roll]")).to_be_hidden()
    page.fill("#catch_due", "2020-01-01")
    note(page, "时限写错了")
    expect(page.locator("[data-live-of=note_raised] li")).to_contain_text("未能收下")
    expect(page.locator(SAVED)).to_contain_text("未能收下")
    page.locator("[data-live-of=note_raised] button", has_text="放回输入行").click()
    assert page.locator("#catch_text").input_value() == "时限写错了"
    page.fill("#catch_due", "")
    page.press("#catch_text", "Enter")
    expect(page.locator("[data-live-caught] li")).to_have_count(1)
    stored = server.tell(code)
    assert stored["raised"] == ["时限写错了"] and len(stored["seats"]) == rows


def test_an_outline_on_record_may_go_on_and_an_empty_one_is_closed(server, code, browser):
    page = opened(browser().new_page(), server, code)
    outline(page, 1)
    outline(page, 2)
    cards = page.locator("details.zx-live-speech")
    expect(cards).to_have_count(2)
    cards.nth(1).locator("[data-close]").click()
    expect(cards).to_have_count(1)
    cards.locator("textarea[name=q1]").fill("先写一句")
    cards.locator("form button[type=submit]").click()
    expect(cards.locator("> summary")).to_contain_text("已收下")
    expect(cards.locator("[data-record]")).to_be_hidden()
    cards.locator("textarea[name=q1]").fill("先写一句，再添一句")
    expect(cards.locator("> summary")).to_contain_text("又有改动")
    expect(cards.locator("[data-record]")).to_contain_text("先写一句")
    cards.locator("form button[type=submit]").click()
    expect(cards.locator("> summary")).to_contain_text("已收下")
    stored = server.tell(code)
    assert [speech[1] for speech in stored["speeches"]] == ["先写一句，再添一句"] and stored[
        "done"
    ] == ["add_speech", "correct_speech"]
    page.reload()
    page.wait_for_selector("[data-live-ready]")
    expect(cards).to_have_count(1)
    expect(cards.locator("> summary")).to_contain_text("已收下")


def test_an_answer_that_is_lost_does_nothing_twice(server, code, browser):
    """The server does it, the browser never hears of it, and asks again under the same key."""
    page = opened(browser().new_page(), server, code)
    hold(page)
    outline(page)
    saved(page)
    lost = []

    def lose(route):
        done = route.fetch()
        lost.append((route.request.url.rsplit("/", 1)[-1], done.status))
        route.abort()

    page.route("**/note_raised", lose, times=2)
    page.route(
        "**/sheets/**",
        lambda route: (
            lose(route) if route.request.method == "POST" and len(lost) < 4 else route.continue_()
        ),
    )
    note(page, "只记一次")
    page.locator("textarea[name=q1]").fill("只写一次")
    expect(page.locator("[data-live-caught] li")).to_have_count(1)
    page.wait_for_selector("textarea[name=q1][data-where=saved]")
    saved(page)
    assert [status for _name, status in lost] == [200] * 4, lost
    stored = server.tell(code)
    assert (
        stored["raised"] == ["只记一次"]
        and stored["done"].count("note_raised") == 1
        and stored["rivals"] == 0
        and "只写一次" in stored["sheet"].values()
    )
    expect(page.locator(".zx-clash")).to_have_count(0)


def test_without_a_secure_connection_the_page_says_so_and_its_forms_work(server, code, chromium):
    """http under a name that is not this machine: no worker, no key, no queue."""
    address = f"http://zhixing.example:{server.port}"
    other = chromium.browser_type.launch(
        executable_path="/usr/bin/chromium",
        args=[*FLAGS, "--host-resolver-rules=MAP zhixing.example 127.0.0.1"],
    )
    try:
        page = other.new_context(
            locale="zh-CN", extra_http_headers={"Accept-Language": "zh-CN"}
        ).new_page()
        page.goto(address + "/demo/")
        page.locator("#roles form:has(input[value=secretary]) button").click()
        page.goto(f"{address}/learn/sessions/{code}/live/")
        expect(page.locator("[data-live-unable]").first).to_contain_text("不是安全连接")
        assert (
            page.locator("[data-live-unable] a").is_visible()
            and not page.locator("[data-live-ready]").count()
        )
        page.locator("[data-live-hold] button").click()
        page.goto(f"{address}/learn/sessions/{code}/live/")
        page.locator("[data-live-rest]").click()
        page.locator("[data-live-roll] button[type=submit]").click()
        page.goto(f"{address}/learn/sessions/{code}/live/")
        page.fill("#catch_text", "没有安全连接也能记")
        page.locator("[data-live-catch] button[type=submit]").click()
        # what comes next may stand open on the page
        page.wait_for_url(lambda url: url.partition("?")[0].endswith(f"/sessions/{code}/"))
    finally:
        other.close()
    stored = server.tell(code)
    assert (
        stored["raised"] == ["没有安全连接也能记"]
        and set(stored["seats"].values()) == {"PRESENT"}
        and stored["sheet"] == {}
    )
