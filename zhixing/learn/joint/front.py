"""Joint study on the front page of Learn."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .acts import found_joint
from .models import JointGroup
from .rules import State


def sight(glance: Glance) -> Sight:
    """The joint groups that run."""
    mine = JointGroup.objects.visible_to(glance.person, glance.held)
    return Sight(
        [
            Figure(
                code="running",
                rows=mine.filter(state=State.RUNNING),
                url=reverse("joint:list") + address({}, state=State.RUNNING.value),
                words=lambda number: ngettext(
                    "%(number)s joint group running", "%(number)s joint groups running", number
                ),
            ),
        ]
    )


register(
    Front(
        wing="learn",
        heading="study",
        order=20,
        page="joint:list",
        label=gettext_lazy("Joint study"),
        icon="users-group",
        line=gettext_lazy("Groups that study one topic together"),
        sight=sight,
        begins=(found_joint,),
    )
)
