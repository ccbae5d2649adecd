"""Units whose names read alike: asked, never guessed."""

from __future__ import annotations

from typing import Any

from ..reading import Reading
from ..standing import Standing
from .names import bare_unit
from .plans import UnitPlan

UNITS = ("two_units", "same_unit")


def ask_units_alike(reading: Reading, standing: Standing, units: dict[str, UnitPlan]) -> None:
    """New units whose names read like that of another one, here or in the file: asked, never
    guessed.
    """
    county = next((unit.name for unit in standing.by_code.values() if unit.kind == "county"), "")
    known_units = {bare_unit(unit.name, county): unit for unit in standing.by_code.values()}
    above: dict[str, UnitPlan] = {}
    for key, plan in list(units.items()):
        bare = bare_unit(plan.name, county)
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
    named: dict[str, Any] = {"name": plan.name, "other": other, **place}
    return reading.ask(line, code, header, "unit", sides, UNITS, **named) == "same_unit"


def _merge_units(units: dict[str, UnitPlan], key: str, other: UnitPlan) -> None:
    """The rows of one writing belong to the other unit; the import learns the writing."""
    plan = units.pop(key)
    other.writings.append(plan.name)
    other.lines += plan.lines
    for line in plan.lines:
        line.plan.unit = line.plan.who.home = other
