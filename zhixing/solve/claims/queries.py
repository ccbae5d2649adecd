"""What the pages of claims show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery.links.models import linked
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.lists import year_of
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.topics.models import Topic

from .models import Claim

if TYPE_CHECKING:  # research knows claims
    from ..research.models import Research

NAMED = 12  # claims of a topic on the board


def board(person: Any, choices: Any) -> dict[str, Any]:
    """认领榜: the topics of a year with who holds them; what nobody holds comes first. Of the
    claims of a topic the first are named; ``every`` names them all.
    """
    year, own = year_of(choices), _own_groups(person)
    groups = list(StudyGroup.objects.visible_to(person).filter(pk__in=own).select_related("unit"))
    claims = _claims_shown(person, year, choices.get("group"), [group.pk for group in groups])
    counts = dict(claims.order_by().values_list("topic").annotate(Count("pk")))
    topics = _topics_shown(person, year, own)
    topics.sort(key=lambda topic: topic.pk in counts)
    nth = Window(RowNumber(), partition_by=F("topic"), order_by=F("thing").asc())
    named = _by_topic(claims.annotate(nth=nth).filter(nth__lte=NAMED))
    rows = [
        {
            "topic": topic,
            "claims": named[topic.pk],
            "more": max(0, counts.get(topic.pk, 0) - NAMED),
        }
        for topic in topics
    ]
    taken = sum(topic.pk in counts for topic in topics)
    return {
        "year": year,
        "rows": rows,
        "every": _rows_with_all_claims(topics, claims),
        "taken": taken,
        "free": len(topics) - taken,
        "groups": groups,
    }


def _claims_shown(person: Any, year: int, group: str | None, own: list[str]) -> Any:
    """Claims that stand: of the group chosen, of the own groups, else of all that one may see."""
    claims = Claim.objects.visible_to(person).holding().filter(topic__year=year)
    claims = claims.select_related("person").order_by("pk")
    chosen = [group] if group else own
    return claims.filter(group__among=chosen) if chosen else claims


def _topics_shown(person: Any, year: int, own: list[str]) -> list[Topic]:
    topics = Topic.objects.visible_to(person).filter(year=year)
    topics = topics.filter(Q(group__isnull=True) | Q(group__in=own))
    return list(topics.select_related("thing").order_by("first_month", "title"))


def _by_topic(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    by_topic: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_topic[claim.topic_id].append(claim)
    return by_topic


def _rows_with_all_claims(topics: list[Topic], claims: Any) -> Iterator[dict[str, Any]]:
    """The rows with all their claims, for a file: they are read when somebody takes it."""
    claimed = _by_topic(claims)
    for topic in topics:
        yield {"topic": topic, "claims": claimed[topic.pk]}


def _own_groups(person: Any) -> list[str]:
    return sorted(holdings(person).group_codes())


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
