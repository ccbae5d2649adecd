"""The list of pairings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, address, choice, cut, year_of
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty
from zhixing.ui.words import comma

from .models import Pairing
from .queries import crumbs, other_groups
from .rules import State


@dataclass(frozen=True, kw_only=True)
class PairingList(ListPage):
    """Pairings of a year, how many run, and the ways to those."""

    year: int
    all: int
    running: int
    urls: dict[str, str]


def pairing_list(person: Actor, choices: Choices) -> PairingList:
    """The pairings of a year that this person may know of, in the order in which they were
    proposed.
    """
    year, state = year_of(choices), choice(choices, "state", State.values)
    mine = Pairing.objects.visible_to(person).filter(year=year)
    numbers = Counter(dict(mine.values_list("state").annotate(Count("pk")).order_by()))
    rows = mine.select_related("thing", "unit", "group").prefetch_related("paired__group__unit")
    rows = (rows.filter(state=state) if state else rows).order_by("thing__made_at", "pk")
    pairings, pager = cut(rows, choices, "thing__made_at", "pk")
    return PairingList(
        title=_("Pairings"),
        columns=_columns(),
        rows=pairings,
        every=rows,
        file=f"pairings-{year}",
        kind=Pairing,
        pager=pager,
        crumbs=[*crumbs()[:1], Crumb(_("Pairings"))],
        chips=[Chip(str(State(state).label), address({}, year=year))] if state else [],
        clear_url=address({}, year=year),
        order_note=_("in the order in which they were proposed"),
        year=year,
        all=sum(numbers.values()),
        running=numbers[State.RUNNING],
        urls={
            "all": address({}, year=year),
            "running": address({}, year=year, state=State.RUNNING.value),
        },
        empty=Empty(
            _("No pairing in this year yet."),
            _(
                "Two or more groups study together for a year: joint study, lectures on the scene,"
                " and later exchange visits. One proposes it, the others agree."
            ),
            "link",
        ),
    )


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(pgettext("of a thing", "Name"), lambda pairing: pairing.name),
        Column.quiet(_("Proposed by"), lambda pairing: pairing.unit.short_name),
        Column.quiet(
            _("With"),
            lambda pairing: comma().join(group.unit.short_name for group in other_groups(pairing)),
        ),
        Column.number(_("Year"), lambda pairing: pairing.year),
        Column.of_file(_("What it is for"), lambda pairing: pairing.aim),
        Column.state(lambda pairing: pairing.state_word(pairing.state)),
    ]
