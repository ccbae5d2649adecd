"""Forms of the acts on study groups."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, day_field
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.forms import PersonField
from zhixing.foundation.spine.people.models import Person

from . import acts
from .models import Membership
from .rules import GroupRoleCode


class FoundGroupForm(ActForm[Unit]):
    act = acts.found_group
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=120)

    def build(self) -> None:
        if self.row is not None:
            self.initial["name"] = f"{self.row.name}理论学习中心组"


class RenameGroupForm(ActForm[StudyGroup]):
    act = acts.rename_group
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=120)

    def build(self) -> None:
        if self.row is not None:
            self.initial["name"] = self.row.name


class DissolveGroupForm(ActForm[StudyGroup]):
    act = acts.dissolve_group
    until = day_field(_("First day without it"), required=False, help_text=_("Empty: today."))
    reason = forms.CharField(label=_("Reason"), max_length=300)


class AdmitMemberForm(ActForm[StudyGroup]):
    act = acts.admit_member
    person = PersonField(label=_("Person"))
    role = forms.ChoiceField(label=_("Role"), choices=GroupRoleCode.choices)
    post = forms.CharField(
        label=_("Post"), max_length=100, required=False, help_text=_("As the roster writes it.")
    )
    since = day_field(_("From"), required=False, help_text=_("Empty: from today."))
    place = forms.IntegerField(
        label=_("Place on the list"),
        min_value=0,
        max_value=9999,
        required=False,
        help_text=_("For lists on paper; it says nothing about a person."),
    )

    def build(self) -> None:
        self.offer("person", Person.objects.active().select_related("unit"))

    def given(self) -> dict[str, object]:
        return self.cleaned_data | {"place": self.cleaned_data["place"] or 0}


class MembershipField(forms.ModelChoiceField):
    def label_from_instance(self, membership: Membership) -> str:
        return f"{membership.person.name} · {membership.get_role_display()}"


class CorrectPostForm(ActForm[StudyGroup]):
    act = acts.correct_post
    membership = MembershipField(queryset=Membership.objects.none(), label=_("Member"))
    post = forms.CharField(
        label=_("Post"), max_length=100, required=False, help_text=_("As the roster writes it.")
    )

    def build(self) -> None:
        rows = Membership.objects.in_force(clock.today()).filter(group=self.row)
        self.offer("membership", rows.select_related("person").order_by("place", "pk"))


class ReleaseMemberForm(ActForm[StudyGroup]):
    act = acts.release_member
    membership = MembershipField(queryset=Membership.objects.none(), label=_("Member"))
    until = day_field(_("First day without it"), required=False, help_text=_("Empty: today."))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def build(self) -> None:
        rows = Membership.objects.filter(Q(until=None) | Q(until__gt=clock.today()), group=self.row)
        self.offer("membership", rows.select_related("person").order_by("place", "pk"))


class NameSubstituteForm(ActForm[StudyGroup]):
    act = acts.name_substitute
    person = PersonField(label=_("Person"))
    since = day_field(_("From"), initial=clock.today)
    until = day_field(_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def build(self) -> None:
        here = Membership.objects.in_force(clock.today()).filter(group=self.row)
        leaders = here.filter(role=GroupRoleCode.LEADER, stands_in=False)
        self.offer(
            "person",
            Person.objects.active()
            .filter(pk__in=here.values("person"))
            .exclude(pk__in=leaders.values("person")),
        )
