"""The form of the agenda."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.forms import (
    ActForm,
    ThingsField,
    text_field,
)
from zhixing.learn.sessions.models import StudySession

from .. import acts, queries
from ..rules import (
    AgendaItem,
    AgendaKind,
    Kind,
)

AGENDA_ROWS = 8
EMPTY = AgendaItem(AgendaKind.OTHER, "")


class SetAgendaForm(ActForm[StudySession]):
    """Eight rows, each a kind and a title; empty rows fall away."""

    act = acts.set_agenda
    opens_with = ()
    layout = "study_sessions/set_agenda.html"

    def build(self) -> None:
        items = self._typed_items()
        for at in range(1, max(AGENDA_ROWS, len(items) + 2) + 1):
            self._add_row(at, items[at - 1] if at <= len(items) else EMPTY)
        self.fields["question"] = text_field(_("For discussion"), 3, required=False)
        self.fields["materials"] = text_field(
            _("Materials"), 3, required=False, help_text=_("One a line.")
        )
        if self.row is not None:
            self.fields["question"].initial = self.row.question
            self.fields["materials"].initial = "\n".join(self.row.materials)
            if self.row.kind == Kind.SPECIAL:
                self._add_brought()

    def _typed_items(self) -> list[AgendaItem]:
        """Those that stand there, or those a secretary starts from."""
        if self.row is None:
            return []
        typed = [item for item in self.row.agenda_items if not item.thing]
        return typed or queries.draft_of_agenda(self.row.kind, self.row, self.row.place)

    def _add_row(self, at: int, item: AgendaItem) -> None:
        self.fields[f"kind_{at}"] = forms.ChoiceField(
            label=_now("Item %(number)s: kind") % {"number": at},
            choices=AgendaKind.choices,
            initial=item.kind,
            required=False,
        )
        self.fields[f"title_{at}"] = forms.CharField(
            label=_now("Item %(number)s: title") % {"number": at},
            max_length=200,
            initial=item.title,
            required=False,
        )

    def _add_brought(self) -> None:
        brought = self.fields["brought"] = ThingsField(
            label=_("Results that are brought"),
            required=False,
            help_text=_(
                "What came of study since: measures, research, problems. Each becomes an item,"
                " and stands there with its state."
            ),
        )
        brought.offer(queries.may_be_brought(self.reader, self.row))
        brought.initial = [item.thing for item in self.row.agenda_items if item.thing]

    def lines(self) -> list[tuple[Any, Any]]:
        """(kind, title) of each row, for the layout."""
        return [
            (self[name.replace("title", "kind")], self[name])
            for name in self.fields
            if name.startswith("title_")
        ]

    def given(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        numbers = [
            int(name.removeprefix("title_")) for name in self.fields if name.startswith("title_")
        ]
        items = [
            {"kind": cleaned[f"kind_{at}"] or AgendaKind.OTHER, "title": cleaned[f"title_{at}"]}
            for at in numbers
            if cleaned[f"title_{at}"]
        ]
        return {
            "items": items,
            "question": cleaned["question"],
            "materials": cleaned["materials"].splitlines(),
        } | ({"brought": cleaned["brought"]} if "brought" in self.fields else {})
