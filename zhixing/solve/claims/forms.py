"""Forms of the acts on claims."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import (
    ActForm,
    ReasonForm,
    ThingChoice,
    ThingField,
    text_field,
)
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.queries import people_of
from zhixing.foundation.spine.people.forms import PersonField
from zhixing.foundation.spine.topics.models import Topic
from zhixing.solve.claims.models import Claim

from . import acts


class ClaimTopicForm(ActForm[StudyGroup]):
    act = acts.claim_topic
    topic = ThingField(Topic, label=_("Topic"))
    subject = forms.CharField(
        label=_("What you will look into"),
        max_length=200,
        required=False,
        help_text=_("Left empty, it is the research subject of the topic."),
    )

    def build(self) -> None:
        if self.row:
            self.offer(
                "topic",
                Topic.objects.filter(year=clock.today().year)
                .filter(Q(group__isnull=True) | Q(group=self.row))
                .order_by("first_month"),
            )


class ReleaseClaimForm(ReasonForm):
    act = acts.release_claim


class ReclaimTopicForm(ActForm[Claim]):
    act = acts.reclaim_topic
    person = PersonField(label=_("Who takes it"))
    subject = forms.CharField(label=_("What they will look into"), max_length=200, required=False)
    reason = text_field(_("Reason"), 3)

    def build(self) -> None:
        if self.row:
            self.offer("person", people_of(self.row.group).exclude(pk=self.row.person_id))


class HearClaimForm(ActForm[Claim]):
    act = acts.hear_claim
    session = ThingChoice(label=_("Session"))

    def build(self) -> None:
        if self.row:
            self.offer(
                "session",
                Thing.objects.of_groups(self.row.group_id)
                .filter(kind="session")
                .order_by("-made_at"),
            )
