"""Forms of the acts on items of the bank."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import AnyAct
from zhixing.foundation.machinery.forms import (
    ActForm,
    ReasonForm,
    ThingField,
    field_of,
    needed,
    text_field,
)
from zhixing.foundation.spine.topics.models import Topic

from . import acts
from .rules import MOST_KEY, MOST_TEXT, ItemKind, State, split_options


class AddBankItemForm(ActForm):
    act: ClassVar[AnyAct] = acts.add_bank_item
    kind = forms.ChoiceField(label=_("Kind of item"), choices=ItemKind.choices)
    text = text_field(_("Question"), 3, max_length=MOST_TEXT)
    options = needed(
        text_field(_("Options, one in a line"), 4, required=False), _("needed for a choice")
    )
    solution = forms.CharField(
        label=_("Key"),
        max_length=MOST_KEY,
        required=False,
        help_text=_("Letters for a choice (A, or ABC), √ or × for true or false."),
    )
    explanation = text_field(_("Explanation"), 2, required=False, max_length=2000)
    stands_at = forms.CharField(
        label=_("Where the answer stands"),
        max_length=200,
        required=False,
        help_text=_("The document and its clause."),
    )
    topic = ThingField(Topic, label=_("Topic"), required=False)
    difficulty = forms.CharField(
        label=_("Difficulty, in your words"), max_length=20, required=False
    )

    def build(self) -> None:
        self.offer(
            "topic",
            Topic.objects.filter(group__isnull=True, year__gte=clock.today().year - 1).order_by(
                "-year", "first_month", "pk"
            ),
        )

    def clean_options(self) -> list[str]:
        return (
            split_options(self.cleaned_data["options"])
            if self.cleaned_data["options"].strip()
            else []
        )


class CorrectBankItemForm(AddBankItemForm):
    act = acts.correct_bank_item
    opens_with = ()

    def build(self) -> None:
        super().build()
        if self.row is not None:
            for name, column in {"solution": "key", "stands_at": "basis"}.items() | {
                name: name for name in ("kind", "text", "explanation", "topic", "difficulty")
            }.items():
                self.fields[name].initial = getattr(self.row, column)
            self.fields["options"].initial = "\n".join(self.row.options)


class WithdrawBankItemForm(ReasonForm):
    act = acts.withdraw_bank_item


class FilterForm(forms.Form):
    """What the list can be narrowed by."""

    narrows = True  # conditions of a list: each may stay open

    q = forms.CharField(label=_("Words of the question"), max_length=60, required=False)
    kind = forms.ChoiceField(
        label=_("Kind of item"), choices=[("", "–"), *ItemKind.choices], required=False
    )
    topic = ThingField(Topic, label=_("Topic"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", "–"), *State.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = Topic.objects.filter(group__isnull=True)
        field_of(self, "topic", ThingField).offer(topics.order_by("-year", "first_month", "pk"))
