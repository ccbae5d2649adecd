"""Who may open the archive of a group."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Role
from zhixing.foundation.spine.orgs.roles import SEEING

# of the group, or with a role at its unit or above it that sees what is there
OPENS = Role(*sorted(SEEING)) | GroupRole(at="")
