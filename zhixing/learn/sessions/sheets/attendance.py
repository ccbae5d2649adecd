"""Attendance and make-ups: what is on record of a session for the first time comes in whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.kits.intake.reading import CHANGED, NEW, SAME, Reading
from zhixing.foundation.kits.intake.unitbook.cells import a_person_then, differs
from zhixing.foundation.kits.intake.unitbook.rows import Row, RowRefused, refused, refused_naming
from zhixing.foundation.kits.intake.unitbook.saying import same
from zhixing.foundation.kits.intake.unitbook.scope import Scope
from zhixing.foundation.kits.intake.unitbook.sheet import Sheet
from zhixing.foundation.kits.workbooks.forms import CHINESE, ENGLISH, column, naming
from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.kits.workbooks.values import plain, read_yes
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.forms import form_of
from zhixing.foundation.machinery.rehearsal import attempt
from zhixing.foundation.spine.orgs.rules import compared
from zhixing.foundation.spine.people.forms import PeopleField
from zhixing.foundation.spine.people.models import Person

from ..acts import correct_attendance, record_make_up, take_attendance
from ..forms import CorrectAttendanceForm, RecordMakeUpForm
from ..models import Attendance as Line
from ..models import StudySession
from ..queries import expected_at
from ..rules import AHEAD, LeaveReason, State, Status
from .finding import CODE, DAY, find_session

PLAIN = {
    "实到": "PRESENT",
    "到会": "PRESENT",
    "出席": "PRESENT",
    "参加": "PRESENT",
    "到": "PRESENT",
    "公务": "LEAVE-DUTY",
    "因公": "LEAVE-DUTY",
    "公差": "LEAVE-DUTY",
    "出差": "LEAVE-DUTY",
    "请假": "LEAVE-LEAVE",
    "休假": "LEAVE-LEAVE",
    "事假": "LEAVE-LEAVE",
    "病假": "LEAVE-LEAVE",
    "缺席": "ABSENT",
    "缺勤": "ABSENT",
    "未到": "ABSENT",
    "列席": "ATTENDING",
}


def statuses() -> list[tuple[str, Any]]:
    """(code, word) of what an attendance cell may say."""
    reasons = dict(LeaveReason.choices)
    return [
        (Status.PRESENT.value, Status.PRESENT.label),
        *(
            (
                f"LEAVE-{code}",
                _("%(status)s (%(reason)s)") % {"status": Status.LEAVE.label, "reason": word_},
            )
            for code, word_ in reasons.items()
        ),
        (Status.ABSENT.value, Status.ABSENT.label),
        (Status.ATTENDING.value, Status.ATTENDING.label),
    ]


def status_word(status: str, reason: str = "") -> str:
    return next(
        (
            str(said_)
            for code, said_ in statuses()
            if code == (f"{status}-{reason}" if reason else status)
        ),
        "",
    )


def read_status(text: str) -> str | None:
    if read_yes(text) is not None:
        return "PRESENT" if read_yes(text) else "ABSENT"
    word_ = plain(text)
    for language in (CHINESE, ENGLISH):
        with translation.override(language):
            for code, said_ in statuses():
                if plain(str(said_)) == word_:
                    return code
    return PLAIN.get(word_)


def _no_status() -> RowRefused:
    return refused(
        "status",
        _("Possible are %(words)s."),
        words="、".join(str(word) for _code, word in statuses()),
    )


def _not_whole(missing: list[Person]) -> RowRefused:
    """Why nobody's line comes in: whose is missing, or reads in two ways."""
    return refused_naming(
        "",
        _(
            "The attendance of a session comes in whole: of these there is no row that can be"
            " read without doubt: %(names)s."
        ),
        {"names": "、".join(naming(missing).values())},
        _(
            "The attendance of a session comes in whole: %(count)s of those expected have no row"
            " that can be read."
        ),
        count=len(missing),
    )


class _Roll:
    """What the rows of one session say together, as the act that takes attendance wants it."""

    def __init__(self, session: StudySession, actor: Actor) -> None:
        self.session = session
        self.seats = {seat.person_id: seat for seat in expected_at(session)}
        form = form_of(take_attendance)(person=actor, row=session)
        attending = form.fields["attending"]
        assert isinstance(attending, PeopleField) and attending.queryset is not None
        self.people = [seat.person for seat in self.seats.values()] + list(attending.queryset)
        self.statuses: dict[str, str] = {}  # of those expected, by field of the form
        self.attending: list[str] = []
        self.leaves: dict[str, str] = {}  # who grants them, by field of the form
        self._rows: dict[str, tuple[int, str]] = {}  # person -> number of the row and its status
        self._doubtful: set[str] = set()

    def enter(self, row: Row) -> None:
        """Raises RowRefused; then the row has left nothing but the doubt about its person."""
        status = read_status(row["status"]) if row["status"] else None
        if status is None:
            raise _no_status()
        person = a_person_then(self.people, self.session.groups, self.session.day, row)
        self._refuse_second_row(person, row, status)
        seat = self.seats.get(person.pk)
        group = seat.group_id if seat is not None else self.session.group_id
        own = group == self.session.group_id
        field = "approved_by" if own else f"approved_by_{group}"
        leave = self._leave(field, row, status)
        if seat is not None and status == Status.ATTENDING:
            raise refused("status", _("Choose present, on leave or absent."))
        self.leaves[field] = leave
        if seat is not None:
            self.statuses[f"status_{seat.person_id}"] = status
        elif status in (Status.ATTENDING, Status.PRESENT):
            self.attending.append(person.pk)

    def _refuse_second_row(self, person: Person, row: Row, status: str) -> None:
        if person.pk in self._rows:
            above, status_above = self._rows[person.pk]
            if status_above != status:
                self._doubtful.add(person.pk)
            raise refused("person", _("This person stands in row %(row)s already."), row=above)
        self._rows[person.pk] = row.line.row, status

    def _leave(self, field: str, row: Row, status: str) -> str:
        """Who grants the leaves of a group, with this row."""
        above = self.leaves.get(field, "")
        name = row["approved_by"] if status.startswith("LEAVE") else ""
        if name and above and compared(name) != compared(above):
            raise refused(
                "approved_by",
                _("One person grants the leave of a session; another name stands above."),
            )
        return above or name

    def missing(self) -> list[Person]:
        """Those expected of whom no row, or none without doubt, could be read."""
        return [
            seat.person
            for pk, seat in self.seats.items()
            if f"status_{pk}" not in self.statuses or pk in self._doubtful
        ]


class Attendance(Sheet):
    name, title, place = "attend", pgettext_lazy("sheet", "Attendance"), 50
    personal, keys = frozenset({"person", "approved_by"}), ("session", "day", "person")
    also, tells_gone = ("day", "person"), False

    def fields(self) -> Iterable[Field]:
        return (
            CODE,
            DAY,
            column(RecordMakeUpForm, "person", "姓名", "人员", width=12, english="Name"),
            Field(
                "status",
                ("到会情况", "出席情况", "考勤"),
                "Attendance",
                needed=True,
                choices=lambda: [str(said_) for _code, said_ in statuses()],
                width=16,
                help=_("Everybody expected has a row; somebody on leave has who granted it."),
            ),
            column(CorrectAttendanceForm, "approved_by", "准假人", width=12),
            column(RecordMakeUpForm, "on", "补学日期", "补学时间", needed=False, width=12),
            column(RecordMakeUpForm, "how", "补学方式", "补学情况", needed=False, width=28),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        if scope.group is None:
            return
        for session in (
            StudySession.objects.filter(group=scope.group, year=scope.year)
            .exclude(state__in=[State.CANCELLED])
            .order_by("day", "number")
            .prefetch_related("attendance__person", "attendance__approved_by")
        ):
            if session.attendance_on:
                words = naming(line.person for line in session.attendance.all())
                for line in session.attendance.all():
                    yield {
                        "session": session.pk,
                        "day": session.day,
                        "person": words[line.person_id],
                        "status": status_word(line.status, line.reason),
                        "approved_by": line.approved_by.name if line.approved_by else "",
                        "on": line.made_up_on or "",
                        "how": line.made_up_how,
                    }
            elif session.day <= scope.on or session.state not in AHEAD:
                seats = expected_at(session)
                words = naming(seat.person for seat in seats)
                for seat in seats:
                    yield {
                        "session": session.pk,
                        "day": session.day,
                        "person": words[seat.person_id],
                    }

    def words(self, row: Row) -> list[str]:
        return [row["day"], row["person"], row["status"]]

    def run(self, scope: Scope, rows: list[Row], reading: Reading) -> None:
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            try:
                if scope.group is None:
                    raise refused("", _("%(unit)s has no study group yet."), unit=scope.unit.name)
                groups[find_session(scope, row).pk].append(row)
            except RowRefused as refusal:
                if row.untouched:
                    row.line.action = SAME
                else:
                    self.refuse(row, reading, refusal)
        for code, several in groups.items():
            session = StudySession.objects.select_related(
                "thing", "group__unit", "topic", "unit"
            ).get(pk=code)
            if session.attendance_on is None:
                self._take_attendance(scope, session, several, reading)
            else:
                for row in several:
                    self.one(
                        scope,
                        row,
                        reading,
                        lambda row=row, session=session: self._correct_line(scope, session, row),
                    )

    def _take_attendance(
        self, scope: Scope, session: StudySession, rows: list[Row], reading: Reading
    ) -> None:
        """Nothing is on record yet: one act for everybody expected, or none."""
        if not any(row["status"] for row in rows):
            for row in rows:
                row.line.action = SAME
            return
        roll = _Roll(session, scope.actor)
        for row in rows:
            try:
                roll.enter(row)
                row.line.action = NEW
            except RowRefused as refusal:
                self.refuse(row, reading, refusal)
        good = [row for row in rows if row.line.action == NEW]
        missing = roll.missing()
        if missing:
            for row in good:
                self.refuse(row, reading, _not_whole(missing))
            return
        try:
            with attempt():
                self._take_roll(scope, session, good[0], roll)
                for row in good:
                    self._make_up(scope, session, row)
        except RowRefused as refusal:
            for row in good:
                self.refuse(row, reading, refusal)

    def _take_roll(self, scope: Scope, session: StudySession, row: Row, roll: _Roll) -> None:
        columns = {
            "approved_by": "approved_by",
            **dict.fromkeys(roll.leaves, "approved_by"),
            **dict.fromkeys(roll.statuses, "status"),
        }
        fields: dict[str, Any] = {"approved_by": ""} | roll.leaves | roll.statuses
        scope.do(take_attendance, session, row, columns, attending=roll.attending, **fields)
        session.refresh_from_db()

    def _correct_line(self, scope: Scope, session: StudySession, row: Row) -> str:
        """It was taken already: a row that says otherwise corrects its line."""
        if row.untouched:
            return SAME
        line = self._line_of(session, row)
        now = f"{line.status}-{line.reason}" if line.reason else line.status
        status = read_status(row["status"]) if row["status"] else now
        if status is None:
            raise _no_status()
        code, _dash, leave = status.partition("-")
        if status != now:
            word = status_word(line.status, line.reason)
            row.change(self.table["status"].heading, word, row["status"])
        granted = {"approved_by": line.approved_by.name if line.approved_by else ""}
        other_grant = differs(row, self, granted, "approved_by") if leave else {}
        corrects = status != now or bool(other_grant)
        if corrects:
            scope.do(
                correct_attendance,
                session,
                row,
                {"leave": "status"},
                person=line.person,
                status=code,
                leave=leave,
                approved_by=row["approved_by"] if leave else "",
                reason=_now("Corrected by the workbook of the unit."),
            )
        made_up = self._make_up(scope, session, row)
        return CHANGED if made_up or corrects else SAME

    def _line_of(self, session: StudySession, row: Row) -> Line:
        """The line of the person of a row. Raises RowRefused."""
        rows = Line.objects.filter(session=session).select_related("person", "approved_by")
        lines = {line.person_id: line for line in rows}
        people = [line.person for line in lines.values()]
        return lines[a_person_then(people, session.groups, session.day, row).pk]

    def _make_up(self, scope: Scope, session: StudySession, row: Row) -> bool:
        if not row["on"] and not row["how"]:
            return False
        lines = {
            line.person_id: line
            for line in Line.objects.filter(session=session).select_related("person")
        }
        people = [line.person for line in lines.values()]
        line = lines[a_person_then(people, session.groups, session.day, row).pk]
        if (
            line.made_up_on is not None
            and same(row["on"], line.made_up_on)
            and same(row["how"], line.made_up_how)
        ):
            return False
        scope.do(record_make_up, session, row, person=line.person, on=row["on"], how=row["how"])
        row.change(self.table["on"].heading, "", row["on"])
        return True
