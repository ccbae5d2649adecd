"""Acts on hand-overs: 交接, 代管."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, lock, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.deliveries.models import deliver
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.handing import BY_NAME
from zhixing.foundation.machinery.things.models import Thing, ThingRow
from zhixing.foundation.machinery.things.quoting import naming
from zhixing.foundation.spine.groups.acts import (
    admit_member,
    end_stand_in,
    release_member,
    seat_stand_in,
)
from zhixing.foundation.spine.groups.may import KEEPS_THE_LIST
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.groups.refusals import Refused as GroupRefused
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.acts import appoint, end_appointment
from zhixing.foundation.spine.people.models import Appointment, Person

from . import may
from .models import Handover, RoleLine, ThingLine
from .refusals import Refused
from .rules import State
from .standing import group_of, is_here, seats_of, things_of, unit_roles_of


@act(
    "handover.made",
    label=_("Hand over"),
    says=_("handed over from %(old)s to %(new)s: roles %(roles)s, things %(things)s"),
    on=Unit,
    may=may.HANDS_OVER,
    creates=Handover,
)
def hand_over(
    actor: Actor,
    unit: Unit,
    *,
    person: Person,
    to: Person,
    reason: str,
    until: dt.date | None = None,
    staying: Sequence[Thing] = (),
) -> Handover:
    """Somebody changes post, or (``until``, the last day) is away for a time: the roles held here
    and all that waits for them by name go to another person, but for what is ``staying``. Roles in
    the group pass at once; those at the unit wait for the security administrator. Both are told.
    """
    _check_people(actor, unit, person, to, until)
    group, roles = group_of(unit), unit_roles_of(person, unit)
    seats = seats_of(person, group, for_good=until is None)
    rows = things_of(actor, person, without=[thing.pk for thing in staying])
    if not (seats or roles or rows):
        raise Refused.NOTHING("person")
    handover = begin(
        Handover(
            unit=unit,
            group=group,
            person=person,
            to=to,
            what=_title(unit, [*seats, *roles]),
            since=clock.today(),
            until=until,
            state=_state(waits=bool(roles), until=until),
        )
    )
    if group is not None:
        _pass_seats(actor, handover, group, seats)
    _note_roles(handover, unit.thing, [role.role for role in roles], passed=False)
    _pass_things(actor, rows, to)
    ThingLine.objects.bulk_create(ThingLine(handover=handover, thing=row.thing) for row in rows)
    tell(
        old=naming(person),
        new=naming(to),
        person=person,
        roles=len(seats) + len(roles),
        things=len(rows),
    )
    _tell_both(actor, handover, "handover.made")
    return handover


@act(
    "handover.granted",
    label=_("Give the roles that go over"),
    says=_("gave the roles that were handed over"),
    on=Handover,
    may=may.GRANTS,
    moves={State.WAITS: (State.STANDS_IN, State.DONE)},
    asks=True,
)
def grant_handover(actor: Actor, handover: Handover) -> Handover:
    """The roles at the unit go over: for good, or until the last day that was named."""
    for line in handover.roles.filter(passed=False):
        appoint(actor, handover.unit, person=handover.to, role=line.role, until=handover.until)
        if handover.until is None:
            _end_role(actor, handover, line.role)
    handover.roles.update(passed=True)
    handover.state = _state(waits=False, until=handover.until)
    _tell_both(actor, handover, "handover.granted")
    return handover


@act(
    "handover.roles_declined",
    label=_("Let the roles stay"),
    says=_("did not give the roles that were to be handed over"),
    on=Handover,
    may=may.GRANTS,
    moves={State.WAITS: (State.STANDS_IN, State.DONE)},
    danger=True,
)
def decline_roles(actor: Actor, handover: Handover, *, reason: str) -> Handover:
    """The roles at the unit stay where they are; what was handed over by name stays handed
    over.
    """
    handover.state = _state(waits=False, until=handover.until)
    _tell_both(actor, handover, "handover.roles_declined")
    return handover


@act(
    "handover.ended",
    label=_("Hand back"),
    says=_("handed back, things: %(things)s"),
    on=Handover,
    may=may.TAKES_BACK,
    moves={State.STANDS_IN: State.DONE},
    asks=may.IS_BACK,
)
def end_handover(actor: Actor, handover: Handover) -> Handover:
    """Whoever was away is back: what is still with the person who stood in for them, and still
    waits, goes back; so do the roles in the group. A role at a unit ends on the day that was named.
    """
    lines = {line.thing_id: line for line in handover.lines.all()}
    rows = [row for row in things_of(None, handover.to) if row.pk in lines]
    _pass_things(actor, rows, handover.person)
    handover.lines.filter(thing__in=[row.pk for row in rows]).update(back=True)
    seats = handover.roles.filter(place=handover.group_id).values_list("role", flat=True)
    if handover.group is not None and seats:
        end_stand_in(actor, handover.group, person=handover.to, roles=list(seats))
    tell(things=len(rows))
    _tell_both(actor, handover, "handover.ended")
    return handover


def _check_people(
    actor: Actor, unit: Unit, person: Person, to: Person, until: dt.date | None
) -> None:
    """Raises BadInput; NotAllowed where it is somebody else's and not the actor's to do."""
    if person.pk == to.pk:
        raise Refused.SAME("to")
    if not to.active or to.system:
        raise Refused.LEFT("to")
    if not is_here(person, unit):
        raise Refused.NOT_HERE("person")
    if until is not None and until < clock.today():
        raise GroupRefused.DAY_PAST("until")
    if person.pk != actor.pk and not may.FOR_OTHERS.allows(actor, unit):
        raise Refused.OTHERS()
    group = group_of(unit)
    for_good = until is None and group is not None and seats_of(person, group, for_good=True)
    if for_good and not KEEPS_THE_LIST.allows(actor, group):
        raise Refused.FOR_GOOD("until")


def _state(*, waits: bool, until: dt.date | None) -> State:
    if waits:
        return State.WAITS
    return State.DONE if until is None else State.STANDS_IN


def _title(unit: Unit, held: Iterable[Membership | Appointment]) -> str:
    """The unit and the roles in words, in the county's language; no name of a person."""
    with translation.override(settings.LANGUAGE_CODE):
        words = dict.fromkeys(str(role.get_role_display()) for role in held)
        roles = pgettext("list separator", ", ").join(words) or _now("what waits by name")
        return f"{unit.name} · {roles}"[:200]


def _pass_seats(
    actor: Actor, handover: Handover, group: StudyGroup, seats: list[Membership]
) -> None:
    """The roles in the study group: for good, or until the last day."""
    to, until = handover.to, handover.until
    held = set(group.memberships.in_force(clock.today()).filter(person=to).values_list("role"))
    for seat in [seat for seat in seats if (seat.role,) not in held]:
        if until is not None:
            seat_stand_in(actor, group, person=to, role=seat.role, until=until)
        else:
            admit_member(actor, group, person=to, role=seat.role, post=seat.post, place=seat.place)
    if until is None:
        # the list is kept by the secretary, who may be handing over: that role goes last
        for seat in sorted(seats, key=lambda seat: seat.role == GroupRoleCode.SECRETARY):
            release_member(actor, group, membership=seat, reason=handover.pk)
    _note_roles(handover, group.thing, [seat.role for seat in seats], passed=True)


def _note_roles(handover: Handover, place: Thing, roles: Iterable[str], *, passed: bool) -> None:
    RoleLine.objects.bulk_create(
        RoleLine(handover=handover, place=place, role=role, passed=passed) for role in roles
    )


def _pass_things(actor: Actor, rows: list[ThingRow], to: Person) -> None:
    """Each through the inner act of its own room."""
    for row in lock(rows):
        try:
            BY_NAME[row.KIND].act.do(actor, row, person=to)
        except Refusal as refusal:
            raise Refused.NOT_THIS_ONE("staying", title=row.thing_title(), why=refusal) from refusal


def _end_role(actor: Actor, handover: Handover, role: str) -> None:
    held = Appointment.objects.in_force(clock.today()).filter(
        person=handover.person, unit=handover.unit, role=role
    )
    for appointment in held:
        end_appointment(actor, handover.unit, appointment=appointment, reason=handover.pk)


def _tell_both(actor: Actor, handover: Handover, verb: str) -> None:
    for person in (handover.person, handover.to):
        if person.active and person.pk != actor.pk:
            deliver("alert", to=person, thing=handover, verb=verb)
