"""Topics: the spine of the loop. A session, test, claim, problem names its topic; two topics never
mix.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.models import (
    Audience,
    ThingRow,
    ThingRowQuerySet,
    visible_q,
)
from zhixing.foundation.spine.orgs.models import Unit


class Required(models.TextChoices):
    """规定动作 / 自选动作."""

    REQUIRED = "required", _("required topic")
    OWN = "own", _("own topic")


class Topic(ThingRow):
    """专题: what is studied, with its period, materials, questions and research subject. A county's
    topic is for all groups; a group's own is for it.
    """

    KIND, PREFIX, WORD, WING, URL, ICON, STEP = (
        "topic",
        "ZT",
        _("topic"),
        "spine",
        "topics:topic",
        "notebook",
        "topic",
    )

    title = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    first_month = models.PositiveSmallIntegerField()
    last_month = models.PositiveSmallIntegerField()
    category = models.CharField(
        max_length=20, blank=True, help_text="one of the nine content categories (a norm)"
    )
    category_text = models.CharField(
        max_length=60, blank=True, help_text="as it was written, when it is none of them"
    )
    materials = models.JSONField(default=list, blank=True)
    question = models.TextField(blank=True, help_text="for discussion")
    research_subject = models.CharField(max_length=200, blank=True)
    forms = models.JSONField(
        default=list, blank=True, help_text="forms of study, as the county names them"
    )
    lead_units = models.ManyToManyField(Unit, blank=True, related_name="led_topics")
    required = models.CharField(max_length=8, choices=Required, default=Required.REQUIRED)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="topics",
        help_text="who set it: the county, or the unit of the group",
    )
    group = models.ForeignKey(
        "groups.StudyGroup",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="own_topics",
    )

    objects: ClassVar = ThingRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="topic_months",
                condition=Q(
                    first_month__gte=1, last_month__lte=12, last_month__gte=F("first_month")
                ),
            ),
            models.CheckConstraint(
                name="own_topic_has_group",
                condition=Q(required="required") | Q(group__isnull=False),
            ),
            models.UniqueConstraint(fields=["unit", "year", "title"], name="topic_once_a_year"),
        ]

    def thing_topic(self) -> Any:
        return self

    def thing_audience(self) -> str:
        return Audience.COUNTY if self.required == Required.REQUIRED else Audience.UNIT


class RelatedQuerySet(models.QuerySet["RelatedTopics"]):
    def of(self, topics: Iterable[str]) -> RelatedQuerySet:
        """In which one of these topics (by code) stands, on either side."""
        codes = list(topics)
        return self.filter(Q(topic__in=codes) | Q(other__in=codes))

    def between(self, topic: str, other: str) -> RelatedQuerySet:
        """The one between two topics, whichever of them it was said of."""
        return self.filter(Q(topic=topic, other=other) | Q(topic=other, other=topic))

    def visible_to(self, person: Actor | None) -> RelatedQuerySet:
        """Between two topics that this person may both know of."""
        return self.filter(visible_q(person, "topic__thing__"), visible_q(person, "other__thing__"))


class RelatedTopics(models.Model):
    """相关专题: two topics that are studied as one (a field and its neighbour), and why. It holds
    both ways; ``topic`` is the one of which it was said.
    """

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)

    objects = RelatedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "other"], name="topics_related_once"),
            models.CheckConstraint(name="related_topics_are_two", condition=~Q(topic=F("other"))),
        ]

    def beside(self, code: str) -> Topic:
        """The topic on the other side of this one."""
        return self.other if self.topic_id == code else self.topic
