"""An account is opened and closed, and its password set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.orgs.models import Unit

from .. import may, rules
from ..models import Account, Person
from ..passwords import DrawnPassword, first_password, hashed_quickly
from ..refusals import Refused

MOST_AT_ONCE = 100  # in one transaction: nobody else can save meanwhile


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


@dataclass(frozen=True)
class FirstPassword:
    """What is handed over on paper: kept nowhere else, and shown this once."""

    person: Person
    username: str
    password: str


@act(
    "accounts.given",
    label=_("Give accounts in one go"),
    says=_("gave first passwords on paper: %(count)s"),
    on=Unit,
    may=may.OPENS,
    may_record=may.NOBODY_ELSE,
    inner_only=True,
)
def give_accounts(actor: Actor, unit: Unit, *, people: Sequence[Person]) -> list[FirstPassword]:
    """Chosen people of this unit and those below can log in: each gets a user name and a first
    password, to be changed at the first log-in. Whoever has a first password still gets a new one,
    since a paper can get lost; whoever chose their own is refused.

    Each is on record by ``open_account`` or ``set_password``, none with the password. Only the page
    that prints them does it (``kits/accounts``).
    """
    chosen = _chosen_people(unit, people)
    names = _free_usernames()
    passwords = [_password_for(actor, person.unit or unit, person, names) for person in chosen]
    tell(count=len(passwords))
    return passwords


def _chosen_people(unit: Unit, people: Sequence[Person]) -> list[Person]:
    """They as they stand now, in the order of the list. Raises BadInput."""
    keys = [person.pk for person in people]
    if not keys:
        raise Refused.PEOPLE_NONE("people")
    if len(keys) > MOST_AT_ONCE:
        raise Refused.PEOPLE_MANY("people", most=MOST_AT_ONCE)
    chosen = Person.objects.active().filter(pk__in=keys, unit__under=unit.path)
    rows = {person.pk: person for person in chosen.select_related("unit__thing", "account")}
    if len(rows) < len(set(keys)):
        raise Refused.PERSON_ELSEWHERE("people")
    return [rows[key] for key in dict.fromkeys(keys)]


def _password_for(actor: Actor, home: Unit, person: Person, names: Iterator[str]) -> FirstPassword:
    """An account, or a new first password for one whose first was never changed."""
    account, password = getattr(person, "account", None), first_password()
    if account is None:
        name = next(names)
        open_account(actor, home, person=person, username=name, password=password)
        return FirstPassword(person, name, password)
    if not account.must_change:
        raise Refused.ACCOUNT_OWN("people", name=person.name)
    set_password(
        actor,
        home,
        account=account,
        password=password,
        reason=translated("first passwords printed anew"),
    )
    return FirstPassword(person, account.username, password)


def _free_usernames() -> Iterator[str]:
    """u1001, u1002 ...: typed with any input method, and they say nothing of anybody."""
    taken = set(Account.objects.filter(username__startswith="u").values_list("username", flat=True))
    return (name for number in count(1001) if (name := f"u{number}") not in taken)


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
    if isinstance(password, DrawnPassword):
        account.password = hashed_quickly(password)
        return
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
