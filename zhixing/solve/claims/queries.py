"""What the pages of claims show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery.links.models import linked
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage

from .models import Claim

if TYPE_CHECKING:  # research knows claims
    from ..research.models import Research


@dataclass(frozen=True, kw_only=True)
class ClaimPage(ThingPage):
    """A claim: what it follows and what was found out."""

    claim: Claim
    researches: list[Research]
    heard: list[Thing]
    before: list[Thing]


def claim_page(person: Any, code: str) -> ClaimPage:
    claim = get_object_or_404(
        Claim.objects.visible_to(person).select_related(
            "thing", "person", "group__unit", "topic__thing", "unit"
        ),
        pk=code,
    )
    researches = list(claim.researches.visible_to(person).select_related("thing").order_by("pk"))
    return ClaimPage.of(
        person,
        claim,
        claim=claim,
        researches=researches,
        heard=list(linked(person, claim, "heard_at")),
        before=list(linked(person, claim, "follows")),
    )
