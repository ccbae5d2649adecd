"""What the pages of local series show: counted from the sessions that say they belong to one, and
from the lectures of its lecture series.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.lists import cut
from zhixing.foundation.machinery.things.page import thing_page
from zhixing.ui.words import datewords

from ..lectures.models import Lecture
from ..lectures.rules import State as LectureState
from ..sessions.models import Reach, StudySession
from ..sessions.rules import HAPPENED
from ..sessions.rules import State as SessionState
from .models import LocalSeries
from .rules import Counted, Counts, Row


def crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"label": pgettext("wing", "Learn"), "url": reverse("wing", args=["learn"])},
        {"label": _("Local series"), "url": reverse("series:list")},
        *more,
    ]


def totals_of(person: Any, series_rows: Sequence[LocalSeries]) -> dict[str, Counted]:
    """Series -> what it has come to, over what this person may know of: three queries, whatever the
    number of series.
    """
    codes = [series.pk for series in series_rows]
    sessions: dict[str, list[Row]] = defaultdict(list)
    lectures: dict[str, list[Row]] = defaultdict(list)
    villages: dict[str, dict[str, Row]] = defaultdict(dict)
    people: dict[str, int] = defaultdict(int)
    mine = (
        StudySession.objects.visible_to(person)
        .filter(series__in=codes, day__gte=F("series__since"))
        .filter(Q(series__until__isnull=True) | Q(day__lte=F("series__until")))
        .exclude(state=SessionState.CANCELLED)
    )
    for reach in (
        Reach.objects.filter(session__in=mine.values("pk"))
        .select_related("unit__thing", "session")
        .order_by("session__day", "pk")
    ):
        people[reach.session_id] += reach.listened
        reached = villages[reach.session.series_id]
        before = reached[reach.unit_id].people if reach.unit_id in reached else 0
        reached.setdefault(
            reach.unit_id,
            Row(
                reach.unit_id,
                reach.unit.name,
                reach.session.day,
                reach.session.title,
                True,
                0,
                reach.unit.url,
            ),
        )
        reached[reach.unit_id] = Row(
            reach.unit_id,
            reach.unit.name,
            reached[reach.unit_id].day,
            reached[reach.unit_id].where,
            True,
            before + reach.listened,
            reach.unit.url,
        )
    for session in mine.select_related("thing", "unit").order_by("day", "pk"):
        sessions[session.series_id].append(
            Row(
                session.pk,
                session.title,
                session.day,
                session.unit.short or session.unit.name,
                session.state in HAPPENED,
                people[session.pk],
                session.url,
                session.state_word(session.state),
                session.tone,
            )
        )
    rows = (
        Lecture.objects.visible_to(person)
        .filter(series__local_series__in=codes, day__gte=F("series__local_series__since"))
        .filter(
            Q(series__local_series__until__isnull=True)
            | Q(day__lte=F("series__local_series__until"))
        )
    )
    for lecture in (
        rows.exclude(state=LectureState.CANCELLED)
        .annotate(of=F("series__local_series"))
        .select_related("thing", "unit")
        .order_by("day", "pk")
    ):
        lectures[lecture.of].append(
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
    return {
        series.pk: Counted(
            sessions[series.pk], lectures[series.pk], list(villages[series.pk].values())
        )
        for series in series_rows
    }


def series_list(person: Any, choices: Any) -> dict[str, Any]:
    """The local series, in the order in which they were begun."""
    rows = (
        LocalSeries.objects.visible_to(person)
        .select_related("thing", "unit")
        .order_by("thing__made_at", "pk")
    )
    page_rows, pager = cut(rows, choices, "thing__made_at", "pk")
    return {"rows": with_totals(person, page_rows), "pager": pager, "every": rows}


def with_totals(person: Any, series_rows: list[LocalSeries]) -> list[LocalSeries]:
    """With what the list says of each."""
    numbers = totals_of(person, series_rows)
    for series in series_rows:
        totals = numbers[series.pk]
        series.reached, series.held, series.lectures_held = (
            totals.number(series.counts),
            totals.number(Counts.SESSIONS),
            totals.number(Counts.LECTURES),
        )
        series.listeners, series.period, series.state_label = (
            totals.number(Counts.PEOPLE),
            period(series),
            series.state_word(series.state),
        )
    return series_rows


def period(series: LocalSeries) -> str:
    return (
        _("%(since)s to %(until)s")
        % {"since": datewords(series.since), "until": datewords(series.until)}
        if series.until
        else _("since %(since)s") % {"since": datewords(series.since)}
    )


def series_page(person: Any, code: str) -> dict[str, Any]:
    """One series: what it is, its target, and each number with what it is counted of; a number
    opens its rows.
    """
    series = get_object_or_404(
        LocalSeries.objects.visible_to(person).select_related("thing", "unit", "group"), pk=code
    )
    totals = totals_of(person, [series])[series.pk]
    numbers = [
        _number(totals, counts, series.target if counts == series.counts else None, series)
        for counts in Counts
        if totals.rows(counts) or (counts == series.counts and series.target)
    ]
    return thing_page(
        person,
        series,
        crumbs=crumbs({"label": series.pk, "url": ""}),
        series=series,
        numbers=numbers,
        lecture_series=list(
            series.lecture_series.select_related("thing", "unit").order_by("name", "pk")
        ),
        lead=(
            _("%(what)s: %(number)s of %(target)s.")
            % {
                "what": series.get_counts_display(),
                "number": totals.number(series.counts),
                "target": series.target,
            }
            if series.target
            else _("No target is set.")
        ),
        facts=[
            {"label": _("Unit"), "value": series.unit.name, "url": series.unit.url},
            {"label": pgettext("local series", "Period"), "value": period(series)},
            {"label": pgettext("local series", "What it is"), "value": series.what, "wide": True},
        ],
    )


def _number(
    totals: Counted, counts: Counts, target: int | None, series: LocalSeries
) -> dict[str, Any]:
    whole = totals.of(counts, target)
    note = ""
    if target:
        note = pgettext("local series", "of the target")
    elif whole is not None:
        note = pgettext("local series", "of those planned")
    return {
        "label": str(counts.label),
        "num": totals.number(counts),
        "den": whole,
        "note": note,
        "url": reverse("series:rows", args=[series.pk, counts.value]),
    }


def rows_page(person: Any, code: str, counts: str) -> dict[str, Any]:
    """The rows behind one number of a series, by day."""
    series = get_object_or_404(
        LocalSeries.objects.visible_to(person).select_related("thing", "unit"), pk=code
    )
    if counts not in Counts.values:
        raise Http404
    totals = totals_of(person, [series])[series.pk]
    return {
        "series": series,
        "counts": Counts(counts),
        "rows": totals.rows(counts),
        "number": totals.number(counts),
        "of": totals.of(counts, series.target if counts == series.counts else None),
    }
