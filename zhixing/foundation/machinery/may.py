"""Who may: declared once, read four ways. A Rule answers for one row (``allows``) and as a set of
rows (``q``); a property test holds them together. ``people`` is the set of those who might be
allowed on a row, never too few of them: whoever offers people asks ``allows`` of each. ``among`` is
the set of those who are, of the people on a ``Roll``: for many rows at once, without a query for
each.

``at`` is a path from the row: to a unit (``"unit"``), a group (``"group"``) or a person
(``"person"``); ``""`` is the row itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, product
from typing import Any

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q

from . import clock
from .actors import Actor
from .registry import Holdings, holders, holdings
from .things.places import codes_of

NONE = Q(pk__in=[])
ALL = ~Q(pk__in=[])  # an empty Q vanishes beside "or"; this one does not


def follow(row: Any, path: str | None) -> Any:
    """Walk ``a__b`` from a row; None when a step is empty."""
    for step in path.split("__") if path else []:
        if row is None:
            return None
        row = getattr(row, step)
    return row


class Roll:
    """Who holds what at the places of some rows, read beforehand for ``Rule.among``."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._held: dict[tuple[str, str, str], dict[str, None]] = {}
        self._place: dict[str, tuple[int, int]] = {}

    def put(self, seat: tuple[str, str, str], person: str, name: str) -> None:
        """``seat``: ("unit", its path, role), ("group", its code, role)."""
        self.names[person] = name
        self._held.setdefault(seat, {})[person] = None
        # the path of a unit begins with the paths of those above it
        depth = len(seat[1]) if seat[0] == "unit" else NEAREST
        nearest = (-depth, len(self._place))
        self._place[person] = min(self._place.get(person, nearest), nearest)

    def place(self, person: str) -> tuple[int, int]:
        """For sorting: those of the group first, then of the unit, then of those above it."""
        return self._place[person]

    def holders(self, kind: str, places: Iterable[str], roles: Iterable[str]) -> frozenset[str]:
        """Keys of those who hold one of the roles at one of the places."""
        seats = product((kind,), places, roles)
        return frozenset(chain.from_iterable(self._held.get(seat, ()) for seat in seats))

    def everybody(self) -> frozenset[str]:
        return frozenset(self.names)

    def held_by(self, person: str, places: dict[str, str]) -> Holdings:
        """What of it this person holds; ``places``: where the groups are (code -> unit path)."""
        held: dict[str, dict[str, set[str]]] = {"unit": {}, "group": {}, "named": {}}
        for (kind, place, role), people in self._held.items():
            if person in people:
                held[kind].setdefault(role, set()).add(place)
        units, groups = (
            {role: frozenset(at) for role, at in held[kind].items()} for kind in ("unit", "group")
        )
        codes = frozenset(chain.from_iterable(groups.values()))
        return Holdings(units, groups, {code: places.get(code, "") for code in codes})


NEAREST = 999


class Rule:
    """A condition on a person and a row."""

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        raise NotImplementedError

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        raise NotImplementedError

    def people(self, row: Any) -> Q:
        """Persons who come into question on this row, as a condition on persons: all for whom
        ``allows`` holds, perhaps more.
        """
        return ALL

    def among(self, row: Any, roll: Roll) -> frozenset[str]:
        """Keys of those on the roll for whom ``allows`` holds, without a query."""
        raise NotImplementedError(f"{type(self).__name__} can not be read for many rows at once")

    def parts(self) -> Iterator[Rule]:
        """The rules it is made of."""
        yield self

    def __and__(self, other: Rule) -> Rule:
        return _Both(self, other)

    def __or__(self, other: Rule) -> Rule:
        return _Either(self, other)

    def __invert__(self) -> Rule:
        return _Not(self)


class _Both(Rule):
    def __init__(self, left: Rule, right: Rule) -> None:
        self.left, self.right = left, right

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        return self.left.allows(person, row, held) and self.right.allows(person, row, held)

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        return self.left.q(person, held) & self.right.q(person, held)

    def people(self, row: Any) -> Q:
        return self.left.people(row) & self.right.people(row)

    def among(self, row: Any, roll: Roll) -> frozenset[str]:
        return self.left.among(row, roll) & self.right.among(row, roll)

    def parts(self) -> Iterator[Rule]:
        yield from self.left.parts()
        yield from self.right.parts()


class _Either(_Both):
    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        return self.left.allows(person, row, held) or self.right.allows(person, row, held)

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        return self.left.q(person, held) | self.right.q(person, held)

    def people(self, row: Any) -> Q:
        return self.left.people(row) | self.right.people(row)

    def among(self, row: Any, roll: Roll) -> frozenset[str]:
        return self.left.among(row, roll) | self.right.among(row, roll)


class _Not(Rule):
    """Not the rule. The inner Q must not be NULL-valued: use it over present columns."""

    def __init__(self, inner: Rule) -> None:
        self.inner = inner

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        return not self.inner.allows(person, row, held)

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        return ~self.inner.q(person, held)

    def among(self, row: Any, roll: Roll) -> frozenset[str]:
        return roll.everybody() - self.inner.among(row, roll)

    def parts(self) -> Iterator[Rule]:
        yield from self.inner.parts()


class Role(Rule):
    """Holds one of the roles at the unit ``at`` leads to, or at a unit above it. ``at=None``:
    anywhere.
    """

    def __init__(self, *roles: str, at: str | None = "unit") -> None:
        self.roles, self.at = tuple(str(role) for role in roles), at

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        held = held or holdings(person)
        if self.at is None or row is None:
            return bool(held.paths(*self.roles))
        unit = follow(row, self.at)
        return unit is not None and held.has_at(unit.path, *self.roles)

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        paths = (held or holdings(person)).paths(*self.roles)
        if self.at is None:
            return ALL if paths else NONE
        lookup = f"{self.at}__under" if self.at else "path__under"
        condition = NONE
        for path in sorted(paths):
            condition |= Q(**{lookup: path})
        return condition

    def people(self, row: Any) -> Q:
        unit = follow(row, self.at) if self.at is not None else None
        if unit is None and row is not None and self.at is not None:
            return NONE
        return Q(
            pk__in=holders["unit"](
                self.roles,
                None if unit is None else codes_of(unit.path),
            )
        )

    def places(self, row: Any) -> list[str]:
        """Paths at which the role counts on this row: of the unit and of those above it."""
        if self.at is None:
            raise NotImplementedError("a role held anywhere can not be read for many rows at once")
        unit = follow(row, self.at)
        if unit is None:
            return []
        codes = codes_of(unit.path)
        return [f"/{'/'.join(codes[:end])}/" for end in range(1, len(codes) + 1)]

    def among(self, row: Any, roll: Roll) -> frozenset[str]:
        return roll.holders("unit", self.places(row), self.roles)


class Vacant(Rule):
    """Nobody holds one of the roles at the very unit ``at`` leads to, today."""

    def __init__(self, *roles: str, at: str = "unit") -> None:
        self.at, self.role = at, Role(*roles, at=at)

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        unit = follow(row, self.at)
        return unit is not None and not holders["unit"](self.role.roles, [unit.pk]).exists()

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        held_here = holders["unit"](self.role.roles, None).filter(unit=OuterRef(self.at))
        return ~Q(Exists(held_here))

    def people(self, row: Any) -> Q:
        return ALL if self.allows(None, row) else NONE

    def among(self, row: Any, roll: Roll) -> frozenset[str]:
        own = self.role.places(row)[-1:]
        held_here = roll.holders("unit", own, self.role.roles)
        return roll.everybody() if own and not held_here else frozenset()

    def parts(self) -> Iterator[Rule]:
        yield self
        yield self.role


class GroupRole(Rule):
    """Holds one of the roles in the study group ``at`` leads to, today."""

    def __init__(self, *roles: str, at: str = "group") -> None:
        self.roles, self.at = tuple(str(role) for role in roles), at

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        codes = (held or holdings(person)).group_codes(*self.roles)
        if row is None:
            return bool(codes)
        group = follow(row, self.at)
        return group is not None and group.pk in codes

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        codes = (held or holdings(person)).group_codes(*self.roles)
        if not codes:
            return NONE
        return Q(**{f"{self.at}__pk__in" if self.at else "pk__in": sorted(codes)})

    def people(self, row: Any) -> Q:
        group = follow(row, self.at) if row is not None else None
        if group is None and row is not None:
            return NONE
        return Q(pk__in=holders["group"](self.roles, None if group is None else [group.pk]))

    def places(self, row: Any) -> list[str]:
        """The code of the group at which the role counts on this row."""
        if not self.at:
            return [row.pk]
        before, _, last = self.at.rpartition("__")
        code = getattr(follow(row, before), f"{last}_id", None)
        return [code] if code else []

    def among(self, row: Any, roll: Roll) -> frozenset[str]:
        return roll.holders("group", self.places(row), self.roles)


class PartnerRole(Rule):
    """Holds one of the roles (none named: any) in a study group that takes part in the thing,
    today.
    """

    def __init__(self, *roles: str) -> None:
        self.roles = tuple(str(role) for role in roles)

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        codes = (held or holdings(person)).group_codes(*self.roles)
        return bool(codes) and row is not None and not codes.isdisjoint(row.partner_codes)

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        codes = (held or holdings(person)).group_codes(*self.roles)
        return (
            Q(
                pk__in=apps.get_model("things.Partner")
                ._base_manager.filter(group__in=sorted(codes))
                .values("thing")
            )
            if codes
            else NONE
        )

    def people(self, row: Any) -> Q:
        return (
            Q(pk__in=holders["group"](self.roles, sorted(row.partner_codes)))
            if row is not None
            else NONE
        )


class Is(Rule):
    """The person the path leads to is this person."""

    def __init__(self, at: str = "person") -> None:
        self.at = at

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        named = self._key(row)
        return named is not None and person is not None and named == person.pk

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        return (
            Q(**{f"{self.at}__pk": person.pk})
            if person is not None and person.pk is not None
            else NONE
        )

    def people(self, row: Any) -> Q:
        named = self._key(row)
        return Q(pk=named) if named is not None else NONE

    def _key(self, row: Any) -> str | None:
        """Whom the path names; the person's row is not asked for."""
        before, _, last = self.at.rpartition("__")
        return getattr(follow(row, before), f"{last}_id", None)

    def among(self, row: Any, roll: Roll) -> frozenset[str]:
        return roll.holders("named", [row.pk], [self.at])


class Where(Rule):
    """A condition on the row alone: equality, ``__in`` and ``__isnull``."""

    def __init__(self, **conditions: Any) -> None:
        self.conditions = conditions

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        if row is None:
            return False
        for key, wanted in self.conditions.items():
            path, _, lookup = key.rpartition("__")
            if lookup == "in":
                if _plain(follow(row, path)) not in {_plain(value) for value in wanted}:
                    return False
            elif lookup == "isnull":
                if (follow(row, path) is None) is not wanted:
                    return False
            elif _plain(follow(row, key)) != _plain(wanted):
                return False
        return True

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        return Q(**self.conditions)

    def people(self, row: Any) -> Q:
        return ALL if self.allows(None, row) else NONE

    def among(self, row: Any, roll: Roll) -> frozenset[str]:
        return roll.everybody() if self.allows(None, row) else frozenset()


class DayCome(Rule):
    """The day in that column of the row has come; an empty one never comes."""

    def __init__(self, at: str) -> None:
        self.at = at

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        day = follow(row, self.at)
        return bool(day is not None and day <= clock.today())

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        return Q(**{f"{self.at}__lte": clock.today()})

    def people(self, row: Any) -> Q:
        return ALL if self.allows(None, row) else NONE

    def among(self, row: Any, roll: Roll) -> frozenset[str]:
        return roll.everybody() if self.allows(None, row) else frozenset()


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value


class Known(Rule):
    """Any person the county knows (no passer-by)."""

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        return person is not None and person.pk is not None and not person.system

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        return ALL if self.allows(person, None) else NONE


class SystemPerson(Rule):
    """Only the named system person: ``timekeeper`` for clocks and reactions, ``resident`` for the
    receipt page.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        return person is not None and person.pk is not None and person.system == self.name

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        return ALL if self.allows(person, None) else NONE

    def people(self, row: Any) -> Q:
        return Q(system=self.name)

    def among(self, row: Any, roll: Roll) -> frozenset[str]:
        return frozenset()  # a roll has people only
