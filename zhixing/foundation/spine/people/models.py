"""People, who are not accounts; accounts, which are optional; and the roles they hold at units, with dates."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .roles import ADMINISTRATORS, RoleCode

UID_ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"


def new_uid() -> str:
    """An opaque id: what records and addresses say instead of a name."""
    return "".join(secrets.choice(UID_ALPHABET) for _ in range(12))


class PersonQuerySet(models.QuerySet):
    def natural(self) -> PersonQuerySet:
        """People of flesh and blood."""
        return self.filter(system="")


class Person(models.Model):
    """Somebody the county knows, with or without an account; or a named system person (resident, timekeeper)."""

    RESIDENT, TIMEKEEPER = "resident", "timekeeper"

    uid = models.CharField(max_length=12, primary_key=True, default=new_uid, editable=False)
    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=20, blank=True)
    post = models.CharField(max_length=100, blank=True, help_text="office held, as the roster writes it")
    unit = models.ForeignKey("orgs.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    system = models.CharField(max_length=12, blank=True)
    active = models.BooleanField(default=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system"], condition=~Q(system=""), name="one_system_person_a_name")]
        indexes = [models.Index(fields=["name"])]

    def __str__(self) -> str:
        return self.name

    is_known = True


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


class AppointmentQuerySet(models.QuerySet):
    def in_force(self, on: dt.date) -> AppointmentQuerySet:
        return self.filter(since__lte=on).filter(Q(until__isnull=True) | Q(until__gt=on))


class Appointment(models.Model):
    """A role at a unit, from a day, until (not including) a day. History is kept: ending writes ``until``."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=16, choices=RoleCode)
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="appointments")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    seat = models.CharField(max_length=4, blank=True, help_text="'one' for an administrator, whose person may hold one such seat; its role in the profile small")

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "role", "unit"], condition=Q(until__isnull=True), name="role_held_once"),
            models.UniqueConstraint(fields=["person", "seat"], condition=Q(until__isnull=True) & ~Q(seat=""), name="administrators_exclude_each_other"),
            models.CheckConstraint(name="appointment_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gte=F("since"))),
            models.CheckConstraint(name="administrator_has_a_seat", condition=~Q(role__in=[str(one) for one in ADMINISTRATORS]) | ~Q(seat="")),
        ]


class AccountManager(BaseUserManager):
    use_in_migrations = True

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A way to log in as one person. No column for the last log-in: nobody counts them."""

    last_login = None
    username = models.CharField(max_length=40, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    must_change = models.BooleanField(default=False, help_text="the password was set by somebody else")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []
    objects = AccountManager()

    def __str__(self) -> str:
        return self.username


class LoginTry(models.Model):
    """Failed log-ins of the last hours, by name and address, for the rate limit; emptied by the worker after a day."""

    name_hash = models.CharField(max_length=64)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["name_hash", "at"])]


def timekeeper() -> Person:
    """The system person in whose name clocks run and reactions happen."""
    return _system(Person.TIMEKEEPER, _("timekeeper"))


def resident() -> Person:
    """The system person in whose name somebody without an account answers (by receipt code)."""
    return _system(Person.RESIDENT, _("resident"))


def _system(name: str, title: Any) -> Person:
    found = Person.objects.filter(system=name).first()
    if found is None:
        from zhixing.foundation.machinery.guard import traffic

        with traffic("system person"):
            found, _new = Person.objects.get_or_create(system=name, defaults={"name": {"timekeeper": "计时员", "resident": "群众"}[name]})
    return found
