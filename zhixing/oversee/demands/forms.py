"""Forms of the acts on demands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.forms import ActForm, ReasonForm, day_field, text_field
from zhixing.oversee.demands.models import Demand
from zhixing.oversee.sitins.models import SitIn

from . import acts
from .rules import Opens


class IssueDemandForm(ActForm[SitIn]):
    act = acts.issue_demand
    title = forms.CharField(label=_("The demand in one line"), max_length=150)
    text = text_field(_("What is to be mended, and how it will be seen"))
    due = day_field(_("By when"))
    opens = forms.ChoiceField(
        label=_("It opens"),
        choices=Opens.choices,
        initial=Opens.TASK,
        widget=forms.RadioSelect(attrs={"class": "is-tap"}),
    )


class MeetDemandForm(ActForm[Demand]):
    act = acts.meet_demand
    evidence = text_field(_("What was done, and how it can be seen"))


class VerifyDemandForm(ActForm[Demand]):
    act = acts.verify_demand
    found = text_field(_("What was seen on the spot"), 3)

    def given(self) -> dict[str, Any]:
        return {"observation": self.cleaned_data["found"]}


class ReturnDemandForm(ReasonForm):
    act = acts.return_demand


class WithdrawDemandForm(ReasonForm):
    act = acts.withdraw_demand
