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
from zhixing.learn.sessions.models import StudySession

from .. import acts
from ..acts.reach import MOST_LISTENERS


class RecordReachForm(ActForm[StudySession]):
    """A number for each village: those below the units that study first; what stays empty was not
    reached.
    """

    act = acts.record_reach
    opens_with = ()
    ROWS = 6
    layout = "study_sessions/record_reach.html"

    def build(self) -> None:
        reached = (
            list(self.row.reached.values_list("unit", "listened")) if self.row is not None else []
        )
        names = self._villages([code for code, _number in reached])
        rows = max(self.ROWS, len(reached) + 3)
        for at, (code, number) in enumerate([*reached, *[("", None)] * rows][:rows], 1):
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

    def _villages(self, reached: list[str]) -> list[tuple[str, str]]:
        """Those reached and those below the units that study first."""
        near = Q(pk__in=reached)
        for group in self.row.groups if self.row is not None else []:
            near |= Q(path__under=group.unit.path)
        far = Case(When(near, then=Value(0)), default=Value(1))
        villages = Unit.objects.active().filter(kind=UnitKind.VILLAGE).annotate(far=far)
        rows = villages.order_by("far", "thing__made_at", "pk")
        return [
            (pk, f"{parent or ''} {name}".strip())
            for pk, name, parent in rows.values_list("pk", "name", "parent__name")[:1000]
        ]

    def lines(self) -> list[tuple[Any, Any]]:
        """(village, number) of each row, for the layout."""
        return [
            (self[name], self[name.replace("unit_", "listened_")])
            for name in self.fields
            if name.startswith("unit_")
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        seen: set[Any] = set()
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
