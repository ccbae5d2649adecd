"""What circulars count and what their pages show. The numbers of all groups are asked for in five
queries, whatever the number of groups.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.lists import cut, year_of
from zhixing.foundation.machinery.things.page import act_url, thing_page
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.ui.words import fulldate

from .acts import draft_circular
from .counting import lines_of
from .models import Circular
from .rules import FIGURES, Figure, Line, State


def numbers_of(circular: Circular) -> tuple[list[Line], dt.date]:
    """The numbers and their day: as they were when it was issued, else as they are now."""
    if circular.state == State.ISSUED and circular.counted_on is not None:
        return circular.kept_lines(), circular.counted_on
    return lines_of(circular.unit, circular.period, clock.today()), clock.today()


def circular_list(person: Any, choices: Any) -> dict[str, Any]:
    """The circulars of a year that this person may know of, the latest first."""
    year = year_of(choices)
    rows = (
        Circular.objects.visible_to(person)
        .filter(span__contains=f"-{year}-")
        .select_related("thing", "unit")
        .order_by("-thing__made_at", "pk")
    )
    circulars, pager = cut(rows, choices, "-thing__made_at", "pk")
    return {
        "year": year,
        "rows": circulars,
        "pager": pager,
        "every": rows,
        "acts": _draft_button(person),
    }


def _draft_button(person: Any) -> list[dict[str, Any]]:
    """On the list: the way to draft one, for those who may."""
    county = (
        Unit.objects.select_related("thing")
        .filter(draft_circular.open_q(person, None, holdings(person)))
        .first()
        if person is not None and person.pk is not None
        else None
    )
    return (
        [
            {
                "label": str(draft_circular.label),
                "url": act_url(county.pk, "draft_circular"),
                "primary": True,
            }
        ]
        if county
        else []
    )


def visible_circular(person: Any, code: str) -> Circular:
    """One circular. Raises Http404."""
    return get_object_or_404(
        Circular.objects.visible_to(person).select_related("thing", "unit"), pk=code
    )


def circular_page(person: Any, code: str) -> dict[str, Any]:
    """One circular: its words, the numbers of the county, and the lines of the groups this person
    may look into.
    """
    circular = visible_circular(person, code)
    lines, day = numbers_of(circular)
    mine = set(StudyGroup.objects.looked_into_by(person).values_list("pk", flat=True))
    period = circular.period
    return thing_page(
        person,
        circular,
        trace=[],
        trace_parts=[],
        circular=circular,
        lead=_lead(circular, len(lines), day),
        crumbs=[
            {"label": pgettext("wing", "Learn"), "url": reverse("wing", args=["learn"])},
            {"label": _("Circulars"), "url": f"{reverse('circulars:list')}?year={period.year}"},
            {"label": circular.pk, "url": ""},
        ],
        rates=[_rate(figure, lines) for figure in FIGURES],
        lines=[
            {
                "line": line,
                "url": reverse("yearmap:year", args=[line.code, period.year]),
                "sessions_url": f"{reverse('sessions:list')}?year={period.year}&group={line.code}",
                "reports_url": f"{reverse('reports:list')}?year={period.year}&group={line.code}",
            }
            for line in lines
            if line.code in mine
        ],
        all=len(lines),
        print_url=reverse("circulars:print", args=[circular.pk]),
        period=period,
    )


def _rate(figure: Figure, lines: Sequence[Line]) -> dict[str, Any]:
    number, of = figure.count(lines)
    return {"label": figure.label, "note": figure.help, "num": number, "den": of, "url": "#groups"}


def _lead(circular: Circular, groups: int, day: dt.date) -> str:
    params = {"period": circular.period.words, "groups": groups, "day": fulldate(day)}
    if circular.state == State.ISSUED:
        return (
            _(
                "On the %(period)s, %(groups)s study groups. Issued on %(day)s; the numbers stand"
                " as they were then."
            )
            % params
        )
    return (
        _(
            "On the %(period)s, %(groups)s study groups. A draft: the numbers are those of %(day)s"
            " and change until it is issued."
        )
        % params
    )
