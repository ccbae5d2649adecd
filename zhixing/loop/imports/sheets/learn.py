"""Plan, sessions, attendance, speeches and minutes of a unit's group."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.kits.workbooks.forms import (
    CHINESE,
    ENGLISH,
    Unreadable,
    both,
    column,
    day,
    naming,
    one_of,
    split,
    typed,
)
from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.kits.workbooks.values import as_read, plain, read_number, read_yes
from zhixing.foundation.machinery.forms import form_of
from zhixing.foundation.machinery.rehearsal import attempt
from zhixing.foundation.spine.groups.queries import people_of, roll
from zhixing.foundation.spine.orgs.rules import compared
from zhixing.foundation.spine.topics.acts import choose_topic
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.plans.acts import change_plan, draft_plan, set_plan_line
from zhixing.learn.plans.forms import SetPlanLineForm
from zhixing.learn.plans.models import StudyPlan
from zhixing.learn.plans.rules import State as PlanState
from zhixing.learn.reports.acts import draft_report, send_report
from zhixing.learn.sessions import queries as sessions
from zhixing.learn.sessions.acts import (
    add_speech,
    correct_attendance,
    correct_session,
    correct_speech,
    hold_session,
    issue_notice,
    plan_session,
    record_make_up,
    set_agenda,
    sign_session,
    take_attendance,
    write_minutes,
)
from zhixing.learn.sessions.forms import (
    AddSpeechForm,
    CorrectAttendanceForm,
    PlanSessionForm,
    RecordMakeUpForm,
    WriteMinutesForm,
)
from zhixing.learn.sessions.models import Attendance as Line
from zhixing.learn.sessions.models import Speech, StudySession
from zhixing.learn.sessions.rules import (
    AHEAD,
    QUESTIONS,
    AgendaKind,
    LeaveReason,
    SpeechKind,
    State,
    Status,
    minutes_draft,
)

from .. import rules
from ..reading import Reading
from .engine import CHANGED, NEW, REFUSED, SAME, Row, RowRefused, Scope, Sheet, differs, refused, said, same

CODE = Field("session", ("学习编号", "集体学习编号"), "Session code", width=16, help=_("Of a session that is here already; leave it empty for a new one."))
DAY = Field("day", ("学习日期", "学习时间"), "Session on", kind="day", needed=True, width=12, example="2026-05-12", help=_("The day of the session. With two sessions on one day the code tells which."))
YES = ("是", "否")


def months(line: Any) -> str:
    return f"{line.first_month}月" if line.first_month == line.last_month else f"{line.first_month}-{line.last_month}月"


def topics(scope: Scope, year: int = 0) -> list[Topic]:
    """Topics of the year that the group may study: the county's and its own."""
    return list(Topic.objects.filter(year=year or scope.year).filter(Q(group=None) | Q(group=scope.group)).select_related("thing"))


def topic_words(scope: Scope, year: int = 0) -> dict[str, str]:
    """How each topic is named in a cell: by its title, or by its code where two have the same."""
    return naming(topics(scope, year))


def topic_of(scope: Scope, row: Row, column_: str = "topic", *, new: bool = False, year: int = 0) -> Topic | None:
    """The topic that a cell names. ``new``: none is an answer too. Raises RowRefused."""
    there = topics(scope, year)
    if new and not any(compared(row[column_]) in (compared(one.title), compared(one.pk)) for one in there):
        return None
    try:
        return one_of(there, row[column_])
    except Unreadable as fault:
        raise RowRefused((column_, said(fault.sentence, fault.params))) from fault


def is_yes(row: Row, name: str) -> bool:
    """Whether a cell says yes; empty is no. Raises RowRefused."""
    found = read_yes(row[name]) if row[name] else False
    if found is None:
        raise refused(name, _("Write 是 or 否."))
    return found


# -- plan -----------------------------------------------------------------------------------------------------------------


class Plan(Sheet):
    name, title = "plan", _("Annual study plan")
    personal, keys = frozenset({"speakers"}), ("topic", "year")

    def fields(self) -> Iterable[Field]:
        return (
            column(SetPlanLineForm, "topic", "专题", "学习专题", "学习主题", example="常态化医疗废物管理", width=28, help=_("A required topic of the county, or the group's own: a new one is added.")),
            Field("months", ("月份", "学习月份", "时间安排"), "Months", needed=True, example="7-9月", width=10, help=_("5月, 7-9月, 第二季度 or 上半年.")),
            column(SetPlanLineForm, "form", "学习形式", "形式", example="集体学习研讨", width=18),
            column(SetPlanLineForm, "aim", "推动工作", "推动的工作", width=30),
            column(SetPlanLineForm, "speakers", "重点发言人", "发言人", width=20),
            Field("year", ("年度", "计划年度"), "Year", kind="number", width=8, help=_("Empty: the year of the workbook.")),
            Field("required", ("性质", "动作"), "Kind of topic", told=True, width=10),
            Field("asked", ("县定月份",), "Months set by the county", told=True, width=10),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        for year in (scope.on.year, *([scope.on.year + 1] if scope.on.month > 10 else [])):  # the next one is made while this one still runs
            plan, words = self._plan(scope, year), topic_words(scope, year)
            if plan is None:
                for one in topics(scope, year):
                    yield {"topic": words[one.pk], "year": year, "required": str(one.get_required_display()), "asked": months(one)}
                continue
            for one in plan.lines.select_related("topic").prefetch_related("speakers"):
                yield {
                    "topic": words.get(one.topic_id, one.topic.title), "months": months(one), "form": one.form, "aim": one.aim, "speakers": "、".join(sorted(who.name for who in one.speakers.all())), "year": year,
                    "required": str(one.topic.get_required_display()), "asked": months(one.topic),
                }  # fmt: skip

    def _plan(self, scope: Scope, year: int) -> StudyPlan | None:
        return StudyPlan.objects.filter(group=scope.group, year=year).exclude(state=PlanState.ARCHIVED).select_related("thing", "group__unit", "unit").order_by("-version").first() if scope.group else None

    def _year(self, scope: Scope, row: Row) -> int:
        number = read_number(row["year"]) if row["year"] else scope.year
        if number is None or not scope.on.year - 1 <= number <= scope.on.year + 1:
            raise refused("year", _("A plan is of this year, the last or the next one."))
        return int(number)

    def run(self, scope: Scope, rows: list[Row], reading: Reading) -> None:
        """A plan that is not there yet is drafted, once a row places something in it; when no row of it can come in, it is not."""
        try:
            with attempt():
                super().run(scope, rows, reading)
                if scope.fresh and all(row.line.action in (REFUSED, SAME) for row in rows):
                    raise _Nothing
        except _Nothing:
            pass
        scope.fresh.clear()

    def take(self, scope: Scope, row: Row) -> str:
        if not row["months"]:
            return SAME  # a topic that is offered, and not placed
        if scope.group is None:
            raise refused("", _("%(unit)s has no study group yet."), unit=scope.unit.name)
        year = self._year(scope, row)
        span = rules.read_months(row["months"])
        if span is None:
            raise refused("months", _("This is no month, range of months or quarter."))
        plan, topic = self._plan(scope, year), topic_of(scope, row, new=True, year=year)
        if plan is None:
            plan = scope.do(draft_plan, scope.group, row, year=year)
            scope.fresh.add(f"{self.name} {year}")
        if topic is None:
            topic = scope.do(choose_topic, scope.group, row, {"title": "topic"}, title=row["topic"], year=year, first_month=span[0], last_month=span[1])
        line = plan.lines.filter(topic=topic).prefetch_related("speakers").first()
        there = {"months": months(line), "form": line.form, "aim": line.aim, "speakers": "、".join(sorted(one.name for one in line.speakers.all()))} if line is not None else {}
        if line is not None and (line.first_month, line.last_month) == span and not {name for name in ("form", "aim") if row[name] and not same(row[name], there[name])} and (not row["speakers"] or sorted(split(row["speakers"])) == sorted(split(there["speakers"]))):
            return NEW if f"{self.name} {year}" in scope.fresh else SAME
        if plan.state == PlanState.IN_FORCE:
            plan = scope.do(change_plan, plan, row, reason=_now("Changed by the workbook of the unit."))
        elif plan.state not in (PlanState.DRAFT, PlanState.RETURNED):
            raise refused("", _("The plan is on its way to the county (%(state)s). It can be changed when it is in force, or given back."), state=plan.state_word(plan.state))
        if line is not None:
            differs(row, self, there, "months", "form", "aim", "speakers")
        given = {name: row[name] or there.get(name, "") for name in ("form", "aim", "speakers")}
        scope.do(set_plan_line, plan, row, {"first_month": "months", "last_month": "months"}, topic=topic, first_month=span[0], last_month=span[1], **given)
        return CHANGED if line is not None else NEW


class _Nothing(Exception):
    """Nothing of it came in."""


# -- sessions -------------------------------------------------------------------------------------------------------------


def agenda_words(agenda: list[dict[str, str]]) -> str:
    kinds = dict(AgendaKind.choices)
    return "\n".join(f"{kinds.get(one['kind'], one['kind'])}：{one['title']}" for one in agenda)


AGENDA_LINE = re.compile(r"(?:[(（]?\d{1,2}[.、．)）]\s*)?([^:：]+)(?:[:：](.*))?")


def read_agenda(text: str) -> list[dict[str, str]]:
    """Lines ``第一议题：…``: a kind before the colon, or none."""
    words = {plain(said_): value for value, label in AgendaKind.choices for said_ in both(label)}
    found = []
    for line in text.replace("\r", "").split("\n"):
        item = AGENDA_LINE.fullmatch(line.strip())
        code = words.get(plain(item.group(1))) if item else None
        if code is not None:
            found.append({"kind": str(code), "title": (item.group(2) or "").strip() or item.group(1).strip()})
        elif line.strip():
            found.append({"kind": str(AgendaKind.OTHER), "title": line.strip()})
    return found


class Sessions(Sheet):
    name, title = "sessions", _("Study sessions")
    keys, once = ("session",), "session"
    COLUMNS = ("begins", "topic", "place", "place_kind", "kind", "title", "agenda")

    def fields(self) -> Iterable[Field]:
        return (
            CODE, DAY,
            column(PlanSessionForm, "begins", "开始时间", "时间", example="09:00", width=10),
            column(PlanSessionForm, "topic", "专题", "学习专题", "学习主题", example="常态化医疗废物管理", width=28),
            column(PlanSessionForm, "place", "地点", "学习地点", example="柳沟村卫生室", width=20),
            column(PlanSessionForm, "place_kind", "地点类型", needed=False, width=12),
            column(PlanSessionForm, "kind", "学习类型", "学习形式", needed=False, choices=lambda: [str(word_) for _code, word_ in sessions.kinds()], width=16),
            column(PlanSessionForm, "title", "标题", "学习题目", width=28),
            Field("agenda", ("议程", "学习议程"), "Agenda", kind="long", width=40, example="第一议题：……\n研讨：……", help=_("One item in a line, its kind before the colon: 第一议题, 领学, 现场学习, 研讨 …")),
            Field("held", ("是否召开", "已召开"), "Held", choices=YES, width=10, help=_("是 once it was held on this day.")),
            Field("state", ("状态", "办理状态"), "State", told=True, width=12),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        if scope.group is None:
            return
        kinds, words = dict(sessions.kinds()), topic_words(scope)
        places = dict(StudySession._meta.get_field("place_kind").choices)
        for one in StudySession.objects.filter(group=scope.group, year=scope.year).exclude(state=State.CANCELLED).select_related("topic").order_by("day", "number"):
            yield {
                "session": one.pk, "day": one.day, "begins": one.begins.strftime("%H:%M") if one.begins else "", "topic": words.get(one.topic_id, one.topic.title), "place": one.place, "place_kind": str(places.get(one.place_kind, "")), "kind": str(kinds.get(one.kind, one.kind)),
                "title": one.title, "agenda": agenda_words(one.agenda), "held": YES[one.state in AHEAD], "state": str(one.state_word(one.state)),
            }  # fmt: skip

    def take(self, scope: Scope, row: Row) -> str:
        if scope.group is None:
            raise refused("", _("%(unit)s has no study group yet."), unit=scope.unit.name)
        held, on = is_yes(row, "held"), a_day(scope, row)
        there = find_session(scope, row, new=True)
        agenda = read_agenda(row["agenda"])
        if there is None:
            given = {name: row[name] for name in ("begins", "topic", "place", "title") if row[name]}
            there = scope.do(plan_session, scope.group, row, day=on, place_kind=row["place_kind"] or "room", kind=row["kind"] or "collective", **given)
            if agenda:
                self._agenda(scope, row, there, agenda)
            if held:
                self._hold(scope, row, there, on)
            return NEW
        was = next(one for one in self.now(scope) if one["session"] == there.pk)
        told = differs(row, self, was, *(name for name in self.COLUMNS if name != "agenda"), "day")
        if agenda and as_read(agenda_words(agenda)) != as_read(agenda_words(there.agenda)):
            row.change(self.table["agenda"].heading, was["agenda"], row["agenda"])
            told["agenda"] = row["agenda"]
        if not told and (not held or there.state not in AHEAD):
            return SAME
        if there.state not in AHEAD:
            raise refused(next(iter(told)), _("The session was held; what it says now is corrected on its page."))
        if "topic" in told:
            raise refused("topic", _("A session keeps its topic. Cancel it, and plan another one."))
        if set(told) - {"agenda"}:
            reason = _now("Changed by the workbook of the unit.") if there.state == State.NOTICED else ""
            now = {"day": on, "begins": there.begins.strftime("%H:%M") if there.begins else "", "place": there.place, "place_kind": there.place_kind, "kind": there.kind, "title": there.title, "category": there.category}
            scope.do(correct_session, there, row, reason=reason, **now | {name: cell for name, cell in told.items() if name not in ("agenda", "day")})
        if "agenda" in told:
            self._agenda(scope, row, there, agenda)
        if held:
            self._hold(scope, row, there, on)
            row.change(self.table["held"].heading, YES[1], YES[0])
        return CHANGED

    def _agenda(self, scope: Scope, row: Row, session: StudySession, agenda: list[dict[str, str]]) -> None:
        given = {f"{name}_{at}": one[name] for at, one in enumerate(agenda, 1) for name in ("kind", "title")}
        form = form_of(set_agenda)(person=scope.actor, row=session)
        over = [one for at, one in enumerate(agenda, 1) if f"title_{at}" not in form.fields]
        if over:
            raise refused("agenda", _("At most %(most)s items fit."), most=len(agenda) - len(over))
        scope.do(set_agenda, session, row, dict.fromkeys(given, "agenda"), question=session.question, materials="\n".join(session.materials), **given)

    def _hold(self, scope: Scope, row: Row, session: StudySession, on: Any) -> None:
        if session.state == State.PLANNED:
            scope.do(issue_notice, session, row, {"reason": "held"}, reason=_now("Noticed on paper; recorded from the workbook of the unit."))
        scope.do(hold_session, session, row, {"on": "day"}, on=on)


def read_cell(form: Any, name: str, row: Row) -> Any:
    """What the form takes for a cell. Raises RowRefused."""
    try:
        return typed(form.fields[name], row[name])
    except Unreadable as fault:
        raise RowRefused((name, said(fault.sentence, fault.params))) from fault


def a_person(people: Iterable[Any], row: Row, name: str = "person") -> Any:
    """The one of these people that a cell names. Raises RowRefused."""
    try:
        return one_of(people, row[name])
    except Unreadable as fault:
        raise RowRefused((name, said(fault.sentence, fault.params))) from fault


def a_day(scope: Scope, row: Row, name: str = "day") -> Any:
    try:
        return day(row[name], scope.year)
    except Unreadable as fault:
        raise refused(name, fault.sentence, **fault.params) from fault


def find_session(scope: Scope, row: Row, *, new: bool = False) -> StudySession | None:
    """The session that a row speaks of: by its code, or the only one of that day. ``new``: none is an answer too."""
    rows = StudySession.objects.filter(group=scope.group).exclude(state=State.CANCELLED).select_related("thing", "group__unit", "topic", "unit")
    code = row["session"].upper()
    if code:
        found = rows.filter(pk=code).first()
        if found is None:
            raise refused("session", _("The group has no session with this code."))
        return found
    on = a_day(scope, row)
    several = list(rows.filter(day=on))
    if new and row["topic"]:
        topic = topic_of(scope, row)
        several = [one for one in several if one.topic_id == topic.pk]
    if len(several) > 1:
        raise refused("session", _("Two sessions on this day: write the code of the one that is meant."))
    if not several and not new:
        raise refused("day", _("There was no session of the group on this day."))
    return several[0] if several else None


# -- attendance -----------------------------------------------------------------------------------------------------------

PLAIN = {"实到": "PRESENT", "到会": "PRESENT", "出席": "PRESENT", "参加": "PRESENT", "到": "PRESENT", "公务": "LEAVE-DUTY", "因公": "LEAVE-DUTY", "公差": "LEAVE-DUTY", "出差": "LEAVE-DUTY", "请假": "LEAVE-LEAVE", "休假": "LEAVE-LEAVE", "事假": "LEAVE-LEAVE", "病假": "LEAVE-LEAVE", "缺席": "ABSENT", "缺勤": "ABSENT", "未到": "ABSENT", "列席": "ATTENDING"}


def statuses() -> list[tuple[str, Any]]:
    """(code, word) of what an attendance cell may say."""
    reasons = dict(LeaveReason.choices)
    return [(Status.PRESENT.value, Status.PRESENT.label), *((f"LEAVE-{code}", _("%(status)s (%(reason)s)") % {"status": Status.LEAVE.label, "reason": word_}) for code, word_ in reasons.items()), (Status.ABSENT.value, Status.ABSENT.label), (Status.ATTENDING.value, Status.ATTENDING.label)]


def status_word(status: str, reason: str = "") -> str:
    return next((str(said_) for code, said_ in statuses() if code == (f"{status}-{reason}" if reason else status)), "")


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


class Attendance(Sheet):
    name, title = "attend", pgettext_lazy("sheet", "Attendance")
    personal, keys = frozenset({"person", "approved_by"}), ("session", "day", "person")

    def fields(self) -> Iterable[Field]:
        return (
            CODE, DAY,
            column(RecordMakeUpForm, "person", "姓名", "人员", width=12, english="Name"),
            Field("status", ("到会情况", "出席情况", "考勤"), "Attendance", needed=True, choices=lambda: [str(said_) for _code, said_ in statuses()], width=16, help=_("Everybody expected has a row; somebody on leave has who granted it.")),
            column(CorrectAttendanceForm, "approved_by", "准假人", width=12),
            column(RecordMakeUpForm, "on", "补学日期", "补学时间", needed=False, width=12),
            column(RecordMakeUpForm, "how", "补学方式", "补学情况", needed=False, width=28),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        if scope.group is None:
            return
        for one in StudySession.objects.filter(group=scope.group, year=scope.year).exclude(state__in=[State.CANCELLED]).order_by("day", "number").prefetch_related("attendance__person", "attendance__approved_by"):
            if one.attendance_on:
                words = naming(line.person for line in one.attendance.all())
                for line in one.attendance.all():
                    yield {"session": one.pk, "day": one.day, "person": words[line.person_id], "status": status_word(line.status, line.reason), "approved_by": line.approved_by.name if line.approved_by else "", "on": line.made_up_on or "", "how": line.made_up_how}
            elif one.day <= scope.on or one.state not in AHEAD:
                seats = roll(scope.group, one.day)
                words = naming(seat.person for seat in seats)
                for seat in seats:
                    yield {"session": one.pk, "day": one.day, "person": words[seat.person_id]}

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
                self.refuse(row, reading, refusal)
        for code, several in groups.items():
            session = StudySession.objects.select_related("thing", "group__unit", "topic", "unit").get(pk=code)
            if session.attendance_on is None:
                self._first(scope, session, several, reading)
            else:
                for row in several:
                    self.one(scope, row, reading, lambda row=row, session=session: self._again(scope, session, row))

    def _first(self, scope: Scope, session: StudySession, rows: list[Row], reading: Reading) -> None:
        """Nothing is on record yet: one act for everybody expected, or none."""
        if not any(row["status"] for row in rows):
            for row in rows:
                row.line.action = SAME
            return
        seats = {one.person_id: one for one in roll(scope.group, session.day)}
        people = [one.person for one in seats.values()] + list(form_of(take_attendance)(person=scope.actor, row=session).fields["attending"].queryset)
        given: dict[str, Any] = {}
        attending, leave, faults, told = [], "", False, {}
        for row in rows:
            status = read_status(row["status"]) if row["status"] else None
            try:
                if status is None:
                    raise refused("status", _("Possible are %(words)s."), words="、".join(str(said_) for _code, said_ in statuses()))
                person = a_person(people, row)
                if person.pk in told:
                    raise refused("person", _("This person stands in row %(row)s already."), row=told[person.pk])
                told[person.pk] = row.line.row
                if status.startswith("LEAVE") and row["approved_by"] and leave and compared(row["approved_by"]) != compared(leave):
                    raise refused("approved_by", _("One person grants the leave of a session; another name stands above."))
                seat = seats.get(person.pk)
                if seat is not None and status == Status.ATTENDING:
                    raise refused("status", _("Choose present, on leave or absent."))
            except RowRefused as refusal:
                faults = True
                self.refuse(row, reading, refusal)
                continue
            row.line.action = NEW
            leave = leave or (row["approved_by"] if status.startswith("LEAVE") else "")
            if seat is not None:
                given[f"status_{seat.person_id}"] = status
            elif status in (Status.ATTENDING, Status.PRESENT):
                attending.append(person.pk)
        missing = [one.person.name for one in seats.values() if f"status_{one.person_id}" not in given]
        good = [row for row in rows if row.line.action == NEW]
        if faults or missing:
            for row in good:
                reason = _("The attendance of a session comes in whole: %(count)s of those expected have no row that can be read.")
                self.refuse(row, reading, refused("", reason, count=max(len(missing), 1)))
            return
        try:
            with attempt():
                scope.do(take_attendance, session, good[0], {"approved_by": "approved_by", **dict.fromkeys(given, "status")}, approved_by=leave, attending=attending, **given)
                session.refresh_from_db()
                for row in good:
                    self._make_up(scope, session, row)
        except RowRefused as refusal:
            for row in good:
                self.refuse(row, reading, refusal)

    def _again(self, scope: Scope, session: StudySession, row: Row) -> str:
        """It was taken already: a row that says otherwise corrects its line."""
        if row.untouched:
            return SAME
        lines = {one.person_id: one for one in Line.objects.filter(session=session).select_related("person", "approved_by")}
        line = lines[a_person([one.person for one in lines.values()], row).pk]
        status = read_status(row["status"]) if row["status"] else f"{line.status}-{line.reason}" if line.reason else line.status
        if status is None:
            raise refused("status", _("Possible are %(words)s."), words="、".join(str(said_) for _code, said_ in statuses()))
        found = SAME
        now = f"{line.status}-{line.reason}" if line.reason else line.status
        if status != now:
            code, _dash, leave = status.partition("-")
            row.change(self.table["status"].heading, status_word(line.status, line.reason), row["status"])
            scope.do(correct_attendance, session, row, {"leave": "status"}, person=line.person, status=code, leave=leave, approved_by=row["approved_by"] if leave else "", reason=_now("Corrected by the workbook of the unit."))
            found = CHANGED
        return CHANGED if self._make_up(scope, session, row) else found

    def _make_up(self, scope: Scope, session: StudySession, row: Row) -> bool:
        if not row["on"] and not row["how"]:
            return False
        lines = {one.person_id: one for one in Line.objects.filter(session=session).select_related("person")}
        line = lines[a_person([one.person for one in lines.values()], row).pk]
        if line.made_up_on is not None and same(row["on"], line.made_up_on) and same(row["how"], line.made_up_how):
            return False
        scope.do(record_make_up, session, row, person=line.person, on=row["on"], how=row["how"])
        row.change(self.table["on"].heading, "", row["on"])
        return True


# -- speeches and minutes -------------------------------------------------------------------------------------------------

OUTLINE = ("q1", "q2", "q3", "q4", "text")


class Speeches(Sheet):
    name, title = "speeches", _("Speeches")
    personal, keys = frozenset({"person"}), ("session", "day", "person", "kind")

    def fields(self) -> Iterable[Field]:
        return (
            CODE, DAY,
            column(AddSpeechForm, "person", "发言人", width=12),
            column(AddSpeechForm, "kind", "发言类别", "发言类型", needed=True, width=12),
            *(Field(name, (f"四问{n}", f"治学四问{n}"), f"Question {n}", kind="long", width=26, help=question) for n, (name, _word, question) in enumerate(QUESTIONS, 1)),
            Field("text", ("发言要点", "主要观点"), "Main points", kind="long", width=30),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        kinds, words = dict(SpeechKind.choices), naming(people_of(scope.group)) if scope.group else {}
        for one in Speech.objects.filter(session__group=scope.group, session__year=scope.year).exclude(session__state=State.CANCELLED).select_related("session", "person").order_by("session__day", "pk") if scope.group else []:
            yield {"session": one.session_id, "day": one.session.day, "person": words.get(one.person_id, one.person.name), "kind": str(kinds[one.kind]), **{name: getattr(one, name) for name in OUTLINE}}

    def words(self, row: Row) -> list[str]:
        return [row["day"], row["person"], row["kind"]]

    def take(self, scope: Scope, row: Row) -> str:
        if scope.group is None:
            raise refused("", _("%(unit)s has no study group yet."), unit=scope.unit.name)
        session = find_session(scope, row)
        form = form_of(add_speech)(person=scope.actor, row=session)
        kind, who = (read_cell(form, name, row) for name in ("kind", "person"))
        there = Speech.objects.filter(session=session, person=who, kind=kind).select_related("person").first()
        given = {name: row[name] for name in OUTLINE}
        if there is None:
            scope.do(add_speech, session, row, person=row["person"], kind=row["kind"], **given)
            return NEW
        if not differs(row, self, {name: getattr(there, name) for name in OUTLINE}, *OUTLINE):
            return SAME
        scope.do(correct_speech, session, row, speech=there, **{name: row[name] or getattr(there, name) for name in OUTLINE})
        return CHANGED


class Minutes(Sheet):
    name, title = "minutes", _("Minutes and reports")
    keys, once = ("session", "day"), "session"

    def fields(self) -> Iterable[Field]:
        return (
            CODE, DAY,
            column(WriteMinutesForm, "minutes", "学习记录", "记录", width=60, help=_("Empty, with 是 beside it: built from the record.")),
            Field("signed", ("组长审签", "审签"), "Signed off by the leader", choices=YES, width=12),
            Field("sent", ("报送学报", "一学一报"), "Session report sent", choices=YES, width=12, help=_("是: the session report is built from the record and sent to the county.")),
            Field("state", ("状态", "办理状态"), "State", told=True, width=12),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        if scope.group is None:
            return
        for one in StudySession.objects.filter(group=scope.group, year=scope.year, state__in=[State.HELD, State.MINUTED, State.SIGNED]).order_by("day", "number"):
            yield {"session": one.pk, "day": one.day, "minutes": one.minutes, "signed": YES[0] if one.state == State.SIGNED else "", "sent": YES[0] if one.reported else "", "state": str(one.state_word(one.state))}

    def words(self, row: Row) -> list[str]:
        return [row["day"], row["minutes"][:40]]

    def take(self, scope: Scope, row: Row) -> str:
        if scope.group is None:
            raise refused("", _("%(unit)s has no study group yet."), unit=scope.unit.name)
        signed, sent = is_yes(row, "signed"), is_yes(row, "sent")
        session, found = find_session(scope, row), SAME
        text = row["minutes"]
        if (text and not same(text, session.minutes)) or (signed and not session.minutes):
            if session.state == State.SIGNED:
                raise refused("minutes", _("The minutes are signed off; they stand."))
            if not text:
                text = minutes_draft(sessions.minutes_facts(session))
            found = CHANGED if session.minutes else NEW
            row.change(self.table["minutes"].heading, session.minutes[:60], text[:60])
            scope.do(write_minutes, session, row, minutes=text)
        if signed and session.state != State.SIGNED:
            scope.do(sign_session, session, row, {"": "signed"})
            row.change(self.table["signed"].heading, "", YES[0])
            found = found if found == NEW else CHANGED
        if sent and not session.reported:
            report = scope.do(draft_report, session, row, {"": "sent"})
            scope.do(send_report, report, row)
            row.change(self.table["sent"].heading, "", YES[0])
            found = found if found == NEW else CHANGED
        return found

