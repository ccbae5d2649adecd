"""The roster: units, their study groups, their people with roles."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.kits.workbooks.tables import Header, rows_word
from zhixing.foundation.kits.workbooks.values import as_read, joined
from zhixing.foundation.machinery import progress
from zhixing.foundation.spine.groups.acts import admit_members, correct_post, found_group
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.groups.rules import GroupRoleCode, missing
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.orgs.acts import found_unit, learn_alias
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.acts import correct_person, register_people
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.people.rules import person_name

from . import rules, tables
from .phones import is_mobile, read_phone
from .reading import (
    CELL,
    CHANGED,
    CHECK,
    INCOMPLETE,
    NEW,
    REFUSED,
    SAME,
    Answers,
    Line,
    Reading,
    Standing,
    open_sheets,
    role_of,
    which_unit,
)

MOST = {"name": 60, "post": 100, "unit": 100, "role": 200}


ONE_OR_TWO = ("two", "same")
UNITS = ("two_units", "same_unit")


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


def read(book: Workbook, answers: Answers, standing: Standing, _on: dt.date) -> Reading:
    """What the roster would do. Raises BadInput when no sheet is a roster."""
    reading = Reading("roster", book, answers)
    units: dict[str, UnitPlan] = {}
    for sheet, header in open_sheets(reading, tables.ROSTER):
        before = len(reading.lines)
        for row, cells in reading.read_rows(sheet, header, tables.ROSTER):
            _read_row(reading, standing, units, sheet.name, header, row, cells)
        reading.sheets.append((sheet.name, len(reading.lines) - before))
    _ask_units_alike(reading, standing, units)
    _merge_people(reading, standing)
    _check_groups(reading, standing, units)
    good = [line for line in reading.lines if line.action != REFUSED]
    people = {id(line.plan.who): line.plan.who for line in good}
    standing_ok = len(units)
    reading.numbers |= {
        "people": len(people),
        "groups": standing_ok,
        "complete": (
            standing_ok
            - len({note.params["unit"] for note in reading.notes if note.what == INCOMPLETE})
        ),
        "twice": len(good) - len(people) - sum(line.doubled for line in good),
        "new_units": sum(plan.unit is None for plan in units.values()),
        "new_groups": sum(plan.group is None for plan in units.values()),
        "new_people": sum(plan.person is None for plan in people.values()),
    }
    reading.sort()
    return reading


def _read_row(
    reading: Reading,
    standing: Standing,
    units: dict[str, UnitPlan],
    sheet: str,
    header: Header,
    row: int,
    cells: dict[str, str],
) -> None:
    line = Line(sheet, row)
    reading.lines.append(line)
    words = _stored_words(reading, line, header, cells)
    if words is None:
        return
    unit, name, post = words["unit"], words["name"], words["post"]
    line.says = [name, cells["role"], unit]
    faults = list(_faults(words, standing))
    for code, column in faults:
        reading.refuse(line, code, header, column, words[column])
    if any(code == "name.vacant" for code, _column in faults):
        return  # a post that nobody has needs no role
    before = len(reading.notes)
    roles = role_of(reading, standing.roles, words["role"] and cells["role"], line, header)
    if faults:
        if roles is not None:
            del reading.notes[before:]  # how it was read is not said of a row that stays out
        return
    if roles is None:
        return
    known, decided = which_unit(reading, standing, unit, line, likely=False)
    if not decided:
        reading.refuse(line, "unit.asked", header, "unit", unit, name=unit)
        return
    phone = _phone(reading, line, header, cells.get("phone", ""))
    key = known.pk if known is not None else names.compared(unit)
    plan = units.setdefault(
        key,
        UnitPlan(
            known.name if known is not None else unit,
            known,
            standing.groups.get(known.pk) if known is not None else None,
        ),
    )
    plan.lines.append(line)
    who = PersonPlan(name, phone, post, plan, line)
    line.plan = RowPlan(plan, who, roles.codes, post)


def _stored_words(
    reading: Reading, line: Line, header: Header, cells: dict[str, str]
) -> dict[str, str] | None:
    """Unit, name, post and role as they are kept; None when one of them can not be, which is said
    at its own column.
    """
    clean = {"unit": lambda text: joined(names.stored(text)), "name": person_name}
    words = {}
    for column in ("unit", "name", "post", "role"):
        text = cells.get(column, "")
        try:
            words[column] = clean.get(column, names.stored)(text)
        except names.UnseenSign:
            reading.refuse(line, "text.unseen", header, column, text)
            return None
        if len(words[column]) > MOST[column]:
            reading.refuse(line, "text.long", header, column, text, most=MOST[column])
            return None
    return words


def _faults(words: dict[str, str], standing: Standing) -> Iterator[tuple[str, str]]:
    """(code, column) of all that keeps a row from being somebody of a unit.

    A name that stands here already is one, however it reads.
    """
    unit, name = words["unit"], words["name"]
    if not unit:
        yield "unit.missing", "unit"
    elif standing.unit(unit) is None and not any(map(str.isalpha, unit)):
        yield "name.none", "unit"
    if not name:
        yield "name.missing", "name"
    elif names.compared(name) not in standing.people and rules.name_fault(name):
        yield rules.name_fault(name), "name"


def _phone(reading: Reading, line: Line, header: Header, written: str) -> str:
    """The telephone of a cell; what is to be said about it is."""
    phone = read_phone(written)
    if phone.code:
        what = CHECK if phone.number else CELL
        reading.note(
            what, line.sheet, line.row, phone.code, header, "phone", written, **phone.params
        )
    return phone.number


def _ask_units_alike(reading: Reading, standing: Standing, units: dict[str, UnitPlan]) -> None:
    """New units whose names read like that of another one, here or in the file: asked, never
    guessed.
    """
    county = next((unit.name for unit in standing.by_code.values() if unit.kind == "county"), "")
    known_units = {rules.bare_unit(unit.name, county): unit for unit in standing.by_code.values()}
    above: dict[str, UnitPlan] = {}
    for key, plan in list(units.items()):
        bare = rules.bare_unit(plan.name, county)
        if plan.unit is None and bare in known_units:
            unit = known_units[bare]
            if _chosen_as_one_unit(reading, plan, "unit.alike_here", unit.name):
                group = standing.groups.get(unit.pk)
                other = units.setdefault(unit.pk, UnitPlan(unit.name, unit, group))
                _merge_units(units, key, other)
                continue
        elif plan.unit is None and bare in above:
            first = above[bare].lines[0]
            place = {"at": [first.sheet, first.row]}
            if _chosen_as_one_unit(reading, plan, "unit.alike", above[bare].name, **place):
                _merge_units(units, key, above[bare])
                continue
        above.setdefault(bare, plan)


def _chosen_as_one_unit(
    reading: Reading, plan: UnitPlan, code: str, other: str, **place: list[Any]
) -> bool:
    """Whether somebody has chosen that it is the other one; asked once, at its first row."""
    line = plan.lines[0]
    sides, header = {"file": plan.name}, reading.headers[line.sheet]
    named = {"name": plan.name, "other": other, **place}
    return reading.ask(line, code, header, "unit", sides, UNITS, **named) == "same_unit"


def _merge_units(units: dict[str, UnitPlan], key: str, other: UnitPlan) -> None:
    """The rows of one writing belong to the other unit; the import learns the writing."""
    plan = units.pop(key)
    other.writings.append(plan.name)
    other.lines += plan.lines
    for line in plan.lines:
        line.plan.unit = line.plan.who.home = other


def _merge_people(reading: Reading, standing: Standing) -> None:
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
                tables.ROSTER["role"].heading,
                "、".join(str(words[membership.role]) for membership in held),
                "、".join(
                    str(words[role])
                    for role in [*(membership.role for membership in held), *plan.add]
                ),
            )
        )
    if plan.who.first is line and plan.who.person is not None:
        changes += [
            (tables.ROSTER[name].heading, getattr(plan.who.person, name), new)
            for name, new in plan.who.changes.items()
        ]
    if plan.posts and "post" not in plan.who.changes:
        changes.append((tables.ROSTER["post"].heading, plan.posts[0].post, plan.post))
    return changes


def _check_groups(reading: Reading, standing: Standing, units: dict[str, UnitPlan]) -> None:
    """Whether each group would be complete, and who of it the file does not name."""
    for plan in units.values():
        held = standing.members.get(plan.group.pk, []) if plan.group is not None else []
        roles = [membership.role for membership in held]
        named = set()
        leaders = []
        for line in plan.lines:
            if line.plan.who.person is not None:
                named.add(line.plan.who.person.pk)
            roles += line.plan.add
            if GroupRoleCode.LEADER in line.plan.roles:
                leaders.append(line.row)
        rows = [line.row for line in plan.lines]
        last = plan.lines[-1]
        for gap in missing(roles):
            if gap == "two_leaders":
                row = leaders[-1] if leaders else last.row
                reading.note(
                    INCOMPLETE,
                    last.sheet,
                    row,
                    "group.two_leaders",
                    None,
                    "role",
                    "组长",
                    unit=plan.name,
                    count=roles.count(GroupRoleCode.LEADER),
                    rows=rows_word(leaders),
                )
            else:
                reading.note(
                    INCOMPLETE,
                    last.sheet,
                    last.row,
                    f"group.{gap}",
                    None,
                    "role",
                    "",
                    rows_word(rows),
                    unit=plan.name,
                )
        absent = {membership.person_id for membership in held} - named
        if absent:
            reading.note(
                CHECK,
                last.sheet,
                last.row,
                "group.absent",
                None,
                "",
                "",
                rows_word(rows),
                count=len(absent),
                unit=plan.name,
            )


def carry_out(actor: Any, county: Unit, reading: Reading) -> None:
    """Inside the act: units and groups in the order of the file, then people unit by unit, then
    roles group by group.
    """
    lines = [line for line in reading.lines if line.action in (NEW, CHANGED)]
    progress.steps("units", len(lines))
    new: dict[int, list[PersonPlan]] = defaultdict(list)
    seen: set[int] = set()
    for line in lines:
        plan: RowPlan = line.plan
        progress.step()
        unit = _ready_unit(actor, county, plan.unit, reading.book.name[:100])
        if plan.unit.group is None:
            plan.unit.group = found_group(actor, unit, name=rules.group_name(unit.name))
        if id(plan.who) not in seen:
            seen.add(id(plan.who))
            if plan.who.person is None:
                new[id(plan.who.home)].append(plan.who)
            elif plan.who.changes:
                person = plan.who.person
                reading.befores.append(
                    (
                        person,
                        None,
                        {name: getattr(person, name) for name in plan.who.changes},
                        plan.who.changes,
                    )
                )
                plan.who.person = correct_person(
                    actor, Unit.objects.get(pk=person.unit_id), person=person, **plan.who.changes
                )
    progress.steps("people", sum(len(several) for several in new.values()))
    for several in new.values():
        made = register_people(
            actor,
            _ready_unit(actor, county, several[0].home),
            people=[
                {"name": newcomer.name, "phone": newcomer.phone, "post": newcomer.post}
                for newcomer in several
            ],
        )
        for who, person in zip(several, made, strict=True):
            who.person = person
    roles: dict[str, list[tuple[Person, str, str, int]]] = defaultdict(list)
    for line in lines:
        plan = line.plan
        for membership in plan.posts:
            reading.befores.append(
                (plan.who.person, membership, {"post": membership.post}, {"post": plan.post})
            )
            correct_post(actor, plan.unit.group, membership=membership, post=plan.post)
        roles[plan.unit.group.pk] += [
            (plan.who.person, role, plan.post, line.row) for role in plan.add
        ]
    progress.steps("roles", sum(len(several) for several in roles.values()))
    groups = {line.plan.unit.group.pk: line.plan.unit.group for line in lines}
    for code, several in roles.items():
        if several:
            admit_members(actor, groups[code], roles=several)


def _ready_unit(actor: Any, county: Unit, plan: UnitPlan, source: str = "") -> Unit:
    if plan.unit is None:
        plan.unit = found_unit(actor, county, name=plan.name, kind=rules.unit_kind(plan.name))
    while plan.writings:
        plan.unit = learn_alias(actor, plan.unit, name=plan.writings.pop(0), source=source)
    return plan.unit
