"""What the archive's pages and its zip ask. Whoever may see the group's things may see its archive:
the group, its unit, the roles above; for others it does not exist.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from itertools import chain
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.documents import register
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.kits.documents.paper import Paper
from zhixing.foundation.kits.indicators.registry import figures
from zhixing.foundation.machinery import clock, progress
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.things.models import Thing, address_of
from zhixing.foundation.machinery.things.parts import Line, Panel
from zhixing.foundation.machinery.things.places import Aside
from zhixing.foundation.spine.files.models import StoredFile
from zhixing.foundation.spine.groups.models import StudyGroup, StudyGroupQuerySet
from zhixing.foundation.spine.norms.queries import Citation, cite

from ..plans import papers as plan_papers
from ..plans import queries as plans
from ..plans.models import StudyPlan
from ..plans.rules import State as Plan
from ..reports import papers as report_papers
from ..sessions import papers as session_papers
from ..sessions import queries as sessions
from ..sessions import rules as session_rules
from ..sessions.models import Attendance, Speech, StudySession
from ..sessions.rules import (
    AHEAD,
    HAPPENED,
    SpeechKind,
    quarter,
    quarters_begun,
)
from . import may, papers
from .models import UNDER_WAY, Packing, Stage
from .rules import (
    Held,
    Hint,
    Item,
    Keep,
    Meeting,
    Rate,
    Sort,
    StudyArchive,
    YearFacts,
    classes,
    gaps,
)

FIGURES = (
    "attendance",
    "attendance_with_make_ups",
    "quarters_with_session",
    "reports_on_time",
    "make_ups_done",
)
FILED = (Plan.FILED, Plan.IN_FORCE, Plan.ARCHIVED)


def groups_of(person: Any) -> StudyGroupQuerySet:
    """The groups whose archive this person may open."""
    if person is None or person.pk is None:
        return StudyGroup.objects.none()
    return StudyGroup.objects.visible_to(person).filter(may.OPENS.q(person))


def side_panel(person: Any, row: Any) -> Panel | None:
    """On the page of a group: the way to its archive."""
    if (
        not isinstance(row, StudyGroup)
        or person is None
        or person.pk is None
        or not may.OPENS.allows(person, row)
    ):
        return None
    year = clock.today().year
    return Panel(
        _("Study archive"),
        [
            Line(
                _("%(year)s") % {"year": volume_year},
                reverse("archive:volume", args=[row.pk, volume_year]),
            )
            for volume_year in (year, year - 1)
        ],
    )


def numbers_of(codes: list[str], year: int) -> tuple[dict[str, Counter[str]], set[str]]:
    """Group -> how many sessions were held, signed off and reported on in the year; and the groups
    that filed a plan: four queries for all of them. Joint study counts once for each group; its
    report is that of the group that keeps the record.
    """
    held, together = _own_numbers(codes, year), _joint_numbers(codes, year)
    plans = StudyPlan.objects.filter(group__in=codes).narrowed(year=year, state__in=FILED)
    filed = set(plans.values_list("group", flat=True))
    return {code: held[code] + together[code] for code in codes}, filed


NUMBERS = ("held", "signed", "reported")


def _own_numbers(codes: list[str], year: int) -> dict[str, Counter[str]]:
    """Group -> how many own sessions were held, signed off, and reported on."""
    rows = StudySession.objects.filter(group__in=codes).narrowed(year=year, state__in=HAPPENED)
    numbers = (
        rows.order_by()
        .values("group")
        .annotate(
            held=Count("pk"),
            signed=Count("pk", filter=Q(state=session_rules.State.SIGNED)),
            reported=Count("pk", filter=Q(report__state__in=["sent", "received"])),
        )
    )
    return defaultdict(Counter, {row.pop("group"): Counter(row) for row in numbers})


def _joint_numbers(codes: list[str], year: int) -> dict[str, Counter[str]]:
    """Group -> how many sessions of others it took part in. The few groups lead, not the year."""
    joined = StudySession.partners.through.objects.filter(studygroup__in=codes)
    joined = joined.alias(_year=Aside("studysession__year"), _in_state=Aside("studysession__state"))
    numbers = (
        joined.filter(_year=year, _in_state__in=HAPPENED)
        .order_by()
        .values("studygroup")
        .annotate(
            held=Count("pk"),
            signed=Count("pk", filter=Q(studysession__state=session_rules.State.SIGNED)),
        )
    )
    return defaultdict(Counter, {row.pop("studygroup"): Counter(row) for row in numbers})


@dataclass
class Year:
    """All that was read for the volume of a group and year; papers and pages are made of it without
    asking again.
    """

    person: Any
    group: StudyGroup
    year: int
    sessions: list[StudySession]
    plans: list[StudyPlan]
    raised: dict[str, list[Thing]] = field(default_factory=dict)  # session -> things raised there
    keep: dict[str, Keep] = field(default_factory=dict)
    cited: dict[str, Citation | None] = field(default_factory=dict)

    @property
    def held(self) -> list[StudySession]:
        return [session for session in self.sessions if session.state in HAPPENED]

    @cached_property
    def memberships(self) -> list[Any]:
        """Who is and was in the group, for the plan; read only when somebody asks."""
        return list(self.group.memberships.select_related("person").order_by("place", "pk"))

    @cached_property
    def files(self) -> list[StoredFile]:
        """What is attached to the sessions, plans and reports; read only when somebody asks."""
        about = [
            *(session.pk for session in self.sessions),
            *(plan.pk for plan in self.plans),
            *(session.report.pk for session in self.sessions if _report(session)),
        ]
        return list(
            StoredFile.objects.visible_to(self.person)
            .filter(about__in=about, withdrawn_on=None)
            .select_related("about")
            .order_by("added_on", "pk")
        )

    @cached_property
    def entries(self) -> dict[register.Key, Any]:
        """What the register of papers says about the papers of the volume; read only when somebody
        asks.
        """
        return register.entries(
            [
                self.group.pk,
                *(session.pk for session in self.sessions),
                *(plan.pk for plan in self.plans),
                *(session.report.pk for session in self.sessions if _report(session)),
            ]
        )

    def entry(self, sort: Sort, key: str) -> Any:
        return self.entries.get(
            (key, str(sort.value), self.year if sort in (Sort.ANNUAL, Sort.CIRCULAR) else 0)
        )


class Extent(Enum):
    """How much of a year is read: what its numbers need, its contents, or all its papers."""

    FACTS = 1
    CONTENTS = 2
    PAPERS = 3


def _sessions(person: Any, group: StudyGroup, year: int, extent: Extent) -> list[StudySession]:
    """The sessions of the year, with as much of each as is needed of so many."""
    rows = StudySession.objects.visible_to(person).of_groups(group.pk)
    rows = rows.narrowed(year=year, state__in=[*AHEAD, *HAPPENED]).order_by("day", "number")
    rows = rows.select_related("group__unit", "topic", "report")
    if extent == Extent.PAPERS:
        people = ("chair", "minutes_by")
        rows = rows.select_related("thing", "unit__thing", "topic__thing", "report__group", *people)
        year_sessions = list(rows.prefetch_related(*sessions.for_papers()))
        sessions.know_names(year_sessions)
        return year_sessions
    speeches = Prefetch("speeches", Speech.objects.only("session", "kind"))
    if extent == Extent.FACTS:
        return list(rows.prefetch_related(speeches))
    joint = Attendance.objects.filter(session__kind=session_rules.Kind.JOINT)
    return list(rows.prefetch_related(speeches, Prefetch("attendance", joint)))


def read(person: Any, code: str, year: int, extent: Extent = Extent.PAPERS) -> Year:
    """The group's year, in a number of queries that does not grow with it. Raises Http404."""
    group = get_object_or_404(groups_of(person).select_related("thing", "unit"), pk=code)
    if not 2000 <= year <= 2100:
        raise Http404
    year_sessions = _sessions(person, group, year, extent)
    versions = StudyPlan.objects.visible_to(person).filter(group=group)
    versions = versions.narrowed(year=year, state__in=FILED).order_by("version")
    versions = list(versions.select_related("thing", "unit", "group"))
    raised: dict[str, list[Thing]] = defaultdict(list)
    elsewhere = {session.pk for session in year_sessions if session.group_id != group.pk}
    for tie in Link.objects.filter(
        type=Type.RAISED_AT, earlier__in=[session.pk for session in year_sessions]
    ).select_related("later"):
        if (
            tie.earlier_id not in elsewhere or tie.later.group_id == group.pk
        ):  # what came of joint study counts for the group whose it is
            raised[tie.earlier_id].append(tie.later)
    cited = {keep: _citation(f"archive.{keep}") for keep in Keep}
    return Year(
        person,
        group,
        year,
        year_sessions,
        versions,
        raised,
        classes({keep: citation.value for keep, citation in cited.items() if citation}),
        cited,
    )


def _citation(key: str) -> Citation | None:
    try:
        return cite(key, clock.today())
    except KeyError:
        return None


def _report(session: StudySession) -> Any:
    return getattr(session, "report", None)


def _keeping_unit(seen: Year, session: StudySession) -> str:
    """In joint study: the unit that keeps the record, when it is not the own group's."""
    return (
        ""
        if session.group_id == seen.group.pk
        else session.group.unit.short or session.group.unit.name
    )


def _open_make_ups(seen: Year, session: StudySession) -> int:
    """Open make-ups of the own people."""
    return (
        session.owed
        if session.kind != session_rules.Kind.JOINT
        else sum(
            seat.group_id == seen.group.pk
            and session_rules.owes(seat.status)
            and seat.made_up_on is None
            for seat in session.attendance.all()
        )
    )


def volume(seen: Year) -> StudyArchive:
    """What the volume holds and what it lacks."""
    items: list[Item] = []

    def add_item(
        sort: Sort,
        title: str,
        key: str,
        url: str,
        date: dt.date | None,
        folder: str = "",
        downloads: bool = True,
    ) -> None:
        entry = seen.entry(sort, key)
        items.append(
            Item(
                sort,
                title,
                key,
                url,
                entry.issued_on if entry else date,
                seen.keep.get(sort, Keep.THIRTY),
                folder,
                downloads,
                entry.number if entry else "",
            )
        )

    code, year = seen.group.pk, seen.year
    for plan in seen.plans:
        add_item(
            Sort.PLAN,
            (
                _("Annual study plan, version %(version)s") % {"version": plan.version}
                if plan.version > 1
                else _("Annual study plan")
            ),
            plan.pk,
            address_of("plans:print", plan.pk),
            plan.approved_on,
        )
    if seen.held:
        add_item(
            Sort.ANNUAL,
            _("Annual report"),
            code,
            reverse("archive:annual", args=[code, year]),
            None,
        )
        add_item(
            Sort.CIRCULAR, _("Circular"), code, reverse("archive:circular", args=[code, year]), None
        )
    for session in seen.held:
        kept_by = _keeping_unit(seen, session)
        folder = (
            _("Joint study %(number)s of %(unit)s")
            % {
                "number": f"{session.number:02d}",
                "unit": kept_by,
            }
            if kept_by
            else _("Session %(number)s") % {"number": f"{session.number:02d}"}
        )
        title = (
            _("Joint study with %(unit)s: %(what)s")
            if kept_by
            else _("Session %(number)s: %(what)s")
        )
        record_parts = {
            Sort.NOTICE: (session.notice_on is not None, session.notice_on),
            Sort.AGENDA: (bool(session.agenda), session.notice_on),
            Sort.ATTENDANCE: (session.attendance_on is not None, session.day),
            Sort.MINUTES: (bool(session.minutes), session.minutes_on),
            Sort.SPEECHES: (bool(session.speeches.all()), session.day),
        }
        for sort, (exists, date) in record_parts.items():
            if exists:
                add_item(
                    sort,
                    title % {"number": session.number, "unit": kept_by, "what": sort.label},
                    session.pk,
                    address_of(f"sessions:{sort}", session.pk),
                    date,
                    folder,
                )
        if _report(session):
            add_item(
                Sort.REPORT,
                title % {"number": session.number, "unit": kept_by, "what": Sort.REPORT.label},
                session.report.pk,
                address_of("reports:print", session.report.pk),
                session.report.sent_on,
                folder,
            )
    for file in seen.files:
        add_item(
            Sort.FILE,
            file.name,
            file.pk,
            address_of("files:file", file.pk),
            file.added_on,
            _("Attached files"),
            downloads=False,
        )
    held = [
        Held(
            session.number,
            session.url,
            session.attendance_on is not None,
            bool(session.minutes),
            session.state == session_rules.State.SIGNED,
            bool(session.speeches.all()),
            session.report.state if _report(session) else "",
            session.report.url if _report(session) else "",
            _open_make_ups(seen, session),
            _keeping_unit(seen, session),
        )
        for session in seen.held
    ]
    hints: list[Hint] = gaps(bool(seen.plans), held, reverse("plans:list") + f"?year={year}")
    return StudyArchive(
        seen.group, year, items, hints, sum(session.state in AHEAD for session in seen.sessions)
    )


def paper_of(seen: Year, item: Item) -> Paper:
    """The paper of an item of the volume, with what the register says about it. Raises KeyError for
    an attached file: that is no paper.
    """
    return register.with_entry(_draw_paper(seen, item), seen.entry(item.sort, item.key))


@in_county_language()
def _draw_paper(seen: Year, item: Item) -> Paper:
    if item.sort == Sort.PLAN:
        return plan_papers.plan(
            plans.on_paper(
                next(plan for plan in seen.plans if plan.pk == item.key), seen.memberships
            )
        )
    if item.sort in (Sort.ANNUAL, Sort.CIRCULAR):
        return year_paper(seen, item.sort)
    if item.sort == Sort.REPORT:
        return report_papers.report(
            next(
                session.report
                for session in seen.held
                if _report(session) and session.report.pk == item.key
            )
        )
    return session_papers.PAPERS[item.sort](
        sessions.on_paper(next(session for session in seen.held if session.pk == item.key))
    )


def year_paper(seen: Year, sort: Sort) -> Paper:
    """Annual report or circular of the year; dated today while it runs, else on its last day."""
    date = min(clock.today(), dt.date(seen.year, 12, 31))
    return {Sort.ANNUAL: papers.annual, Sort.CIRCULAR: papers.circular}[sort](
        facts(seen), seen.group.pk, date
    )


def facts(seen: Year) -> YearFacts:
    """The year's record as numbers. Four queries: the rates count their own rows (attendance of
    each session is taken from them), the outcomes, the lines of the plan.
    """
    kinds = dict(sessions.kinds(dt.date(seen.year, 12, 31)))
    counted_of = {figure.code: figure for figure in figures(seen.group, seen.year, FIGURES)}
    seats = counted_of["attendance"].rows
    expected, present = (
        Counter(seat.code for seat in seats),
        Counter(seat.code for seat in seats if seat.counted),
    )
    meetings = []
    for session in seen.held:
        discussions = sum(speech.kind == SpeechKind.DISCUSSION for speech in session.speeches.all())
        counts = session_rules.counts(
            state=session.state, category=session.category, discussed=discussions > 0
        )
        born = Counter(thing.kind for thing in seen.raised.get(session.pk, ()))
        meetings.append(
            Meeting(
                session.number,
                session.day,
                session.topic.title,
                kinds.get(session.kind, session.kind),
                present[session.pk],
                expected[session.pk],
                discussions > 0,
                counts,
                born["problem"],
                born["measure"],
                born["task"],
                _keeping_unit(seen, session),
            )
        )
    things = list(chain.from_iterable(seen.raised.values()))
    raised = {
        kind: (
            sum(thing.tone == "done" for thing in things if thing.kind == kind),
            sum(thing.kind == kind for thing in things),
        )
        for kind in ("problem", "measure", "task")
    }
    today = clock.today()
    last = quarters_begun(seen.year, today)
    counted = {quarter(meeting.day.month) for meeting in meetings if meeting.counts}
    studied = {session.topic_id for session in seen.held}
    now = [plan for plan in seen.plans if plan.state == Plan.IN_FORCE] or seen.plans[-1:]
    planned = now[0].lines.select_related("topic").order_by("first_month", "pk") if now else []
    outcomes = [
        outcome
        for outcome in Thing.objects.filter(
            kind="outcome", group=seen.group.pk, made_at__year=seen.year
        )
        if outcome.tone == "done"
    ]
    return YearFacts(
        group=seen.group.name,
        year=seen.year,
        meetings=meetings,
        rates=[
            Rate(
                (
                    pgettext("rate", "Attendance without make-ups")
                    if figure.code == "attendance"
                    else str(figure.label)
                ),
                figure.numerator,
                figure.denominator,
            )
            for figure in counted_of.values()
        ],
        raised=raised,
        outcomes=len(outcomes),
        open_make_ups=sum(not make_up.counted for make_up in counted_of["make_ups_done"].rows),
        quarters_without=[number for number in range(1, last + 1) if number not in counted],
        not_studied=[line.topic.title for line in planned if line.topic_id not in studied],
    )


# -- the zip ---------------------------------------------------------------------------------------


def packing_of(person: Any, code: str, year: int) -> Packing | None:
    """What this person asked to be packed last, of an archive that is still open to the person.
    Raises Http404.
    """
    group = get_object_or_404(groups_of(person), pk=code)
    return (
        Packing.objects.filter(person=person.pk, group=group, year=year)
        .select_related("group")
        .order_by("-at")
        .first()
    )


def packed_so_far(job: Packing) -> dict[str, Any]:
    """``ui/progress.html``: how many pieces are in the zip."""
    heard = progress.read(job.pk)
    done, total = (
        (heard.done, heard.total) if heard is not None and job.stage == Stage.RUNNING else (0, 0)
    )
    words = (
        _("%(done)s of %(total)s pieces are packed") % {"done": done, "total": total}
        if total
        else _("Waits for its turn")
    )
    return {"words": words, "done": done, "total": total, "steps": [], "again": job.tries > 1}


def packing_page(seen: Year, archive: StudyArchive) -> dict[str, Any]:
    """The page on which a large volume is asked for and fetched."""
    job = packing_of(seen.person, seen.group.pk, seen.year)
    arguments = [seen.group.pk, seen.year]
    page: dict[str, Any] = {
        "title": (
            _("Study archive of %(group)s for %(year)s")
            % {
                "group": seen.group.name,
                "year": seen.year,
            }
        ),
        "lead": (
            _(
                "%(papers)s papers, each as PDF and docx, with the attached files, a list of"
                " contents and checksums."
            )
            % {"papers": archive.papers}
        ),
        "job": job,
        "progress": None,
        "file_url": "",
        "failed": job is not None and job.stage == Stage.FAILED,
    }
    if job is not None and job.stage in UNDER_WAY:
        page["progress"] = packed_so_far(job) | {
            "ask": reverse("archive:packing", args=arguments),
            "again_say": _(
                "The server stopped in the middle; it was taken up again from the beginning."
            ),
            "lost_say": _("The server does not answer at the moment. The page goes on asking."),
        }
    elif job is not None and job.stage == Stage.DONE and job.path.is_file():
        page["file_url"] = reverse("archive:packed", args=arguments)
    return page
