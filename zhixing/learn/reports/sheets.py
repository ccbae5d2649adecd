"""Minutes of a unit's sessions and their reports, in its workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.reading import CHANGED, NEW, SAME
from zhixing.foundation.kits.intake.unitbook.cells import YES, is_yes
from zhixing.foundation.kits.intake.unitbook.rows import Row, refused
from zhixing.foundation.kits.intake.unitbook.saying import same
from zhixing.foundation.kits.intake.unitbook.scope import Scope
from zhixing.foundation.kits.intake.unitbook.sheet import Sheet, register
from zhixing.foundation.kits.workbooks.forms import column
from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.learn.sessions import queries as sessions
from zhixing.learn.sessions.acts import sign_session, write_minutes
from zhixing.learn.sessions.forms import WriteMinutesForm
from zhixing.learn.sessions.models import StudySession
from zhixing.learn.sessions.rules import State
from zhixing.learn.sessions.sheets.finding import CODE, DAY, find_session

from .acts import draft_report, send_report


class Minutes(Sheet):
    name, title, place = "minutes", _("Minutes and reports"), 70
    keys, once, also = ("session", "day"), "session", ("day",)

    def fields(self) -> Iterable[Field]:
        return (
            CODE,
            DAY,
            column(
                WriteMinutesForm,
                "minutes",
                "学习记录",
                "记录",
                width=60,
                help=_("Empty, with 是 beside it: built from the record."),
            ),
            Field(
                "signed", ("组长审签", "审签"), "Signed off by the leader", choices=YES, width=12
            ),
            Field(
                "sent",
                ("报送学报", "一学一报"),
                "Session report sent",
                choices=YES,
                width=12,
                help=_("是: the session report is built from the record and sent to the county."),
            ),
            Field("state", ("状态", "办理状态"), "State", told=True, width=12),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        if scope.group is None:
            return
        for session in StudySession.objects.filter(
            group=scope.group, year=scope.year, state__in=[State.HELD, State.MINUTED, State.SIGNED]
        ).order_by("day", "number"):
            yield {
                "session": session.pk,
                "day": session.day,
                "minutes": session.minutes,
                "signed": YES[0] if session.state == State.SIGNED else "",
                "sent": YES[0] if session.reported else "",
                "state": str(session.state_word(session.state)),
            }

    def words(self, row: Row) -> list[str]:
        return [row["day"], row["minutes"][:40]]

    def take(self, scope: Scope, row: Row) -> str:
        if scope.group is None:
            raise refused("", _("%(unit)s has no study group yet."), unit=scope.unit.name)
        signed, sent = is_yes(row, "signed"), is_yes(row, "sent")
        session, action = find_session(scope, row), SAME
        text = row["minutes"]
        if (text and not same(text, session.minutes)) or (signed and not session.minutes):
            if session.state == State.SIGNED:
                raise refused("minutes", _("The minutes are signed off; they stand."))
            if not text:
                text = sessions.draft_of_minutes(session)
            action = CHANGED if session.minutes else NEW
            row.change(self.table["minutes"].heading, session.minutes[:60], text[:60])
            scope.do(write_minutes, session, row, minutes=text)
        if signed and session.state != State.SIGNED:
            scope.do(sign_session, session, row, {"": "signed"})
            row.change(self.table["signed"].heading, "", YES[0])
            action = action if action == NEW else CHANGED
        if sent and not session.reported:
            report = scope.do(draft_report, session, row, {"": "sent"})
            scope.do(send_report, report, row)
            row.change(self.table["sent"].heading, "", YES[0])
            action = action if action == NEW else CHANGED
        return action


register(Minutes())
