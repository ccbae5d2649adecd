"""What the pages of claims show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery.links.models import linked
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Line
from zhixing.ui.words import datewords

from .models import Claim


@dataclass(frozen=True, kw_only=True)
class ClaimPage(ThingPage):
    """A claim: what it follows and what was found out."""

    claim: Claim
    researches: list[Line]
    heard: list[Thing]
    before: list[Thing]


def claim_page(person: Any, code: str) -> ClaimPage:
    claim = get_object_or_404(
        Claim.objects.visible_to(person).select_related(
            "thing", "person", "group__unit", "topic__thing", "unit"
        ),
        pk=code,
    )
    researches = claim.researches.visible_to(person).select_related("thing").order_by("pk")
    return ClaimPage.of(
        person,
        claim,
        claim=claim,
        researches=[
            Line(
                research.title,
                research.url,
                f"{research.pk} · {datewords(research.started_on)}",
                research.get_state_display(),
                research.tone,
            )
            for research in researches
        ],
        heard=list(linked(person, claim, "heard_at")),
        before=list(linked(person, claim, "follows")),
    )
