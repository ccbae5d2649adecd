"""Sit-ins on the front page of Oversee: the month day by day, and the groups against the norm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from zhixing.foundation.kits.spans.cells import group_cells
from zhixing.foundation.kits.spans.coming import coming
from zhixing.foundation.kits.spans.days import days_with, week
from zhixing.foundation.kits.spans.groups import Coverage, Occasion, Standing, groups_seen
from zhixing.foundation.kits.spans.rules import Span, day_span, half_of, month_of
from zhixing.foundation.kits.spans.wording import span_words
from zhixing.foundation.machinery.fronts import (
    Figure,
    Front,
    Glance,
    Numbers,
    Place,
    Sight,
    register,
)
from zhixing.foundation.machinery.things.blocks import Block, Coming, DaysBlock, Key, Look
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.parts import Empty

from .acts import plan_sitin
from .covering import WORDS, covered_in, groups_way, occasions_in, sitins_way
from .models import SitIn
from .rules import AHEAD, State

COMING = 6


def sight(glance: Glance) -> Sight:
    """The sit-ins of the half year, and how the groups stand in it."""
    half = half_of(glance.today)
    occasions = occasions_in(glance.person, half)
    covered = covered_in(groups_seen(glance), half, occasions, glance.today)
    return Sight(
        _figures(glance, half, occasions, covered),
        partial(_blocks, glance, occasions, covered),
    )


def _figures(
    glance: Glance, half: Span, occasions: list[Occasion], covered: Coverage
) -> list[Figure]:
    mine = SitIn.objects.visible_to(glance.person, glance.held)
    return [
        Figure(
            code="all",
            rows=len(occasions),
            url=sitins_way(half, "standing"),
            words=lambda number: ngettext(
                "%(number)s sit-in this half year", "%(number)s sit-ins this half year", number
            ),
        ),
        Figure(
            code="done",
            rows=covered.numbers[Standing.DONE],
            url=groups_way(Standing.DONE, half),
            words=lambda number: ngettext(
                "%(number)s group sat in on this half year",
                "%(number)s groups sat in on this half year",
                number,
            ),
            place=Place.FIRST,
        ),
        Figure(
            code="missing",
            rows=covered.numbers[Standing.MISSING],
            url=groups_way(Standing.MISSING, half),
            words=lambda number: ngettext(
                "%(number)s not arranged", "%(number)s not arranged", number
            ),
            tone="over",
            place=Place.FIRST,
        ),
        Figure(
            code="uncommented",
            rows=mine.filter(state=State.LISTENED),
            url=reverse("sitins:list") + address({}, state=State.LISTENED.value),
            words=lambda number: ngettext(
                "%(number)s sit-in waits for its comment",
                "%(number)s sit-ins wait for their comment",
                number,
            ),
            tone="soon",
            place=Place.ALSO,
        ),
    ]


def _blocks(
    glance: Glance, occasions: list[Occasion], covered: Coverage, _numbers: Numbers
) -> Sequence[Block]:
    blocks: list[Block] = [_days(glance, occasions)]
    if len(covered.groups) > 1:
        words = {"span": span_words(covered.span, covered.span.year)}
        blocks.append(group_cells(_("Groups, %(span)s") % words, covered, WORDS))
    return blocks


def _days(glance: Glance, occasions: list[Occasion]) -> DaysBlock:
    month = month_of(glance.today)
    inside = [occasion for occasion in occasions if month.has(occasion.day)]
    done = sum(occasion.done for occasion in inside)
    rows = _coming(glance)
    return DaysBlock(
        title=_("Sit-ins in %(month)s") % {"month": span_words(month, month.year)},
        note=_("a square is a sit-in"),
        days=days_with(
            [(occasion.day, _look(occasion, glance.today)) for occasion in inside],
            month,
            glance.today,
            lambda day: sitins_way(day_span(day), "standing"),
        ),
        week=week(),
        keys=[
            Key(Look.DONE, pgettext("sit-ins", "held"), done, sitins_way(month, "been")),
            Key(
                Look.NEXT,
                pgettext("sit-ins", "to come"),
                len(inside) - done,
                sitins_way(month, "ahead"),
            ),
        ],
        coming=rows,
        empty=None if rows else _nothing_ahead(),
    )


def _look(occasion: Occasion, today: dt.date) -> Look:
    if occasion.done:
        return Look.DONE
    return Look.OVER if occasion.day < today else Look.NEXT


def _coming(glance: Glance) -> list[Coming]:
    rows = SitIn.objects.visible_to(glance.person, glance.held)
    rows = rows.filter(state__in=AHEAD, day__gte=glance.today).order_by("day", "pk")
    near = rows.select_related("thing", "unit", "person").defer("checked", "listened", "comment")
    return [
        coming(sitin, sitin.unit.short_name, note=_led_by(sitin.person.name))
        for sitin in near[:COMING]
    ]


def _led_by(name: str) -> str:
    return _("led by %(name)s") % {"name": name}


def _nothing_ahead() -> Empty:
    return Empty(
        _("No sit-in is arranged."), _("A supervisor plans one on the page of a study group.")
    )


register(
    Front(
        wing="oversee",
        heading="visit",
        order=10,
        page="sitins:list",
        label=gettext_lazy("Sit-ins"),
        icon="eye-check",
        line=gettext_lazy("Check, listen, comment, rectify"),
        sight=sight,
        begins=(plan_sitin,),
        leads=True,
    )
)
