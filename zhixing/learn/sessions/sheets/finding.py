"""Which session a row speaks of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.unitbook.cells import a_day
from zhixing.foundation.kits.intake.unitbook.rows import Row, refused
from zhixing.foundation.kits.intake.unitbook.scope import Scope
from zhixing.foundation.kits.intake.unitbook.topics import topic_of
from zhixing.foundation.kits.workbooks.tables import Field

from ..models import StudySession
from ..rules import State

CODE = Field(
    "session",
    ("学习编号", "集体学习编号"),
    "Session code",
    width=16,
    help=_("Of a session that is here already; leave it empty for a new one."),
)

DAY = Field(
    "day",
    ("学习日期", "学习时间"),
    "Session on",
    kind="day",
    needed=True,
    width=12,
    example="2026-05-12",
    help=_("The day of the session. With two sessions on one day the code tells which."),
)


def find_session(scope: Scope, row: Row, *, new: bool = False) -> StudySession | None:
    """The session that a row speaks of: by its code, or the only one of that day. ``new``: none is
    an answer too.
    """
    rows = (
        StudySession.objects.filter(group=scope.group)
        .exclude(state=State.CANCELLED)
        .select_related("thing", "group__unit", "topic", "unit")
    )
    code = row["session"].upper()
    if code:
        session = rows.filter(pk=code).first()
        if session is None:
            raise refused("session", _("The group has no session with this code."))
        return session
    on = a_day(scope, row)
    several = list(rows.filter(day=on))
    if new and row["topic"]:
        topic = topic_of(scope, row)
        several = [session for session in several if session.topic_id == topic.pk]
    if len(several) > 1:
        raise refused(
            "session", _("Two sessions on this day: write the code of the one that is meant.")
        )
    if not several and not new:
        raise refused("day", _("There was no session of the group on this day."))
    return several[0] if several else None
