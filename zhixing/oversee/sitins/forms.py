"""Forms of the acts on sit-ins."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import (
    ActForm,
    ReasonForm,
    ThingChoice,
    day_field,
    text_field,
)
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.oversee.sitins.models import SitIn

from . import acts
from .rules import COMMENT_LIMIT, Step


class PlanSitInForm(ActForm[StudyGroup]):
    act = acts.plan_sitin
    day = day_field(_("Day"))
    session = ThingChoice(label=_("At which session"), required=False)
    team = forms.CharField(label=_("Who comes along"), max_length=200, required=False)

    def build(self) -> None:
        self.fields["day"].initial = clock.today()
        if self.row:
            self.offer(
                "session",
                Thing.objects.of_groups(self.row.pk).filter(kind="session").order_by("-made_at"),
            )


class RecordCheckForm(ActForm[SitIn]):
    act = acts.record_check
    checked = text_field(_("Plan, records and rules: what was checked"))


class RecordListeningForm(ActForm[SitIn]):
    act = acts.record_listening
    listened = text_field(_("The session: what was heard"))


class NoteObservationForm(ActForm[SitIn]):
    act = acts.note_observation
    step = forms.ChoiceField(label=_("Step"), choices=Step.choices)
    text = text_field(_("What was seen"), 3)
    good = forms.BooleanField(label=_("Worth passing on"), required=False)


class GiveCommentForm(ActForm[SitIn]):
    act = acts.give_comment
    comment = forms.CharField(
        label=_("Comment"),
        max_length=COMMENT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Overall view, highlights, problems; at most 500 characters."),
    )
    told_on_the_spot = forms.BooleanField(label=_("It was told on the spot"), required=False)


class CancelSitInForm(ReasonForm):
    act = acts.cancel_sitin
