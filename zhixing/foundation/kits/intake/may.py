"""Who may bring workbooks in, and undo it."""

from __future__ import annotations

from typing import Any

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import Role
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.places import codes_of
from zhixing.foundation.spine.orgs.roles import RoleCode as R

IMPORTS = Role(R.OFFICE, at="")  # of the county
UNDOES = Role(R.OFFICE)


def imports_into(person: Actor | None, unit: Any) -> bool:
    """Whether this person may import a unit's workbook: an office of the county itself."""
    county = codes_of(unit.path)[0]
    return f"/{county}/" in holdings(person).paths(R.OFFICE)
