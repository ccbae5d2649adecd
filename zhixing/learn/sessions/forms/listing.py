"""The conditions of the list of sessions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.forms import field_of
from zhixing.foundation.spine.groups.models import StudyGroup

from ..rules import (
    State,
)


class FilterForm(forms.Form):
    """The conditions of the list of sessions, sent by GET."""

    narrows = True  # conditions of a list: each may stay open

    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    kind = forms.ChoiceField(label=_("Kind of session"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", "–"),
            ("ahead", pgettext_lazy("sessions", "still to come")),
            ("happened", pgettext_lazy("sessions", "held")),
            ("standing", pgettext_lazy("sessions", "not cancelled")),
            *State.choices,
        ],
    )
    group = forms.ChoiceField(label=_("Study group"), required=False)

    def __init__(
        self, *args: Any, kinds: list[tuple[str, str]], person: Actor, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "kind", forms.ChoiceField).choices = [("", "–"), *kinds]
        groups = (
            StudyGroup.objects.visible_to(person)
            .filter(until__isnull=True)
            .in_roster_order()
            .values_list("pk", "unit__name")
        )
        field_of(self, "group", forms.ChoiceField).choices = [("", "–"), *groups]
