"""Forms of the desk itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.spine.people.forms import PersonField
from zhixing.foundation.spine.people.models import Person


class LoginForm(forms.Form):
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class RecordedForField(PersonField):
    """Who decided. Offered are those for whom the act accepts it; whoever names somebody else is
    answered by the act, with its reason and on record.
    """

    def to_python(self, value: Any) -> Person | None:
        return _person(value) or super().to_python(value)


def _person(key: Any) -> Person | None:
    return (
        Person.objects.natural().select_related("unit").filter(pk=key).first()
        if key and isinstance(key, str)
        else None
    )


def named_decider(data: Any) -> Person | None:
    """Who is named in what was sent as the one who decided; None where nobody is, or nobody we
    know.
    """
    return _person(data.get("for_person"))


def recorded_for_fields(form: forms.Form, people: list[Person]) -> None:
    """Add the two fields of acting for another, where there is somebody to record for or somebody
    is named: who decided, and on what basis.
    """
    if not people and "for_person" not in form.data:
        return
    offered = Person.objects.filter(pk__in=[person.pk for person in people])
    form.fields["for_person"] = RecordedForField(
        offered,
        label=_("Recorded for"),
        required=False,
        help_text=_("Who decided it on paper, at a meeting or by telephone."),
    )
    form.fields["for_person"].choices = [
        ("", "–"),
        *((person.pk, form.fields["for_person"].label_from_instance(person)) for person in people),
    ]
    form.fields["basis"] = forms.CharField(label=_("On what basis"), max_length=200, required=False)


class EmailForm(forms.Form):
    """One's own address for invitations."""

    email = forms.CharField(
        label=_("E-mail address"),
        max_length=120,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Optional. Empty: no invitations by e-mail. It stands on no list."),
    )


class PasswordForm(forms.Form):
    """Change of one's own password."""

    old = forms.CharField(
        label=_("Present password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )
    new = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        help_text=_("At least 12 characters; a sentence is easier to remember than signs."),
    )
    again = forms.CharField(
        label=_("New password once more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean_again(self) -> str:
        if self.cleaned_data.get("new") and self.cleaned_data["new"] != self.cleaned_data["again"]:
            raise forms.ValidationError(_("The two new passwords are not the same."))
        return self.cleaned_data["again"]
