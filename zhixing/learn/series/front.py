"""Local series on the front page of Learn."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .acts import begin_local_series
from .models import LocalSeries
from .rules import State


def sight(glance: Glance) -> Sight:
    """The series that run."""
    mine = LocalSeries.objects.visible_to(glance.person, glance.held)
    return Sight(
        [
            Figure(
                code="running",
                rows=mine.filter(state=State.RUNNING),
                url=reverse("series:list") + address({}, state=State.RUNNING.value),
                words=lambda number: ngettext(
                    "%(number)s series running", "%(number)s series running", number
                ),
            ),
        ]
    )


register(
    Front(
        wing="learn",
        heading="material",
        order=30,
        page="series:list",
        label=gettext_lazy("Local series"),
        icon="versions",
        line=gettext_lazy("The county’s own series, with its target"),
        sight=sight,
        begins=(begin_local_series,),
    )
)
