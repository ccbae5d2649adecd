"""Forms that say whether a session was held, when, and under which category."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.forms import (
    ActForm,
    day_field,
    field_of,
    needed,
    text_field,
)
from zhixing.learn.sessions.models import StudySession

from .. import acts, queries
from ..rules import (
    State,
)


class CategoriseSessionForm(ActForm[StudySession]):
    act = acts.categorise_session
    category = forms.ChoiceField(label=_("Content category"))
    reason = needed(forms.CharField(label=_("Reason"), max_length=200, required=False))

    def build(self) -> None:
        if self.row is not None and self.row.state != State.SIGNED:
            del self.fields["reason"]  # before the sign-off it needs none, so none is asked
        field_of(self, "category", forms.ChoiceField).choices = queries.categories()
        self.fields["category"].initial = self.row.category if self.row is not None else ""


class HoldSessionForm(ActForm[StudySession]):
    act = acts.hold_session
    page = "sessions:live"
    on = day_field(_("Held on"), required=False)

    def build(self) -> None:
        if self.row is not None:
            self.fields["on"].initial = self.row.day


class RecordSessionForm(ActForm[StudySession]):
    act = acts.record_session
    on = day_field(_("Held on"), required=False)
    noticed_on = day_field(
        _("Noticed on"),
        required=False,
        help_text=_("The day of the notice on paper, if there was one."),
    )

    def build(self) -> None:
        if self.row is not None:
            self.fields["on"].initial = self.row.day


class CancelSessionForm(ActForm[StudySession]):
    act = acts.cancel_session
    reason = text_field(_("Reason"), 2)
