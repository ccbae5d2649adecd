"""Whether the groups of a roster would be complete."""

from __future__ import annotations

from itertools import chain
from typing import Any

from zhixing.foundation.kits.workbooks.tables import rows_word
from zhixing.foundation.spine.groups.rules import GroupRoleCode, missing

from ..notes import CHECK, INCOMPLETE
from ..reading import Reading
from ..standing import Standing
from .plans import UnitPlan


def check_groups(reading: Reading, standing: Standing, units: dict[str, UnitPlan]) -> None:
    """Whether each group would be complete, and who of it the file does not name."""
    for plan in units.values():
        held = standing.members.get(plan.group.pk, []) if plan.group is not None else []
        _tell_gaps(reading, plan, [membership.role for membership in held])
        people = (line.plan.who.person for line in plan.lines)
        named = {person.pk for person in people if person is not None}
        absent = {membership.person_id for membership in held} - named
        if absent:
            _tell(reading, plan, CHECK, "group.absent", count=len(absent))


def _tell_gaps(reading: Reading, plan: UnitPlan, roles: list[str]) -> None:
    """What the group lacks; ``roles``: those that are held already."""
    roles = roles + list(chain.from_iterable(line.plan.add for line in plan.lines))
    leaders = [line.row for line in plan.lines if GroupRoleCode.LEADER in line.plan.roles]
    last = plan.lines[-1]
    for gap in missing(roles):
        if gap != "two_leaders":
            _tell(reading, plan, INCOMPLETE, f"group.{gap}", "role")
            continue
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


def _tell(
    reading: Reading, plan: UnitPlan, what: str, code: str, column: str = "", **params: Any
) -> None:
    """A note about all rows of a group."""
    last, rows = plan.lines[-1], rows_word([line.row for line in plan.lines])
    unit = plan.name
    reading.note(what, last.sheet, last.row, code, None, column, "", rows, unit=unit, **params)
