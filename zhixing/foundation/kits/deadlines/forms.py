"""Forms of the acts on deadlines."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from zhixing.foundation.machinery.forms import ReasonForm
from zhixing.foundation.spine.calendar.models import CalendarYear

from . import acts
from .queries import preview


class RecountForm(ReasonForm[CalendarYear]):
    act = acts.recount_deadlines
    layout = "deadlines/recount.html"

    @cached_property
    def preview(self) -> dict[str, Any]:
        """What would move, as the person may know it."""
        return preview(self.reader)
