"""Acts on study groups: recorded at the group, with an opaque id of the person in the body."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, forget_holdings, tell
from zhixing.foundation.machinery.errors import BadInput
from zhixing.foundation.machinery.may import GroupRole, Role, SystemPerson
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.people.roles import RoleCode

from .models import Membership, StudyGroup
from .rules import GroupRoleCode

OFFICE = Role(RoleCode.OFFICE)
KEEPS_THE_LIST = OFFICE | GroupRole(GroupRoleCode.SECRETARY, at="")


@act("group.founded", label=_("Add a study group"), says=_("founded the study group"), on=Unit, may=Role(RoleCode.OFFICE, at="") | SystemPerson("timekeeper"), creates=StudyGroup)
def found_group(actor: Any, unit: Unit, *, name: str) -> StudyGroup:
    """The study group of a unit. A unit has one."""
    if StudyGroup.objects.filter(unit=unit, until__isnull=True).exists():
        raise BadInput("group.exists", _("%(unit)s has a study group already."), unit=unit.name)
    return StudyGroup(unit=unit, name=name)


@act("member.admitted", label=_("Add a member"), says=_("gave somebody the role %(role)s"), on=StudyGroup, may=KEEPS_THE_LIST)
def admit_member(actor: Any, group: StudyGroup, *, person: Person, role: str, post: str = "", since: dt.date | None = None, place: int = 0) -> Membership:
    """A person takes a role in the group; somebody may hold several."""
    made, _new = Membership.objects.get_or_create(
        group=group, person=person, role=GroupRoleCode(role), until=None, defaults={"post": post, "since": since or clock.today(), "place": place}
    )
    tell(person=person, role=str(made.role), since=made.since)
    forget_holdings()
    return made


@act("member.released", label=_("End a membership"), says=_("ended the role %(role)s"), on=StudyGroup, may=KEEPS_THE_LIST, danger=True)
def release_member(actor: Any, group: StudyGroup, *, membership: Membership, reason: str, until: dt.date | None = None) -> Membership:
    """A role in the group ends; its history stays."""
    if membership.group_id != group.pk or membership.until is not None:
        raise BadInput("member.not_here", _("This role is not held in this group now."), {"membership": []})
    membership.until = until or clock.today()
    membership.save(update_fields=["until"])
    tell(person=membership.person_id, role=membership.role)
    forget_holdings()
    return membership


@act("substitute.named", label=_("Name a substitute"), says=_("named a substitute from %(since)s to %(until)s"), on=StudyGroup, may=GroupRole(GroupRoleCode.LEADER, at=""))
def name_substitute(actor: Any, group: StudyGroup, *, person: Person, since: dt.date, until: dt.date, reason: str) -> Membership:
    """The leader lets somebody of the group stand in for a time (``until`` included)."""
    if until < since:
        raise BadInput("dates.order", _("The last day is before the first."), {"until": [_("The last day is before the first.")]})
    if not group.memberships.in_force(clock.today()).filter(person=person).exclude(role=GroupRoleCode.LEADER).exists():
        raise BadInput("substitute.stranger", _("A substitute must be in the group."), {"person": [_("A substitute must be in the group.")]})
    made = Membership.objects.create(group=group, person=person, role=GroupRoleCode.LEADER, since=since, until=until + dt.timedelta(days=1), stands_in=True)
    tell(person=person, since=since, until=until)
    forget_holdings()
    return made
