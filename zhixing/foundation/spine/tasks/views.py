"""Pages of tasks."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.lists import first_rows
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Empty
from zhixing.foundation.spine.calendar.queries import calendar

from .models import Task
from .rules import State


@require_GET
def task_list(request: Request) -> HttpResponse:
    every = (
        Task.objects.visible_to(request.person)
        .select_related("thing", "unit", "owner")
        .order_by(F("due").asc(nulls_last=True), "pk")
    )
    rows, pager = first_rows(every, 300)
    page = {
        "title": _("Tasks"),
        "rows": rows,
        "pager": pager,
        "open": sum(task.state == State.OPEN for task in rows),
        "late": calendar().last_working(clock.today()),
        "empty": Empty(
            _("No task yet."),
            _("Absences, demands and what is raised at a session become tasks by themselves."),
            "checklist",
        ),
    }
    columns = [
        Column(_("Code"), lambda task: task.pk),
        Column(_("Task"), lambda task: task.title),
        Column(_("Unit"), lambda task: task.unit.name),
        Column(_("Who does it"), lambda task: task.owner.name if task.owner_id else ""),
        Column(_("State"), lambda task: task.get_state_display()),
        Column(_("By when"), lambda task: task.due),
    ]
    return listed(request, "tasks/task_list.html", page, Listing("tasks", every, columns))


@dataclass(frozen=True, kw_only=True)
class TaskPage(ThingPage):
    """A task, with what it comes from."""

    task: Task
    origins: list[Thing]


@require_GET
def task(request: Request, code: str) -> HttpResponse:
    row = get_object_or_404(
        Task.objects.visible_to(request.person).select_related(
            "thing", "unit", "owner", "group", "topic"
        ),
        pk=code,
    )
    origins = [
        link.earlier
        for link in (
            Link.objects.visible_to(request.person).filter(later=code).select_related("earlier")
        )
    ]
    return render(
        request,
        "tasks/task.html",
        {"page": TaskPage.of(request.person, row, task=row, origins=origins)},
    )
