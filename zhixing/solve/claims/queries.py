"""What the pages of claims show."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery.links.models import linked
from zhixing.foundation.machinery.things.lists import year_of
from zhixing.foundation.machinery.things.page import thing_page
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.topics.models import Topic

from .models import Claim


def board(person: Any, choices: Any) -> dict[str, Any]:
    """认领榜: the topics of a year with who holds them, group by group; what nobody holds comes first."""
    year = year_of(choices)
    claims = Claim.objects.visible_to(person).holding().filter(topic__year=year).select_related("thing", "person", "group__unit", "topic")
    groups = list(StudyGroup.objects.visible_to(person).filter(pk__in=_own(person)).select_related("unit")) or None
    if choices.get("group"):
        claims = claims.filter(group=choices["group"])
    elif groups:
        claims = claims.filter(group__in=[one.pk for one in groups])
    by_topic: dict[str, list[Claim]] = {}
    for one in claims:
        by_topic.setdefault(one.topic_id, []).append(one)
    topics = Topic.objects.visible_to(person).filter(year=year).filter(Q(group__isnull=True) | Q(group__in=_own(person))).select_related("thing").order_by("first_month", "title")
    rows = [{"topic": one, "claims": by_topic.get(one.pk, [])} for one in topics]
    rows.sort(key=lambda one: bool(one["claims"]))
    return {"year": year, "rows": rows, "taken": sum(bool(one["claims"]) for one in rows), "free": sum(not one["claims"] for one in rows), "groups": groups or []}


def _own(person: Any) -> list[str]:
    from zhixing.foundation.machinery.registry import holdings

    return sorted(holdings(person).group_codes())


def claim_page(person: Any, code: str) -> dict[str, Any]:
    claim = get_object_or_404(Claim.objects.visible_to(person).select_related("thing", "person", "group__unit", "topic__thing", "unit"), pk=code)
    researches = list(claim.researches.visible_to(person).select_related("thing").order_by("pk"))
    return thing_page(person, claim, claim=claim, researches=researches, heard=list(linked(person, claim, "heard_at")), before=list(linked(person, claim, "follows")))
