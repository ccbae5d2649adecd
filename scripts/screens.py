"""Pictures of every page, in both languages and on a phone, and axe on each: ``make screens``.
Fails when a page has none.

It starts the demo county on a port of its own, walks every URL name that renders a page, and writes
to pictures/.
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
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {
    "zh-1366": ("zh-CN", 1366, 768),
    "en-1366": ("en", 1366, 768),
    "zh-390": ("zh-CN", 390, 844),
}
# names that render no page of their own: redirects, JSON, files, posts
NO_PAGE = {
    "wing",  # each by its own name
    "archive:packing",
    "archive:packed",
    "reading:self_study",
    "packs:file",
    "packs:addition_file",
    "set_language",
    "logout",
    "thing",
    "new",
    "calendar:of",
    "alerts:seen",
    "first_aside",
    "drafts:keep",
    "outbox:worker",
    "outbox:manifest",
    "outbox:sheet",
    "api:thing",
    "api:act",
    "api:new",
    "imports:notes",
    "imports:progress",
    "imports:export",
    "imports:remarks",
    "imports:template",
    "imports:unit",
    "imports:units",
    "files:content",
    "archive:zip",
    "feeds:feed",
    "portal:lectures_ics",
    "portal:atom",
}
KEEPERS = {
    "sessions:live",
    "feeds:group",
}  # pages for those who keep a session or a group's calendar, and nobody above them
WINGS = ("learn", "examine", "solve", "oversee", "loop", "county")  # their front pages
KIND_OF = {
    "roster:unit": "unit",
    "roster:group": "group",
    "topics:topic": "topic",
    "tasks:task": "task",
    "norms:norm": "norm",
    "plans:plan": "plan",
    "plans:compare": "plan",
    "plans:print": "plan",
    "plans:package": "plan",
    "claims:claim": "claim",
    "research:research": "research",
    "problems:problem": "problem",
    "problems:receipt": "problem",
    "measures:measure": "measure",
    "outcomes:outcome": "outcome",
    "papers:paper": "paper",
    "papers:print": "paper",
    "circulars:print": "circular",
    "sittings:test": "test",
    "sitins:sitin": "sitin",
    "demands:demand": "demand",
    "feeds:group": "group",
    "joint:partners": "group",
    "portal:policy": "policy_note",
}


def names() -> list[str]:
    """Every URL name with its namespace."""
    from django.urls import get_resolver
    from django.urls.resolvers import URLPattern

    url_names = []

    def walk(patterns: list, space: str) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                if pattern.name:
                    url_names.append(f"{space}:{pattern.name}" if space else pattern.name)
            else:
                walk(pattern.url_patterns, pattern.namespace or space)

    walk(get_resolver().url_patterns, "")
    return sorted(set(url_names))


def addresses() -> dict[str, str]:
    """name -> address on the demo county. A name that can not be filled is missing, and that fails
    the run.
    """
    from django.urls import NoReverseMatch, reverse

    from zhixing.foundation.machinery.things.models import Thing, kinds

    def code(kind: str) -> str:
        return (
            Thing.objects.filter(kind=kind).order_by("made_at").values_list("pk", flat=True).first()
            or ""
        )

    def solved() -> str:
        return (
            Thing.objects.filter(
                kind="problem", state__in=["solved", "archived"], topic__isnull=False
            )
            .order_by("made_at")
            .values_list("pk", flat=True)
            .first()
            or ""
        )

    def live_session() -> str:
        """A session of the town's, that may still be kept on its live page."""
        mine = Thing.objects.filter(kind="session", group=town()).order_by("-made_at")
        return (
            mine.filter(state__in=["noticed", "held"]).values_list("pk", flat=True).first()
            or mine.values_list("pk", flat=True).first()
            or code("session")
        )

    def receipt() -> str:
        from zhixing.solve.problems.models import Problem

        return Problem.objects.exclude(receipt_hash="").values_list("pk", flat=True).first() or ""

    def town() -> str:
        return (
            Thing.objects.filter(kind="group", title__startswith="龙泉镇")
            .values_list("pk", flat=True)
            .first()
            or ""
        )

    def changed_plan() -> str:
        from zhixing.learn.plans.models import StudyPlan

        return StudyPlan.objects.filter(version=2).values_list("pk", flat=True).first() or code(
            "plan"
        )

    urls = {model.URL: kind for kind, model in kinds().items() if model.URL}
    urls_by_name = {}
    for name in names():
        if name in NO_PAGE:
            continue
        special = {
            "act": [town(), "plan_session"],
            "records": [town()],
            "calendar:year": [2026],
            "series:rows": [code("local_series"), "sessions"],
            "threads:thread": [
                Thing.objects.get(kind="topic", title="常态化医疗废物管理").pk,
                town(),
            ],
            "problems:problem": [solved()],
            "roster:group": [town()],
            "overview:group": [town()],
            "totals:rows": ["measures"],
            "totals:taken_rows": [code("taken_totals"), "measures"],
            "totals:print": [code("taken_totals")],
            "campaigns:rows": [code("campaign")],
            "campaigns:print": [code("campaign")],
            "opinions:print": [code("opinion")],
            "sessions:live": [live_session()],
            "plans:compare": [changed_plan()],
            "yearmap:year": [town(), 2026],
            "yearmap:month": [town(), 2026, 5],
            "assessment:sheet": [town(), 2026],
            "assessment:rows": [town(), 2026, "measures_done"],
            "problems:receipt": [receipt()],
            "imports:upload": ["roster"],
            "imports:reading": ["0"],
            "imports:running": ["0"],
            **{f"packs:{name}": [code("pack"), 1] for name in ("version", "print") if code("pack")},
            **{
                f"archive:{name}": [town(), 2026]
                for name in ("volume", "contents", "annual", "circular")
            },
        }
        kind = (
            KIND_OF.get(name)
            or urls.get(name)
            or {
                "sessions": "session",
                "reports": "session_report",
                "groups": "group",
                "orgs": "unit",
                "people": "unit",
            }.get(name.split(":")[0], "")
        )
        for arguments in ([], special.get(name, []), [code(kind)] if kind else []):
            try:
                urls_by_name[name] = reverse(name, args=arguments)
                break
            except NoReverseMatch:
                continue
    for wing in WINGS:
        urls_by_name[f"wing.{wing}"] = reverse("wing", args=[wing])
    return urls_by_name


def more_pages() -> dict[str, str]:
    """Further pages of addresses that look different from one thing to the next."""
    from django.urls import reverse

    from zhixing.foundation.kits.intake.models import Import
    from zhixing.foundation.machinery.things.models import Thing
    from zhixing.learn.sessions.models import StudySession

    topic, meeting = (
        Thing.objects.get(kind="topic", title="常态化医疗废物管理").pk,
        StudySession.objects.filter(kind="exchange").values_list("pk", flat=True).first(),
    )
    return {
        "exchange:questions": reverse("exchange:questions", args=[topic]),
        "exchange:meeting": reverse("exchange:meeting", args=[meeting or "0"]),
        "imports:upload.unit": reverse("imports:upload", args=["unit"]),
        "act.undo": reverse(
            "act",
            args=[
                Import.objects.filter(what="bank").values_list("pk", flat=True).first(),
                "undo_import",
            ],
        ),
    }


def unit_book() -> bytes:
    """The workbook of a unit as it came back: some of its rows can not come in."""
    from django.utils import translation

    from tests.foundation.intake.fill import edited
    from zhixing.foundation.kits.intake.unitbook import workbook as unitbook
    from zhixing.foundation.machinery import clock
    from zhixing.foundation.spine.orgs.models import Unit
    from zhixing.foundation.spine.people.models import Account

    unit = Unit.objects.get(name="石桥镇")
    with translation.override("zh-hans"):
        content = unitbook.workbook(
            Account.objects.get(username="office").person, unit, clock.today()
        )
    year = clock.today().year
    rows = {
        "问题登记": [
            {"问题": "集镇北街下水道堵塞", "具体情况": "雨后积水两天"},
            {"问题": "桥东路灯不亮", "问题来源": "上级转来"},
        ],
        "集体学习": [
            {
                "学习日期": f"{year}-{clock.today().month}-1",
                "开始时间": "九点",
                "专题": "没有这个专题",
                "地点": "镇政府会议室",
            }
        ],
        "成员": [
            {"姓名": "钟望舒", "职务": "镇党委委员", "中心组身份": "成员", "手机号": "1000000"}
        ],
    }
    return edited(content, rows)


def being_written() -> str:
    """The address of a large file that is half written: this process says that it does it."""
    from django.urls import reverse

    from zhixing.foundation.kits.intake.models import Stage, Waiting
    from zhixing.foundation.machinery import clock, progress
    from zhixing.foundation.machinery.guard import traffic
    from zhixing.foundation.spine.orgs.models import Unit
    from zhixing.foundation.spine.people.models import Account

    moment = clock.now()
    with traffic("pictures"):
        job, _new = Waiting.objects.get_or_create(
            pk="f" * 24,
            defaults={
                "person": Account.objects.get(username="office").person,
                "county": Unit.objects.get(parent=None),
                "what": "roster",
                "name": "全县名册.xlsx",
                "content": b"",
                "at": moment,
                "stage": Stage.RUNNING,
                "to_do": 20_000,
                "queued_at": moment,
                "taken_at": moment,
                "tries": 1,
            },
        )
    progress.write(job.pk, progress.Progress("people", 12_400, 20_000))
    os.utime(
        Path(os.environ["ZHIXING_VAR"]) / "progress" / f"{job.pk}.json", (time.time() + 3600,) * 2
    )  # or the worker takes it up
    return reverse("imports:running", args=[job.pk])


EMPTY = """
import django; django.setup()
from zhixing.foundation.machinery.guard import traffic
from django.core.management import call_command
with traffic("migrate"):
    call_command("migrate", verbosity=0, interactive=False)
from zhixing.faces.cli.bootstrap import set_up_county
list(set_up_county("空县"))
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.acts import appoint, open_account, register_person
from zhixing.foundation.spine.people.models import timekeeper
county, who = Unit.objects.get(), timekeeper()
person = register_person(who, county, name="秦致远")
appoint(who, county, person=person, role="OFFICE")
open_account(who, county, person=person, username="office", password="only-for-pictures")
"""
LISTS = {
    "circulars:list",
    "documents:list",
    "packs:list",
    "reading:list",
    "alerts:list",
    "archive:list",
    "assessment:list",
    "campaigns:list",
    "claims:board",
    "demands:list",
    "files:list",
    "groups:list",
    "imports:list",
    "joint:list",
    "lectures:list",
    "series:list",
    "lectures:notes",
    "lectures:series_list",
    "measures:list",
    "outcomes:list",
    "pairings:list",
    "papers:list",
    "plans:list",
    "problems:list",
    "reports:list",
    "research:list",
    "search",
    "sessions:list",
    "sitins:list",
    "sittings:list",
    "tasks:list",
    "threads:list",
    "threads:loose",
    "today",
    "topics:list",
    "totals:list",
    *(f"wing.{wing}" for wing in WINGS),
}


def serve(port: int, var: str) -> subprocess.Popen:
    """A server of this product with its own folder, ready to answer."""
    environment = os.environ | {
        "ZHIXING_VAR": var,
        "ZHIXING_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "zhixing.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "zhixing", "run", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    for _try in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/login/", timeout=2)
            break
        except OSError:
            time.sleep(0.5)
    return server


def enter(page, base: str, who: str) -> None:
    page.goto(base + "/demo/")
    page.locator(f"#roles form:has(input[value={who}]) button").click()


def empty_pages(page, base: str, pages: dict[str, str], size: str, only: list[str]) -> list[str]:
    """Every list in a county that has nothing yet: each says what to do."""
    enter(page, base, "office")
    faults = []
    for name in sorted(LISTS):
        if only and name not in only:
            continue
        faults += (
            shoot(page, base + pages[name], f"{name.replace(':', '-')}.empty.{size}")
            if name in pages
            else [f"no list {name}"]
        )
        text = page.locator("main").inner_text()
        if len(text.strip()) < 12:
            faults.append(f"{name}: an empty page says nothing")
    return faults


def error_pages(page, base: str, pages: dict[str, str], size: str) -> list[str]:
    """Every page that takes input, with input that can not be taken: the sentence stands there,
    with a 4xx.
    """
    faults = []

    def wrong(name: str, fill, press: str = "main form button[type=submit]") -> None:
        page.goto(base + pages[name])
        fill()
        with page.expect_response(lambda answer: answer.request.method == "POST") as got:
            page.locator(press).first.click()
        page.wait_for_load_state()
        if not 400 <= got.value.status < 500:
            faults.append(f"{name}: wrong input answered {got.value.status}")
        faults.extend(shoot(page, "", f"{name.replace(':', '-')}.error.{size}"))

    wrong("act", lambda: page.fill("input[name=day]", "2020-01-01"))
    wrong("imports:upload", lambda: page.set_input_files("input[type=file]", ROOT / "LICENSE"))
    wrong(
        "me",
        lambda: (
            page.fill("input[name=old]", "wrong"),
            page.fill("input[name=new]", "a"),
            page.fill("input[name=again]", "b"),
        ),
        "form:has(input[name=old]) button[type=submit]",
    )
    page.goto(base + pages["imports:upload"].replace("roster", "ledger"))
    page.set_input_files(
        "input[type=file]", ROOT / "zhixing" / "demo" / "workbooks" / "problem_ledger.xlsx"
    )
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/reading/**")
    pages = pages | {"imports:reading": page.url.removeprefix(base)}
    wrong("imports:reading", lambda: page.fill("#year", "1"), "button[value=read]:not(.zx-sr)")
    wrong("portal:home", lambda: page.fill("#code", "ABCD"))
    page.context.clear_cookies()
    wrong(
        "login",
        lambda: (
            page.fill("input[name=username]", "nobody"),
            page.fill("input[name=password]", "wrong"),
        ),
    )
    return faults


def main() -> int:
    from playwright.sync_api import sync_playwright

    var, bare = (
        tempfile.mkdtemp(prefix="zhixing-screens-"),
        tempfile.mkdtemp(prefix="zhixing-screens-"),
    )
    os.environ.update(
        {
            "ZHIXING_VAR": var,
            "ZHIXING_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "zhixing.config.settings",
            "PYTHONPATH": str(ROOT),
        }
    )
    subprocess.run(
        [sys.executable, "-c", EMPTY], env=os.environ | {"ZHIXING_VAR": bare}, check=True
    )
    faults: list[str] = []
    server, other = serve(PORT, var), serve(PORT + 1, bare)
    try:
        base, empty = f"http://127.0.0.1:{PORT}", f"http://127.0.0.1:{PORT + 1}"
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        pages = addresses()
        pages["imports:running"] = being_written()
        pages |= more_pages()
        came_back = {
            "name": "石桥镇.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": unit_book(),
        }
        faults += [
            f"no picture of {name}" for name in names() if name not in pages and name not in NO_PAGE
        ]
        only = sys.argv[1:]
        OUT.mkdir(exist_ok=True)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            for size, (language, width, height) in SIZES.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    locale=language,
                    extra_http_headers={"Accept-Language": language},
                )
                page = context.new_page()
                page.on("console", partial(heard, faults))
                for name in ("login", "demo", "portal:home"):
                    if not only or name in only:
                        faults += shoot(
                            page, base + pages[name], f"{name.replace(':', '-')}.{size}"
                        )
                enter(page, base, "resident")
                faults += shoot(page, "", f"portal-case.{size}")
                enter(page, base, "office")
                for upload, reading, file in (
                    (
                        "imports:upload",
                        "imports:reading",
                        ROOT / "zhixing" / "demo" / "workbooks" / "roster.xlsx",
                    ),
                    ("imports:upload.unit", "imports:reading.unit", came_back),
                ):
                    page.goto(base + pages[upload])
                    page.set_input_files("input[type=file]", file)
                    page.locator("main form button[type=submit]").first.click()
                    page.wait_for_url("**/reading/**")
                    pages[reading] = page.url.removeprefix(base)
                for name, address in pages.items():
                    if name in ("login", "demo", "portal:home", "portal:case", *KEEPERS) or (
                        only and name not in only
                    ):
                        continue
                    faults += shoot(page, base + address, f"{name.replace(':', '-')}.{size}")
                for name in KEEPERS:
                    if not only or name in only:
                        enter(page, base, "secretary")
                        faults += shoot(
                            page, base + pages[name], f"{name.replace(':', '-')}.{size}"
                        )
                if not only:
                    enter(page, base, "office")
                    faults += error_pages(page, base, pages, size)
                context.close()
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    locale=language,
                    extra_http_headers={"Accept-Language": language},
                )
                faults += empty_pages(context.new_page(), empty, pages, size, only)
                context.close()
            browser.close()
    finally:
        for process in (server, other):
            process.terminate()
            process.wait(20)
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

    faults = []
    if address:  # without one, the page that is open
        answer = page.goto(address)
        status = answer.status if answer else "no answer"
        if not answer or answer.status >= 400:
            faults.append(f"{name}: {status} {address}")
    page.screenshot(path=str(OUT / f"{name}.png"), full_page=True)
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if wide > 1:
        faults.append(f"{name}: {wide} px too wide")
    for violation in Axe().run(page).response["violations"]:
        if violation["impact"] in ("serious", "critical"):
            faults.append(f"{name}: axe {violation['id']}: {violation['nodes'][0]['html'][:120]}")
    return faults


if __name__ == "__main__":
    sys.exit(main())
