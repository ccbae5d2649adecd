"""Forms of the acts on pairings."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, ReasonForm, field_of, text_field
from zhixing.foundation.spine.groups.models import StudyGroup

from ..joint.forms import GroupsField
from . import acts
from .models import Pairing


def _name() -> forms.CharField:
    return forms.CharField(label=_("Name of the pairing"), max_length=120)


def _aim() -> forms.CharField:
    return text_field(_("What they want to learn from each other"), 3)


class ProposePairingForm(ActForm[StudyGroup]):
    act = acts.propose_pairing
    name = _name()
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    aim = _aim()
    partners = GroupsField(
        label=_("Groups that are asked"),
        help_text=_(
            "Each has to agree. Those with a reason stand first; why each is suggested stands"
            " beside it."
        ),
    )

    def build(self) -> None:
        self.fields["year"].initial = clock.today().year
        if self.row is not None:
            field_of(self, "partners", GroupsField).offer(self.row, clock.today().year)


class ChangePairingForm(ActForm[Pairing]):
    act = acts.change_pairing
    name = _name()
    aim = _aim()

    def build(self) -> None:
        if self.row is not None:
            self.fields["name"].initial = self.row.name
            self.fields["aim"].initial = self.row.aim


class DeclinePairingForm(ReasonForm[Pairing]):
    act = acts.decline_pairing


class EndPairingForm(ReasonForm[Pairing]):
    act = acts.end_pairing
    result = text_field(
        _("What came of it, in words"),
        3,
        required=False,
        help_text=_("What each takes along from the other; problems and measures stand there."),
    )
    field_order = ("result", "reason")
