"""Forms of the acts on opinions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, text_field
from zhixing.foundation.spine.orgs.models import Unit

from . import acts
from .models import Opinion


class DraftOpinionForm(ActForm[Unit]):
    act = acts.draft_opinion
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)

    def build(self) -> None:
        today = clock.today()
        self.fields["year"].initial = today.year + (today.month > 6)


class WriteOpinionForm(ActForm[Opinion]):
    act = acts.write_opinion
    title = forms.CharField(label=_("Title"), max_length=160)
    issuer = forms.CharField(
        label=_("Issued by"), max_length=100, help_text=_("As it shall stand under the paper.")
    )
    aim = text_field(_("What the year is about"), 5, required=False, max_length=10_000)
    demands = text_field(
        _("What is asked of the groups"),
        10,
        required=False,
        max_length=10_000,
        help_text=_(
            "A line each. The topics stand below by themselves, as the county has set them."
        ),
    )

    def build(self) -> None:
        if self.row is not None:
            for name in self.fields:
                self.fields[name].initial = getattr(self.row, name)
