"""Counting promises again after the calendar has changed: an act of the office, looked at before it
is done.

A changed day moves no promise by itself. A room whose things have clocks says so with
``counts_again(Model)`` in its ``acts``: the inner act by which a thing of its kind gets the later
date, so that row and record say it too.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import AnyAct, act, tell, tell_each
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.spine.calendar.models import CalendarYear

from . import ledger, may
from .models import Deadline
from .queries import Moving, all_moves, not_counted_anew
from .refusals import Refused

COUNTERS: dict[str, AnyAct] = {}  # kind of thing -> the inner act


def counts_again(model: type[ThingRow]) -> AnyAct:
    """The inner act that gives a thing of this kind its later dates. Raises RuntimeError when it is
    declared twice.
    """
    if model.KIND in COUNTERS:
        raise RuntimeError(f"{model.KIND} counts again already")

    def count_again(actor: Actor, row: ThingRow, *, deadlines: list[Deadline]) -> ThingRow:
        """The calendar has changed: these clocks are counted by it. A date that would be earlier
        stays.
        """
        moved = ledger.count_again(row, deadlines)
        tell_each({"old": old, "new": deadline.due} for deadline, old in moved)
        return row

    count_again.__name__ = f"count_{model.KIND}_again"
    COUNTERS[model.KIND] = act(
        f"{model.KIND}.counted_again",
        label=_("Count the deadline again"),
        says=_("moved the deadline from %(old)s to %(new)s: the calendar changed"),
        on=model,
        may=may.COUNTS_ONE_AGAIN,
        inner_only=True,
    )(count_again)
    return COUNTERS[model.KIND]


@act(
    "calendar.counted_again",
    label=_("Count running deadlines again"),
    says=_(
        "counted running deadlines again by the calendar as it is now: "
        "%(later)s moved later, %(stay)s stayed"
    ),
    on=CalendarYear,
    may=may.COUNTS_AGAIN,
)
def recount_deadlines(actor: Actor, year: CalendarYear, *, reason: str) -> CalendarYear:
    """Which promises move is shown before. A date that the new count makes earlier stays; whoever
    is concerned is told.
    """
    moves = all_moves()
    if not moves:
        raise Refused.RECOUNT_NOTHING()
    later = [move for move in moves if move.later]
    for several in _by_thing(later):
        row = _row_of(several[0])
        COUNTERS[row.KIND](actor, row, deadlines=several)
    not_counted_anew().update(calendar=moves[0].version)
    tell(later=len(later), stay=len(moves) - len(later), reason=reason)
    return year


def _by_thing(moves: list[Moving]) -> Iterable[list[Deadline]]:
    by_thing: dict[str, list[Deadline]] = {}
    for move in moves:
        by_thing.setdefault(move.deadline.thing_id, []).append(move.deadline)
    return by_thing.values()


def _row_of(deadline: Deadline) -> ThingRow:
    model = deadline.thing.model
    return model._base_manager.select_related("thing").get(pk=deadline.thing_id)
