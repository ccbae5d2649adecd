"""Forms of the minutes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.forms import (
    ActForm,
    text_field,
)
from zhixing.learn.sessions.models import StudySession

from .. import acts, queries


class WriteMinutesForm(ActForm[StudySession]):
    act = acts.write_minutes
    minutes = text_field(
        _("Minutes"),
        18,
        help_text=_("Built from the record; change what needs other words."),
    )

    def build(self) -> None:
        if self.row is not None and not self.is_bound:
            self.fields["minutes"].initial = self.row.minutes or queries.draft_of_minutes(self.row)


class AmendMinutesForm(ActForm[StudySession]):
    act = acts.amend_minutes
    minutes = text_field(_("Minutes"), 18, help_text=_("What stood there before stays on record."))
    reason = text_field(_("Reason"), 2)

    def build(self) -> None:
        if self.row is not None and not self.is_bound:
            self.fields["minutes"].initial = self.row.minutes


class ReturnMinutesForm(ActForm[StudySession]):
    act = acts.return_minutes
    reason = text_field(_("Reason"), 3)
