"""Which session a row speaks of."""

from __future__ import annotations

from django.db.models import QuerySet
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


def find_session(scope: Scope, row: Row) -> StudySession:
    """The session that a row speaks of: by its code, or the only one of that day. Raises
    RowRefused.
    """
    session = _by_code(scope, row) or _only_one(_of_day(scope, row))
    if session is None:
        raise refused("day", _("There was no session of the group on this day."))
    return session


def find_planned(scope: Scope, row: Row) -> StudySession | None:
    """The same where the row may bring a new one: of its topic. None when there is none."""
    session = _by_code(scope, row)
    if session is not None:
        return session
    several = _of_day(scope, row)
    topic = topic_of(scope, row) if row["topic"] else None
    if topic is not None:
        several = [session for session in several if session.topic_id == topic.pk]
    return _only_one(several)


def _sessions(scope: Scope) -> QuerySet[StudySession]:
    return (
        StudySession.objects.filter(group=scope.group)
        .exclude(state=State.CANCELLED)
        .select_related("thing", "group__unit", "topic", "unit")
    )


def _by_code(scope: Scope, row: Row) -> StudySession | None:
    code = row["session"].upper()
    if not code:
        return None
    session = _sessions(scope).filter(pk=code).first()
    if session is None:
        raise refused("session", _("The group has no session with this code."))
    return session


def _of_day(scope: Scope, row: Row) -> list[StudySession]:
    return list(_sessions(scope).filter(day=a_day(scope, row)))


def _only_one(several: list[StudySession]) -> StudySession | None:
    if len(several) > 1:
        raise refused(
            "session", _("Two sessions on this day: write the code of the one that is meant.")
        )
    return several[0] if several else None
