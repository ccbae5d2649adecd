"""Hand-overs on the front page of County."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register

from .models import Handover


def sight(glance: Glance) -> Sight:
    """The hand-overs."""
    mine = Handover.objects.visible_to(glance.person, glance.held)
    return Sight(
        [
            Figure(
                code="all",
                rows=mine,
                url=reverse("handovers:list"),
                words=lambda number: ngettext(
                    "%(number)s hand-over", "%(number)s hand-overs", number
                ),
            ),
        ]
    )


register(
    Front(
        wing="county",
        heading="roster",
        order=25,
        page="handovers:list",
        label=gettext_lazy("Hand-overs"),
        icon="repeat",
        line=gettext_lazy("Who took over from whom, for good or for a time"),
        sight=sight,
    )
)
