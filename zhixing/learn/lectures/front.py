"""Lectures on the front page of Learn."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .acts import plan_lecture
from .models import Lecture
from .rules import State


def sight(glance: Glance) -> Sight:
    """The lectures of the year, and those still to be held."""
    year = glance.today.year
    mine = Lecture.objects.visible_to(glance.person, glance.held).filter(day__year=year)
    return Sight(
        [
            Figure(
                code="all",
                rows=mine,
                url=reverse("lectures:list") + address({}, year=year),
                words=lambda number: ngettext(
                    "%(number)s lecture this year", "%(number)s lectures this year", number
                ),
            ),
            Figure(
                code="planned",
                rows=mine.filter(state=State.PLANNED),
                url=reverse("lectures:list") + address({}, year=year, state=State.PLANNED.value),
                words=lambda number: ngettext(
                    "%(number)s to be held", "%(number)s to be held", number
                ),
            ),
        ]
    )


register(
    Front(
        wing="learn",
        heading="study",
        order=30,
        page="lectures:list",
        label=gettext_lazy("Lectures and policy window"),
        icon="speakerphone",
        line=gettext_lazy("Lectures where the work is, policies in plain words"),
        sight=sight,
        begins=(plan_lecture,),
    )
)
