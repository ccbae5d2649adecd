"""Tasks of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.forms import column
from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.spine.tasks.acts import finish_task
from zhixing.foundation.spine.tasks.forms import FinishTaskForm
from zhixing.foundation.spine.tasks.models import Task
from zhixing.foundation.spine.tasks.rules import State as TaskState

from ..reading import CHANGED, SAME
from .cells import differs
from .rows import Row, refused
from .scope import Scope
from .sheet import Sheet
from .things import by_code, coded


class Tasks(Sheet):
    name, title, place = "tasks", _("Tasks"), 130
    personal, keys, once = frozenset({"owner"}), ("code",), "code"

    def fields(self) -> Iterable[Field]:
        return (
            coded("任务编号", "Task code", needed=True, help=_("Stands there already; leave it.")),
            Field("title", ("任务", "任务名称"), "Task", told=True, width=36),
            Field("owner", ("承办人",), "Who does it", told=True, width=12),
            Field("due", ("时限", "完成时限"), "By when", kind="day", told=True, width=12),
            column(FinishTaskForm, "evidence", "完成情况", "办理结果", width=40),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        for task in (
            Task.objects.filter(unit=scope.unit, state__in=[TaskState.OPEN, TaskState.DONE])
            .select_related("owner")
            .order_by("due", "pk")
        ):
            yield {
                "code": task.pk,
                "title": task.title,
                "owner": task.owner.name if task.owner else "",
                "due": task.due or "",
                "evidence": task.evidence,
            }

    def words(self, row: Row) -> list[str]:
        return [row["title"], row["evidence"][:60]]

    def take(self, scope: Scope, row: Row) -> str:
        task = by_code(Task.objects.filter(unit=scope.unit), row)
        if task is None:
            raise refused("code", _("Say which task it is: its code."))
        if not differs(row, self, {"evidence": task.evidence}, "evidence"):
            return SAME
        scope.do(finish_task, task, row, who=task.owner, evidence=row["evidence"])
        return CHANGED
