"""The list of sit-ins."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, choice, count_below, first_rows
from zhixing.foundation.machinery.things.parts import Chip, Empty

from .models import SitIn
from .rules import State

OPEN_DEMANDS = ("issued", "accepted", "met", "returned")


@dataclass(frozen=True, kw_only=True)
class SitInList(ListPage):
    """Sit-ins, at how many units, with how many demands open."""

    demands: int
    units: int


def sitin_list(person: Actor, choices: Choices) -> SitInList:
    """Sit-ins, the latest first; ``state`` narrows them."""
    rows = (
        SitIn.objects.visible_to(person)
        .select_related("thing", "unit", "person")
        .annotate(open_demands=count_below(SitIn, "demands", state__in=OPEN_DEMANDS))
    )
    state = choice(choices, "state", State.values)
    every = (rows.filter(state=state) if state else rows).order_by("-day", "pk")
    sitins, pager = first_rows(every, 300)
    return SitInList(
        title=_("Sit-ins"),
        columns=_columns(),
        rows=sitins,
        every=every,
        file="sit-ins",
        kind=SitIn,
        pager=pager,
        chips=[Chip(str(State(state).label), "?")] if state else [],
        demands=sum(sitin.open_demands for sitin in sitins),
        units=len({sitin.unit_id for sitin in sitins}),
        empty=Empty(
            _("No sit-in yet."),
            _("A supervisor plans one on the page of a study group."),
            "eye-check",
        ),
    )


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(_("Unit"), lambda sitin: sitin.unit.name),
        Column(_("Led by"), lambda sitin: sitin.person.name if sitin.person_id else ""),
        Column.number(_("Open demands"), lambda sitin: sitin.open_demands),
        Column.state(),
        Column.day(_("Day"), lambda sitin: sitin.day),
    ]
