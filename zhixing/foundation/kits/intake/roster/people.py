"""Which rows mean the same person, and which of them the county knows already."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from zhixing.foundation.kits.workbooks.values import as_read
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.people.models import Person

from ..notes import CHECK
from ..reading import CHANGED, NEW, REFUSED, SAME, Line, Reading
from ..standing import Standing
from .phones import is_mobile
from .plans import PersonPlan, RowPlan
from .table import ROSTER

ONE_OR_TWO = ("two", "same")


def merge_people(reading: Reading, standing: Standing) -> None:
    """Which rows mean the same person, and which of them the county knows already: by name and
    telephone, in one unit by name alone.
    """
    seen = Seen(_holders(standing))
    good = [line for line in reading.lines if line.action != REFUSED]
    keys = [names.compared(line.plan.who.name) for line in good]
    in_units = Counter((id(line.plan.unit), key) for line, key in zip(good, keys, strict=True))
    for line, key in zip(good, keys, strict=True):
        who = line.plan.who
        same = seen.person_above(who, key)
        chosen = None if same is not None else _holder_of_same_phone(reading, line, seen)
        if isinstance(chosen, PersonPlan):
            same, chosen = chosen, None
        if same is not None:
            _mean_same(reading, line, same, seen)
        else:
            _tell_namesakes(reading, line, seen.by_name[key])
            seen.add(who, key)
            alone = in_units[id(line.plan.unit), key] == 1
            person = chosen or _person_of_county(who, standing, key, alone)
            if person is not None:
                _mean_person(who, person, standing)
        seen.placed.add(_place(line))
        _compare(line, standing)


def _place(line: Line) -> tuple[int, int]:
    """Who stands in which unit."""
    return id(line.plan.who), id(line.plan.unit)


def _mean_same(reading: Reading, line: Line, same: PersonPlan, seen: Seen) -> None:
    """The row means somebody of a row above."""
    name = line.plan.who.name
    line.plan.who = same
    line.doubled = _place(line) in seen.placed
    code, at = (
        "person.again" if line.doubled else "person.twice",
        [same.first.sheet, same.first.row],
    )
    reading.remark(CHECK, line, code, None, "name", name, at=at)


def _tell_namesakes(reading: Reading, line: Line, namesakes: list[PersonPlan]) -> None:
    for namesake in namesakes:
        at = [namesake.first.sheet, namesake.first.row]
        reading.remark(CHECK, line, "person.namesake", None, "name", line.plan.who.name, at=at)


@dataclass
class Seen:
    """People of the rows above, and those of the county by their mobile."""

    holders: dict[str, Person]
    by_name: dict[str, list[PersonPlan]] = field(default_factory=lambda: defaultdict(list))
    by_phone: dict[str, PersonPlan] = field(default_factory=dict)
    placed: set[tuple[int, int]] = field(default_factory=set)  # who stands in which unit

    def add(self, who: PersonPlan, key: str) -> None:
        self.by_name[key].append(who)
        self.by_phone.setdefault(who.phone, who)

    def person_above(self, who: PersonPlan, key: str) -> PersonPlan | None:
        """Whoever of them is this one: by name and telephone, else by name in the same unit."""
        several = self.by_name[key]
        by_phone = (other for other in several if other.phone and other.phone == who.phone)
        in_unit = (
            other for other in several if other.home is who.home and not (other.phone and who.phone)
        )
        return next(by_phone, None) or next(in_unit, None)


def _holders(standing: Standing) -> dict[str, Person]:
    """Who of the county has which mobile; a landline is shared."""
    people = chain.from_iterable(standing.people.values())
    return {person.phone: person for person in people if is_mobile(person.phone)}


def _holder_of_same_phone(reading: Reading, line: Line, seen: Seen) -> PersonPlan | Person | None:
    """Somebody with the same mobile under another name, when it was said that they are one. Nobody
    else decides that.
    """
    who = line.plan.who
    if not is_mobile(who.phone):
        return None
    other = seen.by_phone.get(who.phone)
    if other is not None:
        at = [other.first.sheet, other.first.row]
        return other if _are_one(reading, line, "person.same_phone", other.name, at=at) else None
    person = seen.holders.get(who.phone)
    if person is None or names.compared(person.name) == names.compared(who.name):
        return None
    return person if _are_one(reading, line, "person.same_phone_here", person.name) else None


def _are_one(reading: Reading, line: Line, code: str, here: str, **params: Any) -> bool:
    """Asks whether the row means somebody of another name; whether it was said so."""
    sides, header = {"here": here, "file": line.plan.who.name}, reading.headers[line.sheet]
    return reading.ask(line, code, header, "name", sides, ONE_OR_TWO, **params) == "same"


def _person_of_county(who: PersonPlan, standing: Standing, key: str, alone: bool) -> Person | None:
    """The person of the county that the row means. ``alone``: no other row of its unit has this
    name.
    """
    namesakes = standing.people.get(key, [])
    for namesake in namesakes:
        if who.phone and namesake.phone == who.phone:
            return namesake
    unit = who.home.unit
    if unit is None or not (alone or not who.phone):
        return None
    inside = {membership.person_id for membership in _members(who, standing)}
    of_the_unit = [
        namesake for namesake in namesakes if namesake.unit_id == unit.pk or namesake.pk in inside
    ]
    return of_the_unit[0] if len(of_the_unit) == 1 else None


def _members(who: PersonPlan, standing: Standing) -> list[Membership]:
    """Roles in force in the group of the unit where somebody stands."""
    group = who.home.group
    return standing.members.get(group.pk, []) if group is not None else []


def _mean_person(who: PersonPlan, person: Person, standing: Standing) -> None:
    """The row means this person: what changes about them."""
    who.person = person
    if who.phone and person.phone != who.phone:
        who.changes["phone"] = who.phone
    members = _members(who, standing)
    posts = {as_read(member.post) for member in members if member.person_id == person.pk}
    posts.add(as_read(person.post))
    home = who.home.unit.pk if who.home.unit is not None else None
    if who.post and as_read(who.post) not in posts and person.unit_id == home:
        who.changes["post"] = who.post


def _compare(line: Line, standing: Standing) -> None:
    """What the row adds: roles, and a post that reads otherwise."""
    plan: RowPlan = line.plan
    held = _held(plan, standing)
    roles = {membership.role for membership in held}
    plan.add = [role for role in plan.roles if role not in roles]
    plan.posts = [
        membership
        for membership in held
        if membership.role in plan.roles
        and plan.post
        and as_read(membership.post) != as_read(plan.post)
    ]
    if held and not line.doubled:
        line.changes = _changes(line, held)
    if line.doubled:
        line.action = SAME
    elif not held:
        line.action = NEW
    else:
        corrects = plan.who.changes and plan.who.first is line
        line.action = CHANGED if plan.add or plan.posts or corrects else SAME


def _held(plan: RowPlan, standing: Standing) -> list[Membership]:
    """What the person holds in the group already."""
    person, group = plan.who.person, plan.unit.group
    members = standing.members.get(group.pk, []) if group is not None else []
    return [member for member in members if person and member.person_id == person.pk]


def _changes(line: Line, held: list[Membership]) -> list[tuple[str, str, str]]:
    """What the row says otherwise than the county knows, as heading, old, new."""
    plan: RowPlan = line.plan
    changes = []
    if plan.add:
        words = {str(role): str(word) for role, word in GroupRoleCode.choices}
        before = [words[membership.role] for membership in held]
        after = before + [words[role] for role in plan.add]
        changes.append((ROSTER["role"].heading, "、".join(before), "、".join(after)))
    if plan.who.first is line and plan.who.person is not None:
        changes += [
            (ROSTER[name].heading, getattr(plan.who.person, name), new)
            for name, new in plan.who.changes.items()
        ]
    if plan.posts and "post" not in plan.who.changes:
        changes.append((ROSTER["post"].heading, plan.posts[0].post, plan.post))
    return changes
