"""Inside the act: the roster is written."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from zhixing.foundation.machinery import progress
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.groups.acts import admit_members, correct_post, found_group
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.acts import found_unit, learn_alias
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.acts import correct_person, register_people
from zhixing.foundation.spine.people.models import Person

from ..reading import CHANGED, NEW, Line, Reading
from .names import group_name, unit_kind
from .plans import PersonPlan, RowPlan, UnitPlan


def carry_out(actor: Actor, county: Unit, reading: Reading) -> None:
    """Units and groups in the order of the file, then people unit by unit, then roles group by
    group.
    """
    lines = [line for line in reading.lines if line.action in (NEW, CHANGED)]
    progress.steps("units", len(lines))
    newcomers: dict[int, list[PersonPlan]] = defaultdict(list)
    seen: set[int] = set()
    for line in lines:
        plan: RowPlan = line.plan
        progress.step()
        _ready_group(actor, county, plan.unit, reading.book.name[:100])
        if id(plan.who) in seen:
            continue
        seen.add(id(plan.who))
        if plan.who.person is None:
            newcomers[id(plan.who.home)].append(plan.who)
        elif plan.who.changes:
            _correct(actor, plan.who, plan.who.person, reading)
    _register(actor, county, list(newcomers.values()))
    _admit(actor, lines, reading)


def _ready_group(actor: Actor, county: Unit, plan: UnitPlan, source: str) -> None:
    unit = _ready_unit(actor, county, plan, source)
    if plan.group is None:
        plan.group = found_group(actor, unit, name=group_name(unit.name))


def _correct(actor: Actor, who: PersonPlan, person: Person, reading: Reading) -> None:
    """Details that read otherwise; what was there is kept with the import."""
    old = {name: getattr(person, name) for name in who.changes}
    reading.befores.append((person, None, old, who.changes))
    unit, details = Unit.objects.get(pk=person.unit_id), dict[str, Any](who.changes)
    who.person = correct_person(actor, unit, person=person, **details)


def _register(actor: Actor, county: Unit, newcomers: list[list[PersonPlan]]) -> None:
    """New people, those of a unit together."""
    progress.steps("people", sum(map(len, newcomers)))
    for several in newcomers:
        unit = _ready_unit(actor, county, several[0].home)
        details = [{"name": who.name, "phone": who.phone, "post": who.post} for who in several]
        made = register_people(actor, unit, people=details)
        for who, person in zip(several, made, strict=True):
            who.person = person


def _admit(actor: Actor, lines: list[Line], reading: Reading) -> None:
    """Posts that read otherwise, and new roles, those of a group together."""
    roles: dict[str, list[tuple[Person, str, str, int]]] = defaultdict(list)
    groups: dict[str, StudyGroup] = {}
    for line in lines:
        plan: RowPlan = line.plan
        group, person = plan.unit.group, plan.who.person
        if group is None or person is None:
            raise RuntimeError("a row of a roster has a group and a person by now")
        groups[group.pk] = group
        for membership in plan.posts:
            old, new = {"post": membership.post}, {"post": plan.post}
            reading.befores.append((person, membership, old, new))
            correct_post(actor, group, membership=membership, post=plan.post)
        roles[group.pk] += [(person, role, plan.post, line.row) for role in plan.add]
    progress.steps("roles", sum(map(len, roles.values())))
    for code, several in roles.items():
        if several:
            admit_members(actor, groups[code], roles=several)


def _ready_unit(actor: Actor, county: Unit, plan: UnitPlan, source: str = "") -> Unit:
    if plan.unit is None:
        plan.unit = found_unit(actor, county, name=plan.name, kind=unit_kind(plan.name))
    while plan.writings:
        plan.unit = learn_alias(actor, plan.unit, name=plan.writings.pop(0), source=source)
    return plan.unit
