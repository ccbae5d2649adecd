"""The groups whose threads somebody may look at."""

from __future__ import annotations

from typing import Any

from zhixing.foundation.spine.groups.models import StudyGroup

from ..rules import GroupLine


def own_groups(person: Any) -> Any:
    """The groups whose threads this person may look at: the own ones, and those of units below a
    role.
    """
    return (
        StudyGroup.objects.looked_into_by(person)
        .active()
        .select_related("thing", "unit__thing")
        .in_roster_order()
    )


def line_of(group: StudyGroup) -> GroupLine:
    """One group as threads need it."""
    unit = group.unit
    return GroupLine(group.pk, unit.pk, unit.name, unit.path, group.thing.made_at)


def lines_of(groups: Any) -> list[GroupLine]:
    """Many groups, in the order of the queryset, without their rows."""
    columns = ("pk", "unit", "unit__name", "unit__path", "thing__made_at")
    return [GroupLine(*row) for row in groups.select_related(None).values_list(*columns)]


def chosen_groups(person: Any, choices: Any) -> list[GroupLine]:
    """The groups this person may look at, or the one the address names."""
    groups = own_groups(person)
    return lines_of(groups.filter(pk=choices["group"]) if choices.get("group") else groups)
