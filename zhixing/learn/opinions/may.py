"""Who may what with the opinion of the county."""

from __future__ import annotations

from zhixing.foundation.machinery.may import Role
from zhixing.foundation.spine.orgs.roles import RoleCode as R

DRAFTS = Role(R.OFFICE, at="")  # at the county
KEEPS = Role(R.OFFICE)  # writes and issues it
