"""The list of tasks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, first_rows
from zhixing.foundation.machinery.things.parts import Chip, Empty
from zhixing.foundation.spine.calendar.queries import calendar, provisional
from zhixing.ui.words import datewords

from .models import Task
from .rules import State


@dataclass(frozen=True, kw_only=True)
class TaskList(ListPage):
    """Tasks, and how many of them are to be done."""

    open: int


def task_list(person: Actor, choices: Choices) -> TaskList:
    """Tasks by the day they are due; ``open`` leaves those to be done."""
    only = bool(choices.get("open"))
    mine = Task.objects.visible_to(person)
    every = (
        (mine.filter(state=State.OPEN) if only else mine)
        .select_related("thing", "unit", "owner")
        .order_by(F("due").asc(nulls_last=True), "pk")
    )
    rows, pager = first_rows(every, 300)
    return TaskList(
        title=_("Tasks"),
        columns=_columns(calendar().last_working(clock.today())),
        rows=rows,
        every=every,
        file="tasks",
        kind=Task,
        pager=pager,
        chips=[Chip(str(State.OPEN.label), "?")] if only else [],
        open=sum(task.state == State.OPEN for task in rows),
        empty=Empty(
            _("No task yet."),
            _("Absences, demands and what is raised at a session become tasks by themselves."),
            "checklist",
        ),
    )


def _columns(late: dt.date) -> list[Column]:
    """``late``: what was due before it is overdue."""
    return [
        Column.code(),
        Column.title(_("Task"), lambda task: task.title),
        Column(_("Unit"), lambda task: task.unit.name),
        Column(_("Who does it"), lambda task: task.owner.name if task.owner_id else ""),
        Column.state(),
        Column.day(_("By when"), lambda task: task.due, lambda task: _due(task, late)),
    ]


def _due(task: Task, late: dt.date) -> Cell:
    if task.due is None:
        return Cell()
    is_late = task.state == State.OPEN and task.due < late
    mark = provisional(task.due, task.due) if task.kind == "make_up" else ""
    return Cell(datewords(task.due), tone="over" if is_late else "", behind=mark)
