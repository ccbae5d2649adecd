"""People, who are not accounts; accounts, which are optional; and the roles they hold at units,
with dates.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any, ClassVar

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.sounds import SoundField
from zhixing.foundation.spine.orgs.roles import ADMINISTRATORS, RoleCode

from .surnames import spelled_person

UID_ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"


def new_uid() -> str:
    """An opaque id: what records and addresses say instead of a name."""
    return "".join(secrets.choice(UID_ALPHABET) for _ in range(12))


class PersonQuerySet(models.QuerySet):
    def natural(self) -> PersonQuerySet:
        """People of flesh and blood."""
        return self.filter(system="")

    def active(self) -> PersonQuerySet:
        """Those who are here, by name: what a form offers to choose from."""
        return self.natural().filter(active=True).order_by("name", "pk")


class Person(models.Model):
    """Somebody the county knows, with or without an account; or a named system person (resident,
    timekeeper).
    """

    RESIDENT, TIMEKEEPER = "resident", "timekeeper"

    uid = models.CharField(max_length=12, primary_key=True, default=new_uid, editable=False)
    name = models.CharField(max_length=60)
    sound = SoundField(help_text="the name in pinyin, for whoever types that; goes with it")
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(
        max_length=120,
        blank=True,
        help_text="for invitations; given by the person or the office, shown on no list",
    )
    post = models.CharField(
        max_length=100, blank=True, help_text="office held, as the roster writes it"
    )
    unit = models.ForeignKey(
        "orgs.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    system = models.CharField(max_length=12, blank=True)
    active = models.BooleanField(default=True, help_text="not for those who have left")
    erased_on = models.DateField(
        null=True, blank=True, help_text="when name, post and telephone were erased"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system"], condition=~Q(system=""), name="one_system_person_a_name"
            )
        ]
        indexes = [models.Index(fields=["name"])]

    def __str__(self) -> str:
        return self.name

    def sounds(self) -> str:
        """The name as it is typed in pinyin; nothing of those who are nobody any more."""
        if self.system or self.erased_on is not None:
            return ""
        return spelled_person(self.name)

    @property
    def name_and_post(self) -> str:
        """How a person stands in a list to choose from; never a telephone. Instead of a post the
        unit, where it was read along.
        """
        unit = self._state.fields_cache.get("unit")  # read along, or not asked for
        where = self.post or (unit.name if unit is not None else "")
        return f"{self.name}（{where}）" if where else self.name

    is_known = True

    @property
    def shown(self) -> str:
        """The name on a page; a system person, nobody, by a word in the reader's language."""
        return str(SYSTEM_WORDS[self.system]) if self.system else self.name


SYSTEM_WORDS = {
    Person.TIMEKEEPER: pgettext_lazy("who did it", "the system"),
    Person.RESIDENT: pgettext_lazy("who did it", "the person concerned"),
}


class Nobody:
    """A passer-by: sees what is public, does nothing. Queries take it where they take a person."""

    pk = None
    uid = ""
    name = ""
    system = ""
    unit = None
    unit_id = None
    active = False
    is_known = False

    def __bool__(self) -> bool:
        return False


PUBLIC = Nobody()


def person_of(actor: Actor) -> Person:
    """The person of the county who asks or acts, with what is known of people alone (their e-mail).
    Raises TypeError for nobody.
    """
    if not isinstance(actor, Person):
        raise TypeError("nobody is no person of the county")
    return actor


class AppointmentQuerySet(models.QuerySet):
    def in_force(self, on: dt.date) -> AppointmentQuerySet:
        return self.filter(since__lte=on).filter(Q(until__isnull=True) | Q(until__gt=on))


class Appointment(models.Model):
    """A role at a unit, from a day, until (not including) a day. History is kept: ending writes
    ``until``.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=16, choices=RoleCode)
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="appointments")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    seat = models.CharField(
        max_length=4,
        blank=True,
        help_text=(
            "'one' for an administrator, whose person may hold one such seat; its role in the"
            " profile small"
        ),
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "unit"],
                condition=Q(until__isnull=True),
                name="role_held_once",
            ),
            models.UniqueConstraint(
                fields=["person", "seat"],
                condition=Q(until__isnull=True) & ~Q(seat=""),
                name="administrators_exclude_each_other",
            ),
            models.CheckConstraint(
                name="appointment_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="administrator_has_a_seat",
                condition=~Q(role__in=[str(role) for role in ADMINISTRATORS]) | ~Q(seat=""),
            ),
        ]


class AccountManager(BaseUserManager["Account"]):
    use_in_migrations = True

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A way to log in as one person. No column for the last log-in: nobody counts them."""

    last_login = None
    username = models.CharField(max_length=40, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    must_change = models.BooleanField(
        default=False, help_text="the password was set by somebody else"
    )

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    def __str__(self) -> str:
        return self.username

    def check_password(self, raw_password: str | None) -> bool:
        """A first password keeps its hash, however quick that was to make: it is changed now."""
        if self.must_change:
            return check_password(raw_password, self.password)
        return super().check_password(raw_password)


class LoginTry(models.Model):
    """Tries of the last hours that were wrong, or are not known to be right yet, by what was
    tried, name and address: for the rate limit; emptied after a day.

    ``what``: a log-in, a ticket used for one, the change of one's own password, a resident's
    receipt, the address of a calendar.
    """

    LOGIN, TICKET, OWN, RECEIPT, FEED = "login", "ticket", "own", "receipt", "feed"

    what = models.CharField(max_length=8, default=LOGIN)
    name_hash = models.CharField(max_length=64)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["name_hash", "at"]),
            models.Index(fields=["address", "what", "at"]),
        ]


def timekeeper() -> Person:
    """The system person in whose name clocks run and reactions happen."""
    return _system_person(Person.TIMEKEEPER)


def resident() -> Person:
    """The system person in whose name somebody without an account answers (by receipt code)."""
    return _system_person(Person.RESIDENT)


def _system_person(name: str) -> Person:
    person = Person.objects.filter(system=name).first()
    if person is None:
        with traffic("system person"):
            person, _new = Person.objects.get_or_create(system=name, defaults={"name": name})
    return person


declare(
    "people.Person.name",
    purpose="who is meant: on the roster, as owner, in the timeline",
    keep="while in office and 10 years with the cases; erased on request when out of office",
    seen_by="whoever the county knows",
)
declare(
    "people.Person.sound",
    purpose="the name in pinyin, so that who types that finds the person",
    keep="as the name; erased with it",
    seen_by="nobody: it finds those whom the name finds",
)
declare(
    "people.Person.phone",
    purpose="the office reaches the person",
    keep="while in office",
    seen_by="the office of the unit, masked",
)
declare(
    "people.Person.email",
    purpose="invitations to sessions, with changes and cancellations; given voluntarily",
    keep="while in office; emptied when the person leaves or empties it",
    seen_by="the person alone",
)
declare(
    "people.Person.post",
    purpose="office held, as the roster writes it",
    keep="while in office and 10 years with the cases",
    seen_by="whoever the county knows",
)
declare(
    "people.Person.unit",
    purpose="where the person belongs",
    keep="while in office and 10 years with the cases",
    seen_by="whoever the county knows",
)
declare(
    "people.Person.active",
    purpose="whether the person is still here",
    keep="as the person",
    seen_by="the office of the unit",
)
declare(
    "people.Person.erased_on",
    purpose="proof that a request for erasure was met",
    keep="as the person",
    seen_by="the security administrator",
)
declare(
    "people.Appointment.person",
    purpose="who holds a role, and so may do what",
    keep="10 years",
    seen_by="whoever the county knows; the history: administrators",
)
declare("people.Account.person", purpose="log-in", keep="while in office", seen_by="administrators")
declare(
    "people.Account.username", purpose="log-in", keep="while in office", seen_by="administrators"
)
declare(
    "people.LoginTry.name_hash",
    purpose="slowing down guessing; a keyed hash of the name that was typed",
    keep="1 day",
    seen_by="nobody",
)
declare("people.LoginTry.address", purpose="slowing down guessing", keep="1 day", seen_by="nobody")
declare(
    "things.Party.person",
    purpose="who is concerned by a thing and therefore may know of it",
    keep="with the thing, 10 years",
    seen_by="nobody directly",
)
declare(
    "records.Record.typist",
    purpose="who typed what was done",
    keep="10 years (GB/T 22239 8.1.4.3: at least 180 days)",
    seen_by="whoever may see the thing",
)
declare(
    "records.Record.decider",
    purpose="who decided what was done",
    keep="10 years (GB/T 22239 8.1.4.3: at least 180 days)",
    seen_by="whoever may see the thing",
)
declare(
    "records.KeptKey.person",
    purpose="a form sent twice is done once",
    keep="30 days",
    seen_by="nobody",
)
declare(
    "deliveries.Delivery.to",
    purpose="whom a notice goes to",
    keep="30 days after it was carried",
    seen_by="the system administrator",
)

declare(
    "people.Person.system",
    purpose="marks the two system persons, who are nobody",
    keep="for ever",
    seen_by="everybody",
)
declare(
    "people.Account.password",
    purpose="to log in; an Argon2 hash",
    keep="with the account",
    seen_by="nobody",
)
declare(
    "people.Account.is_active",
    purpose="whether the account can log in",
    keep="with the account",
    seen_by="the system administrator",
)
declare(
    "people.Account.must_change",
    purpose="whether somebody else set the password",
    keep="with the account",
    seen_by="the system administrator",
)
