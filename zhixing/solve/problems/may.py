"""Who may what with problems."""

from __future__ import annotations

from typing import Any

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import GroupRole, Is, Role, SystemPerson, Vacant, Where
from zhixing.foundation.spine.groups.may import InGroupOf
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

from .refusals import Refused
from .rules import ANSWERED_FOR

CLOCKWORK = SystemPerson("timekeeper")
RESIDENT = SystemPerson("resident")  # who is concerned, on the receipt page
HANDLERS = (R.CLERK, R.RESPONSIBLE)  # roles at a unit that handle what is handed to it

# -- as it comes in
OFFICE = Role(R.OFFICE, R.DISPATCHER, at="noted_unit")
DISPATCHES = Role(R.DISPATCHER, at="noted_unit")
NOTES = (
    Role(R.OFFICE, R.DISPATCHER, R.CLERK, R.RESPONSIBLE, R.SUPERVISOR, at="")
    | CLOCKWORK
    | InGroupOf()
)
TAKES_IN = Role(R.OFFICE, R.DISPATCHER, R.CLERK, at="")  # what a resident brings
CORRECTS = OFFICE | Is("noted_by")
IMPORTS = Role(R.OFFICE, at="") | CLOCKWORK

# -- as it is handled
UNIT = Role(*HANDLERS) | Is("person")
HANDLES = Is("person") | Role(R.RESPONSIBLE)
RESUMES = HANDLES | CLOCKWORK
# while the reporter waits for the call: its clock is the one to be named
ASKED_TO_CONTACT = HANDLES & Where(named_clock="contact")
OWN = Is("person")
LEADS = GroupRole(G.LEADER) | Role(R.COUNTY_LEADER)  # shelves it
UNSHELVES = LEADS | HANDLES
ARBITER = Role(R.ARBITER)
NAMES = OFFICE | Role(*HANDLERS)
UNMATCHED = Where(state__in=[str(state) for state in ANSWERED_FOR]) & ~Where(person_text="")
ASKED_TO_NAME = UNMATCHED & (Role(*HANDLERS) | (DISPATCHES & Vacant(*HANDLERS)))

# -- as it ends
# of another unit: whoever handles problems here does not verify them here
VERIFIES = Role(R.VERIFIER) & ~Is("person") & ~Role(*HANDLERS)
# not those who handle it: to say that no more can be done is not the unit's own
RULES_SHORT = OFFICE & ~Is("person") & ~Role(*HANDLERS)
REOPENS = Role(R.VERIFIER, R.SUPERVISOR) | RESIDENT | Is("noted_by") | OFFICE
WITHDRAWS = OFFICE | Is("noted_by") | RESIDENT

# -- who brought it
CALLS = Role(R.CALLER) & ~Is("person")
SEES_NUMBER = CALLS | (Is("person") & Where(reporter_allows=True))
# as the reporter says: on the receipt page, or to whoever took the case in; nobody lets themselves
PERMITS_CALLS = RESIDENT | (
    (Role(R.OFFICE, R.DISPATCHER, at="noted_unit") | Is("noted_by")) & ~Is("person")
)
SEES_MASKED = (
    Is("person")
    | Role(R.CLERK, R.RESPONSIBLE, R.CALLER)
    | Role(R.OFFICE, R.DISPATCHER, R.CLERK, at="noted_unit")
)
ANSWERS = Role(R.CLERK, R.RESPONSIBLE, at="")


def answers_at(unit: Any, person: Actor | None) -> None:
    """Whoever is named beside a unit is of that unit, or clerk or responsible person there or above
    it. Raises BadInput on the field ``person``.
    """
    if person is None or person.unit_id == unit.pk or ANSWERS.allows(person, unit):
        return
    raise Refused.PERSON_ELSEWHERE("person", unit=unit.name)
