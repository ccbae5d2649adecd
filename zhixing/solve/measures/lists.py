"""The list of measures."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, address, choice, cut
from zhixing.foundation.machinery.things.parts import Chip, Empty
from zhixing.foundation.spine.calendar.queries import calendar

from .models import Measure
from .rules import DATED, State


def measure_list(person: Actor, choices: Choices) -> ListPage:
    """Measures with their owner and date; ``state``, ``open`` and ``overdue`` narrow them."""
    rows = Measure.objects.visible_to(person).select_related("thing", "unit", "person", "topic")
    state = choice(choices, "state", State.values)
    rows = rows.filter(state=state) if state else rows
    rows = rows.open() if choices.get("open") else rows
    rows = (rows.overdue(clock.today()) if choices.get("overdue") else rows).order_by("pk")
    measures, pager = cut(rows, choices, "pk")
    words = {
        "state": str(State(state).label) if state else "",
        "open": _("open") if choices.get("open") else "",
        "overdue": _("overdue") if choices.get("overdue") else "",
    }
    return ListPage(
        title=_("Measures"),
        columns=_columns(calendar().last_working(clock.today())),
        rows=measures,
        every=rows,
        file="measures",
        kind=Measure,
        pager=pager,
        chips=[
            Chip(word, address(choices, **{"after": "", name: ""}))
            for name, word in words.items()
            if word
        ],
        empty=Empty(
            _("No measure yet."),
            _(
                "Measures are caught at a session, or added to a problem; each has an owner and a"
                " date."
            ),
            "checklist",
        ),
    )


def _columns(late: dt.date) -> list[Column]:
    """``late``: what was due before it is overdue."""
    return [
        Column.code(),
        Column.title(_("Measure"), lambda measure: measure.title),
        Column(_("Unit"), lambda measure: measure.unit.name),
        Column.state(),
        Column.day(_("By when"), lambda measure: measure.due, lambda measure: _due(measure, late)),
    ]


def _due(measure: Measure, late: dt.date) -> Cell:
    """The day it is due; red when that was missed."""
    if measure.due is None:
        return Cell()
    is_late = measure.state in DATED and measure.due < late
    return Cell(measure.due, tone="over" if is_late else "")
