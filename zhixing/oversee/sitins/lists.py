"""The list of sit-ins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.spans.rules import Span, span_of
from zhixing.foundation.kits.spans.wording import span_words
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import (
    Choices,
    address,
    choice,
    count_below,
    first_rows,
)
from zhixing.foundation.machinery.things.parts import Chip, Empty

from .models import SitIn
from .rules import AHEAD, BEEN, State

OPEN_DEMANDS = ("issued", "accepted", "met", "returned")
SEVERAL = {"been": BEEN, "ahead": AHEAD, "standing": AHEAD + BEEN}  # looked at together


@dataclass(frozen=True, kw_only=True)
class SitInList(ListPage):
    """Sit-ins, at how many units, with how many demands open."""

    demands: int
    units: int


def sitin_list(person: Actor, choices: Choices) -> SitInList:
    """Sit-ins, the latest first; ``state``, ``when`` and ``group`` narrow them."""
    rows = (
        SitIn.objects.visible_to(person)
        .select_related("thing", "unit", "person")
        .annotate(open_demands=count_below(SitIn, "demands", state__in=OPEN_DEMANDS))
    )
    state, when = choice(choices, "state", (*SEVERAL, *State.values)), span_of(choices)
    group = str(choices.get("group") or "")
    rows = rows.filter(day__range=when.range) if when else rows
    rows = rows.filter(group=group) if group else rows
    rows = rows.filter(state__in=SEVERAL.get(state, (state,))) if state else rows
    every = rows.order_by("-day", "pk")
    sitins, pager = first_rows(every, 300)
    return SitInList(
        title=_("Sit-ins"),
        columns=_columns(),
        rows=sitins,
        every=every,
        file="sit-ins",
        kind=SitIn,
        pager=pager,
        chips=[
            Chip(word, address(choices, **{name: ""}))
            for name, word in _condition_words(state, when, group, sitins).items()
            if word
        ],
        demands=sum(sitin.open_demands for sitin in sitins),
        units=len({sitin.unit_id for sitin in sitins}),
        empty=Empty(
            _("No sit-in yet."),
            _("A supervisor plans one on the page of a study group."),
            "eye-check",
        ),
    )


def _condition_words(
    state: str, when: Span | None, group: str, sitins: Sequence[SitIn]
) -> dict[str, str]:
    """The conditions in force; a group by the name of its unit, where there is a sit-in at it."""
    several = {
        "been": pgettext("sit-ins", "held"),
        "ahead": pgettext("sit-ins", "to come"),
        "standing": pgettext("sit-ins", "not cancelled"),
    }
    return {
        "state": several.get(state) or str(dict(State.choices).get(state, "")),
        "when": span_words(when) if when else "",
        "group": sitins[0].unit.name if group and sitins else group,
    }


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(_("Unit"), lambda sitin: sitin.unit.name),
        Column(_("Led by"), lambda sitin: sitin.person.name if sitin.person_id else ""),
        Column.number(_("Open demands"), lambda sitin: sitin.open_demands),
        Column.state(),
        Column.day(_("Day"), lambda sitin: sitin.day),
    ]
