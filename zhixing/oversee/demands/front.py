"""Demands on the front page of Oversee: what is to be verified, what is late."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.kits.deadlines import ledger
from zhixing.foundation.machinery.fronts import (
    Figure,
    Front,
    Glance,
    Numbers,
    Place,
    Sight,
    register,
)
from zhixing.foundation.machinery.things.blocks import Block, Owing, OwingBlock, Width
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.parts import Way

from .models import Demand, DemandQuerySet
from .rules import State

SHOWN = 5


def _way(**conditions: object) -> str:
    return reverse("demands:list") + address({}, **conditions)


def sight(glance: Glance) -> Sight:
    """The open demands: to be verified, overdue."""
    mine = Demand.objects.visible_to(glance.person, glance.held)
    return Sight(
        [
            Figure(
                code="open",
                rows=mine.open(),
                url=_way(open=1),
                words=lambda number: ngettext(
                    "%(number)s demand open", "%(number)s demands open", number
                ),
                place=Place.ALSO,
            ),
            Figure(
                code="overdue",
                rows=mine.overdue(glance.today),
                url=_way(overdue=1),
                words=lambda number: ngettext(
                    "%(number)s demand overdue", "%(number)s demands overdue", number
                ),
                tone="over",
                place=Place.FIRST,
            ),
            Figure(
                code="met",
                rows=mine.filter(state=State.MET),
                url=_way(state=State.MET.value),
                words=lambda number: ngettext(
                    "%(number)s demand to be verified",
                    "%(number)s demands to be verified",
                    number,
                ),
                tone="soon",
                place=Place.FIRST,
            ),
            Figure(
                code="verified",
                rows=mine.filter(state=State.VERIFIED),
                url=_way(state=State.VERIFIED.value),
                words=lambda number: ngettext("%(number)s verified", "%(number)s verified", number),
            ),
        ],
        partial(_blocks, glance, mine),
    )


def _blocks(glance: Glance, mine: DemandQuerySet, numbers: Numbers) -> Sequence[Block]:
    rows = mine.open().select_related("unit").defer("text", "evidence").order_by("due", "pk")
    return [
        OwingBlock(
            width=Width.SIDE,
            title=_("Demands"),
            note=_("open %(open)s, verified %(verified)s") % numbers,
            way=Way(_("All that are open"), _way(open=1)),
            lines=[_line(demand, glance) for demand in rows[:SHOWN]],
            none=_("No demand is open."),
        )
    ]


def _line(demand: Demand, glance: Glance) -> Owing:
    """The state of what waits for the verifier, else how it stands with its day."""
    if demand.state == State.MET:
        word, tone = str(demand.get_state_display()), "soon"
    else:
        left = ledger.until(demand.due, glance.today)
        word, tone = left["words"], left["tone"]
    return Owing(demand.title, demand.url, demand.unit.short_name, word, tone)


register(
    Front(
        wing="oversee",
        heading="check",
        order=20,
        page="demands:list",
        label=gettext_lazy("Demands"),
        icon="alert-triangle",
        line=gettext_lazy("What a supervisor asks, met and verified by others"),
        sight=sight,
    )
)
