"""What the pages of institutional outcomes show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery.links.models import linked
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage

from .models import Outcome


@dataclass(frozen=True, kw_only=True)
class OutcomePage(ThingPage):
    """An institutional outcome, with what it comes from."""

    outcome: Outcome
    origins: list[Thing]


def outcome_page(person: Any, code: str) -> OutcomePage:
    outcome = get_object_or_404(
        Outcome.objects.visible_to(person).select_related("thing", "unit", "topic__thing", "group"),
        pk=code,
    )
    return OutcomePage.of(
        person, outcome, outcome=outcome, origins=list(linked(person, outcome, "comes_from"))
    )
