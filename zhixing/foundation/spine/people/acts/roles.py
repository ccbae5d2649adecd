"""A role at a unit is given, and ends."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, forget_holdings, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.orgs.roles import ADMINISTRATORS, NOT_WITH_ADMINISTRATORS, RoleCode

from .. import may
from ..models import Appointment, Person
from ..refusals import Refused


@act(
    "role.granted",
    label=_("Give a role"),
    says=_("gave the role %(role)s from %(since)s"),
    tells={"role": RoleCode},
    on=Unit,
    may=may.GRANTS_OR_SETS_UP,
    may_record=may.NOBODY_ELSE,
    locks=("person",),
)
def appoint(
    actor: Actor,
    unit: Unit,
    *,
    person: Person,
    role: str,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Appointment:
    """A person holds a role at this unit, and so at all units below; ``until`` where it is for a
    time, the last day of it. Administrators exclude each other; nobody changes their own rights.
    """
    if until is not None and until < (since or clock.today()):
        raise Common.DATES_ORDER("until")
    if actor.pk == person.pk:
        raise Refused.OWN_RIGHTS()
    if role not in RoleCode.values:
        raise Refused.ROLE_UNKNOWN("role")
    if person.system or not person.active:
        raise Refused.PERSON_LEFT("person")
    role = RoleCode(role)
    held = set(
        Appointment.objects.in_force(clock.today())
        .filter(person=person)
        .values_list("role", flat=True)
    )
    small = settings.ZHIXING_PROFILE == "small"
    others = {
        str(other_role) for other_role in (ADMINISTRATORS if role in ADMINISTRATORS else ())
    } - {str(role)}
    clash = held & (
        others
        | (
            {str(excluded_role) for excluded_role in NOT_WITH_ADMINISTRATORS}
            if role in ADMINISTRATORS
            else set()
        )
    )
    clash |= (
        held & {str(administrator) for administrator in ADMINISTRATORS}
        if role in NOT_WITH_ADMINISTRATORS
        else set()
    )
    if clash and not small:
        raise Refused.ROLE_EXCLUDED("role", held=RoleCode(min(clash)).label, role=role.label)
    seat = ""
    if role in ADMINISTRATORS:
        seat = str(role) if small else "one"
    made, _new = Appointment.objects.get_or_create(
        person=person,
        role=role,
        unit=unit,
        until=None if until is None else until + dt.timedelta(days=1),
        defaults={"since": since or clock.today(), "seat": seat},
    )
    tell(person=person, role=str(role), since=made.since)
    forget_holdings()
    return made


@act(
    "role.ended",
    label=_("End a role"),
    says=_("ended the role %(role)s"),
    tells={"role": RoleCode},
    on=Unit,
    may=may.GRANTS,
    may_record=may.NOBODY_ELSE,
    danger=True,
)
def end_appointment(
    actor: Actor, unit: Unit, *, appointment: Appointment, reason: str, until: dt.date | None = None
) -> Appointment:
    """The role ends, also one that was given for a time; its history stays."""
    over = appointment.until is not None and appointment.until <= clock.today()
    if appointment.unit_id != unit.pk or over:
        raise Refused.ROLE_NOT_HERE("appointment")
    if appointment.person_id == actor.pk:
        raise Refused.OWN_RIGHTS()
    if until is not None and until < appointment.since:
        raise Common.DATES_ORDER("until")
    appointment.until = until or max(clock.today(), appointment.since)
    appointment.save(update_fields=["until"])
    tell(person=appointment.person_id, role=appointment.role)
    forget_holdings()
    return appointment
