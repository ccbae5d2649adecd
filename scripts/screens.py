"""Pictures of every page, in both languages and on a phone, and axe on each: ``make screens``. Fails when a page has none.

It starts the demo county on a port of its own, walks every URL name that renders a page, and writes to pictures/.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "pictures"
PORT = 8017
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
SIZES = {"zh-1366": ("zh-CN", 1366, 768), "en-1366": ("en", 1366, 768), "zh-390": ("zh-CN", 390, 844)}
# names that render no page of their own: redirects, JSON, files, posts
NO_PAGE = {"set_language", "logout", "thing", "new", "calendar:of", "alerts:seen", "drafts:keep", "api:thing", "api:act", "api:new", "imports:notes"}
KIND_OF = {"orgs:unit": "unit", "groups:group": "group", "topics:topic": "topic", "tasks:task": "task", "norms:norm": "norm", "plans:plan": "plan", "plans:compare": "plan", "claims:claim": "claim",
           "research:research": "research", "problems:problem": "problem", "problems:receipt": "problem", "measures:measure": "measure", "outcomes:outcome": "outcome", "papers:paper": "paper",
           "papers:print": "paper", "sittings:test": "test", "sitins:sitin": "sitin", "demands:demand": "demand"}  # fmt: skip


def names() -> list[str]:
    """Every URL name with its namespace."""
    from django.urls import get_resolver
    from django.urls.resolvers import URLPattern

    found = []

    def walk(patterns: list, space: str) -> None:
        for one in patterns:
            if isinstance(one, URLPattern):
                if one.name:
                    found.append(f"{space}:{one.name}" if space else one.name)
            else:
                walk(one.url_patterns, one.namespace or space)

    walk(get_resolver().url_patterns, "")
    return sorted(set(found))


def addresses() -> dict[str, str]:
    """name -> address on the demo county. A name that can not be filled is missing, and that fails the run."""
    from django.urls import NoReverseMatch, reverse

    from zhixing.foundation.machinery.things.models import Thing, kinds

    def code(kind: str) -> str:
        return Thing.objects.filter(kind=kind).order_by("made_at").values_list("pk", flat=True).first() or ""

    urls = {model.URL: kind for kind, model in kinds().items() if model.URL}
    found = {}
    for name in names():
        if name in NO_PAGE:
            continue
        special = {
            "act": [code("group"), "plan_session"], "calendar:year": [2026], "threads:thread": [code("topic"), code("group")], "totals:rows": ["measures"], "wing": ["solve"],
            "assessment:sheet": [code("group"), 2026], "assessment:rows": [code("group"), 2026, "measures_done"], "imports:upload": ["roster"], "imports:reading": ["0"],
        }  # fmt: skip
        kind = KIND_OF.get(name) or urls.get(name) or {"sessions": "session", "reports": "session_report", "groups": "group", "orgs": "unit", "people": "unit"}.get(name.split(":")[0], "")
        for arguments in ([], special.get(name, []), [code(kind)] if kind else []):
            try:
                found[name] = reverse(name, args=arguments)
                break
            except NoReverseMatch:
                continue
    return found


def main() -> int:
    from playwright.sync_api import sync_playwright

    var = tempfile.mkdtemp(prefix="zhixing-screens-")
    environment = os.environ | {"ZHIXING_VAR": var, "ZHIXING_DEMO": "1", "DJANGO_SETTINGS_MODULE": "zhixing.config.settings", "PYTHONPATH": str(ROOT)}
    os.environ.update(environment)
    server = subprocess.Popen([sys.executable, "-m", "zhixing", "run", "--port", str(PORT)], env=environment, stdout=subprocess.DEVNULL)
    faults: list[str] = []
    try:
        base = f"http://127.0.0.1:{PORT}"
        for _try in range(120):
            try:
                urllib.request.urlopen(base + "/login/", timeout=2)
                break
            except OSError:
                time.sleep(0.5)
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        pages = addresses()
        faults += [f"no picture of {name}" for name in names() if name not in pages and name not in NO_PAGE]
        only = sys.argv[1:]
        OUT.mkdir(exist_ok=True)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            for size, (language, width, height) in SIZES.items():
                context = browser.new_context(viewport={"width": width, "height": height}, locale=language, extra_http_headers={"Accept-Language": language})
                page = context.new_page()
                page.on("console", partial(heard, faults))
                for name in ("login", "demo", "portal:home"):
                    if not only or name in only:
                        faults += shoot(page, base + pages[name], f"{name.replace(':', '-')}.{size}")
                page.goto(base + "/demo/")
                page.locator("form:has(input[value=office]) button").click()
                page.goto(base + pages["imports:upload"])
                page.set_input_files("input[type=file]", ROOT / "demo" / "roster.xlsx")
                page.locator("main form button[type=submit]").click()
                pages["imports:reading"] = page.url.removeprefix(base)
                for name, address in pages.items():
                    if name in ("login", "demo", "portal:home", "portal:case") or (only and name not in only):
                        continue
                    faults += shoot(page, base + address, f"{name.replace(':', '-')}.{size}")
                context.close()
            browser.close()
    finally:
        server.terminate()
        server.wait(20)
    for fault in sorted(set(faults)):
        print(fault)
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT.name}/, {len(set(faults))} faults")
    return 1 if faults else 0


def heard(faults: list[str], message) -> None:
    """What the browser complains of; refusals (4xx) are not faults of a page."""
    if message.type == "error" and "status of 4" not in message.text:
        faults.append(f"console: {message.text[:200]}")


def shoot(page, address: str, name: str) -> list[str]:
    """One picture and one run of axe; answers what is wrong."""
    from axe_playwright_python.sync_playwright import Axe

    answer = page.goto(address)
    faults = [] if answer and answer.status < 400 else [f"{name}: {answer.status if answer else 'no answer'} {address}"]
    page.screenshot(path=str(OUT / f"{name}.png"), full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 1:
        faults.append(f"{name}: {wide} px too wide")
    for one in Axe().run(page).response["violations"]:
        if one["impact"] in ("serious", "critical"):
            faults.append(f"{name}: axe {one['id']}: {one['nodes'][0]['html'][:120]}")
    return faults


if __name__ == "__main__":
    sys.exit(main())
