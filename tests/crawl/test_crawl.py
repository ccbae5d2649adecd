"""What one may not see exists nowhere: everybody crawls the county and finds no trace of what they
may not know of.

One walk for all assertions. The seed is printed, and taken from ``ZHIXING_CRAWL_SEED`` where it is
set.
"""

from __future__ import annotations

import copy
import logging
import os
import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.county_plugin import stands
from tests.crawl.county import TODAY, crawl_county
from tests.crawl.walking import CODE, MARKER, Walker
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.things.models import Audience

pytestmark = pytest.mark.django_db

# Routes that answer with no content of their own to a GET, and why.
NO_CONTENT = {
    "calendar:of": "leads to the page of its year",
    "thing": "leads to the thing's own page; kinds without one are none by now",
    "alerts:seen": "POST alone",
    "first_aside": "POST alone",
    "drafts:keep": "POST alone",
    "logout": "POST alone",
    "set_language": "POST alone",
    "api:act": "POST alone",
    "api:new": "POST alone",
    "demo": "exists in demo mode alone",
    "imports:progress": "of a large file being written (tests/foundation/intake/test_jobs.py)",
    "imports:running": "of a large file being written (tests/foundation/intake/test_jobs.py)",
    "archive:packing": (
        "of a large volume (tests/learn/archive/test_packing.py); its papers are those of"
        " archive:zip"
    ),
    "archive:packed": (
        "of a large volume (tests/learn/archive/test_packing.py); its papers are those of"
        " archive:zip"
    ),
}

# Kinds whose title is no text of their own.
UNNAMED = {
    "plan": "named by its unit and year",
    "paper_entry": "named by its number and its thing",
    "bank_item": "comes in with the county's own workbook",
    "import": "named by its file",
    "self_study": "named by its year",
    "handover": "named by the unit and what goes over",
    "sitin": "named by the day and the group",
    "session_report": "named by its session",
}


@pytest.fixture(scope="module")
def walker(_countys: list[Any], django_db_blocker: Any) -> Iterator[Walker]:
    """The county filled and crawled once; rolled back after the last assertion."""
    seed = int(os.environ.get("ZHIXING_CRAWL_SEED") or random.SystemRandom().randrange(10**6))
    print(f"\ncrawl: ZHIXING_CRAWL_SEED={seed}")
    logger = logging.getLogger("django.request")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # thousands of 404s are what is asked for
    with django_db_blocker.unblock(), traffic("test"), transaction.atomic():
        county = crawl_county(copy.deepcopy(stands(_countys)))
        with clock.at(TODAY):
            crawler = Walker(county, seed)
            crawler.walk()
        print(
            f"crawl: {crawler.crawl.requests} requests by {len(crawler.logins)} logins,"
            f" {sum(crawler.crawl.seconds.values()):.0f} s of CPU, {len(crawler.things)} things"
        )
        yield crawler
        transaction.set_rollback(True)
    logger.setLevel(level)


def test_nobody_reads_anything_of_what_they_may_not_know_of(walker):
    by_kind = defaultdict(list)
    for (login, route, leak), address in walker.crawl.leaks.items():
        by_kind[route, walker.kind_of(leak)].append(f"{login} reads {leak} at {address}")
    assert {kind: lines[:5] for kind, lines in sorted(by_kind.items())} == {}


def test_no_link_leads_nowhere(walker):
    by_shape = defaultdict(list)
    for (login, link), why in walker.crawl.dead_links.items():
        by_shape[walker.shape(link)].append(f"{login}: {link} answers {why}")
    assert {shape: lines[:5] for shape, lines in sorted(by_shape.items())} == {}


def test_nothing_breaks(walker):
    assert walker.crawl.faults == []


def test_every_route_answers_with_content(walker):
    """A route that nobody reached was not looked at."""
    silent = {route.name for route in walker.routes if not walker.crawl.answered[route.name]}
    assert silent - set(NO_CONTENT) == set()
    assert set(NO_CONTENT) <= {route.name for route in walker.routes}


def test_files_of_every_kind_were_read(walker):
    """Lists as csv, xlsx and ods; papers as docx and PDF."""
    kinds = {file.rsplit(" ", 1)[1] for file in walker.files}
    assert kinds == {"xlsx", "ods", "docx", "pdf"}
    assert (
        len([file for file in walker.files if file.endswith(" xlsx")]) >= 30
        and len([file for file in walker.files if file.endswith(" pdf")]) >= 8
    ), sorted(walker.files)


def test_every_login_has_something_to_miss(walker):
    assert {
        login.name for login in walker.logins if not login.hidden or not login.closed_marks
    } == set()
    assert {login.name for login in walker.logins} >= {
        "office",
        "secretary",
        "stranger_leader",
        "visitor",
        "resident",
        "juror",
        "newcomer",
        "village_clerk",
        "sys",
    }
    pairs = []
    for login in walker.logins:
        pairs += [(login, code) for code in login.hidden]
    assert len(pairs) > 1000 and all(CODE.fullmatch(code) for _login, code in pairs)


def test_what_is_hidden_from_somebody_can_be_recognised(walker):
    """Each title that somebody may not read carries a marker of its own, so that one page that
    quotes it is caught.
    """
    hidden = set().union(*(login.hidden for login in walker.logins if login.person is not None))
    plain = [
        f"{thing.kind} {thing.title}"
        for code, thing in walker.things.items()
        if code in hidden and thing.kind not in UNNAMED and not MARKER.search(thing.title)
    ]
    assert plain == []


def test_the_crawl_sees_a_leak_when_there_is_one(walker):
    """The negative control: what the office reads would be a leak if a stranger read it."""
    office = next(login for login in walker.logins if login.name == "office")
    stranger = next(login for login in walker.logins if login.name == "stranger_leader")
    page = next(
        code
        for code in sorted(stranger.hidden & office.visible)
        if walker.things[code].kind == "problem"
        and stranger.closed_marks.issuperset(MARKER.findall(walker.things[code].title) or [""])
    )
    with clock.at(TODAY):
        text = office.client.get(walker.things[page].url).content.decode()
    before = dict(walker.crawl.leaks)
    walker.scan(stranger, "/", text, "control")
    caught = {leak for (_login, route, leak) in walker.crawl.leaks if route == "control"}
    walker.crawl.leaks.clear()
    walker.crawl.leaks.update(before)
    assert page in caught and any(MARKER.fullmatch(leak) for leak in caught)
    assert walker.things[page].audience == Audience.UNIT
