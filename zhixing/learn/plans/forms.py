"""Forms of the acts on plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, ReasonForm, ThingField, day_field
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.queries import people_of
from zhixing.foundation.spine.people.forms import PeopleField
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.plans.models import StudyPlan

from . import acts
from .rules import Start

MONTHS = [(month, str(month)) for month in range(1, 13)]


class DraftPlanForm(ActForm[StudyGroup]):
    act = acts.draft_plan
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    start = forms.ChoiceField(
        label=_("Start from"),
        choices=Start.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Last year's plan brings the group's own topics again, and forms, aims and key speakers"
            " where a topic comes back."
        ),
    )

    def build(self) -> None:
        self.fields["year"].initial = clock.today().year
        self.fields["start"].initial = Start.COUNTY

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data) | {"start": self.cleaned_data["start"] or Start.COUNTY}


class SetPlanLineForm(ActForm[StudyPlan]):
    act = acts.set_plan_line
    opens_with = ("topic",)
    topic = ThingField(Topic, label=_("Topic"))
    first_month = forms.TypedChoiceField(label=_("First month"), choices=MONTHS, coerce=int)
    last_month = forms.TypedChoiceField(label=_("Last month"), choices=MONTHS, coerce=int)
    form = forms.CharField(label=_("Form of study"), max_length=60, required=False)
    aim = forms.CharField(
        label=_("Which piece of work it shall drive"), max_length=200, required=False
    )
    speakers = PeopleField(
        label=_("Key speakers"), required=False, help_text=_("Two or three, named beforehand.")
    )

    def build(self) -> None:
        self.offer(
            "topic",
            Topic.objects.filter(year=self.row.year).filter(
                Q(group__isnull=True) | Q(group=self.row.group_id)
            )
            if self.row
            else None,
        )
        if self.row:
            self.offer("speakers", people_of(self.row.group))
            self._show_line(str(self.data.get("topic") or self.initial.get("topic") or ""))

    def _show_line(self, topic: str) -> None:
        """What the plan says of the chosen topic now."""
        line = self.row.lines.filter(topic=topic).first() if topic else None
        if line is None:
            return
        for name in ("first_month", "last_month", "form", "aim"):
            self.fields[name].initial = getattr(line, name)
        self.fields["speakers"].initial = list(line.speakers.values_list("pk", flat=True))


class LeaveOutLineForm(ActForm[StudyPlan]):
    act = acts.leave_out_line
    topic = ThingField(Topic, label=_("Topic"))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))

    def build(self) -> None:
        self.offer(
            "topic",
            Topic.objects.filter(group=self.row.group_id, year=self.row.year) if self.row else None,
        )


class RecordCommitteeForm(ActForm[StudyPlan]):
    act = acts.record_committee
    meeting = forms.CharField(label=_("Which meeting"), max_length=120)
    on = day_field(_("Day of the meeting"))


class ReturnPlanForm(ReasonForm):
    act = acts.return_plan


class ChangePlanForm(ReasonForm):
    act = acts.change_plan
