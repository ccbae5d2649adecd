"""The list of the rows behind a total."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.indicators.registry import TOTALS
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, address, choice, cut
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty
from zhixing.foundation.machinery.things.quoting import UNSEEN
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.ui.words import fulldate, shortdate

from .models import FrozenRow, TakenTotals
from .queries import label_of, span, state_words, totals_crumbs, visible_totals


@dataclass(frozen=True, kw_only=True)
class TotalRows(ListPage):
    """The rows of one total in a period, and how many there are."""

    since: dt.date
    until: dt.date
    number: int


def total_rows(person: Actor, code: str, choices: Choices) -> TotalRows:
    """The rows of one total, page by page; those of one study group, where the address names it."""
    if code not in TOTALS:
        raise Http404
    since, until = span(choices)
    things = TOTALS[code].things(person, since, until).select_related("unit")
    group = _group_of(person, choices)
    if group is not None:
        things = things.of_groups(group.pk)
    rows, pager = cut(things, choices, "pk")
    return TotalRows(
        title=str(TOTALS[code].label),
        columns=_columns(),
        rows=rows,
        every=things.order_by("pk"),
        file=f"total-{code.replace('_', '-')}",
        pager=pager,
        crumbs=totals_crumbs(),
        chips=[] if group is None else [Chip(group.name, address(choices, group="", after=""))],
        since=since,
        until=until,
        number=pager.total,
        empty=Empty(
            _("Nothing to count in this period."),
            _("The total is 0; it opens no row."),
            "chart-bar",
            _("Totals"),
            reverse("totals:list"),
        ),
    )


def _group_of(person: Actor, choices: Choices) -> StudyGroup | None:
    """The group that the address names. Raises Http404 for one that nobody here knows."""
    code = choices.get("group")
    if not code:
        return None
    group: StudyGroup = get_object_or_404(StudyGroup.objects.visible_to(person), pk=code)
    return group


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(_("Title"), lambda thing: thing.title),
        Column(_("Unit"), lambda thing: thing.unit.title if thing.unit_id else ""),
        Column.state(lambda thing: thing.state_word),
    ]


# -- taken -----------------------------------------------------------------------------------------


def taken_list(person: Actor, choices: Choices) -> ListPage:
    """Totals that were taken, the latest first."""
    every = TakenTotals.objects.visible_to(person).select_related("thing", "unit")
    rows, pager = cut(every, choices, "-on", "-pk")
    return ListPage(
        title=_("Totals taken"),
        columns=[
            Column.code(),
            Column.title(_("For which report"), lambda taken: taken.occasion),
            Column(_("Whose"), lambda taken: taken.unit.name),
            Column.day(_("From"), lambda taken: taken.since, lambda taken: fulldate(taken.since)),
            Column.day(_("To"), lambda taken: taken.until, lambda taken: fulldate(taken.until)),
            Column.day(_("Taken on"), lambda taken: taken.on, lambda taken: shortdate(taken.on)),
        ],
        rows=rows,
        every=every.order_by("-on", "-pk"),
        file="totals-taken",
        kind=TakenTotals,
        pager=pager,
        crumbs=[*totals_crumbs(), Crumb(_("Totals taken"))],
        order_note=pgettext("order", "the latest first"),
        empty=Empty(
            _("No totals were taken yet."),
            _("Before numbers are reported, take them here: they open with their rows for ever."),
            "chart-bar",
        ),
    )


@dataclass(frozen=True)
class ShownRow:
    """A row as it was taken, as far as the reader may know of it, with how it stands now."""

    frozen: FrozenRow
    thing: Thing | None
    word: str

    @property
    def title(self) -> str:
        return self.frozen.title if self.thing is not None else UNSEEN

    @property
    def url(self) -> str:
        return self.thing.url if self.thing is not None else ""

    @property
    def now(self) -> str:
        return str(self.thing.state_word) if self.thing is not None else UNSEEN


@dataclass(frozen=True, kw_only=True)
class TakenRows(ListPage):
    """The rows of one number as it was taken."""

    taken: TakenTotals
    number: int


def taken_rows(person: Actor, code: str, total: str, choices: Choices) -> TakenRows:
    """The rows of a number that was taken, all or those that stood in one state. A row that another
    unit deals with by now stands there without its name.
    """
    taken = visible_totals(person, code)
    if not taken.totals.filter(code=total).exists():
        raise Http404
    words = state_words(total)
    state = choice(choices, "state", words)
    every = taken.rows.filter(code=total, **({"state": state} if state else {}))
    rows, pager = cut(every, choices, "pk")

    def dress(frozen: list[FrozenRow]) -> list[ShownRow]:
        codes = [row.thing_id for row in frozen]
        things = Thing.objects.visible_to(person).in_bulk(codes)
        return [
            ShownRow(row, things.get(row.thing_id), words.get(row.state, row.state))
            for row in frozen
        ]

    return TakenRows(
        title=label_of(total),
        columns=[
            Column(_("Code"), lambda row: row.frozen.thing_id),
            Column.title(_("Title"), lambda row: row.title),
            Column(_("Unit"), lambda row: row.frozen.unit_name),
            Column(_("As it stood"), lambda row: row.word),
            Column.quiet(_("Now"), lambda row: row.now),
        ],
        rows=dress(rows),
        every=every.order_by("pk"),
        file=f"total-{total.replace('_', '-')}",
        dress=dress,
        pager=pager,
        crumbs=[*totals_crumbs(), Crumb(taken.pk, taken.url), Crumb(label_of(total))],
        chips=[Chip(words[state], "?")] if state else [],
        taken=taken,
        number=pager.total,
        empty=Empty(_("The total is 0; it opens no row."), "", "chart-bar", taken.pk, taken.url),
    )
