"""Study groups on the front page of County."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register

from .models import StudyGroup


def sight(glance: Glance) -> Sight:
    """The groups that study now."""
    mine = StudyGroup.objects.visible_to(glance.person, glance.held).active()
    return Sight(
        [
            Figure(
                code="all",
                rows=mine,
                url=reverse("groups:list"),
                words=lambda number: ngettext(
                    "%(number)s study group", "%(number)s study groups", number
                ),
            ),
        ]
    )


register(
    Front(
        wing="county",
        heading="roster",
        order=20,
        page="groups:list",
        label=gettext_lazy("Study groups"),
        icon="users-group",
        line=gettext_lazy("Who studies together, in which role"),
        sight=sight,
    )
)
