"""Institutional outcomes on the front page of Solve."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .models import Outcome
from .rules import State


def sight(glance: Glance) -> Sight:
    """The outcomes in force, and those being drafted."""
    mine = Outcome.objects.visible_to(glance.person, glance.held)
    return Sight(
        [
            Figure(
                code="issued",
                rows=mine.filter(state=State.ISSUED),
                url=reverse("outcomes:list") + address({}, state=State.ISSUED.value),
                words=lambda number: ngettext(
                    "%(number)s outcome in force", "%(number)s outcomes in force", number
                ),
            ),
            Figure(
                code="drafts",
                rows=mine.filter(state=State.DRAFT),
                url=reverse("outcomes:list") + address({}, state=State.DRAFT.value),
                words=lambda number: ngettext(
                    "%(number)s being drafted", "%(number)s being drafted", number
                ),
                tone="going",
            ),
        ]
    )


register(
    Front(
        wing="solve",
        heading="result",
        order=20,
        page="outcomes:list",
        label=gettext_lazy("Institutional outcomes"),
        icon="rubber-stamp",
        line=gettext_lazy("Rules and documents that stay"),
        sight=sight,
    )
)
