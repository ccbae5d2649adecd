"""Forms of the acts on topics."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import (
    ActForm,
    ReasonForm,
    ThingField,
    field_of,
    text_field,
)
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs.models import Unit, UnitKind

from . import acts
from .models import Topic
from .queries import related_to

MONTHS = [(month, str(month)) for month in range(1, 13)]


class TopicForm(ActForm):
    """What a topic says; lists are typed one in a line."""

    first_month = forms.TypedChoiceField(
        label=_("First month"),
        choices=MONTHS,
        coerce=int,
        help_text=_("A quarter is its three months."),
    )
    last_month = forms.TypedChoiceField(label=_("Last month"), choices=MONTHS, coerce=int)
    category = forms.ChoiceField(label=_("Content category"), required=False)
    materials = text_field(_("Materials, one in a line"), 3, required=False)
    question = text_field(_("For discussion"), 2, required=False)
    research_subject = forms.CharField(label=_("Research subject"), max_length=200, required=False)

    def build(self) -> None:
        self.fields["forms"] = text_field(_("Forms of study, one in a line"), 2, required=False)
        chinese = (get_language() or "zh").startswith("zh")
        field_of(self, "category", forms.ChoiceField).choices = [
            ("", "–"),
            *(
                (category["code"], category["zh" if chinese else "en"])
                for category in value("content.categories", clock.today())
            ),
        ]

    def given(self) -> dict[str, Any]:
        inputs = dict(self.cleaned_data)
        for name in ("materials", "forms"):
            inputs[name] = [line.strip() for line in inputs[name].splitlines() if line.strip()]
        return inputs


class LeadUnitsForm(TopicForm):
    """A topic of the county also names the units that lead it."""

    lead_units = forms.ModelMultipleChoiceField(
        queryset=Unit.objects.none(), label=_("Lead units"), required=False
    )

    def build(self) -> None:
        super().build()
        self.offer(
            "lead_units",
            Unit.objects.active()
            .exclude(kind__in=[UnitKind.VILLAGE, UnitKind.ENTERPRISE])
            .in_roster_order(),
        )

    def given(self) -> dict[str, Any]:
        inputs = super().given()
        return inputs | (
            {"lead_units": list(inputs["lead_units"])} if "lead_units" in inputs else {}
        )


class NewTopicForm(TopicForm):
    """A topic that is not there yet also has a title and a year."""

    title = forms.CharField(label=_("Topic"), max_length=120)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    field_order = ("title", "year")

    def build(self) -> None:
        super().build()
        today = clock.today()
        self.fields["year"].initial = today.year
        for name in ("first_month", "last_month"):
            self.fields[name].initial = today.month


class SetTopicForm(NewTopicForm, LeadUnitsForm):
    act = acts.set_topic


class ChooseTopicForm(NewTopicForm):
    act = acts.choose_topic


class CorrectTopicForm(LeadUnitsForm):
    act = acts.correct_topic

    def build(self) -> None:
        super().build()
        if self.row and self.row.group_id:
            del self.fields["lead_units"]  # a group's own topic is its own
        if self.row:
            for name in self.fields:
                now = getattr(self.row, name)
                if name == "lead_units":
                    self.fields[name].initial = list(now.values_list("pk", flat=True))
                else:
                    self.fields[name].initial = "\n".join(now) if isinstance(now, list) else now


class RelateTopicsForm(ActForm[Topic]):
    """The topics of the same year and of the years beside it may be chosen, but for those that are
    related already.
    """

    act = acts.relate_topics
    opens_with = ("other",)
    other = ThingField(Topic, label=_("Related topic"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Which fields touch, and what is gained by studying them as one."),
    )

    def build(self) -> None:
        if self.row is None:
            return
        year, own = self.row.year, self.row.pk
        known = [relation.beside(own).pk for relation in related_to(self.reader, [own])]
        topics = Topic.objects.filter(year__range=(year - 1, year + 1)).exclude(
            pk__in=[own, *known]
        )
        self.offer("other", topics.order_by("-year", "first_month", "title"))


class SeparateTopicsForm(ReasonForm[Topic]):
    act = acts.separate_topics
    opens_with = ("other",)
    other = ThingField(Topic, label=_("Related topic"))
    field_order = ("other", "reason")

    def build(self) -> None:
        if self.row is None:
            return
        own = self.row.pk
        known = [relation.beside(own).pk for relation in related_to(self.reader, [own])]
        self.offer("other", Topic.objects.filter(pk__in=known).order_by("title"))
