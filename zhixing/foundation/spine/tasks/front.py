"""Tasks on the front page of County."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .models import Task
from .rules import State


def sight(glance: Glance) -> Sight:
    """The tasks to be done."""
    mine = Task.objects.visible_to(glance.person, glance.held)
    return Sight(
        [
            Figure(
                code="open",
                rows=mine.filter(state=State.OPEN),
                url=reverse("tasks:list") + address({}, open=1),
                words=lambda number: ngettext(
                    "%(number)s task to be done", "%(number)s tasks to be done", number
                ),
            ),
        ]
    )


register(
    Front(
        wing="county",
        heading="affair",
        order=10,
        page="tasks:list",
        label=gettext_lazy("Tasks"),
        icon="checklist",
        line=gettext_lazy("What somebody has to do, by when"),
        sight=sight,
    )
)
