"""Who may read what the groups have answered about a topic of the county."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Role
from zhixing.foundation.spine.orgs.roles import SEEING

# who studies in a group, or holds a role that sees what groups do
READS_ANSWERS = GroupRole() | Role(*sorted(SEEING), at=None)
