"""Forms that say how far a session reached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext as _now

from zhixing.foundation.machinery.forms import (
    ActForm,
)
from zhixing.foundation.spine.orgs.models import Unit, UnitKind

from .. import acts
from ..acts.reach import MOST_LISTENERS


class RecordReachForm(ActForm):
    """A number for each village: those below the units that study first; what stays empty was not
    reached.
    """

    act = acts.record_reach
    opens_with = ()
    ROWS = 6
    layout = "study_sessions/record_reach.html"

    def build(self) -> None:
        reached = (
            dict(self.row.reached.values_list("unit", "listened")) if self.row is not None else {}
        )
        villages = Unit.objects.active().filter(kind=UnitKind.VILLAGE)
        below = Q(pk__in=list(reached))
        for group in self.row.groups if self.row is not None else []:
            below |= Q(path__under=group.unit.path)
        villages = villages.annotate(
            far=Case(When(below, then=Value(0)), default=Value(1))
        ).order_by("far", "thing__made_at", "pk")
        names = [
            (pk, f"{parent or ''} {name}".strip())
            for pk, name, parent in villages.values_list("pk", "name", "parent__name")[:1000]
        ]
        filled = list(reached.items())
        for at in range(1, max(self.ROWS, len(filled) + 3) + 1):
            code, number = filled[at - 1] if at <= len(filled) else ("", None)
            self.fields[f"unit_{at}"] = forms.ChoiceField(
                label=_now("Village or community %(number)s") % {"number": at},
                choices=[("", "–"), *names],
                required=False,
                initial=code,
            )
            self.fields[f"listened_{at}"] = forms.IntegerField(
                label=_now("How many listened there"),
                required=False,
                min_value=0,
                max_value=MOST_LISTENERS,
                initial=number,
            )

    def lines(self) -> list[tuple[Any, Any]]:
        """(village, number) of each row, for the layout."""
        return [
            (self[name], self[name.replace("unit_", "listened_")])
            for name in self.fields
            if name.startswith("unit_")
        ]

    def clean(self) -> dict[str, Any]:
        cleaned, seen = super().clean(), set()
        for name in [name for name in self.fields if name.startswith("unit_")]:
            number = name.replace("unit_", "listened_")
            if cleaned.get(name) and not cleaned.get(number):
                self.add_error(number, _now("Say how many listened there."))
            if cleaned.get(name) in seen:
                self.add_error(name, _now("This village stands above already."))
            seen |= {cleaned.get(name)} - {"", None}
        return cleaned

    def given(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            "listened": {
                cleaned[name]: cleaned[name.replace("unit_", "listened_")]
                for name in self.fields
                if name.startswith("unit_") and cleaned[name]
            }
        }
