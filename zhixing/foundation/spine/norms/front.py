"""Norms on the front page of County."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register

from .models import Norm


def sight(glance: Glance) -> Sight:
    """Every norm."""
    mine = Norm.objects.visible_to(glance.person, glance.held)
    return Sight(
        [
            Figure(
                code="all",
                rows=mine,
                url=reverse("norms:list"),
                words=lambda number: ngettext("%(number)s norm", "%(number)s norms", number),
            ),
        ]
    )


register(
    Front(
        wing="county",
        heading="rule",
        order=10,
        page="norms:list",
        label=gettext_lazy("Norms"),
        icon="scale",
        line=gettext_lazy("What the county asks, with its source"),
        sight=sight,
    )
)
