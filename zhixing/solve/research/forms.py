"""Forms of the acts on research."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, ThingChoice, day_field, needed, text_field
from zhixing.foundation.machinery.things.models import Thing
from zhixing.solve.claims.models import Claim
from zhixing.solve.research.models import Research

from . import acts
from .models import Finding
from .rules import QUESTIONS


class StartResearchForm(ActForm[Claim]):
    act = acts.start_research
    title = forms.CharField(label=_("Subject"), max_length=200)
    method = forms.CharField(
        label=_("How"),
        max_length=100,
        required=False,
        help_text=_("Talks, visits, living on the spot, a trip to another place."),
    )

    def build(self) -> None:
        if self.row:
            self.fields["title"].initial = self.row.subject


class NoteVisitForm(ActForm[Research]):
    act = acts.note_visit
    day = day_field(_("Day"))
    place = forms.CharField(label=_("Place"), max_length=100)
    met = forms.CharField(label=_("Whom you met"), max_length=200, required=False)
    saw = text_field(_("What you saw and heard"))

    def build(self) -> None:
        self.fields["day"].initial = clock.today()


class NoteFindingForm(ActForm[Research]):
    act = acts.note_finding
    text = text_field(_("What was found"), 3)
    cause = text_field(_("Why it is so"), 3, required=False)
    remedy = text_field(_("What could be done"), 3, required=False)


class FindingField(forms.ModelChoiceField):
    def label_from_instance(self, finding: Finding) -> str:
        return finding.text[:80]


class RaiseFindingForm(ActForm[Research]):
    act = acts.raise_finding
    finding = FindingField(Finding.objects.none(), label=_("Finding"))
    title = forms.CharField(label=_("The problem in one line"), max_length=120)

    def build(self) -> None:
        if self.row:
            open_ones = self.row.findings.filter(problem__isnull=True)
            self.offer("finding", open_ones)
            first = open_ones.first()
            if first is not None:
                self.fields["finding"].initial, self.fields["title"].initial = (
                    first.pk,
                    first.text[:60],
                )


class ReportResearchForm(ActForm[Research]):
    act = acts.report_research
    fits = text_field(QUESTIONS["fits"], 3)
    new = text_field(QUESTIONS["new"], 3)
    work = text_field(QUESTIONS["work"], 3)
    effect = text_field(QUESTIONS["effect"], 3)
    causes = text_field(_("Causes"), 3, required=False)
    remedies = text_field(_("Counter-measures"), 3, required=False)
    report = text_field(_("Report"), 8)

    def build(self) -> None:
        if not self.row:
            return
        findings: list[Any] = list(self.row.findings.all())
        self.fields["causes"].initial = "\n".join(
            finding.cause for finding in findings if finding.cause
        )
        self.fields["remedies"].initial = "\n".join(
            finding.remedy for finding in findings if finding.remedy
        )
        for key in QUESTIONS:
            self.fields[key].initial = getattr(self.row, key)


class HearResearchForm(ActForm[Research]):
    act = acts.hear_research
    session = ThingChoice(label=_("Session"))

    def build(self) -> None:
        if self.row:
            self.offer(
                "session",
                Thing.objects.of_groups(self.row.group_id)
                .filter(kind="session")
                .order_by("-made_at"),
            )


class CloseResearchForm(ActForm[Research]):
    act = acts.close_research
    reason = needed(
        text_field(_("Reason"), 3, required=False), _("needed when it led to no problem")
    )
