"""Study packs on the front page of Learn."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .acts import begin_pack
from .models import Pack
from .rules import State


def sight(glance: Glance) -> Sight:
    """The packs, and those that nobody reads yet."""
    mine = Pack.objects.visible_to(glance.person, glance.held)
    way = {"for": "all"}
    return Sight(
        [
            Figure(
                code="all",
                rows=mine.exclude(state=State.WITHDRAWN),
                url=reverse("packs:list") + address(way),
                words=lambda number: ngettext(
                    "%(number)s study pack", "%(number)s study packs", number
                ),
            ),
            Figure(
                code="drafts",
                rows=mine.filter(state=State.DRAFT),
                url=reverse("packs:list") + address(way, state=State.DRAFT.value),
                words=lambda number: ngettext(
                    "%(number)s not yet published", "%(number)s not yet published", number
                ),
            ),
        ]
    )


register(
    Front(
        wing="learn",
        heading="material",
        order=10,
        page="packs:list",
        label=gettext_lazy("Study packs"),
        icon="books",
        line=gettext_lazy("What a topic is studied with, version by version"),
        sight=sight,
        begins=(begin_pack,),
    )
)
