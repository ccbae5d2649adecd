"""Who may count deadlines again."""

from __future__ import annotations

from zhixing.foundation.machinery.may import Role
from zhixing.foundation.spine.orgs.roles import RoleCode as R

COUNTS_AGAIN = Role(R.OFFICE)  # of the county whose calendar changed
COUNTS_ONE_AGAIN = Role(R.OFFICE, at=None)  # inside that
