"""Research on the front page of Solve."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .models import Research
from .rules import State


def sight(glance: Glance) -> Sight:
    """All research, and what is under way of it."""
    mine = Research.objects.visible_to(glance.person, glance.held)
    return Sight(
        [
            Figure(
                code="all",
                rows=mine,
                url=reverse("research:list"),
                words=lambda number: ngettext(
                    "%(number)s piece of research", "%(number)s pieces of research", number
                ),
            ),
            Figure(
                code="going",
                rows=mine.filter(state=State.UNDER_WAY),
                url=reverse("research:list") + address({}, state=State.UNDER_WAY.value),
                words=lambda number: ngettext(
                    "%(number)s under way", "%(number)s under way", number
                ),
                tone="going",
            ),
        ]
    )


register(
    Front(
        wing="solve",
        heading="research",
        order=20,
        page="research:list",
        label=gettext_lazy("Research"),
        icon="search",
        line=gettext_lazy("What was looked into on the spot"),
        sight=sight,
    )
)
