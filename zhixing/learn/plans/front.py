"""Plans on the front page of Learn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zhixing.foundation.kits.spans.groups import Coverage, Standing, coverage, groups_seen
from zhixing.foundation.kits.spans.rules import year_span
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

from .acts import draft_plan
from .covering import groups_way, plans_of
from .models import StudyPlan
from .rules import State


def sight(glance: Glance) -> Sight:
    """The plans of the year: in force, waiting to be noted; the groups that have not filed one."""
    year = glance.today.year
    span = year_span(year)
    mine = StudyPlan.objects.visible_to(glance.person, glance.held).filter(year=year)
    covered = coverage(groups_seen(glance), span, plans_of(glance.person, year))
    plans = reverse("plans:list")
    return Sight(
        [
            Figure(
                code="in_force",
                rows=mine.filter(state=State.IN_FORCE),
                url=plans + address({}, year=year, state=State.IN_FORCE.value),
                words=lambda number: ngettext(
                    "%(number)s plan in force", "%(number)s plans in force", number
                ),
            ),
            Figure(
                code="filed",
                rows=mine.filter(state=State.FILED),
                url=plans + address({}, year=year, state=State.FILED.value),
                words=lambda number: ngettext(
                    "%(number)s plan waits to be noted",
                    "%(number)s plans wait to be noted",
                    number,
                ),
                tone="soon",
                place=Place.ALSO,
            ),
            Figure(
                code="unfiled",
                rows=covered.numbers[Standing.AHEAD],
                url=groups_way(Standing.AHEAD, span),
                words=lambda number: ngettext(
                    "%(number)s group is still writing its plan",
                    "%(number)s groups are still writing their plan",
                    number,
                ),
                tone="soon",
                place=Place.ALSO,
            ),
            Figure(
                code="none",
                rows=covered.numbers[Standing.MISSING],
                url=groups_way(Standing.MISSING, span),
                words=lambda number: ngettext(
                    "%(number)s group has no plan", "%(number)s groups have no plan", number
                ),
                tone="over",
                place=Place.ALSO,
            ),
        ],
        partial(_blocks, covered),
    )


def _blocks(covered: Coverage, _numbers: Numbers) -> Sequence[Block]:
    """How many groups have filed their plan; of the one group of a secretary the figure says it."""
    if len(covered.groups) < 2:
        return []
    done = Standing.DONE
    rate = Rate(
        _("Plans on file"),
        covered.numbers[done],
        len(covered.groups),
        url=groups_way(done, covered.span),
        whole_url=groups_way(None, covered.span),
    )
    return [RatesBlock(rates=[rate])]


register(
    Front(
        wing="learn",
        heading="plan",
        order=20,
        page="plans:list",
        label=gettext_lazy("Annual study plans"),
        icon="notebook",
        line=gettext_lazy("Each group’s topics and months, filed with the county"),
        sight=sight,
        begins=(draft_plan,),
    )
)
