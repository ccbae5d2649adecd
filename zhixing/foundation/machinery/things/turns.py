"""Next: who, what, by when. For the rows of a list, what Today asks of those whose turn it is.

``waiting.asked_of`` answers for one person and all rows; here it is read the other way round, for
few rows and all people: the same acts, ``moves``, ``when``, ``may`` and ``asks``, each rule read as
a set of people (``Rule.among``). A test compares both for everybody. Two queries, whatever the
number of rows, and one more where a row does not carry its nearest deadline itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .. import clock, registry
from ..act import AnyAct
from ..may import GroupRole, Is, Role, Roll, Rule, Vacant, follow
from ..waiting import asking, day_of_norm
from .models import ThingRow


class Turn(NamedTuple):
    """What is asked of whom on a thing: keys of the people, those nearest to it first."""

    act: AnyAct
    people: tuple[str, ...]
    names: tuple[str, ...]
    due: dt.date | None
    roll: Roll  # who holds what there

    @property
    def label(self) -> str:
        return str(self.act.label)

    @property
    def who(self) -> str:
        """The names in words; of many the first, and how many more."""
        if len(self.names) < MANY:
            return pgettext("list separator", ", ").join(self.names)
        return _("%(name)s and %(count)s others") % {
            "name": self.names[0],
            "count": len(self.names) - 1,
        }

    def led_by(self, person: str) -> Turn:
        """The same, with this person named first where they are among those who are asked."""
        if person not in self.people:
            return self
        pairs = sorted(
            zip(self.people, self.names, strict=True), key=lambda pair: pair[0] != person
        )
        people, names = zip(*pairs, strict=True)
        return self._replace(people=people, names=names)


MANY = 3  # names that are too many for a row


def with_turns(rows: Sequence[Any]) -> Sequence[Any]:
    """Each row with its ``turn``: the act Today would name first, or None where nobody is asked."""
    turns = turns_of(rows)
    for row in rows:
        row.turn = next(iter(turns[row.pk]), None)
    return rows


def turns_of(
    rows: Sequence[ThingRow], dues: Mapping[str, dt.date | None] | None = None
) -> dict[str, list[Turn]]:
    """Code -> what is asked on it, the nearest deadline first, then in the order of the acts. The
    rows may be of several kinds where the caller knows their nearest deadlines (``dues``).
    """
    fitting = {row.pk: [act for act in acts_on(type(row)) if act.fits(row)] for row in rows}
    if not any(fitting.values()):
        return {row.pk: [] for row in rows}
    roll, dues = _roll(rows, fitting), _dues(rows) if dues is None else dues
    turns = {row.pk: _turns(row, fitting[row.pk], roll, dues[row.pk]) for row in rows}
    for lines in turns.values():
        lines.sort(key=lambda turn: turn.due or dt.date.max)
    return turns


@cache
def acts_on(model: type[ThingRow]) -> tuple[AnyAct, ...]:
    """The acts that ask somebody on such a row."""
    return tuple(act for act in asking() if act.on is model)


def _rules(act: AnyAct) -> list[Rule]:
    return [act.may, act.asks] if isinstance(act.asks, Rule) else [act.may]


def _turns(row: ThingRow, acts: Iterable[AnyAct], roll: Roll, due: dt.date | None) -> list[Turn]:
    """``acts``: those that the row as it stands allows."""
    turns = []
    for act in acts:
        people = frozenset.intersection(*(rule.among(row, roll) for rule in _rules(act)))
        if people:
            nearest = tuple(sorted(people, key=roll.place))
            names = tuple(roll.names[key] for key in nearest)
            by_norm = None if act.by is None else day_of_norm(act, row.thing.made_at, clock.today())
            turns.append(Turn(act, nearest, names, due or by_norm, roll))
    return turns


def _dues(rows: Sequence[ThingRow]) -> dict[str, dt.date | None]:
    """Code -> its nearest open deadline."""
    model = type(rows[0])
    due = registry.due_of(model)
    if isinstance(due, F):
        return {row.pk: getattr(row, due.name) for row in rows}  # type: ignore[attr-defined]  # Django has it
    codes = [row.pk for row in rows]
    return dict(
        model._base_manager.filter(pk__in=codes).annotate(_due=due).values_list("pk", "_due")
    )


# -- who holds what ------------------------------------------------------------------------------

SEATS: tuple[tuple[str, type[GroupRole | Role]], ...] = (("group", GroupRole), ("unit", Role))


def ways_asked(model: type[ThingRow]) -> list[str]:
    """The ways from a row to the units and people that the rules of its acts name, to be read along
    with it.
    """
    parts = parts_of(acts_on(model))
    paths = {part.at for part in parts if isinstance(part, Role | Is | Vacant)}
    return sorted(path for path in paths if path)


def _seats(pairs: Sequence[tuple[ThingRow, Rule]]) -> Iterable[tuple[Any, ...]]:
    """Whoever holds a role that one of these rules names at a place of its row: one query."""
    queries = []
    for kind, cls in SEATS:
        wanted = [(row, part) for row, part in pairs if isinstance(part, cls)]
        roles = set(chain.from_iterable(part.roles for _row, part in wanted))
        places = set(chain.from_iterable(part.places(row) for row, part in wanted))
        if roles and places:
            queries.append(registry.seats[kind](roles, places))
    if not queries:
        return ()
    first, *others = queries
    seats: Iterable[tuple[Any, ...]] = first.union(*others, all=True)
    return sorted(seats, key=lambda seat: (seat[0], seat[5], seat[1]))


def _roll(rows: Sequence[ThingRow], acts: Mapping[str, list[AnyAct]]) -> Roll:
    """Whoever the rules of the acts of each row may mean on it."""
    pairs: list[tuple[ThingRow, Rule]] = []
    for row in rows:
        pairs += ((row, part) for part in parts_of(acts[row.pk]))
    roll = Roll()
    for kind, person, name, role, place, _order in _seats(pairs):
        roll.put((kind, place, role), person, name)
    for row, part in pairs:
        if isinstance(part, Is):
            _put_named(roll, row, part.at)
    return roll


def _put_named(roll: Roll, row: ThingRow, path: str) -> None:
    """The person whom the row itself names."""
    person = follow(row, path)
    if person is not None:
        roll.put(("named", row.pk, path), person.pk, person.name)


def parts_of(acts: Iterable[AnyAct]) -> list[Rule]:
    """The simple rules that say who is asked for these acts."""
    rules = chain.from_iterable(map(_rules, acts))
    return list(chain.from_iterable(rule.parts() for rule in rules))
