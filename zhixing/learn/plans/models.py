"""Annual study plans of groups; a change of a filed one is a new version."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet

from .rules import FILED, TONES, State
from .standing import Filed, from_column


class PlanQuerySet(ThingRowQuerySet):
    def current(self) -> PlanQuerySet:
        """The version a group goes by."""
        return self.filter(state=State.IN_FORCE)


class StudyPlan(ThingRow):
    """One version of a group's plan for a year."""

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "plan",
        "JH",
        _("annual study plan"),
        "learn",
        "plans:plan",
        "notebook",
    )
    LINES = ("lines",)
    STATES, TONES = State, TONES

    group = models.ForeignKey("groups.StudyGroup", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    aim = models.TextField(blank=True, help_text="guiding thought, as the group writes it")
    requirements = models.TextField(blank=True)
    approved_at = models.CharField(
        max_length=120, blank=True, help_text="the committee meeting that approved it"
    )
    approved_on = models.DateField(null=True, blank=True)
    filed_on = models.DateField(null=True, blank=True)
    filed_said = models.JSONField(
        default=dict,
        blank=True,
        help_text=(
            "what its paper said of topics and people when it was filed; people by their keys"
        ),
    )
    noted_on = models.DateField(null=True, blank=True, help_text="when the county took note of it")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)

    objects: ClassVar = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "year", "version"], name="plan_version_once"),
            models.UniqueConstraint(
                fields=["group", "year"], condition=Q(state="in_force"), name="one_plan_in_force"
            ),
            models.CheckConstraint(
                name="filed_plan_was_approved",
                condition=~Q(state__in=["filed", "in_force"])
                | Q(approved_on__isnull=False, filed_on__isnull=False),
            ),
        ]

    def filed(self) -> Filed | None:
        """What it said when it was sent for filing, where it was and that was kept; a plan that was
        returned is written anew.
        """
        return from_column(self.filed_said) if self.state in FILED else None

    def thing_title(self) -> str:
        return f"{self.group.unit.name} {self.year}" + (
            f" · {self.version}" if self.version > 1 else ""
        )


class PlanLine(models.Model):
    """One topic in the plan: when, how, who speaks."""

    plan = models.ForeignKey(StudyPlan, on_delete=models.CASCADE, related_name="lines")
    topic = models.ForeignKey("topics.Topic", on_delete=models.PROTECT, related_name="+")
    first_month = models.PositiveSmallIntegerField()
    last_month = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=60, blank=True)
    aim = models.CharField(
        max_length=200, blank=True, help_text="which piece of work it shall drive"
    )
    speakers = models.ManyToManyField("people.Person", blank=True, related_name="+")

    class Meta:
        ordering = ["first_month", "last_month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "topic"], name="topic_once_in_a_plan"),
            models.CheckConstraint(
                name="line_months",
                condition=Q(
                    first_month__gte=1, last_month__lte=12, last_month__gte=F("first_month")
                ),
            ),
        ]


declare(
    "plans.PlanLine.speakers",
    purpose="who is to speak first on the topic",
    keep="with the group's archive of the year",
    seen_by="the group, its unit and the roles above",
)
declare(
    "plans.StudyPlan.filed_said",
    purpose="who was to study when the plan was filed, by key",
    keep="with the group's archive of the year",
    seen_by="the group, its unit and the roles above",
)
