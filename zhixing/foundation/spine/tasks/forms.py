"""Forms of the acts on tasks."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.forms import ActForm, ReasonForm, day_field, text_field
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.forms import PersonField
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.tasks.models import Task

from . import acts


class GiveTaskForm(ActForm[Unit]):
    act = acts.give_task
    title = forms.CharField(label=_("The task in one line"), max_length=150)
    text = text_field(_("What exactly"), 3, required=False)
    owner = PersonField(label=_("Who does it"), required=False)
    due = day_field(_("By when"), required=False)

    def build(self) -> None:
        self.offer("owner", Person.objects.filter(active=True, system="", unit=self.row))


class AssignTaskForm(ActForm[Task]):
    act = acts.assign_task
    owner = PersonField(label=_("Who does it"))

    def build(self) -> None:
        if self.row:
            people = Person.objects.filter(active=True, system="")
            seats = Q(memberships__group=self.row.group_id, memberships__until=None)
            group = seats if self.row.group_id else Q(pk__in=[])
            self.offer("owner", people.filter(Q(unit=self.row.unit_id) | group).distinct())


class FinishTaskForm(ActForm[Task]):
    act = acts.finish_task
    evidence = text_field(_("What was done, and how it can be seen"), 3)


class ReturnTaskForm(ReasonForm):
    act = acts.return_task


class DropTaskForm(ReasonForm):
    act = acts.drop_task
