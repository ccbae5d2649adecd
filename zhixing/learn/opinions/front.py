"""Opinions on the year on the front page of Learn."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register

from .acts import draft_opinion
from .models import Opinion


def sight(glance: Glance) -> Sight:
    """The opinions that may be known."""
    mine = Opinion.objects.visible_to(glance.person, glance.held)
    return Sight(
        [
            Figure(
                code="all",
                rows=mine,
                url=reverse("opinions:list"),
                words=lambda number: ngettext("%(number)s opinion", "%(number)s opinions", number),
            ),
        ]
    )


register(
    Front(
        wing="learn",
        heading="plan",
        order=15,
        page="opinions:list",
        label=gettext_lazy("Opinions on the year"),
        icon="flag",
        line=gettext_lazy("What the county asks of the year, before the plans"),
        sight=sight,
        begins=(draft_opinion,),
    )
)
