"""The columns of a thing that is here already: its code, its state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.spine.orgs.rules import compared

from .rows import Row, refused

STATE = Field("state", ("状态", "办理状态"), "State", told=True, width=12)


def coded(chinese: str, english: str, **more: Any) -> Field:
    """The column with the code of a thing that is here already."""
    more.setdefault("help", _("Of one that is here already; leave it empty for a new one."))
    return Field("code", (chinese,), english, width=16, **more)


def by_code(rows: Any, row: Row, column_: str = "code") -> Any:
    """The row of the thing whose code stands there; None where none does. Raises RowRefused."""
    code = row[column_].upper()
    if not code:
        return None
    thing = rows.filter(pk=code).select_related("thing").first()
    if thing is None:
        raise refused(column_, _("The unit has nothing with this code."))
    return thing


def by_title(rows: Iterable[Any], title: str) -> Any:
    """The first of the rows with this title, in whichever writing; None where none has it."""
    return next((row for row in rows if compared(row.title) == compared(title)), None)
