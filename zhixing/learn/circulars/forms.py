"""Forms of the acts on circulars."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, field_of, text_field
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.learn.circulars.models import Circular

from . import acts
from .rules import periods, proposed_period


class DraftCircularForm(ActForm[Unit]):
    act = acts.draft_circular
    span = forms.ChoiceField(
        label=_("Period"), help_text=_("The numbers are those of the sessions held in it.")
    )

    def build(self) -> None:
        today = clock.today()
        field_of(self, "span", forms.ChoiceField).choices = [
            (period.code, period.words) for period in periods(today)
        ]
        self.fields["span"].initial = proposed_period(today).code


class WriteCircularForm(ActForm[Circular]):
    act = acts.write_circular
    title = forms.CharField(label=_("Title"), max_length=160)
    issuer = forms.CharField(
        label=_("Issued by"), max_length=100, help_text=_("As it shall stand under the paper.")
    )
    text = text_field(
        _("Text"),
        14,
        max_length=10_000,
        help_text=_(
            "What the office wants to say. The numbers stand below it by themselves. Nobody is"
            " named and no group is ranked."
        ),
    )
    by_group = forms.BooleanField(
        label=_("The paper has a table of all groups"),
        required=False,
        help_text=_(
            "In the order of the roster, with numbers only. Without it each group sees its own line"
            " on the page."
        ),
    )

    def build(self) -> None:
        if self.row is not None:
            for name in self.fields:
                self.fields[name].initial = getattr(self.row, name)
