"""Who may what with sit-ins of supervisors."""

from __future__ import annotations

from zhixing.foundation.machinery.may import Is, Role
from zhixing.foundation.spine.orgs.roles import RoleCode as R

SUPERVISES = Role(R.SUPERVISOR)
OWN = SUPERVISES & Is("person")
