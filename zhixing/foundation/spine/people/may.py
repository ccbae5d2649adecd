"""Who may what with people, their roles and their accounts."""

from __future__ import annotations

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import Known, Role, SystemPerson
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.spine.orgs.roles import RoleCode as R

KEEPS = Role(R.OFFICE, R.SYS, at="")
GRANTS = Role(R.SEC, at="")  # roles, and takes them away
OPENS = Role(R.SYS, at="")  # accounts, and closes them
SETS_UP = SystemPerson("timekeeper")  # the beginning of a county, and its demo
KEEPS_OR_SETS_UP = KEEPS | SETS_UP
GRANTS_OR_SETS_UP = GRANTS | SETS_UP
OPENS_OR_SETS_UP = OPENS | SETS_UP
FOR_ONESELF = Known()  # the act itself holds that it is the own row
OFFICE = Role(R.OFFICE, at="")  # sets a new county up, and waits for what others do in it
ADMINISTERS = OPENS | GRANTS  # waits for the roster of a new county
NOBODY_ELSE = SystemPerson("nobody")  # rights and accounts are never recorded for somebody else


def opens_at(person: Actor) -> str | None:
    """Path of the highest unit at which this person opens accounts; None for whoever does not."""
    return min(holdings(person).paths(*OPENS.roles), key=len, default=None)
