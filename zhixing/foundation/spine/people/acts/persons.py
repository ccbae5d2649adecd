"""A person is registered, corrected, moved, retired and at last erased."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock, progress
from zhixing.foundation.machinery.act import act, tell, tell_each
from zhixing.foundation.machinery.act.undo import Adds, CorrectsDetails
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.records.models import RecordBody
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.spine.orgs import refusals as orgs_refusals
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.orgs.rules import UnseenSign, stored

from .. import erasing, may, rules
from ..models import Account, Appointment, Person, new_uid
from ..refusals import Refused

ERASED = "（已删除）"


@act(
    "person.registered",
    label=_("Add a person"),
    says=_("added a person"),
    on=Unit,
    may=may.KEEPS_OR_SETS_UP,
    undo=Adds("person"),
)
def register_person(
    actor: Actor, unit: Unit, *, name: str, phone: str = "", post: str = ""
) -> Person:
    """Somebody of this unit becomes known. Returns the Person. Raises BadInput for a name or
    telephone that can not be one.
    """
    if unit.until is not None:
        raise orgs_refusals.Refused.UNIT_ENDED(unit=unit.name)
    person = Person.objects.create(unit=unit, **_details(name, phone, post))
    tell(person=person)
    return person


@act(
    "person.registered",
    label=_("Add people"),
    says=_("added a person"),
    on=Unit,
    may=may.KEEPS_OR_SETS_UP,
    inner_only=True,
    undo=Adds("person"),
)
def register_people(actor: Actor, unit: Unit, *, people: Sequence[dict[str, str]]) -> list[Person]:
    """Many at once, from a roster: each with ``name``, ``phone`` and ``post``, each with a record
    of its own. Raises as ``register_person``.
    """
    if unit.until is not None:
        raise orgs_refusals.Refused.UNIT_ENDED(unit=unit.name)
    made = [
        Person(unit=unit, **_details(entry["name"], entry.get("phone", ""), entry.get("post", "")))
        for entry in people
    ]
    for some in progress.batches(made, 500):
        Person.objects.bulk_create(some)
    tell_each({"person": person} for person in made)
    return made


@act(
    "person.taken_back",
    label=_("Take people back"),
    says=_("took back people that were added by mistake: %(count)s"),
    on=Unit,
    may=may.KEEPS,
    inner_only=True,
)
def take_back_people(actor: Actor, unit: Unit, *, people: Sequence[str]) -> Unit:
    """People of this unit (by their ids) that an import added and nothing points at: they are gone.
    Raises ProtectedError where something does.
    """
    for at in range(0, len(people), 500):
        Person.objects.filter(unit=unit, pk__in=people[at : at + 500]).delete()
    tell(count=len(people))
    return unit


@act(
    "person.corrected",
    label=_("Correct a person"),
    says=_("corrected the details of a person"),
    on=Unit,
    may=may.KEEPS,
    undo=CorrectsDetails(),
)
def correct_person(
    actor: Actor,
    unit: Unit,
    *,
    person: Person,
    name: str | None = None,
    phone: str | None = None,
    post: str | None = None,
    email: str | None = None,
) -> Person:
    """Name, telephone, post or e-mail were wrong or have changed; what is not given stays."""
    _refuse_elsewhere(unit, person)
    changed = {
        key: value
        for key, value in (("name", name), ("phone", phone), ("post", post))
        if value is not None
    }
    read = _details(**({"name": person.name, "phone": "", "post": ""} | changed))
    details = {key: read[key] for key in changed} | (
        {} if email is None else {"email": _email(email)}
    )
    tell(
        person=person,
        changed=[key for key, value in details.items() if getattr(person, key) != value],
    )
    for key, value in details.items():
        setattr(person, key, value)
    person.save(update_fields=[*details, "sound"])
    return person


@act(
    "person.email_given",
    label=_("Give my e-mail address"),
    says=_("changed an e-mail address"),
    on=Unit,
    may=may.FOR_ONESELF,
    may_record=may.NOBODY_ELSE,
    inner_only=True,
)
def give_email(actor: Person, unit: Unit, *, email: str) -> Person:
    """One's own address for invitations; empty takes it away. ``unit`` is one's own unit (or the
    county). Only the page of one's own account does it. No record holds the address.
    """
    person = Person.objects.get(pk=actor.pk)
    person.email = _email(email)
    person.save(update_fields=["email"])
    tell(person=person, given=bool(person.email))
    return person


@act(
    "person.transferred",
    label=_("Move a person to another unit"),
    says=_("moved a person to %(to)s"),
    on=Unit,
    may=may.KEEPS,
)
def transfer_person(
    actor: Actor, unit: Unit, *, person: Person, to: Unit, post: str = ""
) -> Person:
    """The person belongs to another unit from now on. Roles do not move along: end them here, give
    them there.
    """
    _refuse_elsewhere(unit, person)
    if to.pk == unit.pk or to.until is not None:
        raise Refused.UNIT_SAME("to")
    held = (
        Appointment.objects.in_force(clock.today())
        .filter(person=person, unit=unit, until=None)
        .first()
    )
    if held is not None:
        raise Refused.PERSON_HOLDS(role=held.get_role_display())
    person.unit = to
    person.post = _details(person.name, "", post)["post"] or person.post
    person.save(update_fields=["unit", "post"])
    tell(person=person, to=to.name)
    return person


@act(
    "person.retired",
    label=_("Record that a person has left"),
    says=_("recorded that a person has left"),
    on=Unit,
    may=may.KEEPS,
    danger=True,
)
def retire_person(actor: Actor, unit: Unit, *, person: Person, reason: str) -> Person:
    """The person has left: no form offers them, their account is closed; what they did stays
    theirs. Refused while they hold a role.
    """
    _refuse_elsewhere(unit, person)
    if person.pk == actor.pk:
        raise Refused.OWN_RIGHTS()
    _refuse_holder_of_roles(person)
    person.active, person.email = False, ""
    person.save(update_fields=["active", "email"])
    Account.objects.filter(person=person).update(is_active=False)
    tell(person=person)
    return person


@act(
    "person.erased",
    label=_("Erase a person"),
    says=_("erased the details of a person"),
    on=Unit,
    may=may.GRANTS,
    may_record=may.NOBODY_ELSE,
    danger=True,
)
def erase_person(actor: Actor, unit: Unit, *, person: Person, reason: str) -> Person:
    """Name, telephone, e-mail, post and user name are erased, drafts and alerts deleted, and the
    bodies of the records about the person emptied (PIPL art. 47).

    The records themselves and their commitments stay, so the chain is whole; the opaque id stays
    and names nobody any more.
    """
    _refuse_elsewhere(unit, person)
    if person.erased_on is not None or person.system:
        raise Refused.PERSON_ERASED()
    if person.pk == actor.pk:
        raise Refused.OWN_RIGHTS()
    _refuse_holder_of_roles(person)
    person.name, person.phone, person.email, person.post, person.active, person.erased_on = (
        ERASED,
        "",
        "",
        "",
        False,
        clock.today(),
    )
    person.save(update_fields=["name", "sound", "phone", "email", "post", "active", "erased_on"])
    for account in Account.objects.filter(person=person):
        account.username, account.is_active = f"erased-{new_uid()}", False
        account.set_unusable_password()
        account.save(update_fields=["username", "is_active", "password"])
    for part in erasing.parts:
        part(person)
    bodies = RecordBody.objects.filter(body__told__person=person.pk, erased_at=None)
    count = bodies.update(body={}, salt="", erased_at=clock.now())
    tell(bodies=count)
    return person


def _details(name: str, phone: str, post: str) -> dict[str, str]:
    """Name, telephone and post as they are kept. Raises BadInput."""
    try:
        details = {"name": rules.person_name(name), "post": stored(post)}
    except UnseenSign as fault:
        raise Common.TEXT_UNSEEN(sign=fault.sign) from fault
    if not details["name"]:
        raise Common.NAME_MISSING("name")
    try:
        return details | {"phone": rules.phone(phone)}
    except ValueError as fault:
        raise Refused.PHONE_ODD("phone") from fault


def _email(email: str) -> str:
    """An address as it is kept. Raises BadInput."""
    try:
        return rules.email(email)
    except ValueError as fault:
        raise Refused.EMAIL_ODD("email") from fault


def _refuse_elsewhere(unit: Unit, person: Person) -> None:
    if person.unit_id != unit.pk:
        raise Refused.PERSON_ELSEWHERE("person")


def _refuse_holder_of_roles(person: Person) -> None:
    held = holdings(Person.objects.get(pk=person.pk))
    if held.units or held.groups:
        raise Refused.PERSON_HOLDS_SOME()
