"""What the pages of measures show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage

from .models import Measure


@dataclass(frozen=True, kw_only=True)
class MeasurePage(ThingPage):
    """A measure: what it comes from and what came of it."""

    measure: Measure
    origins: list[Thing]
    came: list[Thing]
    today: dt.date


def measure_page(person: Any, code: str) -> MeasurePage:
    measure = get_object_or_404(
        Measure.objects.visible_to(person).select_related(
            "thing", "unit", "person", "topic__thing", "group"
        ),
        pk=code,
    )
    links = list(
        Link.objects.visible_to(person)
        .filter(Q(later=code) | Q(earlier=code))
        .select_related("later", "earlier")
    )
    return MeasurePage.of(
        person,
        measure,
        measure=measure,
        origins=[link.earlier for link in links if link.later_id == code],
        came=[link.later for link in links if link.earlier_id == code],
        today=clock.today(),
    )
