"""Forms of the acts on norms."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, day_field
from zhixing.foundation.machinery.inputs import all_usable, json_value
from zhixing.foundation.spine.norms.models import Norm
from zhixing.foundation.spine.orgs.models import Unit

from . import acts
from .models import Kind


def listed_value(text: str) -> Any:
    """A list in JSON, as both databases keep it. Raises ValueError."""
    value = json_value(text)
    if not all_usable(value):
        raise ValueError(text)
    return value


class SetNormForm(ActForm[Norm]):
    act = acts.set_norm
    value = forms.CharField(label=_("Value"), max_length=8000)
    since = day_field(_("In force from"))
    source = forms.CharField(label=_("Who decided it, on what document"), max_length=200)

    def build(self) -> None:
        self.fields["since"].initial = clock.today()
        if self.row is None:
            return
        last = self.row.versions.latest("number")
        if self.row.kind in (Kind.DAYS, Kind.NUMBER):
            self.fields["value"] = forms.IntegerField(
                label=_("Value"), min_value=0, max_value=3660, initial=last.value
            )
        elif self.row.kind == Kind.YES:
            self.fields["value"] = forms.BooleanField(
                label=_("Yes"), required=False, initial=last.value
            )
        else:
            self.fields["value"] = forms.CharField(
                label=_("Value"),
                widget=forms.Textarea(attrs={"rows": 12}),
                initial=json.dumps(last.value, ensure_ascii=False, indent=1),
                help_text=_("A list in JSON; keep the codes, change words and numbers."),
            )
        self.order_fields(["value", "since", "source"])

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if self.row is not None and self.row.kind == Kind.LIST and isinstance(value, str):
            try:
                return listed_value(value)
            except ValueError as fault:
                raise ValidationError(_("This is not a list in JSON.")) from fault
        return value


class ConfirmNormsForm(ActForm[Unit]):
    act = acts.confirm_norms
    source = forms.CharField(
        label=_("Who decided it, on what document"),
        max_length=200,
        required=False,
        help_text=_("Where there is a paper or a meeting that says so."),
    )
