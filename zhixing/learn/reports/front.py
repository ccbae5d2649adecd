"""Session reports on the front page of Learn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.machinery.fronts import (
    Figure,
    Front,
    Glance,
    Numbers,
    Place,
    Sight,
    register,
)
from zhixing.foundation.machinery.things.blocks import Block, RatesBlock
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.parts import Rate

from .models import SessionReport
from .rules import State


def _way(year: int, **conditions: object) -> str:
    return reverse("reports:list") + address({}, year=year, **conditions)


def sight(glance: Glance) -> Sight:
    """The reports of the year: all, received, waiting for the county, overdue. One query, as the
    list of reports counts them.
    """
    year = glance.today.year
    mine = SessionReport.objects.visible_to(glance.person, glance.held).filter(session__year=year)
    states = mine.order_by().values_list("state").annotate(Count("pk"))
    numbers = Counter(dict(states))
    return Sight(
        [
            Figure(
                code="all",
                rows=sum(numbers.values()),
                url=_way(year),
                words=lambda number: ngettext(
                    "%(number)s report this year", "%(number)s reports this year", number
                ),
            ),
            Figure(
                code="sent",
                rows=numbers[State.SENT],
                url=_way(year, state=State.SENT.value),
                words=lambda number: ngettext(
                    "%(number)s report waits to be received",
                    "%(number)s reports wait to be received",
                    number,
                ),
                tone="soon",
                place=Place.FIRST,
            ),
            Figure(
                code="overdue",
                rows=mine.overdue(glance.today),
                url=_way(year, overdue=1),
                words=lambda number: ngettext(
                    "%(number)s report overdue", "%(number)s reports overdue", number
                ),
                tone="over",
                place=Place.ALSO,
            ),
            Figure(
                code="received",
                rows=numbers[State.RECEIVED],
                url=_way(year, state=State.RECEIVED.value),
                words=lambda number: ngettext("%(number)s received", "%(number)s received", number),
            ),
        ],
        partial(_blocks, year),
    )


def _blocks(year: int, numbers: Numbers) -> Sequence[Block]:
    rate = Rate(
        _("Reports received"),
        numbers["received"],
        numbers["all"],
        url=_way(year, state=State.RECEIVED.value),
        whole_url=_way(year),
    )
    return [RatesBlock(rates=[rate])]


register(
    Front(
        wing="learn",
        heading="file",
        order=10,
        page="reports:list",
        label=gettext_lazy("Session reports"),
        icon="file-text",
        line=gettext_lazy("One for each session, sent to the county"),
        sight=sight,
    )
)
