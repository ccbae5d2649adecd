"""What an import did, by its records."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from zhixing.foundation.machinery.act import ACTS, AnyAct
from zhixing.foundation.machinery.act.undo import Adds, Corrects, CorrectsDetails
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.spine.groups.models import Membership

from ..models import Import
from ..refusals import Refused

Role = tuple[str, str, str]  # group, person, role

AT_A_TIME = 500


@dataclass
class Done:
    """What the records say that the import did."""

    imported: Import
    seq: int
    origin: str
    made: dict[str, list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )  # kind -> codes, in the order of the records
    people: dict[str, str] = field(default_factory=dict)  # id -> code of the unit
    roles: set[Role] = field(default_factory=set)
    aliases: list[tuple[str, str]] = field(default_factory=list)  # code of the unit, name
    corrected: list[Record] = field(default_factory=list)  # old and new stand in the body
    memberships: dict[int, Role] = field(
        default_factory=dict
    )  # the rows of these roles, where they are in force as they were given
    details: int = 0  # corrections of people and posts: old and new stand in Before

    @cached_property
    def codes(self) -> set[str]:
        return set(itertools.chain.from_iterable(self.made.values()))


def thing_of(record: Record) -> tuple[str, str]:
    """Kind and code of the thing that a record is about; those looked at here have one."""
    thing = record.thing
    assert thing is not None
    return thing.kind, thing.pk


def chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    every = sorted(keys)
    for at in range(0, len(every), AT_A_TIME):
        yield every[at : at + AT_A_TIME]


def read_back(imported: Import) -> Done:
    """What the import did, by its records. Raises NotNow when they do not tell it, or tell
    something that nobody knows how to take back.
    """
    own = (
        Record.objects.done()
        .filter(thing=imported.pk, verb__endswith=".imported")
        .order_by("seq")
        .first()
    )
    count = imported.numbers.get("records")
    if own is None or count is None:
        raise Refused.IMPORT_OLDER()
    done = Done(imported, own.seq, own.origin)
    records = (
        Record.objects.done()
        .filter(origin=own.origin, seq__gte=own.seq - count, seq__lt=own.seq)
        .select_related("body_row", "thing")
        .order_by("seq")
    )
    seen = 0
    for record in records.iterator(chunk_size=2000):
        seen += 1
        if record.body_row.erased_at is not None:
            raise Refused.IMPORT_ERASED()
        _sort_in(done, record, record.body_row.body.get("told", {}))
    if seen != count:
        raise Refused.IMPORT_OLDER()
    _find_memberships(done)
    return done


def _find_memberships(done: Done) -> None:
    """The rows of the roles that it gave."""
    for batch in chunks({group for group, _person, _role in done.roles}):
        for membership in Membership.objects.filter(group__in=batch, until=None, stands_in=False):
            role = (membership.group_id, membership.person_id, str(membership.role))
            if role in done.roles:
                done.memberships[membership.pk] = role


def _sort_in(done: Done, record: Record, facts: dict[str, Any]) -> None:
    """As its act says that it is undone. Raises NotNow when it says nothing and made nothing."""
    act = ACTS.get(record.act)
    match act and act.undo:
        case Adds(line):
            if facts:  # a roster without anybody new tells nobody
                LINES[line](done, record, facts)
        case Corrects():
            done.corrected.append(record)
        case CorrectsDetails():
            done.details += 1
        case _:
            _sort_in_made(done, record, act)


def _sort_in_made(done: Done, record: Record, act: AnyAct | None) -> None:
    thing = record.thing
    if act is None or act.creates is None or thing is None or thing.kind != act.creates.KIND:
        raise Refused.IMPORT_UNKNOWN()
    done.made[thing.kind].append(thing.pk)


def _person(done: Done, record: Record, facts: dict[str, Any]) -> None:
    done.people[facts["person"]] = str(record.thing_id)


def _role(done: Done, record: Record, facts: dict[str, Any]) -> None:
    done.roles.add((str(record.thing_id), facts["person"], facts["role"]))


def _name(done: Done, record: Record, facts: dict[str, Any]) -> None:
    done.aliases.append((str(record.thing_id), facts["name"]))


# the line that an act adds (``Adds``) -> how what its record tells is sorted in
LINES: dict[str, Callable[[Done, Record, dict[str, Any]], None]] = {
    "person": _person,
    "role": _role,
    "name": _name,
}
