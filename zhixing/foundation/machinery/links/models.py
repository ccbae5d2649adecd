"""Typed ties between things. A link points from the later thing to the one it comes from (problem
``raised_at`` session).
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..actors import Actor
from ..clock import now
from ..registry import Holdings
from ..things.models import Thing, ThingQuerySet, ThingRow, visible_q


class Type(models.TextChoices):
    """``later type earlier``: read a value as a verb between the two."""

    STUDIES = "studies", _("studies")  # session -> topic, plan item -> topic
    TESTS = "tests", _("tests")  # test -> session or topic
    CLAIMS = "claims", _("claims")  # claim -> topic
    HEARD_AT = "heard_at", _("was heard at")  # claim, research -> session
    FOLLOWS = "follows", _("follows")  # research -> claim, claim -> earlier claim
    RAISED_AT = "raised_at", _("was raised at")  # problem, measure, task -> session
    FOUND_BY = "found_by", _("was found by")  # problem -> research, sit-in, demand
    CONCERNS = "concerns", _("concerns")  # problem -> topic
    ANSWERS = "answers", _("answers")  # measure, task -> problem; problem, task -> demand
    COMES_FROM = (
        "comes_from",
        _("comes from"),
    )  # outcome -> measure, problem, session; measure -> research
    REPORTS = "reports", _("reports")  # session report -> session
    VISITS = "visits", _("visits")  # sit-in -> session
    DEMANDED_AT = "demanded_at", _("was demanded at")  # demand -> sit-in
    PLANNED_IN = "planned_in", _("is planned in")  # session -> plan
    DUPLICATE_OF = "duplicate_of", _("is the same as")
    PART_OF = "part_of", _("is part of")
    REPLACES = "replaces", _("replaces")  # plan version -> plan version
    TAKES_UP = (
        "takes_up",
        _("takes up"),
    )  # special meeting -> the measure, research or problem that is brought to it
    MAKES_UP = "makes_up", _("makes up for")  # make-up task -> session


class LinkQuerySet(models.QuerySet["Link"]):
    def visible_to(self, person: Actor | None, held: Holdings | None = None) -> LinkQuerySet:
        """Ties between two things that this person may both know of. Whatever a page shows of the
        ties of a thing goes through here.
        """
        return self.filter(visible_q(person, "later__", held), visible_q(person, "earlier__", held))


class Link(models.Model):
    """One tie. ``topic`` and ``group`` are those of the later thing, so that a thread's links are
    one query.
    """

    later = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="earlier_links")
    earlier = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="later_links")
    type = models.CharField(max_length=16, choices=Type)
    topic = models.ForeignKey(Thing, null=True, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Thing, null=True, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["later", "earlier", "type"], name="link_once"),
            models.CheckConstraint(
                name="link_joins_two", condition=~models.Q(later=models.F("earlier"))
            ),
        ]
        indexes = [models.Index(fields=["topic", "group"])]


def link(later: ThingRow | Thing, type: str, earlier: ThingRow | Thing) -> Link:
    """Tie two things, inside an act; the same tie twice is one. The later thing must have been
    begun.
    """
    later_thing, earlier_thing = (
        row if isinstance(row, Thing) else row.thing for row in (later, earlier)
    )
    topic = later_thing.topic_id or (
        earlier_thing.code if earlier_thing.kind == "topic" else earlier_thing.topic_id
    )
    made, _new = Link.objects.get_or_create(
        later=later_thing,
        earlier=earlier_thing,
        type=Type(type),
        defaults={
            "topic_id": topic,
            "group_id": later_thing.group_id or earlier_thing.group_id,
            "made_at": now(),
        },
    )
    return made


def linked(
    person: Actor | None, row: Any, type: str, *, back: bool = False
) -> ThingQuerySet[Thing]:
    """Things that ``row`` is tied to by ``type``, as far as the person may know of them; ``back``
    asks which later things are tied to it.
    """
    return all_linked(row, type, back=back).visible_to(person)


def all_linked(row: Any, type: str, *, back: bool = False) -> ThingQuerySet[Thing]:
    """The same whoever looks: for acts and for what is counted in a record that they write, never
    for what a page shows.
    """
    if back:
        return Thing.objects.filter(earlier_links__earlier=row.pk, earlier_links__type=type)
    return Thing.objects.filter(later_links__later=row.pk, later_links__type=type)
