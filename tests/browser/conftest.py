"""Real Chromium against the real server in a thread, on the county in a real file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler

from tests.patience import PATIENCE, end_of

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
)  # playwright keeps an event loop in this thread
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def patient(context: BrowserContext) -> BrowserContext:
    """Its pages wait for conditions as all tests do."""
    context.set_default_timeout(PATIENCE * 1000)
    return context


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """What the server said stands beside a test that failed on it."""
    report = yield
    server = getattr(item, "funcargs", {}).get("server")
    if report.failed and server is not None:
        report.sections.append(("log of the server", end_of(server.log)))
    return report


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import expect, sync_playwright

    if not Path("/usr/bin/chromium").exists():
        pytest.fail("Chromium is not installed. On Debian: apt-get install chromium fonts-noto-cjk")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def own_statics():
    """The server in a thread serves its files itself, as the real one does: Django's handler for
    tests knows no name with a hash.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "_should_handle", lambda *_asked: False)
        yield


@pytest.fixture
def county(transactional_db):
    from tests.county import committed_county

    return committed_county()


@pytest.fixture
def enter(enter_empty, county):
    """``enter("secretary")``: a page of its own, logged in through the form, in the size and
    language asked for.
    """
    from tests.county import PASSWORD

    def page_of(name: str = "", **look: Any):
        page = enter_empty(**look)
        if name:
            page.goto("/login/")
            page.fill("input[name=username]", name)
            page.fill("input[name=password]", PASSWORD)
            page.click(
                "button[type=submit]:has-text('登录'), button[type=submit]:has-text('Log in')"
            )
            page.wait_for_selector(".zx-today-top")
        return page

    return page_of


@pytest.fixture
def enter_empty(chromium, live_server):
    """``enter_empty()``: a page in a window of its own, of whatever county there is; ``faults``
    holds what its scripts could not do.
    """
    contexts = []

    def page_of(*, width: int = 1366, height: int = 768, language: str = "zh-CN"):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            extra_http_headers={"Accept-Language": language},
            base_url=live_server.url,
        )
        contexts.append(patient(context))
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.on(
            "console",
            lambda message: (
                page.faults.append(message.text)
                if message.type == "error" and "status of 4" not in message.text
                else None
            ),
        )
        return page

    yield page_of
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The demo county served by a process of its own, with sessions that take place today."""
    from tests.browser.live_site import Server
    from tests.faces.made import copy_of_county

    var = tmp_path_factory.mktemp("live")
    copy_of_county(tmp_path_factory, var, "live")
    site = Server(var)
    site.start()
    yield site
    site.stop()


@pytest.fixture
def code(server):
    """A session of today that no other test uses."""
    if not server.codes:
        server.codes = server.script("make", "48")
    return server.codes.pop()


@pytest.fixture
def browser(chromium):
    """``browser()``: a window of its own, in Chinese."""
    contexts = []

    def context(**more):
        headers = {"Accept-Language": "zh-CN"}
        size = {"width": 1366, "height": 768}
        made = chromium.new_context(
            viewport=size, locale="zh-CN", extra_http_headers=headers, **more
        )
        contexts.append(patient(made))
        return made

    yield context
    for window in contexts:
        window.close()
