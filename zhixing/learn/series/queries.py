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


def counted(person: Any, several: Sequence[LocalSeries]) -> dict[str, Counted]:
    """Series -> what it has come to, over what this person may know of: three queries, whatever the
    number of series.
    """
    codes = [one.pk for one in several]
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
    for one in (
        Reach.objects.filter(session__in=mine.values("pk"))
        .select_related("unit__thing", "session")
        .order_by("session__day", "pk")
    ):
        people[one.session_id] += one.listened
        there = villages[one.session.series_id]
        before = there[one.unit_id].people if one.unit_id in there else 0
        there.setdefault(
            one.unit_id,
            Row(
                one.unit_id,
                one.unit.name,
                one.session.day,
                one.session.title,
                True,
                0,
                one.unit.url,
            ),
        )
        there[one.unit_id] = Row(
            one.unit_id,
            one.unit.name,
            there[one.unit_id].day,
            there[one.unit_id].where,
            True,
            before + one.listened,
            one.unit.url,
        )
    for one in mine.select_related("thing", "unit").order_by("day", "pk"):
        sessions[one.series_id].append(
            Row(
                one.pk,
                one.title,
                one.day,
                one.unit.short or one.unit.name,
                one.state in HAPPENED,
                people[one.pk],
                one.url,
                one.state_word(one.state),
                one.tone,
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
    for one in (
        rows.exclude(state=LectureState.CANCELLED)
        .annotate(of=F("series__local_series"))
        .select_related("thing", "unit")
        .order_by("day", "pk")
    ):
        lectures[one.of].append(
            Row(
                one.pk,
                one.title,
                one.day,
                one.unit.short or one.unit.name,
                one.state == LectureState.HELD,
                one.listened or 0,
                one.url,
                one.state_word(one.state),
                one.tone,
            )
        )
    return {
        one.pk: Counted(sessions[one.pk], lectures[one.pk], list(villages[one.pk].values()))
        for one in several
    }


def series_list(person: Any, choices: Any) -> dict[str, Any]:
    """The local series, in the order in which they were begun."""
    rows = (
        LocalSeries.objects.visible_to(person)
        .select_related("thing", "unit")
        .order_by("thing__made_at", "pk")
    )
    found, pager = cut(rows, choices, "thing__made_at", "pk")
    return {"rows": dressed(person, found), "pager": pager, "every": rows}


def dressed(person: Any, several: list[LocalSeries]) -> list[LocalSeries]:
    """With what the list says of each."""
    numbers = counted(person, several)
    for one in several:
        there = numbers[one.pk]
        one.reached, one.held, one.lectures_held = (
            there.number(one.counts),
            there.number(Counts.SESSIONS),
            there.number(Counts.LECTURES),
        )
        one.listeners, one.period, one.state_label = (
            there.number(Counts.PEOPLE),
            period(one),
            one.state_word(one.state),
        )
    return several


def period(one: LocalSeries) -> str:
    return (
        _("%(since)s to %(until)s") % {"since": datewords(one.since), "until": datewords(one.until)}
        if one.until
        else _("since %(since)s") % {"since": datewords(one.since)}
    )


def series_page(person: Any, code: str) -> dict[str, Any]:
    """One series: what it is, its target, and each number with what it is counted of; a number
    opens its rows.
    """
    series = get_object_or_404(
        LocalSeries.objects.visible_to(person).select_related("thing", "unit", "group"), pk=code
    )
    there = counted(person, [series])[series.pk]
    numbers = [
        _number(there, one, series.target if one == series.counts else None, series)
        for one in Counts
        if there.rows(one) or (one == series.counts and series.target)
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
                "number": there.number(series.counts),
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
    there: Counted, counts: Counts, target: int | None, series: LocalSeries
) -> dict[str, Any]:
    whole = there.of(counts, target)
    note = ""
    if target:
        note = pgettext("local series", "of the target")
    elif whole is not None:
        note = pgettext("local series", "of those planned")
    return {
        "label": str(counts.label),
        "num": there.number(counts),
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
    there = counted(person, [series])[series.pk]
    return {
        "series": series,
        "counts": Counts(counts),
        "rows": there.rows(counts),
        "number": there.number(counts),
        "of": there.of(counts, series.target if counts == series.counts else None),
    }
