"""Forms of the acts on hand-overs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import (
    ActForm,
    ReasonForm,
    ThingsField,
    day_field,
    text_field,
)
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.waiting import asked_of
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.forms import PersonField
from zhixing.foundation.spine.people.models import Appointment, Person

from . import acts, may
from .models import Handover
from .standing import group_of, seats_of, things_of, unit_roles_of


class HandOverForm(ActForm[Unit]):
    """Who hands over is chosen first; what waits for them is shown before anything is done."""

    act = acts.hand_over
    layout = "handovers/hand_over.html"
    opens_with = ("person",)
    person = PersonField(label=_("Who hands over"))
    to = PersonField(label=_("To whom"))
    until = day_field(
        _("Last day"),
        required=False,
        help_text=_("For somebody who stands in for a time. Empty: for good."),
    )
    reason = text_field(_("Reason"), 2, help_text=_("A change of post, leave, a course ..."))
    staying = ThingsField(label=_("What stays where it is"), required=False)
    look = forms.BooleanField(label=_("Show me first what waits"), required=False)

    def build(self) -> None:
        self.waits: list[Thing] = []
        if self.row is None:
            return
        here = _people_here(self.row)
        if not may.FOR_OTHERS.allows(self.reader, self.row):
            here = here.filter(pk=self.reader.pk)
        self.offer("person", here)
        self.offer("to", Person.objects.active().filter(unit__under=self.row.path))
        self.fields["look"].initial = True
        chosen = str(self.data.get("person") or self.initial.get("person") or "")
        person = here.filter(pk=chosen).first() if chosen else None
        if person is None:
            del self.fields["staying"]
            return
        rows = things_of(self.reader, person)
        self.offer("staying", Thing.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))

    def clean(self) -> dict[str, Any]:
        inputs = super().clean() or {}
        if self.errors or not inputs.get("look"):
            return inputs
        typed: Any = self.data  # a QueryDict or a dict: both are copied alike
        self.data = typed = typed.copy()
        typed.pop("look", None)
        self._show(inputs)
        return inputs

    def _show(self, inputs: dict[str, Any]) -> None:
        """Nothing is handed over yet: what goes over stands on the page, to look at."""
        person, for_good = inputs["person"], inputs.get("until") is None
        seats = seats_of(person, group_of(self.row), for_good=for_good)
        held: list[Membership | Appointment] = [*seats, *unit_roles_of(person, self.row)]
        codes = {asked.code for asked in asked_of(person)}
        self.waits = list(
            Thing.objects.visible_to(self.reader).filter(pk__in=codes).order_by("pk")[:100]
        )
        rows = things_of(self.reader, person)
        self.looked = [
            _now("Roles that go over: %(roles)s") % {"roles": _words(held)},
            _now("By name go over, things: %(count)s. Tick what stays.") % {"count": len(rows)},
        ]

    def given(self) -> dict[str, Any]:
        arguments = dict(self.cleaned_data)
        del arguments["look"]
        return arguments


def _words(held: list[Membership | Appointment]) -> str:
    words = [str(role.get_role_display()) for role in held]
    if not words:
        return pgettext("roles", "none")
    return pgettext("list separator", ", ").join(words)


def _people_here(unit: Unit) -> Any:
    """Who is of the unit, or holds something there today."""
    today = clock.today()
    seats = Membership.objects.in_force(today).filter(group__unit=unit)
    roles = Appointment.objects.in_force(today).filter(unit=unit)
    return Person.objects.active().filter(
        Q(unit=unit) | Q(pk__in=seats.values("person")) | Q(pk__in=roles.values("person"))
    )


class DeclineRolesForm(ReasonForm[Handover]):
    act = acts.decline_roles
