"""Whether the groups of a roster would be complete."""

from __future__ import annotations

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
