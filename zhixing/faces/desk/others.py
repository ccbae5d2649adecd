"""What I wait for on Today: things on which I did something lately and on which it is now the turn
of others; who, what and by when (``things/turns.py``).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock, registry
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.things.models import Thing, ThingRow, kinds
from zhixing.foundation.machinery.things.parts import Line
from zhixing.foundation.machinery.things.turns import Turn, acts_on, turns_of, ways_asked

LINES = 5
KINDS = 3  # of which the rows are read: one query each
MINE, LATELY = 80, dt.timedelta(days=60)


def things_with_others(person: Any, asked: set[str]) -> list[str]:
    """Codes of the things on which this person did something lately and that now lie with others,
    the last first.
    """
    rows = Record.objects.done().filter(
        decider=person.pk, at__gte=clock.now() - LATELY, thing__isnull=False
    )
    mine = dict.fromkeys(
        rows.order_by("-at", "-pk").values_list("thing", "thing__kind", "thing__state")[:MINE]
    )
    codes: dict[str, str] = {}
    for code, kind, state in mine:
        seen_kinds = {*codes.values(), kind}
        if code not in asked and len(seen_kinds) <= KINDS and _asks_in(kinds()[kind], state):
            codes[code] = kind
    return list(codes)[: 2 * LINES]


def _asks_in(model: type[ThingRow], state: str) -> bool:
    """Whether somebody may be asked on a thing of the kind in this state."""
    return any(state in act.moves for act in acts_on(model))


def lines_of_others(
    things: Sequence[Thing], clocks: Mapping[str, Sequence[Deadline]]
) -> list[Line]:
    """Who does what next on these things, by when. A query for each of the few kinds, and one for
    all the people.
    """
    dues = {thing.pk: _nearest(clocks.get(thing.pk, ())) for thing in things}
    rows = _rows_of(things)
    turns = turns_of(rows, dues) if rows else {}
    lines = [_line(row, turns[row.pk][0]) for row in rows if turns[row.pk]]
    return lines[:LINES]


def _nearest(deadlines: Sequence[Deadline]) -> dt.date | None:
    return min((deadline.due for deadline in deadlines), default=None)


def _rows_of(things: Sequence[Thing]) -> list[ThingRow]:
    """The rows behind the things, in their order, with what the rules ask of them."""
    codes: dict[type[ThingRow], list[str]] = defaultdict(list)
    for thing in things:
        codes[thing.model].append(thing.pk)
    rows: dict[str, ThingRow] = {}
    for model, keys in codes.items():
        read = model._base_manager.select_related("thing", *ways_asked(model))
        rows |= {row.pk: row for row in read.filter(pk__in=keys)}
    return [rows[thing.pk] for thing in things]


def _line(row: ThingRow, turn: Turn) -> Line:
    words = registry.due_words(row, turn.due)
    return Line(
        row.thing.title,
        row.url,
        note=f"{turn.label} · {turn.who}",
        word=words["words"],
        tone=words["tone"],
    )
