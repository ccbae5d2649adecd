"""Who may take totals."""

from __future__ import annotations

from zhixing.foundation.machinery.may import Role
from zhixing.foundation.spine.orgs.roles import RoleCode as R

TAKES = Role(R.OFFICE, at="")
