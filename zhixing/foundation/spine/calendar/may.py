"""Who may what with the calendar of working days."""

from __future__ import annotations

from zhixing.foundation.machinery.may import Role, SystemPerson
from zhixing.foundation.spine.orgs.roles import RoleCode as R

OPENS_YEAR = Role(R.OFFICE, at="") | SystemPerson("timekeeper")
KEEPS = Role(R.OFFICE)
