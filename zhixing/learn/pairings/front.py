"""Pairings on the front page of Learn."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .acts import propose_pairing
from .models import Pairing
from .rules import State


def sight(glance: Glance) -> Sight:
    """The pairings of the year that run, and those that wait for a group to agree."""
    year = glance.today.year
    mine = Pairing.objects.visible_to(glance.person, glance.held).filter(year=year)
    return Sight(
        [
            Figure(
                code="running",
                rows=mine.filter(state=State.RUNNING),
                url=reverse("pairings:list") + address({}, year=year, state=State.RUNNING.value),
                words=lambda number: ngettext(
                    "%(number)s pairing running", "%(number)s pairings running", number
                ),
            ),
            Figure(
                code="proposed",
                rows=mine.filter(state=State.PROPOSED),
                url=reverse("pairings:list") + address({}, year=year, state=State.PROPOSED.value),
                words=lambda number: ngettext(
                    "%(number)s waits for a group to agree",
                    "%(number)s wait for groups to agree",
                    number,
                ),
                tone="soon",
            ),
        ]
    )


register(
    Front(
        wing="learn",
        heading="study",
        order=25,
        page="pairings:list",
        label=gettext_lazy("Pairings"),
        icon="link",
        line=gettext_lazy("Groups that learn from each other for a year"),
        sight=sight,
        begins=(propose_pairing,),
    )
)
