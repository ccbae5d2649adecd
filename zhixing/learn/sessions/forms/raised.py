"""The form of what was raised."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.forms import (
    ActForm,
    ThingChoice,
    ThingField,
    day_field,
    field_of,
    text_field,
)
from zhixing.foundation.spine.groups.queries import people_of
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.forms import PersonField
from zhixing.learn.sessions.models import StudySession

from .. import acts, queries
from ..models import Guest
from ..rules import (
    Kind,
    Part,
    RaisedKind,
)

LONGEST = 500  # signs of what is raised


class NoteRaisedForm(ActForm[StudySession]):
    act = acts.note_raised
    kind = forms.ChoiceField(
        label=_("Becomes"),
        choices=RaisedKind.choices,
        widget=forms.RadioSelect(attrs={"class": "is-tap"}),
        initial=RaisedKind.PROBLEM,
    )
    text = text_field(_("In a sentence"), 2, max_length=LONGEST)
    guest = forms.ModelChoiceField(Guest.objects.none(), label=_("Said by a guest"), required=False)
    person = PersonField(label=_("Said by a member"), required=False)
    said_by = forms.CharField(label=_("Said by somebody else"), max_length=60, required=False)
    part = forms.ChoiceField(
        label=_("In which part"), choices=[("", "–"), *Part.choices], required=False
    )
    unit = ThingField(Unit, label=_("Who deals with it"), required=False)
    due = day_field(_("By when"), required=False)

    def build(self) -> None:
        if self.row is not None:
            self.offer("guest", self.row.guests.all())
            self.offer("person", people_of(self.row.groups, self.row.day))
            self.offer("unit", Unit.objects.active().in_roster_order())
            if self.row.kind == Kind.SPECIAL:
                self.fields["kind"].initial = RaisedKind.MEASURE
                self.fields["about"] = ThingChoice(label=_("About which result"), required=False)
                self.offer("about", queries.brought_to(self.reader, self.row))
                self.fields["due"].help_text = _(
                    "With a day, a measure is adopted at this meeting, also a proposal that was"
                    " brought; without one it stays a proposal."
                )
                self.order_fields(["kind", "text", "about"])
            else:
                field_of(self, "kind", forms.ChoiceField).choices = [
                    choice for choice in RaisedKind.choices if choice[0] != RaisedKind.OUTCOME
                ]
