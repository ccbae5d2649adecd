"""The live page while the browser itself fails: storage that never answers, a full disk, storage
wiped under an open page, no network after acts were done, two windows, log-out. Each fault is made
in real Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.live_site import (
    HERE,
    SAVED,
    enter,
    hold,
    live,
    note,
    opened,
    outline,
    saved,
    tap,
)

pytestmark = pytest.mark.browser

# Faults that are made when the test says so: window.fault names the one that holds now.
FAULTS = """(() => {
  const full = () => new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  const silent = () => new EventTarget();
  const factory = IDBFactory.prototype, open = factory.open;
  factory.open = function (...words) {
    if (window.fault === 'open throws') { throw new DOMException('denied', 'SecurityError'); }
    const faulty = window.fault && window.fault.startsWith('open');
    const asked = faulty ? silent() : open.apply(this, words);
    const call = name => { if (asked['on' + name]) { asked['on' + name]({}); } };
    const tell = name => setTimeout(call, 20, name);
    if (window.fault === 'open blocked') { tell('blocked'); }
    if (window.fault === 'open fails') { asked.error = full(); tell('error'); }
    return asked;
  };
  const stores = IDBObjectStore.prototype, put = stores.put, get = stores.get, all = stores.getAll;
  stores.put = function (...words) {
    if (window.fault === 'full at put') { throw full(); }
    const made = put.apply(this, words);
    if (window.fault === 'full at commit') {
      const work = this.transaction;
      Object.defineProperty(work, 'error', { value: full() });
      made.addEventListener('success', () => work.abort());
    }
    return made;
  };
  stores.get = function (...words) {
    return window.fault === 'read is silent' ? silent() : get.apply(this, words);
  };
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...words) {
    const work = transaction.apply(this, words);
    if (window.fault === 'write is silent') {
      ['oncomplete', 'onabort', 'onerror'].forEach(name => {
        Object.defineProperty(work, name, { set() {}, get() { return null; } });
      });
      work.addEventListener = () => {};
    }
    return work;
  };
  const encrypt = SubtleCrypto.prototype.encrypt;
  SubtleCrypto.prototype.encrypt = function (...words) {
    if (window.fault === 'full at lock') { return Promise.reject(full()); }
    if (window.fault === 'lock is silent') { return new Promise(() => {}); }
    return encrypt.apply(this, words);
  };
})();"""

# Every value a script gives a field, and every child put into one, is noted.
WATCH = """(() => {
  window.written = [];
  const tell = text => { window.written.push(String(text)); };
  [HTMLTextAreaElement, HTMLInputElement, HTMLSelectElement].forEach(kind => {
    const was = Object.getOwnPropertyDescriptor(kind.prototype, 'value');
    Object.defineProperty(kind.prototype, 'value', {
      get: was.get, set(text) { tell(text); was.set.call(this, text); }
    });
  });
  const inside = change => change.target.nodeType === 1 ? change.target : change.target.parentNode;
  new MutationObserver(changes => changes.forEach(change => {
    const field = inside(change) && inside(change).closest && inside(change).closest('textarea');
    if (field && field.textContent) { tell(field.textContent); }
  })).observe(document, { childList: true, characterData: true, subtree: true });
})();"""
VALUES = """() => Array.from(document.querySelectorAll('textarea, input:not([type=radio])'
  + ':not([type=checkbox]):not([type=hidden]):not([type=search]), #live input'))
  .filter(field => !/radio|checkbox|hidden/.test(field.type)).map(field => field.value)"""
LINE, MINE = "#catch_text", "[data-live-of=note_raised] li"
CAUGHT = "[data-live-caught] li"


def faulty(context, fault: str = "") -> None:
    context.add_init_script(f"window.fault = {fault!r};" + FAULTS)


def happens(page, fault: str) -> None:
    page.evaluate("fault => { window.fault = fault; }", fault)


def test_no_words_of_the_page_reach_a_field(server, code, browser):
    """Saved, without network, refused, in conflict: fields hold what people typed, and no more."""
    first, second = browser(), browser()
    for window in (first, second):
        window.add_init_script(WATCH)
    mine, other = (
        opened(first.new_page(), server, code),
        opened(second.new_page(), server, code, "leader"),
    )
    hold(mine)
    outline(mine)
    card = mine.locator("details.zx-live-speech")
    card.locator("textarea[name=q2]").fill("只答了第二问")
    mine.wait_for_selector("textarea[name=q2][data-where=saved]")
    expect(card.locator("[data-live-where]")).to_contain_text("服务器")
    first.set_offline(True)
    card.locator("textarea[name=q3]").fill("断网时写的")
    expect(card.locator("[data-live-where]")).to_contain_text(HERE)
    other.locator("details.zx-live-speech > summary").click()
    other.locator("textarea[name=q3]").fill("别人写的")
    other.wait_for_selector("textarea[name=q3][data-where=saved]")
    mine.fill("#catch_due", "2020-01-01")
    note(mine, "时限不对")
    first.set_offline(False)
    expect(mine.locator(MINE)).to_contain_text("未能收下")
    expect(mine.locator(".zx-clash")).to_contain_text("别人写的")
    mine.locator(".zx-clash button", has_text="两段都要").click()
    card.locator("form button[type=submit]").click()
    expect(card.locator("> summary")).to_contain_text("已收下")
    mine.reload()
    mine.wait_for_selector("[data-live-ready]")
    typed = {
        "",
        "1",
        "只答了第二问",
        "断网时写的",
        "别人写的",
        "别人写的\n断网时写的",
        "时限不对",
        "2020-01-01",
    }
    for page in (mine, other):
        assert set(page.evaluate(VALUES)) <= typed, page.evaluate(VALUES)
        written = {
            text for text in page.evaluate("window.written") if not re.fullmatch(r"[A-Z]*", text)
        }
        assert written <= typed, written - typed
    speech = server.tell(code)["speeches"][0]
    assert speech[1:] == ["", "只答了第二问"], "the minutes hold no word of the page"


@pytest.mark.parametrize(
    "fault",
    [
        "open is silent",
        "open blocked",
        "open fails",
        "open throws",
        "read is silent",
        "write is silent",
    ],
)
def test_storage_that_never_opens_leaves_plain_forms(server, code, browser, fault):
    context = browser()
    faulty(context, fault)
    page = context.new_page()
    enter(page, server, "secretary")
    page.goto(live(server, code))
    expect(page.locator("[data-live-unable]").first).to_be_visible()
    assert not page.locator("[data-live-ready]").count()
    page.locator("[data-live-hold] button").click()
    page.wait_for_url(f"**/sessions/{code}/")
    page.goto(live(server, code))
    page.fill(LINE, "没有本机留存也能记")
    page.press(LINE, "Enter")
    expect(page.locator("main a", has_text="没有本机留存也能记").first).to_be_visible()
    stored = server.tell(code)
    assert stored["raised"] == ["没有本机留存也能记"] and stored["done"].count("hold_session") == 1


def test_a_browser_without_worker_and_locks_leaves_plain_forms(server, code, browser):
    context = browser(service_workers="block")
    context.add_init_script("""
      const denied = { get() { throw new DOMException('', 'SecurityError'); } };
      Object.defineProperty(window, 'indexedDB', denied);
      Object.defineProperty(window, 'localStorage', denied);
    """)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    enter(page, server, "secretary")
    page.goto(live(server, code))
    expect(page.locator("[data-live-unable]").first).to_be_visible()
    page.locator("[data-live-hold] button").click()
    page.wait_for_url(f"**/sessions/{code}/")
    page.locator("form[data-forget] button").click()
    page.wait_for_url("**/login/")
    assert faults == [] and server.tell(code)["done"] == ["hold_session"]


WRITES = ["full at put", "full at lock", "full at commit", "write is silent", "lock is silent"]


@pytest.mark.parametrize("fault", WRITES)
def test_what_can_not_be_kept_is_not_called_kept(server, code, browser, fault):
    context = browser()
    faulty(context)
    page = opened(context.new_page(), server, code)
    hold(page)
    outline(page)
    saved(page)
    context.set_offline(True)
    happens(page, fault)
    note(page, "放不下的一句")
    page.locator("textarea[name=q1]").fill("放不下的一问")
    expect(page.locator(SAVED)).to_contain_text("没有留住")
    expect(page.locator(LINE)).to_have_value("放不下的一句")
    expect(page.locator(MINE)).to_have_count(0)
    expect(page.locator(SAVED)).not_to_contain_text(HERE + "，")
    expect(page.locator("textarea[name=q1]")).to_have_attribute("data-where", "page")
    expect(page.locator("[data-live-where]")).to_contain_text("只在这个页面")
    assert page.locator(LINE).input_value() == "放不下的一句"
    happens(page, "")
    context.set_offline(False)
    page.wait_for_selector("textarea[name=q1][data-where=saved]")
    page.press(LINE, "Enter")
    expect(page.locator(CAUGHT)).to_have_count(1)
    expect(page.locator(LINE)).to_have_value("")
    saved(page)
    stored = server.tell(code)
    assert stored["raised"] == ["放不下的一句"] and "放不下的一问" in stored["sheet"].values()


@pytest.mark.parametrize("fault", WRITES)
def test_with_network_the_server_takes_what_this_machine_can_not_keep(server, code, browser, fault):
    context = browser()
    faulty(context)
    page = opened(context.new_page(), server, code)
    hold(page)
    saved(page)
    happens(page, fault)
    note(page, "直接存到服务器")
    tap(page, 0, "实到")
    expect(page.locator(CAUGHT)).to_have_count(1)
    expect(page.locator(LINE)).to_have_value("")
    expect(page.locator("[data-live-roll] .zx-tap").first).to_have_attribute("data-where", "saved")
    stored = server.tell(code)
    assert stored["raised"] == ["直接存到服务器"] and "PRESENT" in stored["sheet"].values()


# The site's storage is a bucket of 100 kB, as Chromium itself enforces it: 74 kB are taken by the
# empty base, so that short texts fit and a long one does not.
BUCKET = """(() => {
  const bucket = navigator.storageBuckets.open('small', { quota: 100000 });
  const names = ['onupgradeneeded', 'onsuccess', 'onerror', 'onblocked'];
  IDBFactory.prototype.open = (real => function (base, version) {
    const asked = { result: null, error: null, transaction: null };
    bucket.then(small => {
      const request = real.call(small.indexedDB, base, version);
      names.forEach(name => { request[name] = event => {
        asked.transaction = request.transaction;
        if (name === 'onerror') { asked.error = request.error; }
        else { asked.result = request.result; }
        if (asked[name]) { asked[name](event); }
      }; });
    });
    return asked;
  })(IDBFactory.prototype.open);
})();"""


def test_a_store_that_is_really_full(server, code, browser):
    context = browser()
    context.add_init_script(BUCKET)
    page = opened(context.new_page(), server, code)
    hold(page)
    outline(page)
    saved(page)
    context.set_offline(True)
    note(page, "短的放得下")
    expect(page.locator(MINE)).to_have_count(1)
    expect(page.locator(SAVED)).to_contain_text(HERE)
    area, keep = (
        page.locator("textarea[name=q1]"),
        page.locator("details.zx-live-speech form button[type=submit]"),
    )
    area.fill("长" * 15_000)
    expect(area).to_have_attribute("data-where", "page")
    expect(page.locator(SAVED)).to_contain_text("磁盘已满")
    keep.click()
    expect(keep).to_be_enabled()
    expect(page.locator("[data-live-of=speech] > div")).to_have_count(0)
    area.fill("改短的放得下")
    expect(area).to_have_attribute("data-where", "here")
    keep.click()
    expect(page.locator("[data-live-of=speech] > div")).to_have_count(1)
    expect(page.locator(SAVED)).to_contain_text(HERE)
    context.set_offline(False)
    expect(page.locator(CAUGHT)).to_have_count(1)
    saved(page)
    stored = server.tell(code)
    assert stored["raised"] == ["短的放得下"] and [speech[1] for speech in stored["speeches"]] == [
        "改短的放得下"
    ]


def test_storage_wiped_under_an_open_page_loses_nothing(server, code, browser):
    context = browser()
    page = opened(context.new_page(), server, code)
    hold(page)
    outline(page)
    saved(page)
    context.set_offline(True)
    note(page, "清了站点数据也在")
    page.locator("textarea[name=q1]").fill("清了站点数据也写着")
    expect(page.locator(MINE)).to_have_count(1)
    wiped = context.new_page()
    wiped.goto(server.base + "/offline/")
    wiped.evaluate("""() => new Promise(done => {
      const asked = indexedDB.deleteDatabase('zx-outbox');
      asked.onsuccess = done; asked.onerror = done;
    })""")
    note(page, "清了以后再记一句")
    expect(page.locator(MINE)).to_have_count(2)
    context.set_offline(False)
    expect(page.locator(CAUGHT)).to_have_count(2)
    saved(page)
    stored = server.tell(code)
    assert stored["raised"] == ["清了以后再记一句", "清了站点数据也在"]
    assert "清了站点数据也写着" in stored["sheet"].values()


def finished(page, act: str) -> None:
    """The server has answered the act (and nothing was asked since)."""
    page.wait_for_function(
        "act => window.performance.getEntriesByType('resource').some(entry =>"
        " entry.name.endsWith('/' + act) && entry.responseEnd > 0)",
        arg=act,
    )


def test_what_was_done_is_not_offered_again_without_network(server, code, browser):
    """Done and answered; then the network goes at once, before the page can ask what has become of
    it.
    """
    context = browser()
    page = opened(context.new_page(), server, code)
    outline(page)
    page.locator("textarea[name=q1]").fill("发言已收下")
    page.wait_for_selector("textarea[name=q1][data-where=saved]")
    page.wait_for_timeout(4000)  # the copy of the page is made, and is older than what follows
    page.route("**/sheets/**", lambda route: route.abort())
    page.evaluate("window.performance.clearResourceTimings()")
    page.locator("[data-live-hold] button").click()
    finished(page, "hold_session")
    page.locator("details.zx-live-speech form button[type=submit]").click()
    finished(page, "add_speech")
    note(page, "已经记下的一句")
    finished(page, "note_raised")
    page.locator("[data-live-rest]").click()
    page.locator("[data-live-roll] button[type=submit]").click()
    finished(page, "take_attendance")
    context.set_offline(True)
    page.close()
    page = context.new_page()
    page.goto(live(server, code), wait_until="commit")
    page.wait_for_selector("[data-live-ready]")
    expect(page.locator("main > .zx-note.is-soon.is-above").first).to_contain_text("没有网络")
    expect(page.locator("[data-live-hold]")).to_be_hidden()
    expect(page.locator("[data-live-roll] button[type=submit]")).to_be_hidden()
    expect(page.locator("[data-live-of=take_attendance]")).to_contain_text("服务器")
    expect(page.locator("[data-live-of=note_raised]")).to_contain_text("已经记下的一句")
    expect(page.locator("[data-live-of=note_raised]")).not_to_contain_text(HERE)
    page.locator("details.zx-live-speech > summary").click()
    expect(page.locator("details.zx-live-speech form button[type=submit]")).to_be_disabled()
    context.set_offline(False)
    expect(page.locator("[data-live-roll]")).to_be_hidden()
    expect(page.locator(CAUGHT)).to_have_count(1)
    expect(page.locator(MINE)).to_have_count(0)
    stored = server.tell(code)
    assert sorted(stored["done"]) == [
        "add_speech",
        "hold_session",
        "note_raised",
        "take_attendance",
        "tie_raised",
    ]


def test_what_the_page_was_told_stands_there_without_network(server, code, browser):
    """The last state the server told is kept too: the copy of the page may be older."""
    context = browser()
    page = opened(context.new_page(), server, code)
    page.wait_for_timeout(4000)
    page.evaluate(
        "navigator.serviceWorker.ready.then(found => { found.active.postMessage = () => {}; })"
    )
    hold(page)
    note(page, "状态里的一句")
    expect(page.locator(CAUGHT)).to_have_count(1)
    page.locator("[data-live-rest]").click()
    page.locator("[data-live-roll] button[type=submit]").click()
    expect(page.locator("[data-live-roll]")).to_be_hidden()
    context.set_offline(True)
    page.reload(wait_until="commit")
    page.wait_for_selector("[data-live-ready]")
    expect(page.locator("[data-live-hold]")).to_be_hidden()
    expect(page.locator("[data-live-roll]")).to_be_hidden()
    expect(page.locator(CAUGHT)).to_have_count(1)
    expect(page.locator("[data-live-state]")).to_contain_text("已召开")


def test_what_waits_is_shown_as_waiting_and_not_offered_twice(server, code, browser):
    context = browser()
    page = opened(context.new_page(), server, code)
    context.set_offline(True)
    page.locator("[data-live-hold] button").click()
    expect(page.locator("[data-live-hold]")).to_be_hidden()
    outline(page)
    page.locator("textarea[name=q1]").fill("等着发的发言")
    page.locator("details.zx-live-speech form button[type=submit]").click()
    page.locator("[data-live-rest]").click()
    page.locator("[data-live-roll] button[type=submit]").click()
    note(page, "等着发的一句")
    for _time in ("before", "after"):
        expect(page.locator("[data-live-hold]")).to_be_hidden()
        expect(page.locator("[data-live-of=take_attendance] > div")).to_have_count(2)
        expect(page.locator("[data-live-roll] button[type=submit]")).to_be_hidden()
        expect(page.locator("details.zx-live-speech form button[type=submit]")).to_be_disabled()
        expect(page.locator("details.zx-live-speech > summary")).to_contain_text(HERE)
        expect(page.locator(MINE)).to_have_count(1)
        page.reload(wait_until="commit")
        page.wait_for_selector("[data-live-ready]")
    context.set_offline(False)
    expect(page.locator(CAUGHT)).to_have_count(1)
    saved(page)
    stored = server.tell(code)
    assert stored["done"] == [
        "hold_session",
        "add_speech",
        "take_attendance",
        "note_raised",
        "tie_raised",
    ]


def test_a_speech_that_waits_and_is_changed_goes_out_once_as_it_stands(server, code, browser):
    context = browser()
    page = opened(context.new_page(), server, code)
    hold(page)
    outline(page)
    context.set_offline(True)
    area, keep = (
        page.locator("textarea[name=q1]"),
        page.locator("details.zx-live-speech form button[type=submit]"),
    )
    area.fill("先这样写")
    keep.click()
    expect(keep).to_be_disabled()
    area.fill("后来改成这样")
    expect(keep).to_be_enabled()
    keep.click()
    expect(page.locator("[data-live-of=speech] > div")).to_have_count(1)
    context.set_offline(False)
    expect(page.locator("details.zx-live-speech > summary")).to_contain_text("已收下")
    stored = server.tell(code)
    assert [speech[1] for speech in stored["speeches"]] == ["后来改成这样"] and stored["done"] == [
        "hold_session",
        "add_speech",
    ]


def test_the_other_window_sends_what_a_closed_one_left(server, code, browser):
    context = browser()
    first = opened(context.new_page(), server, code)
    hold(first)
    second = opened(context.new_page(), server, code, "")
    context.set_offline(True)
    note(first, "关掉的窗口里记的")
    expect(first.locator(MINE)).to_have_count(1)
    first.close(run_before_unload=False)
    context.set_offline(False)
    expect(second.locator(CAUGHT)).to_have_count(1)
    assert server.tell(code)["raised"] == ["关掉的窗口里记的"]


KEYS = """() => new Promise(done => {
  const asked = indexedDB.open('zx-outbox', 1);
  asked.onsuccess = () => {
    const work = asked.result.transaction(['keys', 'items']), told = {};
    for (const store of ['keys', 'items']) {
      const names = work.objectStore(store).getAllKeys();
      names.onsuccess = () => { told[store] = names.result.length; };
    }
    work.oncomplete = () => { asked.result.close(); done(told); };
  };
})"""


def test_log_out_asks_and_clears_though_the_little_storage_is_full(server, code, browser):
    """localStorage refuses every write: the question is still asked, and nothing is left behind."""
    context = browser()
    context.add_init_script(
        "Storage.prototype.setItem = function () { throw new DOMException('',"
        " 'QuotaExceededError'); };"
    )
    page = opened(context.new_page(), server, code)
    hold(page)
    context.set_offline(True)
    note(page, "退出前没有发出的")
    expect(page.locator(MINE)).to_have_count(1)
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator("form[data-forget] button").click()
    assert asked and "还没有存到服务器" in asked[0] and page.url == live(server, code)
    context.set_offline(False)
    expect(page.locator(CAUGHT)).to_have_count(1)
    saved(page)
    page.locator("form[data-forget] button").click()
    page.wait_for_url("**/login/")
    assert page.evaluate(KEYS) == {"keys": 0, "items": 0}


def test_a_window_left_open_after_log_out_still_keeps_what_is_typed(server, code, browser):
    """Its key went with the log-out: what is typed there is kept under a new one, not under one
    nobody has.
    """
    context = browser()
    page = opened(context.new_page(), server, code)
    hold(page)
    saved(page)
    other = context.new_page()
    other.goto(server.base + "/")
    other.locator("form[data-forget] button").click()
    other.wait_for_url("**/login/")
    note(page, "退出后窗口里又写的")
    expect(page.locator(MINE)).to_have_count(1)
    expect(page.locator("[data-live-blocked]")).to_be_visible()
    page.close(run_before_unload=False)
    enter(other, server, "secretary")
    other.goto(live(server, code))
    expect(other.locator(CAUGHT)).to_have_count(1)
    assert server.tell(code)["raised"] == ["退出后窗口里又写的"]


def test_one_text_that_is_too_long_holds_up_no_other(server, code, browser):
    page = opened(browser().new_page(), server, code)
    hold(page)
    outline(page)
    page.locator("textarea[name=q1]").evaluate(
        "area => { area.value = '长'.repeat(20001); area.dispatchEvent(new Event('input', {"
        " bubbles: true })); }"
    )
    tap(page, 0, "实到")
    page.locator("textarea[name=q2]").fill("别的照样存")
    page.wait_for_selector("textarea[name=q2][data-where=saved]")
    expect(page.locator(SAVED)).to_contain_text("20,000")
    page.locator("textarea[name=q1]").fill("改短了")
    page.wait_for_selector("textarea[name=q1][data-where=saved]")
    saved(page)


def test_a_clock_that_is_set_back_does_not_keep_the_page_from_its_storage(server, code, browser):
    """Storage that hung is asked again after a while; that while is not measured by the clock."""
    context = browser()
    faulty(context)
    page = opened(context.new_page(), server, code)
    hold(page)
    outline(page)
    saved(page)
    context.set_offline(True)
    happens(page, "write is silent")
    page.locator("textarea[name=q1]").fill("钟拨回以前写的")
    expect(page.locator("textarea[name=q1]")).to_have_attribute("data-where", "page")
    happens(page, "")
    page.evaluate("() => { const now = Date.now; Date.now = () => now() - 24 * 3600 * 1000; }")
    expect(page.locator("textarea[name=q1]")).to_have_attribute("data-where", "here")
