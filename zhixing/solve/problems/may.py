"""Who may what with problems, where more than one place asks."""

from __future__ import annotations

from zhixing.foundation.machinery.may import Is, Role, Where
from zhixing.foundation.spine.people.roles import RoleCode as R

CALLS = Role(R.CALLER) & ~Is("person")
SEES_NUMBER = CALLS | (Is("person") & Where(reporter_allows=True))
SEES_MASKED = (
    Is("person")
    | Role(R.CLERK, R.RESPONSIBLE, R.CALLER)
    | Role(R.OFFICE, R.DISPATCHER, R.CLERK, at="noted_unit")
)
