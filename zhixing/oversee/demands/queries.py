"""What the pages of demands show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from zhixing.foundation.kits import deadlines
from zhixing.foundation.machinery.links.models import linked
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage

from .models import Demand


@dataclass(frozen=True, kw_only=True)
class DemandPage(ThingPage):
    """A demand, with what was opened because of it."""

    demand: Demand
    opened: list[Thing]
    due: dict[str, Any] | None


def demand_page(person: Any, code: str) -> DemandPage:
    demand = get_object_or_404(
        Demand.objects.visible_to(person).select_related(
            "thing", "unit", "group", "sitin__thing", "topic"
        ),
        pk=code,
    )
    return DemandPage.of(
        person,
        demand,
        demand=demand,
        opened=list(linked(person, demand, "found_by", back=True))
        + list(linked(person, demand, "answers", back=True)),
        due=deadlines.due_box(demand.thing),
    )
