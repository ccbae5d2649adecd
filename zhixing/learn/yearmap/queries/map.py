"""The map: the groups of the county and the twelve months of a year."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.inputs import number_in
from zhixing.foundation.machinery.things.lists import address, choice, year_of
from zhixing.foundation.machinery.things.parts import Chip, Empty, Way
from zhixing.foundation.machinery.things.places import Aside
from zhixing.foundation.machinery.words import Words
from zhixing.foundation.spine.orgs.models import UnitKind
from zhixing.ui.words import month_word

from ...plans.models import StudyPlan
from ...plans.rules import goes_by
from ...sessions.models import StudySession, is_discussed
from ...sessions.rules import State as Session
from .. import rules
from ..rules import Line, Mark, Meeting, Month
from .common import SHAPES, groups_of, norms_of

COUNTED = (Mark.COUNTS, Mark.HELD, Mark.PLANNED, Mark.LATE, Mark.MISSING)
KINDS = (UnitKind.TOWN, UnitKind.DEPARTMENT)
KIND_WORDS = {
    UnitKind.TOWN: _lazy("Towns and subdistricts"),
    UnitKind.DEPARTMENT: _lazy("Departments"),
}


@dataclass(frozen=True)
class MapLine:
    """A group, and the marks of its twelve months: nothing that could be added up or ranked."""

    name: str
    url: str
    cells: list[tuple[str, str, str]]


@dataclass(frozen=True)
class MonthHead:
    """A month at the head of the map."""

    number: int
    short: str
    now: bool


@dataclass(frozen=True)
class Number:
    """How many groups show a mark in a month, and the way to them."""

    count: int
    url: str


@dataclass(frozen=True)
class Legend:
    """A mark with its words, and its numbers month by month."""

    shape: str
    tone: str
    word: Words
    help: Words
    cells: list[Number]


@dataclass(frozen=True, kw_only=True)
class MapPage:
    """Groups and twelve months."""

    title: str
    year: int
    rows: list[MapLine]
    groups: int
    months: list[MonthHead]
    legend: list[Legend]
    many: bool
    kinds: list[Way]
    before_url: str
    after_url: str
    chips: list[Chip]
    lead: str
    empty: Empty


def map_page(person: Any, choices: Any) -> MapPage:
    """Groups x twelve months of a year, in the order of the roster. ``kind`` leaves towns or
    departments; ``month`` and ``mark`` open the rows of one number.

    Whoever has no group to look at gets an empty page: the names of the others' groups are no
    secret, how they study is.
    """
    year, today = year_of(choices), clock.today()
    groups = as_groups(groups_of(person, year))
    kinds = [kind for kind in KINDS if any(group.kind == kind for group in groups)]
    kind = choice(choices, "kind", kinds)
    groups = [group for group in groups if group.kind == kind] if kind else groups
    marks = _marks(groups, year, today)
    chosen_month, chosen_mark = _chosen_cell(choices)
    many = len(groups) > 1
    return MapPage(
        title=_("Map of the year"),
        year=year,
        rows=_lines_shown(groups, marks, year, chosen_month, chosen_mark),
        groups=len(groups),
        months=[
            MonthHead(at, month_word(at), (year, at) == (today.year, today.month))
            for at in range(1, 13)
        ],
        legend=_legends(marks, many, year, kind),
        many=many,
        kinds=_kind_ways(year, kind, kinds),
        before_url=address({}, year=year - 1, kind=kind),
        after_url=address({}, year=year + 1, kind=kind),
        chips=_chips(chosen_month, chosen_mark, address({}, year=year, kind=kind)),
        lead=_lead(len(groups)) if many else "",
        empty=Empty(
            _("You have no study group to look into."),
            _(
                "A group sees its own year; the county's office and the roles of the county see"
                " all."
            ),
            "map",
            _("Study groups"),
            reverse("groups:list"),
        ),
    )


class Group(NamedTuple):
    """What the map reads of a group."""

    code: str
    name: str
    kind: str
    made_at: dt.datetime
    until: dt.date | None


class PlanRead(NamedTuple):
    """What the marks need of a plan: its state, the topics and months of its lines."""

    state: str
    lines: list[Line]


def as_groups(groups: Any) -> list[Group]:
    """Study groups, as far as the map reads them."""
    columns = ("pk", "unit__name", "unit__kind", "thing__made_at", "until")
    return [Group(*row) for row in groups.select_related("unit").values_list(*columns)]


def _marks(groups: list[Group], year: int, today: dt.date) -> dict[str, list[Mark]]:
    """Group -> the marks of its twelve months."""
    months = months_of(groups, year, today)
    return {group: [month.mark for month in months[group]] for group in months}


def months_of(groups: list[Group], year: int, today: dt.date) -> dict[str, list[Month]]:
    """Group -> its twelve months: what was planned, and what came of it."""
    codes = [group.code for group in groups]
    norms, plans = norms_of(year, today), _plans(codes, year)
    meetings = _meetings(codes, year, today)
    none = PlanRead("", [])
    return {
        group.code: rules.year_of_group(
            plans.get(group.code, none).lines,
            meetings.get(group.code, ()),
            year=year,
            today=today,
            norms=norms,
            plan=plans.get(group.code, none).state,
            since=localdate(group.made_at),
            until=group.until,
        )
        for group in groups
    }


def _lines_shown(
    groups: list[Group], marks: dict[str, list[Mark]], year: int, month: int, mark: Mark | None
) -> list[MapLine]:
    """Those with the chosen mark in the chosen month, if one is chosen."""
    links, cells = reverse("yearmap:map"), _cells()
    return [
        MapLine(
            group.name,
            f"{links}{group.code}/{year}/",
            [cells[at, shown] for at, shown in enumerate(marks[group.code], 1)],
        )
        for group in groups
        if mark is None or marks[group.code][month - 1] == mark
    ]


def _kind_ways(year: int, chosen: str, kinds: list[UnitKind]) -> list[Way]:
    """All groups, or those of one kind; nothing where there is one kind."""
    if len(kinds) < 2:
        return []
    ways = [
        Way(str(KIND_WORDS[kind]), address({}, year=year, kind=kind), chosen == kind)
        for kind in kinds
    ]
    return [Way(_("All"), address({}, year=year), not chosen), *ways]


def _chips(month: int, mark: Mark | None, without: str) -> list[Chip]:
    if mark is None:
        return []
    words = {"month": month_word(month), "mark": mark.label}
    return [Chip(pgettext("map", "%(month)s: %(mark)s") % words, without)]


def _lead(groups: int) -> str:
    words = ngettext(
        "%(count)s study group, in the order of the roster.",
        "%(count)s study groups, in the order of the roster.",
        groups,
    )
    return words % {"count": groups}


def _legends(marks: dict[str, list[Mark]], many: bool, year: int, kind: str) -> list[Legend]:
    """The marks that are counted; in a county each with its numbers."""
    counts: dict[Mark, Counter[int]] = {mark: Counter() for mark in Mark}
    for months in marks.values():
        for at, mark in enumerate(months, 1):
            counts[mark][at] += 1
    return [_legend(mark, counts[mark], many, year, kind) for mark in COUNTED]


def _chosen_cell(choices: Any) -> tuple[int, Mark | None]:
    month, mark = str(choices.get("month") or ""), choices.get("mark", "")
    if 1 <= (number_in(month) or 0) <= 12 and mark in Mark.values:
        return int(month), Mark(mark)
    return 0, None


def _cells() -> dict[tuple[int, Mark], tuple[str, str, str]]:
    """Month and mark -> shape, tone, and what a screen reader says."""
    cells = {}
    words = pgettext("map", "%(month)s: %(mark)s")
    for month, mark in product(range(1, 13), Mark):
        read = words % {"month": month_word(month), "mark": mark.label}
        cells[month, mark] = (SHAPES[mark], rules.TONES[mark], read)
    return cells


def _legend(mark: Mark, counts: Counter, many: bool, year: int, kind: str) -> Legend:
    """A mark with its words and, in a county, how many groups show it in each month; a number opens
    its rows.
    """

    def url(month: int) -> str:
        if not counts[month]:
            return ""
        return address({}, year=year, kind=kind, month=month, mark=mark.value)

    months = range(1, 13) if many else ()
    return Legend(
        shape=SHAPES[mark],
        tone=rules.TONES[mark],
        word=rules.SHORT.get(mark, "") or mark.label,
        help=rules.HELP[mark],
        cells=[Number(count=counts[month], url=url(month)) for month in months],
    )


def _plans(codes: list[str], year: int) -> dict[str, PlanRead]:
    """Group -> the plan it goes by: one query, that of a plan without a line too."""
    versions: dict[str, dict[int, PlanRead]] = defaultdict(dict)
    rows = StudyPlan.objects.filter(group__among=codes, year=year).order_by()
    columns = ("lines__topic", "lines__first_month", "lines__last_month")
    for group, version, state, *line in rows.values_list("group", "version", "state", *columns):
        plan = versions[group].setdefault(version, PlanRead(state, []))
        if line[0] is not None:
            plan.lines.append(Line(*line))
    return {
        group: plans[goes_by({version: plan.state for version, plan in plans.items()})]
        for group, plans in versions.items()
    }


def _meetings(codes: list[str], year: int, today: dt.date) -> dict[str, list[Meeting]]:
    """Group -> its sessions of the year, own ones and joint study (once for each group; two
    queries), without the text of any: whether there was a discussion speech, a report overdue.
    """
    overdue = set(
        Deadline.objects.overdue(today)
        .filter(clock="report", thing__kind="session")
        .values_list("thing", flat=True)
    )
    meetings: dict[str, list[Meeting]] = defaultdict(list)
    rows = (
        StudySession.objects.filter(group__among=codes, year=year)
        .exclude(state=Session.CANCELLED)
        .order_by()
    )
    for group, code, day, topic, state, category, talked in rows.values_list(
        "group", "pk", "day", "topic", "state", "category", is_discussed()
    ):
        meetings[group].append(
            Meeting(
                code,
                day,
                topic,
                state,
                category,
                talked,
                report_due=dt.date.min if code in overdue else None,
            )
        )
    through: QuerySet[Any, Any] = StudySession.partners.through.objects.all()
    joined = (  # few groups study together: their ties lead, not all sessions of the year
        through.alias(_year=Aside("studysession__year"))
        .filter(studygroup__among=codes, _year=year)
        .exclude(studysession__state=Session.CANCELLED)
        .order_by()
    )
    for group, code, day, topic, state, category, talked in joined.values_list(
        "studygroup",
        *(f"studysession__{name}" for name in ("pk", "day", "topic", "state", "category")),
        is_discussed("studysession"),
    ):
        meetings[group].append(
            Meeting(code, day, topic, state, category, talked)
        )  # the group that keeps the record sends the report
    return meetings
