"""Forms of the notice."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.forms import (
    ActForm,
    needed,
)
from zhixing.learn.sessions.models import StudySession

from .. import acts, queries


class IssueNoticeForm(ActForm[StudySession]):
    act = acts.issue_notice
    reason = needed(
        forms.CharField(label=_("Why the notice comes later"), max_length=200, required=False)
    )

    def build(self) -> None:
        if self.row is not None:
            days = queries.notice_days(self.row.day)
            self.fields["reason"].help_text = _now(
                "Working days that the norm asks for: %(asked)s; there are %(left)s."
            ) % {"asked": days.asked, "left": max(days.left, 0)}
            if not days.short:
                del self.fields["reason"]


class ReissueNoticeForm(IssueNoticeForm):
    act = acts.reissue_notice
