"""Forms of the acts on the register of papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.kits.documents.models import PaperEntry
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, ReasonForm, Row, day_field, text_field
from zhixing.foundation.machinery.things.codes import typed
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G

from . import acts
from .register import begun, proposal
from .registrable import PAPERS, url_of

FIELDS = ("number", "issued_on", "signer", "copies")


class _EntryForm(ActForm[Row]):
    number = forms.CharField(
        label=pgettext_lazy("paper", "Number"),
        max_length=60,
        help_text=_(
            "Short name of who issues it, year, serial number: 青委宣〔2026〕7号. Proposed is the"
            " next one after the last of this unit; a number is used once."
        ),
    )
    issued_on = day_field(_("Date of issue"), help_text=_("It stands under the paper."))
    signer = forms.CharField(
        label=_("Signer"),
        max_length=60,
        required=False,
        help_text=_(
            "Who signed it. Official practice prints the signer on papers to a superior; leave it"
            " empty on others."
        ),
    )
    copies = text_field(
        _("Copies to"),
        2,
        max_length=300,
        required=False,
        help_text=_("Who gets a copy, as it shall stand at the end of the paper."),
    )


class RegisterPaperForm(_EntryForm[None]):
    act = acts.register_paper
    layout = "documents/register.html"
    about = forms.CharField(label=_("Belongs to"), max_length=20, widget=forms.HiddenInput)
    paper = forms.CharField(
        label=pgettext_lazy("paper", "Paper"), max_length=20, widget=forms.HiddenInput
    )
    of_year = forms.IntegerField(
        label=_("Of the year"),
        required=False,
        min_value=0,
        max_value=acts.YEARS[1],
        widget=forms.HiddenInput,
    )

    def build(self) -> None:
        """For which paper it is, and what it most probably says."""
        values = self.data if self.is_bound else self.initial
        self.what: dict[str, str] = {}
        about = (
            Thing.objects.visible_to(self.reader)
            .filter(pk=typed(str(values.get("about", ""))))
            .first()
        )
        known = PAPERS.get(about.kind, {}).get(str(values.get("paper", ""))) if about else None
        year = str(values.get("of_year") or "0")
        if (
            about is None
            or known is None
            or not year.isascii()
            or not year.isdigit()
            or bool(int(year)) != known.yearly
        ):
            return
        self.what = {
            "title": f"{known.label} · {year if known.yearly else about.title}",
            "url": url_of(about, str(values["paper"]), int(year)),
        }
        if not self.is_bound:
            entry = begun(
                about.model._base_manager.select_related("thing").get(pk=about.pk),
                str(values["paper"]),
            )
            proposed = proposal(entry.unit_id) | {"issued_on": clock.today()}
            if "signer" not in proposed and entry.group is not None:
                leader = (
                    entry.group.memberships.in_force(clock.today())
                    .filter(role=G.LEADER)
                    .select_related("person")
                    .first()
                )
                proposed["signer"] = leader.person.name if leader else ""
            for name, value in proposed.items():
                self.fields[name].initial = value

    def clean_about(self) -> Thing:
        thing = (
            Thing.objects.visible_to(self.reader)
            .filter(pk=typed(self.cleaned_data["about"]))
            .first()
        )
        if thing is None:
            raise forms.ValidationError(_("There is nothing with this code that you can see."))
        return thing

    def given(self) -> dict[str, Any]:
        return self.cleaned_data | {"of_year": self.cleaned_data.get("of_year") or 0}


class CorrectPaperForm(_EntryForm[PaperEntry]):
    act = acts.correct_paper
    reason = text_field(_("Reason"), 2, max_length=500)

    def build(self) -> None:
        if self.row is not None:
            for name in FIELDS:
                self.fields[name].initial = getattr(self.row, name)


class VoidPaperForm(ReasonForm[PaperEntry]):
    act = acts.void_paper
