"""The board of topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.listing import Column, ListPage, Look
from zhixing.foundation.machinery.things.lists import Choices, year_of
from zhixing.foundation.machinery.things.parts import Chip, Empty
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.topics.models import Topic
from zhixing.ui.words import comma, months

from .models import Claim

NAMED = 12  # claims of a topic on the board


@dataclass(frozen=True)
class TopicRow:
    """A topic with its claims, or the first of them and how many more there are."""

    topic: Topic
    claims: list[Claim] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True, kw_only=True)
class Board(ListPage):
    """The topics of a year, how many are claimed and how many free."""

    year: int
    taken: int
    free: int


def board(person: Actor, choices: Choices) -> Board:
    """认领榜: the topics of a year with who holds them; what nobody holds comes first (``free``
    leaves only that). Of the
    claims of a topic the first are named; the file names them all.
    """
    year, own = year_of(choices), sorted(holdings(person).group_codes())
    groups = list(StudyGroup.objects.visible_to(person).filter(pk__in=own).select_related("unit"))
    claims = _claims_shown(person, year, choices.get("group"), [group.pk for group in groups])
    counts = dict(claims.order_by().values_list("topic").annotate(Count("pk")))
    rows = topics_on_board(person, year, own).select_related("thing")
    topics = list(rows.order_by("first_month", "title"))
    topics.sort(key=lambda topic: topic.pk in counts)
    nth = Window(RowNumber(), partition_by=F("topic"), order_by=F("thing").asc())
    named = _by_topic(claims.annotate(nth=nth).filter(nth__lte=NAMED))
    taken, all_topics = sum(topic.pk in counts for topic in topics), len(topics)
    only = bool(choices.get("free"))
    topics = [topic for topic in topics if topic.pk not in counts] if only else topics
    return Board(
        title=_("Board of topics"),
        columns=_columns(),
        rows=[
            TopicRow(topic, named[topic.pk], max(0, counts.get(topic.pk, 0) - NAMED))
            for topic in topics
        ],
        every=_rows_with_all_claims(topics, claims),
        file=f"claims-{year}",
        kind=Claim,
        year=year,
        taken=taken,
        free=all_topics - taken,
        chips=[Chip(_("free"), f"?year={year}")] if only else [],
        clear_url=f"?year={year}",
        empty=Empty(
            _("No topic for %(year)s yet.") % {"year": year},
            _("The county's office sets the topics of a year, or imports them from its plan."),
            "pin",
            _("Topics"),
            reverse("topics:list"),
        ),
    )


def _claims_shown(person: Actor, year: int, group: str | None, own: list[str]) -> QuerySet[Claim]:
    """Claims that stand: of the group chosen, of the own groups, else of all that one may see."""
    claims = Claim.objects.visible_to(person).holding().filter(topic__year=year)
    claims = claims.select_related("person").order_by("pk")
    chosen = [group] if group else own
    return claims.filter(group__among=chosen) if chosen else claims


def topics_on_board(person: Actor, year: int, own: list[str]) -> QuerySet[Topic]:
    """The topics that may be claimed: the county's, and those of the own groups."""
    topics = Topic.objects.visible_to(person).filter(year=year)
    return topics.filter(Q(group__isnull=True) | Q(group__in=own))


def free_topics(person: Actor, year: int, own: list[str]) -> QuerySet[Topic]:
    """Those of them that nobody holds."""
    claims = _claims_shown(person, year, None, own).order_by().values("topic")
    return topics_on_board(person, year, own).exclude(pk__in=claims)


def _by_topic(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    by_topic: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_topic[claim.topic_id].append(claim)
    return by_topic


def _rows_with_all_claims(topics: list[Topic], claims: Iterable[Claim]) -> Iterator[TopicRow]:
    """The rows with all their claims, for a file: they are read when somebody takes it."""
    claimed = _by_topic(claims)
    for topic in topics:
        yield TopicRow(topic, claimed[topic.pk])


def _columns() -> list[Column]:
    return [
        Column.of_file(_("Code"), lambda row: row.topic.pk),
        Column.title(_("Topic"), lambda row: row.topic.title, url=lambda row: row.topic.url),
        Column.of_screen(
            _("Months"),
            lambda row: months(row.topic.first_month, row.topic.last_month),
            Look.DAY,
            labelled=True,
        ),
        Column.of_file(_("First month"), lambda row: row.topic.first_month),
        Column.of_file(_("Last month"), lambda row: row.topic.last_month),
        Column(_("Research subject"), lambda row: row.topic.research_subject),
        Column(
            _("Claimed by"),
            lambda row: _claimants(row.claims),
            look=Look.STATE,
            template="claims/claimants.html",
        ),
    ]


def _claimants(claims: list[Claim]) -> str:
    """Who holds a topic, each with the state; a word when nobody does."""
    return comma().join(
        _("%(name)s (%(why)s)") % {"name": claim.person.name, "why": claim.get_state_display()}
        for claim in claims
    ) or _("free")
