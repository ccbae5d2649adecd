"""The clock of a session's report, when the calendar changes."""

from __future__ import annotations

from zhixing.foundation.kits.deadlines.acts import counts_again

from ..models import StudySession

count_session_again = counts_again(StudySession)
