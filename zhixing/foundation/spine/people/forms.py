"""Forms of the acts on people. PersonField and PeopleField serve every room: chosen by name and
post, sent as an opaque id.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import AnyAct
from zhixing.foundation.machinery.forms import ActForm, ThingField
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.orgs.roles import RoleCode

from . import acts
from .models import Account, Appointment, Person
from .passwords import first_password

DATE = forms.DateInput(attrs={"type": "date"})


class _ByName:
    """A person stands in the list by name and post."""

    def label_from_instance(self, person: Person) -> str:
        return person.name_and_post


class PersonField(_ByName, forms.ModelChoiceField):
    """One person out of ``queryset``; set it in the form's ``build`` (``Person.objects.active()``
    is everybody who is here).
    """

    def __init__(self, queryset: Any = None, **kwargs: Any) -> None:
        super().__init__(Person.objects.none() if queryset is None else queryset, **kwargs)


class PeopleField(_ByName, forms.ModelMultipleChoiceField):
    """Several persons out of ``queryset``."""

    def __init__(self, queryset: Any = None, **kwargs: Any) -> None:
        super().__init__(Person.objects.none() if queryset is None else queryset, **kwargs)


class RegisterPersonForm(ActForm[Unit]):
    act = acts.register_person
    name = forms.CharField(label=_("Name"), max_length=60)
    post = forms.CharField(label=_("Post"), max_length=100, required=False)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=20,
        required=False,
        help_text=_("Shown to the office alone, in part."),
    )


class _OfThisUnit(ActForm[Unit]):
    """A form about a person of the unit acted on."""

    person = PersonField(label=_("Person"))

    def build(self) -> None:
        self.offer("person", Person.objects.active().filter(unit=self.row))


class CorrectPersonForm(_OfThisUnit):
    act = acts.correct_person
    name = forms.CharField(
        label=_("Name"), max_length=60, required=False, help_text=_("Empty: stays as it is.")
    )
    post = forms.CharField(
        label=_("Post"),
        max_length=100,
        required=False,
        help_text=_("Empty: stays as it is. A hyphen empties it."),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=20,
        required=False,
        help_text=_("Empty: stays as it is. A hyphen empties it."),
    )

    email = forms.CharField(
        label=_("E-mail"),
        max_length=120,
        required=False,
        help_text=_("For invitations to sessions. Empty: stays as it is. A hyphen empties it."),
    )

    def given(self) -> dict[str, Any]:
        typed = self.cleaned_data
        words = {
            name: {"": None, "-": "", "－": ""}.get(typed[name], typed[name])
            for name in ("post", "phone", "email")
        }
        return {"person": typed["person"], "name": typed["name"] or None, **words}


class TransferPersonForm(_OfThisUnit):
    act = acts.transfer_person
    to = ThingField(Unit, label=_("New unit"))
    post = forms.CharField(label=_("Post"), max_length=100, required=False)

    def build(self) -> None:
        super().build()
        self.offer(
            "to",
            Unit.objects.active().exclude(pk=self.row.pk if self.row else None).in_roster_order(),
        )


class RetirePersonForm(_OfThisUnit):
    act = acts.retire_person
    reason = forms.CharField(label=_("Reason"), max_length=300)


class ErasePersonForm(ActForm[Unit]):
    act = acts.erase_person
    person = PersonField(label=_("Person"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Who asked for it, and on what ground. Without the name."),
    )

    def build(self) -> None:
        self.offer(
            "person",
            Person.objects.natural().filter(unit=self.row, erased_on=None).order_by("name"),
        )


class AppointForm(ActForm[Unit]):
    act = acts.appoint
    person = PersonField(label=_("Person"))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=RoleCode.choices,
        help_text=_("It holds at this unit and at all units below."),
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=DATE, help_text=_("Empty: from today.")
    )
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DATE,
        help_text=_("For somebody who stands in for a time. Empty: no end is known."),
    )

    def build(self) -> None:
        self.offer(
            "person", Person.objects.active().exclude(pk=self.reader.pk).select_related("unit")
        )


class AppointmentField(forms.ModelChoiceField):
    def label_from_instance(self, appointment: Appointment) -> str:
        return f"{appointment.get_role_display()} · {appointment.person.name}"


class EndAppointmentForm(ActForm[Unit]):
    act = acts.end_appointment
    appointment = AppointmentField(queryset=Appointment.objects.none(), label=_("Role"))
    until = forms.DateField(
        label=_("First day without it"), required=False, widget=DATE, help_text=_("Empty: today.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def build(self) -> None:
        rows = (
            Appointment.objects.in_force(clock.today())
            .filter(unit=self.row)
            .exclude(person=self.reader.pk)
        )
        self.offer("appointment", rows.select_related("person").order_by("role", "person__name"))


class OpenAccountForm(ActForm[Unit]):
    act = acts.open_account
    person = PersonField(label=_("Person"))
    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        help_text=_("Letters, digits, dot and hyphen; not the telephone number."),
    )
    password = forms.CharField(
        label=_("First password"),
        max_length=200,
        initial=first_password,
        help_text=_(
            "Made by chance. Hand it over on paper; it must be changed at the first log-in."
        ),
    )

    def build(self) -> None:
        self.offer("person", Person.objects.active().filter(unit=self.row, account=None))


class AccountField(forms.ModelChoiceField):
    def label_from_instance(self, account: Account) -> str:
        return f"{account.person.name} · {account.username}"


class CloseAccountForm(ActForm[Unit]):
    act: ClassVar[AnyAct] = acts.close_account
    account = AccountField(queryset=Account.objects.none(), label=_("Account"))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def build(self) -> None:
        rows = Account.objects.filter(person__unit=self.row, is_active=True).exclude(
            person=self.reader.pk
        )
        self.offer("account", rows.select_related("person").order_by("person__name"))


class SetPasswordForm(CloseAccountForm):
    act = acts.set_password
    password = forms.CharField(
        label=_("First password"),
        max_length=200,
        initial=first_password,
        help_text=_(
            "Made by chance. Hand it over on paper; it must be changed at the first log-in."
        ),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)


class ChangePasswordForm(ActForm[Unit]):
    act = acts.change_password
    old = forms.CharField(
        label=_("Present password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. A sentence is easier to remember than signs."),
    )
    again = forms.CharField(
        label=_("New password again"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> None:
        super().clean()
        new, again = self.cleaned_data.get("new"), self.cleaned_data.get("again")
        if new and again and new != again:
            self.add_error("again", _("The two new passwords are not the same."))

    def given(self) -> dict[str, Any]:
        return {"old": self.cleaned_data["old"], "new": self.cleaned_data["new"]}
