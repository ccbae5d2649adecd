"""Who may put files beside a thing, and take them away."""

from __future__ import annotations

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import GroupRole, Known, Role
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

ATTACHES = Known()  # and works on the thing, which is an input of the act
WITHDRAWS = Role(R.OFFICE, R.CLERK) | GroupRole(G.SECRETARY, G.LEADER)
DESCRIBES = Role(R.OFFICE, R.CLERK, R.RESPONSIBLE) | GroupRole(G.SECRETARY, G.LEADER)
WORKERS = (
    R.OFFICE,
    R.DISPATCHER,
    R.CLERK,
    R.RESPONSIBLE,
    R.VERIFIER,
    R.CALLER,
    R.SUPERVISOR,
)  # roles at a unit whose holders work on what is there


def works_on(person: Actor, row: ThingRow) -> bool:
    """A role at the unit of the thing or above, anybody of its group, the responsible person."""
    if not ATTACHES.allows(person, row):
        return False
    held = holdings(person)
    if held.has_at(row.thing.place, *WORKERS) or row.thing.group_id in held.group_codes():
        return True
    return any(party is not None and party.pk == person.pk for party in row.thing_parties())
