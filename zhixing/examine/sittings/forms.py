"""Forms of the acts on tests: one field for each person of the group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.examine.sittings.models import Test
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import (
    ActForm,
    ReasonForm,
    ThingChoice,
    ThingField,
    day_field,
)
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.queries import roll

from ..papers.models import Paper
from ..papers.rules import State as PaperState
from . import acts


class SetTestForm(ActForm[StudyGroup]):
    act = acts.set_test
    paper = ThingField(Paper, label=_("Paper"))
    day = day_field(_("Day"))
    session = ThingChoice(label=_("After which session"), required=False)

    def build(self) -> None:
        self.fields["day"].initial = clock.today()
        if self.row:
            self.offer("paper", Paper.objects.filter(group=self.row, state=PaperState.READY))
            self.offer(
                "session",
                Thing.objects.of_groups(self.row.pk).filter(kind="session").order_by("-made_at"),
            )


class MarksForm(ActForm[Test]):
    """A mark for everybody expected on the day; an empty field means absent."""

    first_hand = True

    def build(self) -> None:
        if self.row is None:
            return
        typed = dict(self.row.sittings.values_list("person", "marks")) if self.first_hand else {}
        for seat in roll(self.row.group, self.row.day):
            mark = typed.get(seat.person_id)
            self.fields[f"marks_{seat.person_id}"] = forms.DecimalField(
                label=seat.person.name,
                min_value=0,
                max_value=100,
                decimal_places=2,
                required=False,
                initial=None if mark is None else mark / 100,
                help_text=_("Empty: absent."),
            )

    def given(self) -> dict[str, Any]:
        return {
            "marks": {
                name.removeprefix("marks_"): None if mark is None else int(mark * 100)
                for name, mark in self.cleaned_data.items()
                if name.startswith("marks_")
            }
        }


class TypeMarksForm(MarksForm):
    act = acts.type_marks


class ConfirmMarksForm(MarksForm):
    act = acts.confirm_marks
    first_hand = False


class CancelTestForm(ReasonForm):
    act = acts.cancel_test
