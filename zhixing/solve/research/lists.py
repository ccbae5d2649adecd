"""The list of research."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, choice, count_below, cut, numbers
from zhixing.foundation.machinery.things.parts import Chip, Empty

from .models import FieldVisit, Research
from .rules import State


@dataclass(frozen=True, kw_only=True)
class ResearchList(ListPage):
    """Research, how much of it is under way, and its visits."""

    count: int
    going: int
    visits: int


def research_list(person: Actor, choices: Choices) -> ResearchList:
    """Page by page, the newest first; the figures are those of all of it."""
    visible = Research.objects.visible_to(person)
    state = choice(choices, "state", State.values)
    if state:
        visible = visible.filter(state=state)
    figures = numbers(
        count=visible,
        going=visible.filter(state=State.UNDER_WAY),
        visits=FieldVisit.objects.filter(research__in=visible.values("pk")).order_by(),
    )
    every = visible.select_related("thing", "person", "unit").annotate(
        visit_count=count_below(Research, "visits"),
        finding_count=count_below(Research, "findings"),
    )
    rows, pager = cut(every, choices, "-started_on", "pk", total=figures["count"])
    return ResearchList(
        title=_("Research"),
        columns=_columns(),
        rows=rows,
        every=every.order_by("-started_on", "pk"),
        file="research",
        kind=Research,
        pager=pager,
        chips=[Chip(str(State(state).label), "?")] if state else [],
        empty=Empty(
            _("No research yet."),
            _("It grows out of a claim: take a topic on the board, then start."),
            "search",
            _("Board of topics"),
            reverse("claims:board"),
        ),
        count=figures["count"],
        going=figures["going"],
        visits=figures["visits"],
    )


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(_("Subject"), lambda research: research.title),
        Column(_("Unit"), lambda research: research.unit.name),
        Column(_("Led by"), lambda research: research.person.name if research.person_id else ""),
        Column.number(_("Visits"), lambda research: research.visit_count),
        Column.number(_("Findings"), lambda research: research.finding_count),
        Column.state(),
    ]
