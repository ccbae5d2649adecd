"""Circulars on the front page of Learn."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .acts import draft_circular
from .models import Circular
from .rules import State


def sight(glance: Glance) -> Sight:
    """The circulars on the year, and those not yet issued."""
    year = glance.today.year
    mine = Circular.objects.visible_to(glance.person, glance.held).filter(
        span__contains=f"-{year}-"
    )
    return Sight(
        [
            Figure(
                code="all",
                rows=mine,
                url=reverse("circulars:list") + address({}, year=year),
                words=lambda number: ngettext(
                    "%(number)s circular this year", "%(number)s circulars this year", number
                ),
            ),
            Figure(
                code="drafts",
                rows=mine.filter(state=State.DRAFT),
                url=reverse("circulars:list") + address({}, year=year, state=State.DRAFT.value),
                words=lambda number: ngettext(
                    "%(number)s not yet issued", "%(number)s not yet issued", number
                ),
            ),
        ]
    )


register(
    Front(
        wing="learn",
        heading="file",
        order=20,
        page="circulars:list",
        label=gettext_lazy("Circulars"),
        icon="speakerphone",
        line=gettext_lazy("A month, a quarter, a half year in figures"),
        sight=sight,
        begins=(draft_circular,),
    )
)
