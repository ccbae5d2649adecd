"""Forms of the acts on measures."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import (
    ActForm,
    ReasonForm,
    ThingChoice,
    ThingField,
    day_field,
    text_field,
)
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.forms import PersonField
from zhixing.foundation.spine.topics.models import Topic
from zhixing.solve.measures.models import Measure
from zhixing.solve.problems.models import Problem

from ..problems.forms import who_may_answer
from . import acts


class ProposeMeasureForm(ActForm[StudyGroup]):
    act = acts.propose_measure
    title = forms.CharField(label=_("The measure in one line"), max_length=200)
    text = text_field(_("What exactly"), 4, required=False)
    topic = ThingField(Topic, label=_("Topic"), required=False)
    origin = ThingChoice(label=_("Where it comes from"), required=False)
    proposed_by = forms.CharField(label=_("Who proposed it"), max_length=60, required=False)
    unit = ThingField(Unit, label=_("Who shall carry it out"), required=False)
    due = day_field(_("By when"), required=False)

    def build(self) -> None:
        if self.row:
            self.offer(
                "topic",
                Topic.objects.filter(
                    Q(group__isnull=True) | Q(group=self.row), year=clock.today().year
                ),
            )
            self.offer(
                "origin",
                Thing.objects.of_groups(self.row.pk)
                .filter(kind__in=["session", "research", "problem"])
                .order_by("-made_at"),
            )
            self.offer("unit", Unit.objects.active().in_roster_order())


class AnswerProblemForm(ActForm[Problem]):
    act = acts.answer_problem
    title = forms.CharField(label=_("The measure in one line"), max_length=200)
    text = text_field(_("What exactly"), 4, required=False)
    unit = ThingField(
        Unit,
        label=_("Who carries it out"),
        required=False,
        help_text=_("Left empty, the unit that answers for the problem."),
    )
    due = day_field(_("By when"))

    def build(self) -> None:
        self.offer("unit", Unit.objects.active().in_roster_order())


class AdoptMeasureForm(ActForm[Measure]):
    act = acts.adopt_measure
    unit = ThingField(Unit, label=_("Who carries it out"))
    person = PersonField(label=_("Who answers for it"), required=False)
    due = day_field(_("By when"))

    def build(self) -> None:
        self.offer("unit", Unit.objects.active().in_roster_order())
        if self.row:
            self.fields["unit"].initial, self.fields["due"].initial = self.row.unit_id, self.row.due
            self.offer("person", who_may_answer(self.row.unit_id))


class ReportMeasureForm(ActForm[Measure]):
    act = acts.report_measure
    result = text_field(_("What was done, and what changed for whom"))


class SendMeasureBackForm(ReasonForm):
    act = acts.send_measure_back


class DropMeasureForm(ReasonForm):
    act = acts.drop_measure
