"""Which groups have filed their plan: what the wing says of it, and the list behind."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from zhixing.foundation.kits.spans.cells import CellWords
from zhixing.foundation.kits.spans.groups import Occasion, Standing, coverage, groups_of
from zhixing.foundation.kits.spans.lists import GroupList, group_list
from zhixing.foundation.kits.spans.rules import Span, span_of, year_span
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.lists import Choices, address
from zhixing.foundation.machinery.things.parts import Crumb

from .models import StudyPlan
from .rules import State

ON_FILE = (State.FILED, State.IN_FORCE, State.ARCHIVED)


def groups_way(standing: Standing | None, span: Span) -> str:
    """The list of the groups of a year, or of those that stand so."""
    state = "" if standing is None else standing.value
    return reverse("plans:groups") + address({}, when=span.code, state=state)


WORDS = CellWords(
    pgettext_lazy("groups", "plan on file"),
    pgettext_lazy("groups", "being written"),
    pgettext_lazy("groups", "no plan"),
    lambda group, _span: reverse("roster:group", args=[group]),
    groups_way,
)


def plans_of(person: Actor, year: int) -> list[Occasion]:
    """The plans of a year by group: on file on the day they were filed, or still being written."""
    rows = StudyPlan.objects.visible_to(person).filter(year=year).order_by()
    first = dt.date(year, 1, 1)
    return [
        Occasion(group, _day_in(year, filed_on) or first, state in ON_FILE, code)
        for code, group, state, filed_on in rows.values_list("pk", "group", "state", "filed_on")
    ]


def _day_in(year: int, day: dt.date | None) -> dt.date | None:
    """A plan of the year may have been filed before it began."""
    return day if day is not None and day.year == year else None


def groups_with_plans(person: Actor, choices: Choices) -> GroupList:
    """The groups of a year: whose plan is on file, whose is being written, who has none."""
    chosen = span_of(choices)
    span = year_span(chosen.year if chosen else clock.today().year)
    title = _("Which groups have filed their plan")
    return group_list(
        choices,
        title,
        coverage(groups_of(person), span, plans_of(person, span.year)),
        WORDS,
        file=f"groups-with-plans-{span.code.lower()}",
        crumbs=[
            Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
            Crumb(_("Annual study plans"), reverse("plans:list")),
            Crumb(title),
        ],
    )
