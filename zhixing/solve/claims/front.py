"""The board of topics on the front page of Solve."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import Figure, Front, Glance, Place, Sight, register
from zhixing.foundation.machinery.things.lists import address

from .acts import claim_topic
from .lists import free_topics, topics_on_board


def sight(glance: Glance) -> Sight:
    """The topics of the year that may be claimed, and those that nobody holds."""
    year, own = glance.today.year, sorted(glance.held.group_codes())
    board = reverse("claims:board")
    return Sight(
        [
            Figure(
                code="all",
                rows=topics_on_board(glance.person, year, own),
                url=board + address({}, year=year),
                words=lambda number: ngettext(
                    "%(number)s topic on the board", "%(number)s topics on the board", number
                ),
            ),
            Figure(
                code="free",
                rows=free_topics(glance.person, year, own),
                url=board + address({}, year=year, free=1),
                words=lambda number: ngettext(
                    "%(number)s topic that nobody has claimed",
                    "%(number)s topics that nobody has claimed",
                    number,
                ),
                tone="soon",
                place=Place.ALSO,
            ),
        ]
    )


register(
    Front(
        wing="solve",
        heading="research",
        order=10,
        page="claims:board",
        label=gettext_lazy("Board of topics"),
        icon="pin",
        line=gettext_lazy("Who looks into which topic"),
        sight=sight,
        begins=(claim_topic,),
    )
)
