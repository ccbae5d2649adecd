"""Imports on the front page of County."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register

from .models import Import


def sight(glance: Glance) -> Sight:
    """The imports."""
    mine = Import.objects.visible_to(glance.person, glance.held)
    return Sight(
        [
            Figure(
                code="all",
                rows=mine,
                url=reverse("imports:list"),
                words=lambda number: ngettext("%(number)s import", "%(number)s imports", number),
            ),
        ]
    )


register(
    Front(
        wing="county",
        heading="affair",
        order=20,
        page="imports:list",
        label=gettext_lazy("Imports"),
        icon="database-import",
        line=gettext_lazy("Workbooks of the county, read after a dry run"),
        sight=sight,
    )
)
