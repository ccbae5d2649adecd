"""Campaigns on the front page of Loop."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .acts import found_campaign
from .models import Campaign
from .rules import State


def sight(glance: Glance) -> Sight:
    """The campaigns that run."""
    mine = Campaign.objects.visible_to(glance.person, glance.held)
    return Sight(
        [
            Figure(
                code="running",
                rows=mine.filter(state=State.RUNNING),
                url=reverse("campaigns:list") + address({}, state=State.RUNNING.value),
                words=lambda number: ngettext(
                    "%(number)s campaign running", "%(number)s campaigns running", number
                ),
            )
        ]
    )


register(
    Front(
        wing="loop",
        heading="campaign",
        order=10,
        page="campaigns:list",
        label=gettext_lazy("Campaigns"),
        icon="target",
        line=gettext_lazy("One frame for sessions and deeds"),
        sight=sight,
        begins=(found_campaign,),
    )
)
