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
from zhixing.foundation.spine.topics.queries import related_to
from zhixing.learn.plans.models import PlanLine, StudyPlan
from zhixing.ui.words import month_span

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
        """What the plan says of the chosen topic now; of one that is not in it yet, the months of
        the topic it is studied with as one.
        """
        line = self.row.lines.filter(topic=topic).first() if topic else None
        if line is None:
            self._hint_at_related(topic)
            return
        for name in ("first_month", "last_month", "form", "aim"):
            self.fields[name].initial = getattr(line, name)
        self.fields["speakers"].initial = list(line.speakers.values_list("pk", flat=True))

    def _hint_at_related(self, topic: str) -> None:
        lines = {
            line.topic_id: line for line in self.row.lines.select_related("topic").order_by("pk")
        }
        hints = []
        for relation in related_to(self.reader, [topic] if topic else list(lines)):
            for code in lines.keys() & {relation.topic_id, relation.other_id}:
                other = relation.beside(code)
                if other.pk not in lines and other.year == self.row.year:
                    hints.append(_hint(lines[code], other, relation.reason))
                    if other.pk == topic:
                        self._take_months(lines[code])
        if hints:
            self.fields["topic"].help_text = " ".join(hints)

    def _take_months(self, line: PlanLine) -> None:
        for name in ("first_month", "last_month"):
            self.fields[name].initial = getattr(line, name)


def _hint(line: PlanLine, other: Topic, reason: str) -> str:
    words = _("“%(other)s” is studied as one with “%(topic)s” (%(months)s): %(reason)s.")
    return str(words) % {
        "other": other.title,
        "topic": line.topic.title,
        "months": month_span(line.first_month, line.last_month),
        "reason": reason.rstrip("。."),
    }


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
