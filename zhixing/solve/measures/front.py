"""Measures on the front page of Solve."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .models import Measure


def sight(glance: Glance) -> Sight:
    """All measures, the open and the overdue ones."""
    mine = Measure.objects.visible_to(glance.person, glance.held)
    return Sight(
        [
            Figure(
                code="all",
                rows=mine,
                url=reverse("measures:list"),
                words=lambda number: ngettext("%(number)s measure", "%(number)s measures", number),
            ),
            Figure(
                code="overdue",
                rows=mine.overdue(glance.today),
                url=reverse("measures:list") + address({}, overdue=1),
                words=lambda number: ngettext("%(number)s overdue", "%(number)s overdue", number),
                tone="over",
            ),
            Figure(
                code="open",
                rows=mine.open(),
                url=reverse("measures:list") + address({}, open=1),
                words=lambda number: ngettext(
                    "%(number)s being carried out", "%(number)s being carried out", number
                ),
                tone="going",
            ),
        ]
    )


register(
    Front(
        wing="solve",
        heading="result",
        order=10,
        page="measures:list",
        label=gettext_lazy("Measures"),
        icon="checklist",
        line=gettext_lazy("Who carries out what was proposed, by when"),
        sight=sight,
    )
)
