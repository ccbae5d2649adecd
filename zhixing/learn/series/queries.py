"""What the pages of local series show: counted from the sessions that say they belong to one, and
from the lectures of its lecture series.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Crumb, Fact, Rate
from zhixing.ui.words import datewords

from ..lectures.models import Lecture, LectureSeries
from ..lectures.rules import State as LectureState
from ..sessions.models import Reach, SessionQuerySet, StudySession
from ..sessions.rules import State as SessionState
from .models import LocalSeries
from .rules import Counted, Counts, Row


def crumbs(*more: Crumb) -> list[Crumb]:
    return [
        Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
        Crumb(_("Local series"), reverse("series:list")),
        *more,
    ]


def totals_of(person: Any, series_rows: Sequence[LocalSeries]) -> dict[str, Counted]:
    """Series -> what it has come to, over what this person may know of: three queries, whatever the
    number of series.
    """
    codes = [series.pk for series in series_rows]
    mine = _sessions_of(person, codes)
    reaches = list(
        Reach.objects.filter(session__in=mine.values("pk"))
        .select_related("unit__thing", "session")
        .order_by("session__day", "pk")
    )
    sessions, lectures = _session_rows(mine, reaches), _lecture_rows(person, codes)
    villages = _village_rows(reaches)
    return {code: Counted(sessions[code], lectures[code], villages[code]) for code in codes}


def _sessions_of(person: Any, codes: list[str]) -> SessionQuerySet:
    """Sessions that lie in the time of their series, whatever was said of them."""
    return (
        StudySession.objects.visible_to(person)
        .filter(series__in=codes, day__gte=F("series__since"))
        .filter(Q(series__until__isnull=True) | Q(day__lte=F("series__until")))
        .exclude(state=SessionState.CANCELLED)
    )


def _session_rows(sessions: SessionQuerySet, reaches: list[Reach]) -> dict[str, list[Row]]:
    """Series -> its sessions, by day, with how many listened in the villages they reached."""
    listened: Counter[str] = Counter()
    for reach in reaches:
        listened[reach.session_id] += reach.listened
    rows: dict[str, list[Row]] = defaultdict(list)
    for session in sessions.select_related("thing", "unit").order_by("day", "pk"):
        rows[session.series_id].append(
            Row(
                session.pk,
                session.title,
                session.day,
                session.unit.short or session.unit.name,
                session.happened,
                listened[session.pk],
                session.url,
                session.state_word(session.state),
                session.tone,
                tuple(session.series_numbers),
            )
        )
    return rows


def _village_rows(reaches: list[Reach]) -> dict[str, list[Row]]:
    """Series -> a row for each village, of the day it was first reached, with all who listened."""
    rows: dict[str, dict[str, Row]] = defaultdict(dict)
    for reach in reaches:
        session, unit = reach.session, reach.unit
        first = Row(unit.pk, unit.name, session.day, session.title, True, 0, unit.url)
        villages = rows[session.series_id or ""]
        row = villages.setdefault(unit.pk, first)
        villages[unit.pk] = replace(row, people=row.people + reach.listened)
    return defaultdict(list, {code: list(villages.values()) for code, villages in rows.items()})


def _lecture_rows(person: Any, codes: list[str]) -> dict[str, list[Row]]:
    """Series -> lectures of its lecture series that lie in its time, by day."""
    within = Q(series__local_series__until__isnull=True) | Q(
        day__lte=F("series__local_series__until")
    )
    lectures = (
        Lecture.objects.visible_to(person)
        .filter(series__local_series__in=codes, day__gte=F("series__local_series__since"))
        .filter(within)
        .exclude(state=LectureState.CANCELLED)
        .annotate(of=F("series__local_series"))
        .select_related("thing", "unit")
        .order_by("day", "pk")
    )
    rows: dict[str, list[Row]] = defaultdict(list)
    for lecture in lectures:
        rows[lecture.of].append(
            Row(
                lecture.pk,
                lecture.title,
                lecture.day,
                lecture.unit.short or lecture.unit.name,
                lecture.state == LectureState.HELD,
                lecture.listened or 0,
                lecture.url,
                lecture.state_word(lecture.state),
                lecture.tone,
            )
        )
    return rows


def period(series: LocalSeries) -> str:
    return (
        _("%(since)s to %(until)s")
        % {"since": datewords(series.since), "until": datewords(series.until)}
        if series.until
        else _("since %(since)s") % {"since": datewords(series.since)}
    )


@dataclass(frozen=True, kw_only=True)
class SeriesPage(ThingPage):
    """A local series, with its numbers."""

    series: LocalSeries
    numbers: list[Rate]
    lecture_series: list[LectureSeries]


def series_page(person: Any, code: str) -> SeriesPage:
    """One series: what it is, its target, and each number with what it is counted of; a number
    opens its rows.
    """
    series = get_object_or_404(
        LocalSeries.objects.visible_to(person).select_related("thing", "unit", "group"), pk=code
    )
    totals = totals_of(person, [series])[series.pk]
    lecture_series = series.lecture_series.select_related("thing", "unit").order_by("name", "pk")
    return SeriesPage.of(
        person,
        series,
        crumbs=crumbs(Crumb(series.pk)),
        series=series,
        numbers=_numbers(totals, series),
        lecture_series=list(lecture_series),
        lead=_lead(totals, series),
        facts=[
            Fact(_("Unit"), series.unit.name, url=series.unit.url),
            Fact(pgettext("local series", "Period"), period(series)),
            Fact(pgettext("local series", "What it is"), series.what, wide=True),
        ],
    )


def _lead(totals: Counted, series: LocalSeries) -> str:
    """How far it is from its target, where it has one."""
    if not series.target:
        return _("No target is set.")
    return _("%(what)s: %(number)s of %(target)s.") % {
        "what": series.get_counts_display(),
        "number": totals.number(series.counts),
        "target": series.target,
    }


def _numbers(totals: Counted, series: LocalSeries) -> list[Rate]:
    """Each number with rows behind it, and the one that the target counts."""
    targets = {series.counts: series.target}
    return [
        _number(totals, counts, targets.get(counts), series)
        for counts in Counts
        if totals.rows(counts) or targets.get(counts)
    ]


def _number(totals: Counted, counts: Counts, target: int | None, series: LocalSeries) -> Rate:
    whole = totals.of(counts, target)
    note = ""
    if target:
        note = pgettext("local series", "of the target")
    elif whole is not None:
        note = pgettext("local series", "of those planned")
    return Rate(
        str(counts.label),
        totals.number(counts),
        whole,
        note=note,
        url=reverse("series:rows", args=[series.pk, counts.value]),
    )
