"""Forms of the acts on joint groups."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import AnyAct
from zhixing.foundation.machinery.forms import ActForm, ReasonForm, day_field, field_of, text_field
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.ui.words import choice

from . import acts
from .queries import reasons_of
from .rules import Why


class GroupsField(forms.ModelMultipleChoiceField):
    """Several study groups, ticked; those that are suggested stand first, with the reasons in
    words, the strongest on top.
    """

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(StudyGroup.objects.none(), **kwargs)
        self.reasons: dict[str, str] = {}

    def label_from_instance(self, group: StudyGroup) -> Any:
        return choice(group.unit.short or group.unit.name, self.reasons.get(group.pk, ""))

    def offer(self, group: StudyGroup, year: int) -> None:
        """All other groups: those with a reason first, the strongest on top, the others in the
        order of the roster.
        """
        self.reasons = reasons_of(group, year)
        places = [When(pk=code, then=Value(at)) for at, code in enumerate(self.reasons)]
        first = Case(*places, default=Value(len(self.reasons)), output_field=IntegerField())
        self.queryset = (
            StudyGroup.objects.active()
            .exclude(pk=group.pk)
            .select_related("unit")
            .annotate(first=first)
            .order_by("first", "unit__thing__made_at", "pk")
        )


class FoundJointForm(ActForm):
    act: ClassVar[AnyAct] = acts.found_joint
    name = forms.CharField(label=_("Name of the joint group"), max_length=120)
    why = forms.ChoiceField(
        label=_("Joined by"),
        choices=Why.choices,
        widget=forms.RadioSelect(attrs={"class": "is-tap"}),
        initial=Why.DUTIES,
    )
    reason = text_field(
        _("Reason"), 2, help_text=_("Which duties are linked, or why it is few people.")
    )
    since = day_field(pgettext_lazy("joint group", "From"), initial=clock.today)
    until = day_field(
        pgettext_lazy("joint group", "Until"),
        required=False,
        help_text=_("The last day. Empty: until it is ended."),
    )
    partners = GroupsField(
        label=_("Groups that study with it"),
        help_text=_("Those with a reason stand first; why each is suggested stands beside it."),
    )

    def build(self) -> None:
        if self.row is not None:
            field_of(self, "partners", GroupsField).offer(self.lead(), clock.today().year)

    def lead(self) -> Any:
        return self.row


class ChangeJointForm(FoundJointForm):
    act = acts.change_joint

    def build(self) -> None:
        super().build()
        if self.row is not None:
            for name in ("name", "why", "reason", "since", "until"):
                self.fields[name].initial = getattr(self.row, name)
            self.fields["partners"].initial = list(self.row.partners.values_list("pk", flat=True))

    def lead(self) -> Any:
        return self.row.group


class EndJointForm(ReasonForm):
    act = acts.end_joint
