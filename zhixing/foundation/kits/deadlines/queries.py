"""What counting again would do: which promises move, and in which direction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.calendar.queries import calendar

from .ledger import counted_now
from .models import Deadline, DeadlineQuerySet
from .wording import WORDS


@dataclass(frozen=True)
class Moving:
    """One running promise that was counted by an older calendar, and the day the calendar of today
    gives.
    """

    deadline: Deadline
    old: dt.date
    new: dt.date
    version: int

    @property
    def later(self) -> bool:
        """It moves; an earlier day never replaces what was promised."""
        return self.new > self.old

    @property
    def what(self) -> str:
        return str(WORDS.get(self.deadline.clock, self.deadline.clock))


def not_counted_anew() -> DeadlineQuerySet:
    """Open clocks whose date was counted, by an older calendar than that of today."""
    return Deadline.objects.open().filter(
        counted_from__isnull=False, calendar__lt=calendar().version
    )


def all_moves() -> list[Moving]:
    """Every promise for which today's calendar gives another day than the one promised, the nearest
    first.
    """
    days = calendar()
    rows = (
        not_counted_anew().select_related("thing").prefetch_related("events").order_by("due", "pk")
    )
    counted = [
        Moving(deadline, deadline.due, counted_now(deadline, days), days.version)
        for deadline in rows
    ]
    return [move for move in counted if move.new != move.old]


def preview(person: Any) -> dict[str, Any]:
    """What the office looks at before: the promises it may know of, those that move first; the
    others as a number.
    """
    moves = all_moves()
    codes = {move.deadline.thing_id for move in moves}
    known = set(Thing.objects.visible_to(person).filter(pk__in=codes).values_list("pk", flat=True))
    shown = sorted(
        (move for move in moves if move.deadline.thing_id in known), key=lambda move: not move.later
    )
    return {
        "moves": shown,
        "later": sum(move.later for move in moves),
        "stay": sum(not move.later for move in moves),
        "hidden": len(moves) - len(shown),
    }
