"""Whose first page the overview is."""

from __future__ import annotations

from zhixing.foundation.machinery.may import Role
from zhixing.foundation.spine.orgs.roles import RoleCode as R

BEGINS_HERE = Role(R.COUNTY_LEADER, at="")
