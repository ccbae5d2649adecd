"""Forms of the acts on units."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, ThingField, day_field

from . import acts
from .models import Unit, UnitKind


class FoundCountyForm(ActForm[None]):
    act = acts.found_county
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=100)


class FoundUnitForm(ActForm[Unit]):
    act = acts.found_unit
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=100)
    short = forms.CharField(label=_("Short name"), max_length=40, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[choice for choice in UnitKind.choices if choice[0] != UnitKind.COUNTY],
    )
    since = day_field(_("Since"), required=False)


class RenameUnitForm(ActForm[Unit]):
    act = acts.rename_unit
    name = forms.CharField(
        label=pgettext_lazy("of a thing", "Name"),
        max_length=100,
        help_text=_("The present name stays known as another name."),
    )
    short = forms.CharField(label=_("Short name"), max_length=40, required=False)

    def build(self) -> None:
        if self.row is not None:
            self.initial = {**self.initial, "name": self.row.name, "short": self.row.short}


class LearnAliasForm(ActForm[Unit]):
    act = acts.learn_alias
    name = forms.CharField(
        label=_("Other name"),
        max_length=100,
        help_text=_("As lists and letters write it: short, old or with the name of the city."),
    )
    source = forms.CharField(label=_("Where it stood"), max_length=100, required=False)


class _BelowAnother(ActForm[Unit]):
    """A form that chooses a unit which is not this one nor below it."""

    other = ""

    def build(self) -> None:
        rows = Unit.objects.active().in_roster_order()
        self.offer(
            self.other, rows.exclude(path__under=self.row.path) if self.row is not None else rows
        )


class MoveUnitForm(_BelowAnother):
    act = acts.move_unit
    other = "parent"
    parent = ThingField(Unit, label=_("Below"))
    since = day_field(_("Since"), initial=clock.today)


class MergeUnitForm(_BelowAnother):
    act = acts.merge_unit
    other = "into"
    into = ThingField(Unit, label=_("Merged into"))
    on = day_field(_("On"), initial=clock.today)
