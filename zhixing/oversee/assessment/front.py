"""Fact sheets on the front page of Oversee."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.spine.groups.models import StudyGroup


def sight(glance: Glance) -> Sight:
    """The groups whose sheet may be opened."""
    mine = StudyGroup.objects.looked_into_by(glance.person).active()
    return Sight(
        [
            Figure(
                code="groups",
                rows=mine,
                url=reverse("assessment:list"),
                words=lambda number: ngettext(
                    "%(number)s fact sheet", "%(number)s fact sheets", number
                ),
            ),
        ]
    )


register(
    Front(
        wing="oversee",
        heading="year",
        order=10,
        page="assessment:list",
        label=gettext_lazy("Yearly fact sheets"),
        icon="clipboard-list",
        line=gettext_lazy("Figures with their rows; people judge"),
        sight=sight,
    )
)
