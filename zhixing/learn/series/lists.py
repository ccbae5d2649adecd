"""The lists of local series."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage, Look
from zhixing.foundation.machinery.things.lists import Choices, choice, cut
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty

from ..sessions.queries import nth_of_series
from .models import LocalSeries
from .queries import crumbs, period, totals_of
from .rules import Counted, Counts, State


@dataclass(frozen=True)
class SeriesRow:
    """A series with what it has come to."""

    series: LocalSeries
    totals: Counted

    @property
    def url(self) -> str:
        return self.series.url

    @property
    def reached(self) -> int:
        """What its target counts, so far."""
        return self.totals.number(self.series.counts)


def series_list(person: Actor, choices: Choices) -> ListPage:
    """The local series by state, in the order in which they were begun."""
    state = choice(choices, "state", State.values)
    mine = LocalSeries.objects.visible_to(person).select_related("thing", "unit")
    every = (mine.filter(state=state) if state else mine).order_by("thing__made_at", "pk")
    page_rows, pager = cut(every, choices, "thing__made_at", "pk")
    return ListPage(
        title=_("Local series"),
        columns=_columns(),
        rows=_with_totals(person, page_rows),
        every=every,
        file="local-series",
        kind=LocalSeries,
        dress=partial(_with_totals, person),
        pager=pager,
        crumbs=[*crumbs()[:1], Crumb(_("Local series"))],
        chips=[Chip(str(State(state).label), "?")] if state else [],
        order_note=_("in the order in which they were begun"),
        empty=Empty(
            _("No local series yet."),
            _(
                "A series is the county's own: a name, what it is, and a target if there is one."
                " Sessions and lectures that belong to it are counted."
            ),
            "versions",
        ),
    )


def _with_totals(person: Actor, series_rows: list[LocalSeries]) -> list[SeriesRow]:
    totals = totals_of(person, series_rows)
    return [SeriesRow(series, totals[series.pk]) for series in series_rows]


def _columns() -> list[Column]:
    return [
        Column.code(lambda row: row.series),
        Column.title(pgettext("of a thing", "Name"), lambda row: row.series.name),
        Column.of_file(pgettext("local series", "What it is"), lambda row: row.series.what),
        Column.quiet(
            _("Unit"), lambda row: row.series.unit.name, lambda row: row.series.unit.short_name
        ),
        Column.of_screen(
            pgettext("local series", "Period"), lambda row: period(row.series), Look.DAY
        ),
        Column.of_file(pgettext("local series", "From"), lambda row: row.series.since),
        Column.of_file(pgettext("local series", "Until"), lambda row: row.series.until),
        Column.quiet(_("The target counts"), lambda row: row.series.get_counts_display()),
        Column.of_screen(
            _("Reached / target"),
            lambda row: f"{row.reached} / {row.series.target or '–'}",
            Look.NUMBER,
        ),
        Column.of_file(_("Target"), lambda row: row.series.target),
        Column.of_file(pgettext("local series", "Reached"), lambda row: row.reached),
        *(_number_column(counts) for counts in (Counts.SESSIONS, Counts.LECTURES, Counts.PEOPLE)),
        Column.state(
            lambda row: row.series.state_word(row.series.state), lambda row: row.series.tone
        ),
    ]


def _number_column(counts: Counts) -> Column:
    return Column.of_file(counts.label, lambda row: row.totals.number(counts))


@dataclass(frozen=True, kw_only=True)
class CountedRows(ListPage):
    """The rows behind one number of a series; ``of`` is the whole, if there is one."""

    series: LocalSeries
    counts: Counts
    number: int
    of: int | None


def counted_rows(person: Actor, code: str, counts: str) -> CountedRows:
    """The rows behind one number of a series, by day."""
    series = get_object_or_404(
        LocalSeries.objects.visible_to(person).select_related("thing", "unit"), pk=code
    )
    if counts not in Counts.values:
        raise Http404
    totals, word = totals_of(person, [series])[series.pk], str(Counts(counts).label)
    rows = totals.rows(counts)
    return CountedRows(
        title=word,
        columns=_row_columns(),
        rows=rows,
        every=rows,
        file=f"series-{counts}",
        crumbs=crumbs(Crumb(series.name, series.url), Crumb(word)),
        order_note=_("by day"),
        series=series,
        counts=Counts(counts),
        number=totals.number(counts),
        of=totals.of(counts, series.target if counts == series.counts else None),
        empty=Empty(
            _("Nothing is counted yet."),
            _("Sessions say on their own page that they belong to a series."),
            "versions",
            series.name,
            series.url,
        ),
    )


def _row_columns() -> list[Column]:
    return [
        Column(_("Code"), lambda row: row.code, lambda row: Cell(row.code, row.url), Look.CODE),
        Column.title(_("Title"), lambda row: row.title),
        Column.quiet(
            pgettext("local series", "Which of it"), lambda row: nth_of_series(row.numbers)
        ),
        Column.day(_("Day"), lambda row: row.day),
        Column.quiet(_("Unit"), lambda row: row.where),
        Column.of_file(_("Held"), lambda row: row.held),
        Column.number(
            pgettext("target", "people who listened"),
            lambda row: row.people,
            lambda row: row.people or "–",
        ),
        Column.state(lambda row: row.state, lambda row: row.tone),
    ]
