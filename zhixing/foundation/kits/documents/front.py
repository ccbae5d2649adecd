"""The register of papers on the front page of County."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .models import PaperEntry


def sight(glance: Glance) -> Sight:
    """The papers of the year."""
    year = glance.today.year
    mine = PaperEntry.objects.visible_to(glance.person, glance.held).filter(year=year)
    return Sight(
        [
            Figure(
                code="all",
                rows=mine,
                url=reverse("documents:list") + address({}, year=year),
                words=lambda number: ngettext(
                    "%(number)s paper this year", "%(number)s papers this year", number
                ),
            ),
        ]
    )


register(
    Front(
        wing="county",
        heading="paper",
        order=10,
        page="documents:list",
        label=gettext_lazy("Register of papers"),
        icon="rubber-stamp",
        line=gettext_lazy("Numbers of papers, year by year"),
        sight=sight,
    )
)
