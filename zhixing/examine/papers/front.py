"""Papers on the front page of Examine."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .acts import draft_paper
from .models import Paper
from .rules import State


def sight(glance: Glance) -> Sight:
    """The papers that are ready, and those being made."""
    mine = Paper.objects.visible_to(glance.person, glance.held)
    return Sight(
        [
            Figure(
                code="ready",
                rows=mine.filter(state=State.READY),
                url=reverse("papers:list") + address({}, state=State.READY.value),
                words=lambda number: ngettext(
                    "%(number)s paper ready", "%(number)s papers ready", number
                ),
            ),
            Figure(
                code="drafts",
                rows=mine.filter(state=State.DRAFT),
                url=reverse("papers:list") + address({}, state=State.DRAFT.value),
                words=lambda number: ngettext(
                    "%(number)s being made", "%(number)s being made", number
                ),
                tone="going",
            ),
        ]
    )


register(
    Front(
        wing="examine",
        heading="set",
        order=20,
        page="papers:list",
        label=gettext_lazy("Papers"),
        icon="file-text",
        line=gettext_lazy("Fixed lists of questions worth a hundred marks"),
        sight=sight,
        begins=(draft_paper,),
    )
)
