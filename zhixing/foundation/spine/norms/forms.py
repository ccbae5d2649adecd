"""Forms of the acts on norms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, day_field
from zhixing.foundation.machinery.inputs import all_usable, json_value
from zhixing.foundation.spine.norms.models import Norm
from zhixing.foundation.spine.orgs.models import Unit

from . import acts
from .lines import BETWEEN, LineFault, as_lines, columns_of, read_lines
from .models import Kind


def listed_value(text: str) -> Any:
    """A list in JSON, as both databases keep it. Raises ValueError."""
    value = json_value(text)
    if not all_usable(value):
        raise ValueError(text)
    return value


def _help(value: list[Any]) -> str:
    columns = columns_of(value)
    if not columns:
        return _now("An entry a line.")
    return _now("An entry a line: %(columns)s. Keep the codes; change words and numbers.") % {
        "columns": BETWEEN.join(columns)
    }


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
                initial=as_lines(last.value),
                help_text=_help(last.value),
                required=False,
            )
        self.order_fields(["value", "since", "source"])

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if self.row is None or self.row.kind != Kind.LIST or not isinstance(value, str):
            return value
        if value.lstrip().startswith("["):  # a program sends the list itself
            try:
                return listed_value(value)
            except ValueError as fault:
                raise ValidationError(_("This is not a list in JSON.")) from fault
        try:
            return read_lines(value, self.row.versions.latest("number").value)
        except LineFault as fault:
            raise ValidationError(
                _("Line %(line)s can not be read: it has %(columns)s, with | between them."),
                code="line",
                params={"line": fault.line, "columns": BETWEEN.join(fault.columns) or "1"},
            ) from fault


class ConfirmNormsForm(ActForm[Unit]):
    act = acts.confirm_norms
    source = forms.CharField(
        label=_("Who decided it, on what document"),
        max_length=200,
        required=False,
        help_text=_("Where there is a paper or a meeting that says so."),
    )
