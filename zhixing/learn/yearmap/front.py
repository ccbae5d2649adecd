"""The map of the year on the front page of Learn."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .queries.common import groups_of


def sight(glance: Glance) -> Sight:
    """The groups of the year."""
    year = glance.today.year
    return Sight(
        [
            Figure(
                code="groups",
                rows=groups_of(glance.person, year),
                url=reverse("yearmap:map") + address({}, year=year),
                words=lambda number: ngettext(
                    "%(number)s group on the map", "%(number)s groups on the map", number
                ),
            ),
        ]
    )


register(
    Front(
        wing="learn",
        heading="plan",
        order=30,
        page="yearmap:map",
        label=gettext_lazy("Map of the year"),
        icon="map",
        line=gettext_lazy("Every group and its twelve months"),
        sight=sight,
    )
)
