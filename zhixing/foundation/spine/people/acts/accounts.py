"""An account is opened and closed, and its password set."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.orgs.models import Unit

from .. import may, rules
from ..models import Account, Person
from ..refusals import Refused


@act(
    "account.opened",
    label=_("Open an account"),
    says=_("opened an account"),
    on=Unit,
    may=may.OPENS_OR_SETS_UP,
    may_record=may.NOBODY_ELSE,
)
def open_account(
    actor: Actor, unit: Unit, *, person: Person, username: str, password: str
) -> Account:
    """A person can log in. The password is a first one; it must be changed at the first log-in
    outside demo mode.
    """
    username = username.strip().lower()
    if not rules.USERNAME.fullmatch(username):
        raise Refused.USERNAME_ODD("username")
    if person.system or not person.active:
        raise Refused.PERSON_LEFT("person")
    if Account.objects.filter(person=person).exists():
        raise Refused.ACCOUNT_THERE("person")
    if Account.objects.filter(username=username).exists():
        raise Refused.ACCOUNT_TAKEN("username")
    account = Account(username=username, person=person, must_change=not settings.ZHIXING_DEMO)
    _set_checked_password(account, password)
    account.save()
    tell(person=person)
    return account


@act(
    "account.closed",
    label=_("Close an account"),
    says=_("closed an account"),
    on=Unit,
    may=may.OPENS,
    may_record=may.NOBODY_ELSE,
    danger=True,
)
def close_account(actor: Actor, unit: Unit, *, account: Account, reason: str) -> Account:
    """The account can not log in any more; its sessions end with the next request."""
    _refuse_own_account(actor, unit, account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    tell(person=account.person_id)
    return account


@act(
    "password.set",
    label=_("Give a new first password"),
    says=_("gave a new first password"),
    on=Unit,
    may=may.OPENS,
    may_record=may.NOBODY_ELSE,
)
def set_password(
    actor: Actor, unit: Unit, *, account: Account, password: str, reason: str
) -> Account:
    """For somebody who forgot theirs: a first password again, to be changed at the next log-in. It
    also opens a closed account again.
    """
    _refuse_own_account(actor, unit, account)
    if not account.person.active:
        raise Refused.PERSON_LEFT("account")
    _set_checked_password(account, password)
    account.is_active, account.must_change = True, True
    account.save(update_fields=["password", "is_active", "must_change"])
    tell(person=account.person_id)
    return account


@act(
    "password.changed",
    label=_("Change the password"),
    says=_("changed a password"),
    on=Unit,
    may=may.FOR_ONESELF,
    may_record=may.NOBODY_ELSE,
    inner_only=True,
)
def change_password(actor: Person, unit: Unit, *, old: str, new: str) -> Account:
    """One's own password: ``unit`` is one's own unit (or the county for people without one). Only
    the page of one's own account does it.
    """
    account = Account.objects.filter(person=actor).first()
    if account is None or not account.check_password(old):
        raise Refused.PASSWORD_WRONG("old")
    if old == new:
        raise Refused.PASSWORD_SAME("new")
    _set_checked_password(account, new)
    account.must_change = False
    account.save(update_fields=["password", "must_change"])
    tell(person=actor)
    return account


def _refuse_own_account(actor: Actor, unit: Unit, account: Account) -> None:
    if account.person.unit_id != unit.pk:
        raise Refused.PERSON_ELSEWHERE("account")
    if account.person_id == actor.pk:
        raise Refused.OWN_RIGHTS()


def _set_checked_password(account: Account, password: str) -> None:
    """The long list of easy passwords does not hold in demo mode, where everybody may enter as
    anybody.
    """
    if len(password) > 1000:
        raise Refused.PASSWORD_LONG("password", "new")
    try:
        if not settings.ZHIXING_DEMO:
            validate_password(password, account)
    except ValidationError as fault:
        raise Refused.PASSWORD_WEAK.at(
            {"password": list(fault.messages), "new": list(fault.messages)}
        ) from fault
    account.set_password(password)
