"""Files on the front page of County."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register

from .models import StoredFile


def sight(glance: Glance) -> Sight:
    """The files that may be had."""
    mine = StoredFile.objects.visible_to(glance.person, glance.held).filter(withdrawn_on=None)
    return Sight(
        [
            Figure(
                code="all",
                rows=mine,
                url=reverse("files:list"),
                words=lambda number: ngettext("%(number)s file", "%(number)s files", number),
            ),
        ]
    )


register(
    Front(
        wing="county",
        heading="paper",
        order=20,
        page="files:list",
        label=gettext_lazy("Files"),
        icon="paperclip",
        line=gettext_lazy("What was attached to a thing"),
        sight=sight,
    )
)
