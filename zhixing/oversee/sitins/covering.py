"""Which groups were sat in on, against the norm: what the wing says of it, and the list behind."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from zhixing.foundation.kits.spans.cells import CellWords
from zhixing.foundation.kits.spans.groups import (
    Coverage,
    Member,
    Occasion,
    Standing,
    coverage,
    groups_of,
)
from zhixing.foundation.kits.spans.lists import GroupList, group_list
from zhixing.foundation.kits.spans.rules import Span, half_of, span_of
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.lists import Choices, address
from zhixing.foundation.machinery.things.parts import Crumb
from zhixing.foundation.spine.norms.queries import value_or

from .models import SitIn
from .rules import BEEN, State


def sitins_way(span: Span, state: str = "", group: str = "") -> str:
    """The list of the sit-ins of a span."""
    return reverse("sitins:list") + address({}, when=span.code, state=state, group=group)


def groups_way(standing: Standing | None, span: Span) -> str:
    """The list of the groups of a span, or of those that stand so."""
    state = "" if standing is None else standing.value
    return reverse("sitins:groups") + address({}, when=span.code, state=state)


WORDS = CellWords(
    pgettext_lazy("groups", "sat in on"),
    pgettext_lazy("groups", "arranged"),
    pgettext_lazy("groups", "not arranged"),
    lambda group, span: sitins_way(span, "standing", group),
    groups_way,
)


def occasions_in(person: Actor, span: Span) -> list[Occasion]:
    """The sit-ins of a span, cancelled ones left out."""
    rows = SitIn.objects.visible_to(person).filter(day__range=span.range).order_by()
    rows = rows.exclude(state=State.CANCELLED)
    return [
        Occasion(group, day, state in BEEN, code)
        for code, group, day, state in rows.values_list("pk", "group", "day", "state")
    ]


def covered_in(
    groups: list[Member], span: Span, occasions: list[Occasion], today: dt.date
) -> Coverage:
    """How the groups stand against the norm ``sitin.per_half_year``."""
    return coverage(groups, span, occasions, value_or("sitin.per_half_year", today, 1))


def groups_visited(person: Actor, choices: Choices) -> GroupList:
    """The groups of a half year: sat in on, arranged, not arranged."""
    today = clock.today()
    span = span_of(choices) or half_of(today)
    title = _("Which groups were sat in on")
    return group_list(
        choices,
        title,
        covered_in(groups_of(person), span, occasions_in(person, span), today),
        WORDS,
        file=f"groups-visited-{span.code.lower()}",
        crumbs=[
            Crumb(pgettext("wing", "Oversee"), reverse("wing", args=["oversee"])),
            Crumb(_("Sit-ins"), reverse("sitins:list")),
            Crumb(title),
        ],
    )
