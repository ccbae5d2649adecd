"""Topics: the spine of the loop. A session, test, claim, problem names its topic; two topics never
mix.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.things.models import Audience, ThingRow, ThingRowQuerySet
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
