"""Which groups have met: what the cells of the wing say, and the list behind them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from zhixing.foundation.kits.spans.cells import CellWords
from zhixing.foundation.kits.spans.groups import Standing, coverage, groups_of
from zhixing.foundation.kits.spans.lists import GroupList, group_list
from zhixing.foundation.kits.spans.rules import Span, month_of, span_of
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.lists import Choices, address
from zhixing.foundation.machinery.things.parts import Crumb

from .queries.occasions import sessions_in, with_partners_of


def sessions_way(span: Span, state: str = "", group: str = "") -> str:
    """The list of the sessions of a span."""
    return reverse("sessions:list") + address({}, when=span.code, state=state, group=group)


def _groups_way(standing: Standing | None, span: Span) -> str:
    state = "" if standing is None else standing.value
    return reverse("sessions:groups") + address({}, when=span.code, state=state)


WORDS = CellWords(
    pgettext_lazy("groups", "met"),
    pgettext_lazy("groups", "arranged"),
    pgettext_lazy("groups", "not arranged"),
    lambda group, span: sessions_way(span, group=group),
    _groups_way,
)


def groups_that_met(person: Actor, choices: Choices) -> GroupList:
    """The groups of a month, or of another span: which met, which will, which have arranged
    nothing.
    """
    span = span_of(choices) or month_of(clock.today())
    occasions = with_partners_of(sessions_in(person, span), span)
    title = _("Which groups have met")
    return group_list(
        choices,
        title,
        coverage(groups_of(person), span, occasions),
        WORDS,
        file=f"groups-met-{span.code.lower()}",
        crumbs=[
            Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
            Crumb(_("Study sessions"), reverse("sessions:list")),
            Crumb(title),
        ],
    )
