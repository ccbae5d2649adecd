"""Acts on people, their roles and accounts: recorded at the unit, with an opaque id in the body."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, forget_holdings, tell
from zhixing.foundation.machinery.errors import BadInput, NotAllowed
from zhixing.foundation.machinery.may import Known, Role, SystemPerson
from zhixing.foundation.spine.orgs.models import Unit

from .models import Account, Appointment, Person
from .roles import ADMINISTRATORS, NOT_WITH_ADMINISTRATORS, RoleCode

OFFICE_HERE = Role(RoleCode.OFFICE, RoleCode.SYS, at="")
GRANTS = Role(RoleCode.SEC, at="")
SETTING_UP = SystemPerson("timekeeper")


@act("person.registered", label=_("Add a person"), says=_("added a person"), on=Unit, may=OFFICE_HERE | SETTING_UP)
def register_person(actor: Any, unit: Unit, *, name: str, phone: str = "", post: str = "") -> Person:
    """Somebody of this unit becomes known. Returns the Person."""
    person = Person.objects.create(name=name, phone=phone, post=post, unit=unit)
    tell(person=person)
    return person


@act("person.corrected", label=_("Correct a person"), says=_("corrected the details of a person"), on=Unit, may=OFFICE_HERE)
def correct_person(actor: Any, unit: Unit, *, person: Person, name: str, phone: str = "", post: str = "") -> Person:
    """Name, telephone or post were wrong or have changed."""
    if person.unit_id != unit.pk:
        raise BadInput("person.elsewhere", _("This person belongs to another unit."), {"person": []})
    tell(person=person, changed=[key for key, value in (("name", name), ("phone", phone), ("post", post)) if getattr(person, key) != value])
    person.name, person.phone, person.post = name, phone, post
    person.save(update_fields=["name", "phone", "post"])
    return person


@act("role.granted", label=_("Give a role"), says=_("gave the role %(role)s from %(since)s"), on=Unit, may=GRANTS | SETTING_UP)
def appoint(actor: Any, unit: Unit, *, person: Person, role: str, since: dt.date | None = None) -> Appointment:
    """A person holds a role at this unit, and so at all units below. Administrators exclude each other; nobody changes their own rights."""
    if actor.pk == person.pk:
        raise NotAllowed("own_rights", _("Nobody changes their own rights; another security administrator does."))
    role = RoleCode(role)
    held = set(Appointment.objects.in_force(clock.today()).filter(person=person).values_list("role", flat=True))
    small = settings.ZHIXING_PROFILE == "small"
    others = {str(one) for one in (ADMINISTRATORS if role in ADMINISTRATORS else ())} - {str(role)}
    clash = held & (others | ({str(one) for one in NOT_WITH_ADMINISTRATORS} if role in ADMINISTRATORS else set()))
    clash |= held & {str(one) for one in ADMINISTRATORS} if role in NOT_WITH_ADMINISTRATORS else set()
    if clash and not small:
        raise BadInput("role.excluded", _("This person is %(held)s; that excludes %(role)s."), {"role": []}, held=RoleCode(min(clash)).label, role=role.label)
    seat = "" if role not in ADMINISTRATORS else (str(role) if small else "one")
    made, _new = Appointment.objects.get_or_create(person=person, role=role, unit=unit, until=None, defaults={"since": since or clock.today(), "seat": seat})
    tell(person=person, role=str(role), since=made.since)
    forget_holdings()
    return made


@act("role.ended", label=_("End a role"), says=_("ended the role %(role)s"), on=Unit, may=GRANTS, danger=True)
def end_appointment(actor: Any, unit: Unit, *, appointment: Appointment, reason: str, until: dt.date | None = None) -> Appointment:
    """The role ends; its history stays."""
    if appointment.unit_id != unit.pk or appointment.until is not None:
        raise BadInput("role.not_here", _("This role is not held at this unit now."), {"appointment": []})
    if appointment.person_id == actor.pk:
        raise NotAllowed("own_rights", _("Nobody changes their own rights; another security administrator does."))
    appointment.until = until or clock.today()
    appointment.save(update_fields=["until"])
    tell(person=appointment.person_id, role=appointment.role)
    forget_holdings()
    return appointment


@act("account.opened", label=_("Open an account"), says=_("opened an account"), on=Unit, may=Role(RoleCode.SYS, at="") | SETTING_UP)
def open_account(actor: Any, unit: Unit, *, person: Person, username: str, password: str) -> Account:
    """A person can log in. The password is a first one; it must be changed at the first log-in outside demo mode."""
    username = username.strip().lower()
    if Account.objects.filter(username=username).exists():
        raise BadInput("account.taken", _("This user name is taken."), {"username": [_("This user name is taken.")]})
    account = Account(username=username, person=person, must_change=not settings.ZHIXING_DEMO)
    _checked_password(account, password)
    account.save()
    tell(person=person)
    return account


@act("account.closed", label=_("Close an account"), says=_("closed an account"), on=Unit, may=Role(RoleCode.SYS, at=""), danger=True)
def close_account(actor: Any, unit: Unit, *, account: Account, reason: str) -> Account:
    """The account can not log in any more; its sessions end with the next request."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    tell(person=account.person_id)
    return account


@act("password.changed", label=_("Change the password"), says=_("changed a password"), on=Unit, may=Known())
def change_password(actor: Any, unit: Unit, *, old: str, new: str) -> Account:
    """One's own password: ``unit`` is one's own unit (or the county for people without one)."""
    account = Account.objects.filter(person=actor).first()
    if account is None or not account.check_password(old):
        raise BadInput("password.wrong", _("The present password is not right."), {"old": [_("The present password is not right.")]})
    _checked_password(account, new)
    account.must_change = False
    account.save(update_fields=["password", "must_change"])
    tell(person=actor)
    return account


def _checked_password(account: Account, password: str) -> None:
    try:
        if not settings.ZHIXING_DEMO:
            validate_password(password, account)
    except ValidationError as fault:
        raise BadInput("password.weak", _("This password is too easy to guess."), {"password": list(fault.messages), "new": list(fault.messages)}) from fault
    account.set_password(password)
