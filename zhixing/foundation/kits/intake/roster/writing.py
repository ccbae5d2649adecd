"""Inside the act: the roster is written."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from zhixing.foundation.machinery import progress
from zhixing.foundation.spine.groups.acts import admit_members, correct_post, found_group
from zhixing.foundation.spine.orgs.acts import found_unit, learn_alias
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.acts import correct_person, register_people
from zhixing.foundation.spine.people.models import Person

from ..reading import CHANGED, NEW, Reading
from .names import group_name, unit_kind
from .plans import PersonPlan, RowPlan, UnitPlan


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
            plan.unit.group = found_group(actor, unit, name=group_name(unit.name))
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
        plan.unit = found_unit(actor, county, name=plan.name, kind=unit_kind(plan.name))
    while plan.writings:
        plan.unit = learn_alias(actor, plan.unit, name=plan.writings.pop(0), source=source)
    return plan.unit
