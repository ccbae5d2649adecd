"""Forms of the acts on papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.examine.bank.rules import ItemKind
from zhixing.examine.papers.models import Paper
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, ReasonForm, ThingField, needed, text_field
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.topics.models import Topic

from . import acts


class DraftPaperForm(ActForm[StudyGroup]):
    act = acts.draft_paper
    topic = ThingField(Topic, label=_("Topic"))
    title = forms.CharField(label=_("Title of the paper"), max_length=120, required=False)
    minutes = forms.IntegerField(
        label=_("Time allowed, in minutes"), min_value=1, max_value=240, initial=20
    )

    def build(self) -> None:
        if self.row:
            self.offer(
                "topic",
                Topic.objects.filter(
                    Q(group__isnull=True) | Q(group=self.row), year=clock.today().year
                ),
            )


class AddItemForm(ActForm[Paper]):
    act = acts.add_item
    kind = forms.ChoiceField(label=_("Kind of item"), choices=ItemKind.choices)
    text = text_field(_("Question"), 3)
    options = needed(
        text_field(_("Options, one in a line"), 4, required=False), _("needed for a choice")
    )
    solution = forms.CharField(
        label=_("Key"),
        max_length=200,
        required=False,
        help_text=_("Letters for a choice (A, or ABC), √ or × for true or false."),
    )
    stands_at = forms.CharField(label=_("Where the answer stands"), max_length=200, required=False)
    marks = forms.DecimalField(
        label=_("Marks"), min_value=0.01, max_value=100, decimal_places=2, initial=10
    )

    def given(self) -> dict[str, Any]:
        fields = dict(self.cleaned_data)
        fields["marks"] = int(fields["marks"] * 100)
        fields["options"] = [
            line.strip() for line in fields["options"].splitlines() if line.strip()
        ]
        return fields


class RemoveItemForm(ActForm[Paper]):
    act = acts.remove_item
    place = forms.IntegerField(label=_("Number of the item"), min_value=1)


class EndPaperForm(ReasonForm):
    act = acts.end_paper
