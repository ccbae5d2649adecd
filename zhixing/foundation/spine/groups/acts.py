"""Acts on study groups: recorded at the group, with an opaque id of the person in the body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock, progress
from zhixing.foundation.machinery.act import act, forget_holdings, tell, tell_each
from zhixing.foundation.machinery.act.undo import Adds, CorrectsDetails
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.bulk import insert_many
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.orgs.rules import UnseenSign, stored
from zhixing.foundation.spine.people import refusals as people_refusals
from zhixing.foundation.spine.people.models import Person

from . import may
from .models import Membership, StudyGroup
from .refusals import Refused
from .rules import GroupRoleCode

GOES_ON = Where(until__isnull=True)


@act(
    "group.founded",
    label=_("Add a study group"),
    says=_("founded the study group"),
    on=Unit,
    may=may.FOUNDS,
    creates=StudyGroup,
    when=GOES_ON,
)
def found_group(actor: Actor, unit: Unit, *, name: str) -> StudyGroup:
    """The study group of a unit. A unit has one."""
    if StudyGroup.objects.filter(unit=unit, until__isnull=True).exists():
        raise Refused.GROUP_EXISTS(unit=unit.name)
    return StudyGroup(unit=unit, name=_clean(name, "name"))


@act(
    "group.renamed",
    label=_("Rename"),
    says=_("renamed it to %(name)s"),
    on=StudyGroup,
    may=may.KEEPS,
    when=GOES_ON,
)
def rename_group(actor: Actor, group: StudyGroup, *, name: str) -> StudyGroup:
    """The group has another name from now on; its record keeps the old one."""
    group.name = _clean(name, "name")
    tell(name=group.name)
    return group


@act(
    "group.dissolved",
    label=_("Dissolve"),
    says=_("dissolved the study group on %(until)s"),
    on=StudyGroup,
    may=may.KEEPS,
    when=GOES_ON,
    danger=True,
)
def dissolve_group(
    actor: Actor, group: StudyGroup, *, reason: str, until: dt.date | None = None
) -> StudyGroup:
    """The group ends, and with it every role in it; what it did stays. The unit may have a new one
    afterwards.
    """
    until = until or clock.today()
    if until > clock.today():
        raise Common.DAY_FUTURE("until")
    group.memberships.filter(until__isnull=True, since__lte=until).update(until=until)
    group.memberships.filter(until__gt=until, since__lte=until).update(until=until)
    group.memberships.filter(since__gt=until).delete()  # roles that were to begin later never began
    group.until = until
    tell(until=until)
    forget_holdings()
    return group


@act(
    "member.admitted",
    label=_("Add a member"),
    says=_("gave somebody the role %(role)s"),
    tells={"role": GroupRoleCode},
    on=StudyGroup,
    may=may.KEEPS_THE_LIST,
    when=GOES_ON,
    undo=Adds("role"),
)
def admit_member(
    actor: Actor,
    group: StudyGroup,
    *,
    person: Person,
    role: str,
    post: str = "",
    since: dt.date | None = None,
    place: int = 0,
) -> Membership:
    """A person takes a role in the group; somebody may hold several."""
    if role not in GroupRoleCode.values:
        raise people_refusals.Refused.ROLE_UNKNOWN("role")
    if person.system or not person.active:
        raise people_refusals.Refused.PERSON_LEFT("person")
    made, _new = Membership.objects.get_or_create(
        group=group,
        person=person,
        role=GroupRoleCode(role),
        until=None,
        defaults={
            "post": _clean(post, "post", empty=True),
            "since": since or clock.today(),
            "place": place,
        },
    )
    tell(person=person, role=str(made.role), since=made.since)
    forget_holdings()
    return made


@act(
    "member.admitted",
    label=_("Add members"),
    says=_("gave somebody the role %(role)s"),
    tells={"role": GroupRoleCode},
    on=StudyGroup,
    may=may.KEEPS_THE_LIST,
    when=GOES_ON,
    inner_only=True,
    undo=Adds("role"),
)
def admit_members(
    actor: Actor, group: StudyGroup, *, roles: Sequence[tuple[Person, str, str, int]]
) -> StudyGroup:
    """Many at once, from a roster: (person, role, post, place), each with a record of its own; a
    role that is held already stays as it is.
    """
    held = set(group.memberships.filter(until=None).values_list("person", "role"))
    made = []
    for person, role, post, place in roles:
        if role not in GroupRoleCode.values:
            raise people_refusals.Refused.ROLE_UNKNOWN("role")
        if person.system or not person.active:
            raise people_refusals.Refused.PERSON_LEFT("person")
        if (person.pk, role) not in held:
            held.add((person.pk, role))
            made.append(
                Membership(
                    group=group,
                    person=person,
                    role=GroupRoleCode(role),
                    post=_clean(post, "post", empty=True),
                    since=clock.today(),
                    place=place,
                )
            )
    insert_many(made)
    progress.step(len(made))
    tell_each(
        {"person": membership.person_id, "role": str(membership.role), "since": membership.since}
        for membership in made
    )
    forget_holdings(*(person for person, *_rest in roles))
    return group


@act(
    "member.taken_back",
    label=_("Take members back"),
    says=_("took back roles that were given by mistake: %(count)s"),
    on=StudyGroup,
    may=may.KEEPS_THE_LIST,
    inner_only=True,
)
def take_back_members(actor: Actor, group: StudyGroup, *, memberships: Sequence[int]) -> StudyGroup:
    """Roles of this group that an import gave: they never were."""
    for at in range(0, len(memberships), 500):
        group.memberships.filter(pk__in=memberships[at : at + 500]).delete()
    tell(count=len(memberships))
    forget_holdings()
    return group


@act(
    "member.post_corrected",
    label=_("Correct a post"),
    says=_("corrected the post of a member"),
    on=StudyGroup,
    may=may.KEEPS_THE_LIST,
    when=GOES_ON,
    undo=CorrectsDetails(),
)
def correct_post(
    actor: Actor, group: StudyGroup, *, membership: Membership, post: str
) -> Membership:
    """The office that the roster names beside a role was wrong or has changed."""
    if membership.group_id != group.pk:
        raise Refused.MEMBER_NOT_HERE("membership")
    membership.post = _clean(post, "post", empty=True)
    membership.save(update_fields=["post"])
    tell(person=membership.person_id, role=membership.role)
    return membership


@act(
    "member.released",
    label=_("End a membership"),
    says=_("ended the role %(role)s"),
    tells={"role": GroupRoleCode},
    on=StudyGroup,
    may=may.KEEPS_THE_LIST,
    danger=True,
)
def release_member(
    actor: Actor,
    group: StudyGroup,
    *,
    membership: Membership,
    reason: str,
    until: dt.date | None = None,
) -> Membership:
    """A role in the group ends; its history stays. A substitute is released in the same way."""
    over = membership.until is not None and membership.until <= clock.today()
    if membership.group_id != group.pk or over:
        raise Refused.MEMBER_NOT_HERE("membership")
    if until is not None and until < membership.since:
        raise Common.DATES_ORDER("until")
    membership.until = until or max(clock.today(), membership.since)
    membership.save(update_fields=["until"])
    tell(person=membership.person_id, role=membership.role)
    forget_holdings()
    return membership


@act(
    "substitute.named",
    label=_("Name a substitute"),
    says=_("named a substitute from %(since)s to %(until)s"),
    on=StudyGroup,
    may=may.NAMES_SUBSTITUTE,
    when=GOES_ON,
)
def name_substitute(
    actor: Actor, group: StudyGroup, *, person: Person, since: dt.date, until: dt.date, reason: str
) -> Membership:
    """The leader lets somebody of the group stand in for a time (``until`` included)."""
    if until < since:
        raise Common.DATES_ORDER("until")
    if until < clock.today():
        raise Refused.DAY_PAST("until")
    made = _seat(group, person, GroupRoleCode.LEADER, since, until)
    tell(person=person, since=since, until=until)
    forget_holdings()
    return made


@act(
    "stand_in.seated",
    label=_("Let somebody stand in"),
    says=_("let somebody stand in as %(role)s until %(until)s"),
    tells={"role": GroupRoleCode},
    on=StudyGroup,
    may=may.SEATS_STAND_IN,
    when=GOES_ON,
    inner_only=True,
)
def seat_stand_in(
    actor: Actor, group: StudyGroup, *, person: Person, role: str, until: dt.date
) -> Membership:
    """From today somebody has a role for another, for a time (``until`` included)."""
    made = _seat(group, person, GroupRoleCode(role), clock.today(), until)
    tell(person=person, role=role, until=until)
    forget_holdings()
    return made


@act(
    "stand_in.ended",
    label=_("End standing in"),
    says=_("ended standing in as %(role)s"),
    tells={"role": GroupRoleCode},
    on=StudyGroup,
    may=may.SEATS_STAND_IN | may.STANDS_IN,
    inner_only=True,
)
def end_stand_in(
    actor: Actor, group: StudyGroup, *, person: Person, roles: Sequence[str]
) -> StudyGroup:
    """Whoever they stood in for is back before the day that was named."""
    today = clock.today()
    standing = group.memberships.in_force(today).filter(
        person=person, role__in=roles, stands_in=True
    )
    ended = list(standing.values_list("role", flat=True))
    standing.update(until=today)
    tell_each({"person": person.pk, "role": role} for role in ended)
    forget_holdings()
    return group


def _seat(
    group: StudyGroup, person: Person, role: GroupRoleCode, since: dt.date, until: dt.date
) -> Membership:
    """A seat for a time. Raises BadInput or NotNow where the leader's can not be taken."""
    end = until + dt.timedelta(days=1)
    if role == GroupRoleCode.LEADER:
        _refuse_as_leader(group, person, since, end)
    return Membership.objects.create(
        group=group, person=person, role=role, since=since, until=end, stands_in=True
    )


def _refuse_as_leader(group: StudyGroup, person: Person, since: dt.date, end: dt.date) -> None:
    """Somebody of the group leads it meanwhile, and one at a time."""
    standing = group.memberships.in_force(clock.today()).filter(person=person)
    if (
        standing.filter(role=GroupRoleCode.LEADER, stands_in=False).exists()
        or not standing.exclude(role=GroupRoleCode.LEADER).exists()
    ):
        raise Refused.SUBSTITUTE_STRANGER("person")
    leads = group.memberships.filter(role=GroupRoleCode.LEADER, stands_in=True)
    if leads.filter(since__lt=end, until__gt=since).exists():
        raise Refused.SUBSTITUTE_THERE()


def _clean(text: str, field: str, *, empty: bool = False) -> str:
    try:
        name = stored(text)
    except UnseenSign as fault:
        raise Common.TEXT_UNSEEN(field, sign=fault.sign) from fault
    if not name and not empty:
        raise Common.NAME_MISSING(field)
    return name
