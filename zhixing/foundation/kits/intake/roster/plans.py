"""What the rows of a roster are to become."""

from __future__ import annotations

from dataclasses import dataclass, field

from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person

from ..reading import Line


@dataclass(slots=True)
class UnitPlan:
    """A unit of the file: there already, or to be founded; likewise its group."""

    name: str
    unit: Unit | None = None
    group: StudyGroup | None = None
    lines: list[Line] = field(default_factory=list)
    writings: list[str] = field(default_factory=list)  # other names of it, as somebody has chosen


@dataclass(slots=True)
class PersonPlan:
    """Somebody of the file. Two rows may mean the same one."""

    name: str
    phone: str
    post: str
    home: UnitPlan
    first: Line
    person: Person | None = None
    changes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RowPlan:
    unit: UnitPlan
    who: PersonPlan
    roles: tuple[str, ...]
    post: str
    add: list[str] = field(default_factory=list)
    posts: list[Membership] = field(default_factory=list)
