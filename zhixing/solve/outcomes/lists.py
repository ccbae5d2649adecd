"""The list of institutional outcomes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, choice, first_rows
from zhixing.foundation.machinery.things.parts import Chip, Empty

from .models import Outcome
from .rules import State


@dataclass(frozen=True, kw_only=True)
class OutcomeList(ListPage):
    """Outcomes, and how many of them are issued."""

    counted: int


def outcome_list(person: Actor, choices: Choices) -> OutcomeList:
    """Institutional outcomes, the latest issued first; ``state`` narrows them."""
    rows = Outcome.objects.visible_to(person).select_related("thing", "unit", "topic")
    state = choice(choices, "state", State.values)
    every = (rows.filter(state=state) if state else rows).order_by("-issued_on", "pk")
    outcomes, pager = first_rows(every, 300)
    return OutcomeList(
        title=_("Institutional outcomes"),
        columns=_columns(),
        rows=outcomes,
        every=every,
        file="outcomes",
        kind=Outcome,
        pager=pager,
        chips=[Chip(str(State(state).label), "?")] if state else [],
        counted=sum(outcome.state in (State.ISSUED, State.ENDED) for outcome in outcomes),
        empty=Empty(
            _("No institutional outcome yet."),
            _(
                "A rule or document that stays: the group page begins one; it counts with number,"
                " issuer and date."
            ),
            "rubber-stamp",
        ),
    )


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(_("Title of the document"), lambda outcome: outcome.title),
        Column(_("Document number"), lambda outcome: outcome.number, nothing="–"),
        Column(_("Issued by"), lambda outcome: outcome.issuer, nothing="–"),
        Column.state(),
        Column.day(_("Date of issue"), lambda outcome: outcome.issued_on),
    ]
