"""The list of papers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, choice, count_below, first_rows
from zhixing.foundation.machinery.things.parts import Chip, Empty

from .models import Paper
from .rules import State


def paper_list(person: Actor, choices: Choices) -> ListPage:
    """Papers by state, the latest first, with how many items each has."""
    state = choice(choices, "state", State.values)
    every = (
        Paper.objects.visible_to(person)
        .select_related("thing", "unit", "topic")
        .annotate(item_count=count_below(Paper, "items"))
        .order_by("-thing__made_at", "pk")
    )
    every = every.filter(state=state) if state else every
    papers, pager = first_rows(every, 200)
    return ListPage(
        title=_("Papers"),
        columns=_columns(),
        rows=papers,
        every=every,
        file="papers",
        kind=Paper,
        pager=pager,
        chips=[Chip(str(State(state).label), "?")] if state else [],
        empty=Empty(
            _("No paper yet."),
            _(
                "The study secretary makes one on the group page: a fixed list of items worth a"
                " hundred marks."
            ),
            "file-text",
        ),
    )


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(_("Title of the paper"), lambda paper: paper.title),
        Column(_("Topic"), lambda paper: paper.topic.title),
        Column.number(_("Items"), lambda paper: paper.item_count),
        Column.state(),
    ]
