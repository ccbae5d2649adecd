"""Forms of the acts on institutional outcomes."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import (
    ActForm,
    ReasonForm,
    ThingField,
    ThingsField,
    day_field,
    needed,
    text_field,
)
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.topics.models import Topic
from zhixing.solve.outcomes.models import Outcome

from . import acts


class DraftOutcomeForm(ActForm[StudyGroup]):
    act = acts.draft_outcome
    title = forms.CharField(label=_("Title of the document"), max_length=200)
    text = text_field(_("What it changes"), 4, required=False)
    topic = ThingField(Topic, label=_("Topic"), required=False)
    origins = ThingsField(
        label=_("Where it comes from"),
        help_text=_("Sessions, problems, measures or research of the group."),
    )

    def build(self) -> None:
        if self.row:
            self.offer(
                "topic",
                Topic.objects.filter(
                    Q(group__isnull=True) | Q(group=self.row), year=clock.today().year
                ),
            )
            self.offer(
                "origins",
                Thing.objects.of_groups(self.row.pk)
                .filter(kind__in=acts.SOURCES)
                .order_by("kind", "-made_at"),
            )


class IssueOutcomeForm(ActForm[Outcome]):
    act = acts.issue_outcome
    number = forms.CharField(label=_("Document number"), max_length=60)
    issuer = forms.CharField(label=_("Issued by"), max_length=100)
    issued_on = day_field(_("Date of issue"))
    non_secret = needed(
        forms.BooleanField(label=_("I declare that it is not a state secret"), required=False)
    )

    def build(self) -> None:
        if self.row:
            self.fields["issuer"].initial = self.row.unit.name


class EndOutcomeForm(ReasonForm):
    act = acts.end_outcome
    ended_on = day_field(_("Last day"))


class DropOutcomeForm(ReasonForm):
    act = acts.drop_outcome
