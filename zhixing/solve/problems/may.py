"""Who may what with problems, where more than one place asks."""

from __future__ import annotations

from typing import Any

from zhixing.foundation.machinery.may import Is, Role, SystemPerson, Where
from zhixing.foundation.spine.people.roles import RoleCode as R

from .refusals import Refused

CALLS = Role(R.CALLER) & ~Is("person")
SEES_NUMBER = CALLS | (Is("person") & Where(reporter_allows=True))
# as the reporter says: on the receipt page, or to whoever took the case in; nobody lets themselves
PERMITS_CALLS = SystemPerson("resident") | (
    (Role(R.OFFICE, R.DISPATCHER, at="noted_unit") | Is("noted_by")) & ~Is("person")
)
SEES_MASKED = (
    Is("person")
    | Role(R.CLERK, R.RESPONSIBLE, R.CALLER)
    | Role(R.OFFICE, R.DISPATCHER, R.CLERK, at="noted_unit")
)
ANSWERS = Role(R.CLERK, R.RESPONSIBLE, at="")


def answers_at(unit: Any, person: Any) -> None:
    """Whoever is named beside a unit is of that unit, or clerk or responsible person there or above
    it. Raises BadInput on the field ``person``.
    """
    if person is None or person.unit_id == unit.pk or ANSWERS.allows(person, unit):
        return
    raise Refused.PERSON_ELSEWHERE("person", unit=unit.name)
