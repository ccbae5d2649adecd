"""The demo county is a year of one town and a month of all 45 groups, made through acts only, and
looks like life.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.depth import DEEP
from tests.faces.sites import database, surroundings, zhixing
from tests.patience import PATIENCE

pytestmark = pytest.mark.deep_database

# what a visitor is led to, and how it stands in the autumn of the county's year
STORY = {
    "problem": "archived",
    "guest_problem": "archived",
    "session_measure": "confirmed",
    "pond_session": "signed",
    "pond_research": "reported",
    "pond_problem": "archived",
    "pond_followup": "duplicate",
    "pond_measure": "confirmed",
    "pond_outcome": "issued",
    "contrast_reopened": "solved",
    "contrast_demand": "verified",
    "contrast_joint": "signed",
}
ASK = """
import datetime as dt
import json
import re
import django; django.setup()
from collections import Counter, defaultdict
from django.db.models import F
from zhixing.demo.groups import month_of_all
from zhixing.demo.tour.models import Remembered
from zhixing.demo.tour.scenes import CONTRASTS, STOPS, opened
from zhixing.demo.year import KINDS
from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.records import chain
from zhixing.foundation.machinery.waiting import asked_of
from zhixing.foundation.machinery.records.models import ChainHead, Record
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Account
from zhixing.foundation.spine.tasks.models import Task
from zhixing.learn.plans.models import StudyPlan
from zhixing.learn.reports.models import SessionReport
from zhixing.learn.sessions.models import Attendance, StudySession
from zhixing.learn.sessions.rules import HAPPENED
from zhixing.solve.problems.models import Problem

WEEK = dt.timedelta(days=7)
today = clock.today()


def asked(name):
    return len(asked_of(Account.objects.get(username=name).person, most=200))


held = StudySession.objects.filter(state__in=HAPPENED)
moments = list(Record.objects.order_by("seq").values_list("at", flat=True))
town = held.filter(group__unit__name="龙泉镇")
over = today.month if today.year == 2026 else 13
whole = [month for month in {*KINDS, 5, 6, 8} if month < over]
town_months = set(town.values_list("day__month", flat=True))
met = set()
for session in held.filter(day__month=month_of_all(today)).prefetch_related("partners"):
    met |= {session.group_id, *(partner.pk for partner in session.partners.all())}
returned = Record.objects.done().filter(act="return_plan").values("thing").distinct()
reports = Deadline.objects.filter(clock="report")
seats = Attendance.objects.all()
pairs = zip(moments, moments[1:])
sentences = {"speeches": defaultdict(set), "minutes": defaultdict(set), "reports": defaultdict(set)}


def hear(where, session, text):
    for sentence in re.split("[。；！？\\n]", text):
        if len(sentence) > 8:
            sentences[where][sentence].add(session)


for session in held.prefetch_related("speeches"):
    hear("minutes", session.pk, session.minutes)
    for speech in session.speeches.all():
        hear("speeches", session.pk, "。".join([*speech.answers, speech.text]))
for report in SessionReport.objects.all():
    paragraphs = report.text.partition("亮点")[2]
    hear("reports", report.session_id, re.sub("\\d 人未到.*", "", paragraphs))


def repeated(heard):
    # of a hundred sentences, how many are said in more than two sessions
    often = sum(len(sessions) for sessions in heard.values() if len(sessions) > 2)
    return round(100 * often / sum(map(len, heard.values())), 1)


story = Remembered.objects.select_related("thing")
late = Deadline.objects.overdue(today).filter(thing__in=story.values("thing"))
records = Record.objects.select_related("body_row").order_by("seq")
print(json.dumps({
    "scenes": [len(opened(scenes.in_order())) for scenes in (STOPS, CONTRASTS)],
    "groups": StudyGroup.objects.count(),
    "town": sorted(town_months & set(whole)),
    "whole": sorted(whole),
    "kinds": town.values("kind").distinct().count(),
    "met": len(met),
    "plans": Counter(StudyPlan.objects.values_list("state", flat=True)),
    "returned": returned.count(),
    "late": reports.filter(ended_on__gt=F("due")).count(),
    "missing": Deadline.objects.overdue(today).filter(clock="report").count(),
    "sent_back": SessionReport.objects.exclude(return_reason="").count(),
    "seats": Counter(seats.values_list("status", flat=True)),
    "made_up": seats.filter(made_up_on__isnull=False).count(),
    "owing": seats.filter(make_up_by__isnull=False, made_up_on__isnull=True).count(),
    "kinds_of_record": Counter(Record.objects.values_list("channel", flat=True)),
    "repeated": {where: repeated(heard) for where, heard in sentences.items()},
    "titles": held.values("title").distinct().count() / held.count(),
    "unwritten": held.exclude(state="held").filter(minutes="").count(),
    "units": list(Unit.objects.filter(name__regex="计|总数").values_list("name", flat=True)),
    "story": {row.name: row.thing.state for row in story},
    "story_late": list(late.values_list("thing__title", "clock")),
    "overdue": Deadline.objects.overdue(today).count(),
    "late_tasks": Task.objects.filter(state="open", due__lt=today).count(),
    "problems": Counter(Problem.objects.values_list("state", flat=True)),
    "forgotten": Problem.objects.filter(
        state__in=["draft", "received", "listed"], thing__made_at__date__lt=today - 3 * WEEK
    ).count(),
    "of_nobody": Problem.objects.filter(
        state__in=["accepted", "in_progress", "waiting", "refused"], person=None
    ).count(),
    "sessions": Counter(StudySession.objects.values_list("state", flat=True)),
    "waiting": {name: asked(name) for name in ("office", "verifier", "caller", "arbiter")},
    "future": sum(moment > clock.now() for moment in moments),
    "back": sum(later.date() < earlier.date() for earlier, later in pairs),
    "faults": [str(fault) for fault in chain.faults(records, ChainHead.objects.first())],
}))
"""


def run(script: str, var: Path, url: str, *words: str) -> Any:
    """What a script says of the county of this folder."""
    environment = surroundings(var, url) | {"DJANGO_SETTINGS_MODULE": "zhixing.config.settings"}
    process = subprocess.run(
        [sys.executable, "-c", script, *words],
        env=environment,
        capture_output=True,
        text=True,
        cwd=var,
        timeout=PATIENCE,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout.splitlines()[-1])


def test_the_demo_county_looks_like_life(tmp_path):
    url = database("life")
    made = zhixing(tmp_path, "demo", url=url)
    assert made.returncode == 0, made.stderr
    assert "2026-03" in made.stdout, "it says how far it has come"
    figures = run(ASK, tmp_path, url)
    assert figures["groups"] == 45 and figures["town"] == figures["whole"], (
        "the town met in every month"
    )
    assert figures["kinds"] >= 5 and figures["met"] == 44, "one group did not meet in the month"
    assert figures["returned"] == 3
    assert figures["scenes"] == [6, 3], "every stop and contrast has its story"
    assert figures["plans"] == {
        "in_force": 42,
        "committee_approved": 2,
        "draft": 1,
        "archived": 1,
    }, "two incomplete groups can not file, one plan is still being written"
    assert figures["late"] >= 4 and figures["missing"] >= 2 and figures["sent_back"] == 2
    assert figures["seats"]["PRESENT"] > figures["seats"]["LEAVE"] > figures["seats"]["ABSENT"] > 0
    print("of a hundred sentences, said in more than two sessions:", figures["repeated"])
    assert max(figures["repeated"].values()) <= 3, "each group speaks of its own work"
    assert figures["titles"] > 0.9 and figures["unwritten"] == 0
    assert set(figures["units"]) <= {"县审计局"}, "a row of totals is no unit"
    _assert_healthy(figures)
    assert figures["made_up"] > 10 and figures["owing"] > 0
    assert figures["story_late"] == [], "what a visitor is led to stands in no red"
    assert STORY.items() <= figures["story"].items()
    assert (
        set(figures["kinds_of_record"]) <= {"demo", "code", "import"}
        and figures["kinds_of_record"]["demo"] > 1200
    )
    assert (figures["future"], figures["back"], figures["faults"]) == (
        0,
        0,
        [],
    ), "the chain of records comes out in the order of the days"


def _assert_healthy(figures: dict[str, Any]) -> None:
    """A handful is overdue, the office has its dozen, and a visitor sees more than what is done."""
    print("overdue:", figures["overdue"], "tasks:", figures["late_tasks"], figures["waiting"])
    assert figures["overdue"] <= 8 and figures["late_tasks"] <= 5
    assert (figures["forgotten"], figures["of_nobody"]) == (0, 0), "nothing lies about"
    assert 3 <= figures["waiting"]["office"] <= 25 and figures["waiting"]["arbiter"] > 0
    rare = {"returned", "shelved", "waiting", "declined", "solved", "in_progress"}
    assert rare <= set(figures["problems"]), figures["problems"]
    assert figures["sessions"]["cancelled"] >= 1


TOLD = """
import datetime as dt
import json
import sys
import django; django.setup()
from django.core.management import call_command
from zhixing.demo.county import load_demo
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.spine.tasks.models import Task
from zhixing.learn.reports.models import SessionReport
from zhixing.learn.sessions.models import Attendance, StudySession
from zhixing.learn.sessions.rules import HAPPENED
from zhixing.solve.outcomes.models import Outcome
from zhixing.solve.problems.models import Problem

call_command("migrate", verbosity=0)
with clock.at(dt.datetime.fromisoformat(sys.argv[1]), ticking=True):
    load_demo(short=sys.argv[2] == "short")
    today = clock.today()
    columns = (
        (StudySession, "minutes_on"),
        (StudySession, "signed_on"),
        (Attendance, "made_up_on"),
        (Problem, "received_on"),
        (Problem, "verified_on"),
        (Task, "done_on"),
        (Outcome, "issued_on"),
    )
    ahead = {
        f"{model.__name__}.{column}": model.objects.filter(**{f"{column}__gt": today}).count()
        for model, column in columns
    }
    ahead["held"] = StudySession.objects.filter(state__in=HAPPENED, day__gt=today).count()
    ahead["records"] = Record.objects.filter(at__gt=clock.now()).count()
    print(json.dumps([Record.objects.count(), ahead]))
"""


@pytest.mark.parametrize("day", ["2026-03-10T15:00", "2026-09-01T15:00", "2027-01-20T15:00"])
def test_nothing_is_told_before_it_happened(tmp_path, day):
    """Only plans and days by which something is due lie ahead; the deep run tells all of it."""
    whole = "whole" if DEEP else "short"
    records, ahead = run(TOLD, tmp_path, database("told"), day, whole)
    assert records > (2000 if DEEP else 300)
    assert set(ahead.values()) == {0}, ahead


def test_a_demo_that_was_interrupted_says_so(tmp_path):
    url = database("interrupted")
    assert zhixing(tmp_path, "demo", "--short", url=url).returncode == 0
    (tmp_path / "demo.unfinished").touch()
    again = zhixing(tmp_path, "demo", url=url)
    assert again.returncode == 0 and "interrupted" in again.stdout
