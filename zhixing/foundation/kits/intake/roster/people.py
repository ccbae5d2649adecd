"""Which rows mean the same person, and which of them the county knows already."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain

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
    seen = Seen(by_name=defaultdict(list), by_phone={})
    namesakes: dict[tuple[int, str], int] = defaultdict(int)
    placed: set[tuple[int, int]] = set()  # who stands in which unit by a row above
    holders = _holders(standing)
    good = [line for line in reading.lines if line.action != REFUSED]
    keys = [names.compared(line.plan.who.name) for line in good]
    for line, key in zip(good, keys, strict=True):
        namesakes[id(line.plan.unit), key] += 1
    for line, key in zip(good, keys, strict=True):
        who = line.plan.who
        alone = namesakes[id(line.plan.unit), key] == 1
        same = seen.person_above(who, key)
        chosen = "" if same is not None else _holder_of_same_phone(reading, line, seen, holders)
        if same is None and isinstance(chosen, PersonPlan):
            same = chosen
        if same is not None:
            line.plan.who = same
            again = line.doubled = (id(same), id(line.plan.unit)) in placed
            reading.note(
                CHECK,
                line.sheet,
                line.row,
                "person.again" if again else "person.twice",
                None,
                "name",
                who.name,
                at=[same.first.sheet, same.first.row],
            )
        else:
            for namesake in seen.by_name[key]:
                reading.note(
                    CHECK,
                    line.sheet,
                    line.row,
                    "person.namesake",
                    None,
                    "name",
                    who.name,
                    at=[namesake.first.sheet, namesake.first.row],
                )
            seen.by_name[key].append(who)
            seen.by_phone.setdefault(who.phone, who)
            if isinstance(chosen, Person):
                _mean_person(who, chosen, standing)
            else:
                _find_person(who, standing, key, alone)
        placed.add((id(line.plan.who), id(line.plan.unit)))
        _compare(line, standing)


@dataclass
class Seen:
    """People of the rows above."""

    by_name: dict[str, list[PersonPlan]]
    by_phone: dict[str, PersonPlan]

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


def _holder_of_same_phone(
    reading: Reading, line: Line, seen: Seen, holders: dict[str, Person]
) -> PersonPlan | Person | None:
    """Somebody with the same mobile under another name, when it was said that they are one. Nobody
    else decides that.
    """
    who = line.plan.who
    if not is_mobile(who.phone):
        return None
    header = reading.headers[line.sheet]
    other = seen.by_phone.get(who.phone)
    if other is not None:
        sides = {"here": other.name, "file": who.name}
        chosen = reading.ask(
            line,
            "person.same_phone",
            header,
            "name",
            sides,
            ONE_OR_TWO,
            at=[other.first.sheet, other.first.row],
        )
        return other if chosen == "same" else None
    person = holders.get(who.phone)
    if person is None or names.compared(person.name) == names.compared(who.name):
        return None
    chosen = reading.ask(
        line,
        "person.same_phone_here",
        header,
        "name",
        {"here": person.name, "file": who.name},
        ONE_OR_TWO,
    )
    return person if chosen == "same" else None


def _find_person(who: PersonPlan, standing: Standing, key: str, alone: bool) -> None:
    """The person of the county that the row means, and what changes about them."""
    namesakes = standing.people.get(key, [])
    person = next(
        (namesake for namesake in namesakes if who.phone and namesake.phone == who.phone), None
    )
    if person is None and who.home.unit is not None and (alone or not who.phone):
        group = who.home.group.pk if who.home.group is not None else ""
        inside = {membership.person_id for membership in standing.members.get(group, [])}
        of_the_unit = [
            namesake
            for namesake in namesakes
            if namesake.unit_id == who.home.unit.pk or namesake.pk in inside
        ]
        person = of_the_unit[0] if len(of_the_unit) == 1 else None
    if person is not None:
        _mean_person(who, person, standing)


def _mean_person(who: PersonPlan, person: Person, standing: Standing) -> None:
    """The row means this person: what changes about them."""
    who.person = person
    if who.phone and person.phone != who.phone:
        who.changes["phone"] = who.phone
    in_the_group = (
        {
            as_read(membership.post)
            for membership in standing.members.get(who.home.group.pk, [])
            if membership.person_id == person.pk
        }
        if who.home.group is not None
        else set()
    )
    if (
        who.post
        and as_read(person.post) != as_read(who.post)
        and as_read(who.post) not in in_the_group
        and person.unit_id == (who.home.unit.pk if who.home.unit is not None else None)
    ):
        who.changes["post"] = who.post


def _compare(line: Line, standing: Standing) -> None:
    """What the row adds: roles, and a post that reads otherwise."""
    plan: RowPlan = line.plan
    held = [
        membership
        for membership in standing.members.get(
            plan.unit.group.pk if plan.unit.group is not None else "", []
        )
        if plan.who.person is not None and membership.person_id == plan.who.person.pk
    ]
    plan.add = [role for role in plan.roles if role not in {membership.role for membership in held}]
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
    elif plan.add or plan.posts or (plan.who.changes and plan.who.first is line):
        line.action = CHANGED
    else:
        line.action = SAME


def _changes(line: Line, held: list[Membership]) -> list[tuple[str, str, str]]:
    """What the row says otherwise than the county knows, as heading, old, new."""
    plan: RowPlan = line.plan
    changes = []
    if plan.add:
        words = dict(GroupRoleCode.choices)
        changes.append(
            (
                ROSTER["role"].heading,
                "、".join(str(words[membership.role]) for membership in held),
                "、".join(
                    str(words[role])
                    for role in [*(membership.role for membership in held), *plan.add]
                ),
            )
        )
    if plan.who.first is line and plan.who.person is not None:
        changes += [
            (ROSTER[name].heading, getattr(plan.who.person, name), new)
            for name, new in plan.who.changes.items()
        ]
    if plan.posts and "post" not in plan.who.changes:
        changes.append((ROSTER["post"].heading, plan.posts[0].post, plan.post))
    return changes
