"""Forms of the desk itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.spine.people.forms import PersonField
from zhixing.foundation.spine.people.models import Person


class LoginForm(forms.Form):
    username = forms.CharField(label=_("User name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}))
    password = forms.CharField(label=_("Password"), max_length=4096, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


def recorded_for_fields(form: forms.Form, people: Any) -> None:
    """Add the two fields of acting for another: who decided, and on what basis."""
    form.fields["for_person"] = PersonField(people, label=_("Recorded for"), required=False, help_text=_("Who decided it on paper, at a meeting or by telephone."))
    form.fields["basis"] = forms.CharField(label=_("On what basis"), max_length=200, required=False)


def people_for(person: Any, row: Any) -> Any:
    """Whom the typist may record for on this thing: the people of its group and of its unit, and of the units above."""
    found = Person.objects.filter(active=True, system="").exclude(pk=person.pk).select_related("unit")
    if row is None:
        return found.order_by("name")
    from django.db.models import Q

    wanted = Q(unit__path__startswith=row.thing.place) if row.thing.place else Q()
    if row.thing.group_id:
        wanted |= Q(memberships__group=row.thing.group_id, memberships__until__isnull=True)
    for at in [piece for piece in row.thing.place.split("/") if piece]:
        wanted |= Q(appointments__unit=at, appointments__until__isnull=True)
    return found.filter(wanted).distinct().order_by("name")


class EmailForm(forms.Form):
    """One's own address for invitations."""

    email = forms.CharField(label=_("E-mail address"), max_length=120, required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}), help_text=_("Optional. Empty: no invitations by e-mail. It stands on no list."))


class PasswordForm(forms.Form):
    """Change of one's own password."""

    old = forms.CharField(label=_("Present password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False)
    new = forms.CharField(label=_("New password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False, help_text=_("At least 12 characters; a sentence is easier to remember than signs."))
    again = forms.CharField(label=_("New password once more"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False)

    def clean_again(self) -> str:
        if self.cleaned_data.get("new") and self.cleaned_data["new"] != self.cleaned_data["again"]:
            raise forms.ValidationError(_("The two new passwords are not the same."))
        return self.cleaned_data["again"]
