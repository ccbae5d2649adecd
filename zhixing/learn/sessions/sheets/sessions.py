"""Study sessions of a unit's group: planned, held, put on record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.reading import CHANGED, NEW, SAME
from zhixing.foundation.kits.intake.unitbook.cells import YES, a_day, differs, is_yes, stands
from zhixing.foundation.kits.intake.unitbook.rows import Row, refused
from zhixing.foundation.kits.intake.unitbook.scope import Scope
from zhixing.foundation.kits.intake.unitbook.sheet import Sheet
from zhixing.foundation.kits.intake.unitbook.topics import topic_words
from zhixing.foundation.kits.workbooks.days import read_day
from zhixing.foundation.kits.workbooks.forms import Unreadable, column, time
from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.kits.workbooks.values import as_read
from zhixing.foundation.machinery.forms import form_of
from zhixing.foundation.machinery.refusals import Common

from .. import queries as sessions
from ..acts import (
    categorise_session,
    correct_session,
    hold_session,
    plan_session,
    record_session,
    set_agenda,
)
from ..forms import PlanSessionForm, RecordSessionForm
from ..models import StudySession
from ..rules import AHEAD, AgendaKind, PlaceKind, State
from .agenda import agenda_words, read_agenda
from .finding import CODE, DAY, find_planned


def category_words() -> list[str]:
    """The choices of the form, in words."""
    return [str(word) for _code, word in sessions.categories()]


class Sessions(Sheet):
    name, title, place = "sessions", _("Study sessions"), 40
    keys, once, also, times = ("session",), "session", ("day", "topic"), frozenset({"day"})
    COLUMNS = ("begins", "topic", "place", "place_kind", "kind", "title", "category", "agenda")

    def fields(self) -> Iterable[Field]:
        return (
            CODE,
            DAY,
            column(PlanSessionForm, "begins", "开始时间", "时间", example="09:00", width=10),
            column(
                PlanSessionForm,
                "topic",
                "专题",
                "学习专题",
                "学习主题",
                example="常态化医疗废物管理",
                width=28,
            ),
            column(PlanSessionForm, "place", "地点", "学习地点", example="柳沟村卫生室", width=20),
            column(PlanSessionForm, "place_kind", "地点类型", needed=False, width=12),
            column(
                PlanSessionForm,
                "kind",
                "学习类型",
                "学习形式",
                needed=False,
                choices=lambda: [str(word_) for _code, word_ in sessions.kinds()],
                width=16,
            ),
            column(PlanSessionForm, "title", "标题", "学习题目", width=28),
            column(
                PlanSessionForm,
                "category",
                "内容类别",
                "学习内容类别",
                choices=category_words,
                width=20,
            ),
            Field(
                "agenda",
                ("议程", "学习议程"),
                "Agenda",
                kind="long",
                width=40,
                example="第一议题：……\n研讨：……",
                help=_(
                    "One item in a line, its kind before the colon: "
                    "第一议题, 领学, 现场学习, 研讨 …"
                ),
            ),
            column(RecordSessionForm, "noticed_on", "通知日期", "发通知日期", width=12),
            Field(
                "held",
                ("是否召开", "已召开"),
                "Held",
                choices=YES,
                width=10,
                help=_("是 once it was held on this day."),
            ),
            Field("state", ("状态", "办理状态"), "State", told=True, width=12),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        if scope.group is None:
            return
        kinds, words = dict(sessions.kinds()), topic_words(scope)
        categories = dict(sessions.categories())
        places = dict(PlaceKind.choices)
        for session in (
            StudySession.objects.filter(group=scope.group, year=scope.year)
            .exclude(state=State.CANCELLED)
            .select_related("topic")
            .order_by("day", "number")
        ):
            yield {
                "session": session.pk,
                "day": session.day,
                "begins": session.begins.strftime("%H:%M") if session.begins else "",
                "topic": words.get(session.topic_id, session.topic.title),
                "place": session.place,
                "place_kind": str(places.get(session.place_kind, "")),
                "kind": str(kinds.get(session.kind, session.kind)),
                "title": session.title,
                "category": str(categories.get(session.category, session.category)),
                "agenda": agenda_words(session.agenda),
                "noticed_on": session.notice_on or "",
                "held": YES[session.state in AHEAD],
                "state": str(session.state_word(session.state)),
            }

    def take(self, scope: Scope, row: Row) -> str:
        if scope.group is None:
            raise refused("", _("%(unit)s has no study group yet."), unit=scope.unit.name)
        held, on = is_yes(row, "held"), a_day(scope, row)
        names = begins_by_day(row)
        session = find_planned(scope, row)
        agenda = read_agenda(row["agenda"])
        if row["noticed_on"] and not held and (session is None or session.notice_on is None):
            sentence = _("The day of a notice is written of a session that was held.")
            raise refused("noticed_on", sentence)
        if session is None:
            session = self._plan(scope, row, names, on)
            if agenda:
                self._set_agenda(scope, row, session, agenda)
            if held:
                self._hold(scope, row, session, on)
            return NEW
        changes = self._changes(scope, row, session, agenda, held)
        if not changes and (not held or session.state not in AHEAD):
            return SAME
        if session.state not in AHEAD:
            return self._categorise_held(scope, row, session, changes)
        if "topic" in changes:
            raise refused("topic", _("A session keeps its topic. Cancel it, and plan another one."))
        if set(changes) - {"agenda"}:
            self._correct(scope, row, session, names, on, changes)
        if "agenda" in changes:
            self._set_agenda(scope, row, session, agenda)
        if held:
            self._hold(scope, row, session, on)
            row.change(self.table["held"].heading, YES[1], YES[0])
        return CHANGED

    def _plan(self, scope: Scope, row: Row, names: dict[str, str], on: dt.date) -> StudySession:
        columns = ("begins", "topic", "place", "title", "category")
        return scope.do(
            plan_session,
            scope.group,
            row,
            names,
            day=on,
            place_kind=row["place_kind"] or "room",
            kind=row["kind"] or "collective",
            **{name: row[name] for name in columns if row[name]},
        )

    def _changes(
        self,
        scope: Scope,
        row: Row,
        session: StudySession,
        agenda: list[dict[str, str]],
        held: bool,
    ) -> dict[str, str]:
        """Column -> cell, where the row says something else than the session."""
        was = next(line for line in self.now(scope) if line["session"] == session.pk)
        if not held or session.state != State.PLANNED:
            stands(row, was, "noticed_on")
        columns = [name for name in self.COLUMNS if name != "agenda"]
        changes = differs(row, self, was, *columns, "day")
        if agenda and as_read(agenda_words(agenda)) != as_read(agenda_words(session.agenda)):
            row.change(self.table["agenda"].heading, was["agenda"], row["agenda"])
            changes["agenda"] = row["agenda"]
        return changes

    def _correct(
        self,
        scope: Scope,
        row: Row,
        session: StudySession,
        names: dict[str, str],
        on: dt.date,
        changes: dict[str, str],
    ) -> None:
        noticed = session.state == State.NOTICED
        now = {
            "day": on,
            "begins": session.begins.strftime("%H:%M") if session.begins else "",
            "place": session.place,
            "place_kind": session.place_kind,
            "kind": session.kind,
            "title": session.title,
            "category": session.category,
        }
        cells = {name: cell for name, cell in changes.items() if name not in ("agenda", "day")}
        scope.do(
            correct_session,
            session,
            row,
            names,
            reason=_now("Changed by the workbook of the unit.") if noticed else "",
            **now | cells,
        )

    def _categorise_held(
        self, scope: Scope, row: Row, session: StudySession, changes: dict[str, str]
    ) -> str:
        """Of a session that was held the category alone is set by a workbook."""
        other = next((name for name in changes if name != "category"), "")
        if other:
            sentence = _("The session was held; what it says now is corrected on its page.")
            raise refused(other, sentence)
        reason = _now("Changed by the workbook of the unit.")
        scope.do(categorise_session, session, row, category=changes["category"], reason=reason)
        return CHANGED

    def _set_agenda(
        self, scope: Scope, row: Row, session: StudySession, agenda: list[dict[str, str]]
    ) -> None:
        results = [item for item in session.agenda if item.get("thing")]
        titles = {item["title"] for item in agenda}
        brought = [item["thing"] for item in results if item["title"] in titles]
        known = {item["title"] for item in results}
        agenda = [
            item
            for item in agenda
            if item["kind"] != AgendaKind.RESULT or item["title"] not in known
        ]
        fields: dict[str, Any] = {"brought": brought} if brought else {}
        for at, item in enumerate(agenda, 1):
            fields |= {f"kind_{at}": item["kind"], f"title_{at}": item["title"]}
        form = form_of(set_agenda)(person=scope.actor, row=session)
        over = [item for at, item in enumerate(agenda, 1) if f"title_{at}" not in form.fields]
        if over:
            raise refused("agenda", _("At most %(most)s items fit."), most=len(agenda) - len(over))
        scope.do(
            set_agenda,
            session,
            row,
            dict.fromkeys(fields, "agenda"),
            question=session.question,
            materials="\n".join(session.materials),
            **fields,
        )

    def _hold(self, scope: Scope, row: Row, session: StudySession, on: Any) -> None:
        """Of a session that nobody was told of here no notice is recorded, but the day it says."""
        if session.state != State.PLANNED:
            scope.do(hold_session, session, row, {"on": "day"}, on=on)
            return
        if on > scope.on:
            raise refused("day", Common.DAY_FUTURE.sentence)
        noticed = row["noticed_on"]
        scope.do(record_session, session, row, {"on": "day"}, on=on, noticed_on=noticed)


def begins_by_day(row: Row) -> dict[str, str]:
    """A time of day beside the day is when the session begins, where its own cell says nothing.

    Answers which column a form's complaint about the time belongs to. Raises RowRefused when the
    two cells name different times.
    """
    clock_time = read_day(row["day"]).time
    if not clock_time:
        return {}
    try:
        begins = time(clock_time)
        own = time(row["begins"]) if row["begins"] else begins
    except Unreadable as fault:
        raise refused("day", fault.sentence, **fault.params) from fault
    if own != begins:
        raise refused(
            "day", _("The day names another time than the cell of the time. Leave one of them.")
        )
    if row["begins"]:
        return {}
    row.cells["begins"] = begins
    return {"begins": "day"}
