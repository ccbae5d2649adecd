"""Who may set norms."""

from __future__ import annotations

from zhixing.foundation.machinery.may import Role, SystemPerson
from zhixing.foundation.spine.orgs.roles import RoleCode as R

SEEDS = SystemPerson("timekeeper")  # with the first values, when a county or a version begins
SETS = Role(R.OFFICE)
CONFIRMS = Role(R.OFFICE, at="")  # that the county goes by all of them
