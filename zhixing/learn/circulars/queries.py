"""What circulars count and what their pages show. The numbers of all groups are asked for in five
queries, whatever the number of groups.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Crumb, Rate
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.ui.words import fulldate

from .counting import lines_of
from .models import Circular
from .rules import FIGURES, Figure, Line, Period, State


def numbers_of(circular: Circular) -> tuple[list[Line], dt.date]:
    """The numbers and their day: as they were when it was issued, else as they are now."""
    if circular.state == State.ISSUED and circular.counted_on is not None:
        return circular.kept_lines(), circular.counted_on
    return lines_of(circular.unit, circular.period, clock.today()), clock.today()


def visible_circular(person: Any, code: str) -> Circular:
    """One circular. Raises Http404."""
    return get_object_or_404(
        Circular.objects.visible_to(person).select_related("thing", "unit"), pk=code
    )


@dataclass(frozen=True)
class GroupLine:
    """The numbers of one group, and where the rows behind them are."""

    line: Line
    url: str
    sessions_url: str
    reports_url: str


@dataclass(frozen=True, kw_only=True)
class CircularPage(ThingPage):
    """A circular: its words and its numbers."""

    circular: Circular
    rates: list[Rate]
    lines: list[GroupLine]
    all: int
    period: Period


def circular_page(person: Any, code: str) -> CircularPage:
    """One circular: its words, the numbers of the county, and the lines of the groups this person
    may look into.
    """
    circular = visible_circular(person, code)
    lines, day = numbers_of(circular)
    mine = set(StudyGroup.objects.looked_into_by(person).values_list("pk", flat=True))
    period = circular.period
    return CircularPage.of(
        person,
        circular,
        trace=[],
        circular=circular,
        lead=_lead(circular, len(lines), day),
        crumbs=[
            Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
            Crumb(_("Circulars"), f"{reverse('circulars:list')}?year={period.year}"),
            Crumb(circular.pk),
        ],
        rates=[_rate(figure, lines) for figure in FIGURES],
        lines=[
            GroupLine(
                line,
                reverse("yearmap:year", args=[line.code, period.year]),
                f"{reverse('sessions:list')}?year={period.year}&group={line.code}",
                f"{reverse('reports:list')}?year={period.year}&group={line.code}",
            )
            for line in lines
            if line.code in mine
        ],
        all=len(lines),
        print_url=reverse("circulars:print", args=[circular.pk]),
        period=period,
    )


def _rate(figure: Figure, lines: Sequence[Line]) -> Rate:
    number, of = figure.count(lines)
    return Rate(str(figure.label), number, of, note=str(figure.help), url="#groups")


def _lead(circular: Circular, groups: int, day: dt.date) -> str:
    params = {"period": circular.period.words, "groups": groups, "day": fulldate(day)}
    if circular.state == State.ISSUED:
        return (
            _(
                "On the %(period)s, study groups: %(groups)s. Issued on %(day)s; the "
                "numbers stand as they were then."
            )
            % params
        )
    return (
        _(
            "On the %(period)s, study groups: %(groups)s. A draft: the numbers are those "
            "of %(day)s and change until it is issued."
        )
        % params
    )
