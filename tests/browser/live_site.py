"""A demo server in a process of its own for tests of the live page, and the hands of somebody who
works on that page.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

from playwright.sync_api import expect

from tests.faces.test_server import free_port
from tests.patience import PATIENCE, end_of, until

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SAVED, HERE = "[data-live-saved]", "在本机"


class Server:
    """The product in a process of its own, on a folder of its own; it can be stopped and started
    again.
    """

    def __init__(self, var: Path) -> None:
        self.port, self.process, self.codes = free_port(), None, []
        self.base, self.log = f"http://127.0.0.1:{self.port}", var / "server.log"
        outside = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "ZHIXING_TEST")
        }
        self.environment = outside | {
            "ZHIXING_VAR": str(var),
            "ZHIXING_DEMO": "1",
            "ALLOWED_HOSTS": "127.0.0.1,zhixing.example",
            "DJANGO_SETTINGS_MODULE": "zhixing.config.settings",
            "PYTHONPATH": str(ROOT),
        }

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "zhixing", "run", "--port", str(self.port)],
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        until(self._answers, lambda: end_of(self.log))

    def _answers(self) -> bool:
        if self.process.poll() is not None:
            raise AssertionError(f"the server has ended\n{end_of(self.log)}")
        return bool(urllib.request.urlopen(self.base + "/login/", timeout=PATIENCE).read())

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(PATIENCE)
            self.process = None

    def script(self, *arguments: str):
        done = subprocess.run(
            [sys.executable, "-m", "tests.browser.live_county", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout.strip().splitlines()[-1])

    def tell(self, code: str) -> dict:
        return self.script("tell", code)


def enter(page, server, who: str) -> None:
    page.goto(server.base + "/demo/")
    page.locator(f"#roles form:has(input[value={who}]) button").click()
    page.wait_for_url(server.base + "/")


def live(server, code: str) -> str:
    return f"{server.base}/learn/sessions/{code}/live/"


def opened(page, server, code: str, who: str = "secretary"):
    """The live page, ready, and kept by the worker."""
    if who:
        enter(page, server, who)
    page.goto(live(server, code))
    page.wait_for_selector("[data-live-ready]")
    page.wait_for_selector("html[data-readable-offline]")
    return page


def hold(page) -> None:
    page.locator("[data-live-hold] button").click()
    expect(page.locator("[data-live-hold]")).to_be_hidden()


def tap(page, row: int, word: str) -> None:
    page.locator("[data-live-roll] .zx-tap").nth(row).locator("label", has_text=word).click()


def outline(page, at: int = 1) -> None:
    page.locator("#live_person").select_option(index=at)
    page.locator("[data-live-new] button").click()


def note(page, text: str, who: str = "") -> None:
    page.fill("#catch_text", text)
    page.fill("#catch_who", who)
    page.press("#catch_text", "Enter")


def saved(page) -> None:
    expect(page.locator(SAVED)).to_contain_text("服务器")


def fields(page) -> dict:
    """What stands in the page: taps and the first question of the first outline."""
    return page.evaluate(
        """() => {
          const taps = document.querySelectorAll('[data-live-roll] input:checked');
          const field = document.querySelector('textarea[name=q1]') || {};
          return { taps: Array.from(taps).map(tap => tap.value), q1: field.value || '' };
        }"""
    )
