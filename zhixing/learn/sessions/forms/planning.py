"""Forms in which a session is planned: day and place, topic, with which groups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import (
    ActForm,
    ThingField,
    field_of,
    needed,
)
from zhixing.foundation.spine.calendar.chosen import working_day_field
from zhixing.foundation.spine.groups.queries import people_of
from zhixing.foundation.spine.people.forms import PersonField
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.sessions.models import StudySession

from ...joint.forms import GroupsField
from ...joint.models import JointGroup
from ...joint.rules import State as JointState
from .. import acts, queries
from ..rules import (
    PlaceKind,
    State,
)


class _TimeAndPlaceForm(ActForm):
    day = working_day_field(_("Day"))
    begins = forms.TimeField(
        label=_("Begins at"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    place = forms.CharField(label=pgettext_lazy("session", "Where"), max_length=120, required=False)
    place_kind = forms.ChoiceField(label=_("Kind of place"), choices=PlaceKind.choices)
    kind = forms.ChoiceField(label=_("Kind of session"))
    title = forms.CharField(
        label=_("Title"), max_length=160, required=False, help_text=_("Empty: the topic's title.")
    )
    chair = PersonField(label=_("Chair"), required=False, help_text=_("Empty: the leader."))
    category = forms.ChoiceField(
        label=_("Content category"), required=False, help_text=_("Empty: the topic's category.")
    )

    def build(self) -> None:
        field_of(self, "kind", forms.ChoiceField).choices = queries.kinds()
        field_of(self, "category", forms.ChoiceField).choices = [("", "–"), *queries.categories()]
        group = self.group()
        if group is not None:
            self.offer("chair", people_of(group))

    def group(self) -> Any:
        return self.row


class PlanSessionForm(_TimeAndPlaceForm):
    act = acts.plan_session
    topic = ThingField(
        Topic,
        label=_("Topic"),
        help_text=_("A required topic of the year, or one of the group's own."),
    )
    draft_agenda = forms.BooleanField(
        label=_("Draft the agenda from what is known"),
        required=False,
        initial=True,
        help_text=_(
            "First item, materials, discussion question; it can be changed until the session is"
            " held."
        ),
    )
    joint = ThingField(
        JointGroup,
        label=_("With the joint group"),
        required=False,
        empty=_("the group alone"),
        help_text=_("It becomes joint study: one record, kept by this group."),
    )
    field_order = (
        "topic",
        "day",
        "begins",
        "place",
        "place_kind",
        "kind",
        "joint",
        "title",
        "chair",
        "category",
        "draft_agenda",
    )

    def build(self) -> None:
        super().build()
        year = clock.today().year
        if self.row is not None:
            leads = JointGroup.objects.filter(group=self.row.pk, state=JointState.RUNNING).order_by(
                "name", "pk"
            )
            self.offer("joint", leads)
            if not leads.exists():
                del self.fields["joint"]
            topics = (
                Topic.objects.filter(year__gte=year - 1)
                .filter(Q(group__isnull=True) | Q(group=self.row.pk))
                .order_by("-year", "first_month", "pk")
            )
            self.offer("topic", topics)
            few = topics.values_list("pk", flat=True)[:2]
            if len(few) == 1:
                self.fields["topic"].initial = few[0]
            self._say_speakers(str(self.data.get("topic") or self.initial.get("topic") or ""))

    def _say_speakers(self, topic: str) -> None:
        """Whom the plan in force names to speak first on the chosen topic, else on those of this
        month.
        """
        words = queries.planned_speakers(self.row, clock.today(), topic)
        if words:
            self.fields["topic"].help_text = " ".join([str(self.fields["topic"].help_text), words])


def _drop_reason_before_notice(form: ActForm) -> None:
    """While nobody was told a change needs no reason, so none is asked; afterwards it does."""
    if form.row is not None and form.row.state != State.NOTICED:
        del form.fields["reason"]


class CorrectSessionForm(_TimeAndPlaceForm):
    act = acts.correct_session
    reason = needed(forms.CharField(label=_("Reason"), max_length=200, required=False))

    def build(self) -> None:
        super().build()
        _drop_reason_before_notice(self)
        if self.row is not None:
            for name in ("day", "begins", "place", "place_kind", "kind", "title", "category"):
                self.fields[name].initial = getattr(self.row, name)
            self.fields["chair"].initial = self.row.chair_id

    def group(self) -> Any:
        return self.row.group if self.row is not None else None


class JoinGroupsForm(ActForm[StudySession]):
    act = acts.join_groups
    opens_with = ()
    joint = ThingField(
        JointGroup,
        label=_("With the joint group"),
        required=False,
        empty=_("no joint group"),
        help_text=_("One that this group leads. Its groups need not be ticked below."),
    )
    partners = needed(
        GroupsField(
            label=_("With these groups, this once"),
            required=False,
            help_text=_("Those with a reason stand first; why each is suggested stands beside it."),
        ),
        _("needed without a joint group"),
    )
    reason = needed(forms.CharField(label=_("Reason"), max_length=200, required=False))

    def build(self) -> None:
        if self.row is None:
            return
        _drop_reason_before_notice(self)
        self.offer(
            "joint",
            JointGroup.objects.filter(group=self.row.group_id, state=JointState.RUNNING).order_by(
                "name", "pk"
            ),
        )
        self.fields["joint"].initial = self.row.joint_id
        field_of(self, "partners", GroupsField).offer(self.row.group, self.row.year)
        own = (
            set(self.row.joint.partners.values_list("pk", flat=True))
            if self.row.joint is not None
            else set()
        )
        self.fields["partners"].initial = [
            partner.pk for partner in self.row.groups[1:] if partner.pk not in own
        ]
