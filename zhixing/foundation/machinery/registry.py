"""What upper floors tell the machinery when the process starts (``AppConfig.ready``); the machinery
imports none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple, TypeVar

from django.apps import AppConfig

from .actors import Actor
from .things.parts import Panel
from .things.places import is_root, is_under


@dataclass(frozen=True)
class Holdings:
    """What a person holds today: role code -> unit paths, group role code -> group codes; and where
    those groups are (code -> unit path).
    """

    units: dict[str, frozenset[str]] = field(default_factory=dict)
    groups: dict[str, frozenset[str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    # conditions made of it, which a page asks a dozen times (``things/models.py``)
    made: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def paths(self, *roles: str) -> frozenset[str]:
        """Paths of the units where one of the roles is held; no role named means any role."""
        return frozenset().union(
            *(self.units.get(role, frozenset()) for role in roles or self.units)
        )

    def has_at(self, path: str, *roles: str) -> bool:
        """Whether one of the roles is held at the unit of the path or above it."""
        return any(is_under(path, top) for top in self.paths(*roles))

    def seeing(self) -> frozenset[str]:
        """Paths of the units at and below which this person may know of things. A role that does
        not see (administrators, jurors) opens nothing, also when it is the only one.
        """
        return frozenset().union(*(self.units.get(role, frozenset()) for role in seeing_roles))

    def sees_at(self, path: str) -> bool:
        """Whether a role that sees is held at the unit of the path or above it."""
        return any(is_under(path, top) for top in self.seeing())

    def sees_county(self) -> bool:
        """Whether a role that sees is held at the county: all that belongs to a unit is known."""
        return any(is_root(path) for path in self.seeing())

    def group_codes(self, *roles: str) -> frozenset[str]:
        return frozenset().union(
            *(self.groups.get(role, frozenset()) for role in roles or self.groups)
        )

    def everywhere(self) -> frozenset[str]:
        """Paths of all units at which, or in whose groups, something is held."""
        return self.paths().union(self.places[code] for code in self.group_codes())

    def within(self, path: str) -> Holdings:
        """What of it is held at or below one unit."""
        units = {
            role: frozenset(unit for unit in paths if is_under(unit, path))
            for role, paths in self.units.items()
        }
        groups = {
            role: frozenset(code for code in codes if is_under(self.places[code], path))
            for role, codes in self.groups.items()
        }
        return Holdings(units, groups, self.places)

    def in_group(self, code: str) -> Holdings:
        """What of it is held in one study group."""
        return Holdings(
            {}, {role: codes & {code} for role, codes in self.groups.items()}, self.places
        )


Person = TypeVar("Person", bound=Actor)

_providers: list[Callable[[list[Any]], Any]] = []
seeing_roles: set[str] = set()
reactions: dict[str, list[Callable[[Any], None]]] = {}
sweeps: list[
    Callable[[], Any]
] = []  # what the worker throws away when its time is over (the declared retention of traffic)
chores: list[
    Callable[[], int]
] = []  # what the worker does each round beside carrying notices; answers how many it did
side_panels: list[
    Callable[[Any, Any], Panel | None]
] = []  # what upper floors show beside every thing: (person, row) -> a part, or None
recorder_roles: dict[str, set[str]] = {"unit": set(), "group": set()}
# "unit", "group" -> (roles, codes or None) -> keys of the persons who hold one of the roles there
# today
holders: dict[str, Callable[..., Any]] = {}
# "unit", "group" -> (roles, places) -> a query of (kind, key, name, role, place, order) of those
# who hold one of the roles there today; places are paths, or codes of groups
seats: dict[str, Callable[..., Any]] = {}
_list_writers: list[Callable[[Any, str], Any]] = []
_due_tellers: list[Callable[[Any], Any]] = []
_due_words: list[Callable[[Any, Any], dict[str, Any]]] = []
_table_readers: list[Callable[[str, bytes], list[list[str]]]] = []


def provides_holdings(function: Callable[[list[Any]], Any]) -> Callable[[list[Any]], Any]:
    """Register where roles come from (people: roles at units; groups: roles in groups): keys of
    persons -> a query of (person, "unit" or "group", role, path or code, path of the unit).
    """
    _providers.append(function)
    return function


def holdings(person: Actor | None) -> Holdings:
    """All a person holds. A page computes it once (the middleware keeps it on the person); an act
    asks afresh.
    """
    if person is None or person.pk is None:
        return Holdings()
    known_holdings = person.__dict__.get("_holdings")
    return known_holdings if known_holdings is not None else holdings_of([person])[person.pk]


def holdings_of(people: Iterable[Any]) -> dict[Any, Holdings]:
    """What each of many holds, asked together: one query, whatever their number."""
    keys = [person.pk for person in people]
    roles: dict[Any, list[Role]] = {key: [] for key in keys}
    first, *others = (provider(keys) for provider in _providers)
    for person, *role in first.union(*others, all=True):
        roles[person].append(Role(*role))
    return {key: _holdings(held) for key, held in roles.items()}


class Role(NamedTuple):
    """A role that somebody holds: at which unit (its path), or in which group (its code), and where
    that is.
    """

    kind: str
    role: str
    at: str
    path: str


def _holdings(roles: Iterable[Role]) -> Holdings:
    held: dict[str, dict[str, set[str]]] = {"unit": {}, "group": {}}
    places: dict[str, str] = {}
    for role in roles:
        held[role.kind].setdefault(role.role, set()).add(role.at)
        if role.kind == "group":
            places[role.at] = role.path
    units, groups = (
        {role: frozenset(at) for role, at in held[kind].items()} for kind in ("unit", "group")
    )
    return Holdings(units, groups, places)


def keep_holdings(person: Person) -> Person:
    """Remember the holdings on this instance for the length of a request."""
    person.__dict__["_holdings"] = holdings(person)
    return person


def tells_due(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Register how a query over the rows of a model reads the nearest open deadline of each (an
    expression): told by the kit of deadlines.
    """
    _due_tellers[:] = [function]
    return function


def due_of(model: Any) -> Any:
    """The nearest open deadline of a row, as an expression."""
    return _due_tellers[0](model)


def says_due(
    function: Callable[[Any, Any], dict[str, Any]],
) -> Callable[[Any, Any], dict[str, Any]]:
    """Register what says how a row stands with its nearest deadline (``words``, ``tone``): told by
    the kit of deadlines.
    """
    _due_words[:] = [function]
    return function


def due_words(row: Any, due: Any) -> dict[str, Any]:
    """How a row stands with the deadline ``due``; no words where there is none."""
    return _due_words[0](row, due)


def writes_lists(function: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """Register what makes a file of a list (``things/listing.py``): called with the Listing and the
    kind of file.
    """
    _list_writers[:] = [function]
    return function


def write_list(listing: Any, kind: str) -> Any:
    """The file of a list as an answer."""
    return _list_writers[0](listing, kind)


def reads_tables(
    function: Callable[[str, bytes], list[list[str]]],
) -> Callable[[str, bytes], list[list[str]]]:
    """Register what reads the rows of a workbook's sheets as text: called with the file's name and
    content.
    """
    _table_readers[:] = [function]
    return function


def read_rows(name: str, content: bytes) -> list[list[str]]:
    """The rows of a workbook, all sheets one after the other. Raises BadInput when it can not be
    read.
    """
    return _table_readers[0](name, content)


def on(*verbs: str) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Declare a domain reaction (``loop/reactions.py``): called with the Record, in the same
    transaction.
    """

    def register(function: Callable[[Any], None]) -> Callable[[Any], None]:
        for verb in verbs:
            reactions.setdefault(verb, []).append(function)
        return function

    return register


PARTS = (
    "roles",
    "acts",
    "forms",
    "indicators",
    "snapshots",
    "store",
    "jobs",
    "feeds",
    "bonds",
    "papers",
    "first_steps",
    "front",
)  # of a room, known as soon as the process is ready


class RoomConfig(AppConfig):
    """An app that is a room: its acts, forms and indicators are known as soon as the process is
    ready.
    """

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for part in PARTS:
            if find_spec(f"{self.name}.{part}"):
                import_module(f"{self.name}.{part}")
