"""Who may what with units, and who sees the phones of their people."""

from __future__ import annotations

from zhixing.foundation.machinery.may import Role, SystemPerson

from .roles import RoleCode as R

KEEPS = Role(R.OFFICE, at="")
SETS_UP = SystemPerson("timekeeper")  # the beginning of a county
KEEPS_OR_SETS_UP = KEEPS | SETS_UP
SEES_PHONES = Role(R.OFFICE, R.SYS, at="")
