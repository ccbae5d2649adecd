"""Roles at a unit, and what they hold: a role at a unit counts for all units below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery import registry


class RoleCode(models.TextChoices):
    """Codes never change; a county may relabel the words."""

    OFFICE = "OFFICE", pgettext_lazy("role", "office")
    DISPATCHER = "DISPATCHER", _("dispatcher")
    CLERK = "CLERK", _("unit clerk")
    RESPONSIBLE = "RESPONSIBLE", _("responsible person")
    VERIFIER = "VERIFIER", _("verifier")
    CALLER = "CALLER", _("caller")
    ARBITER = "ARBITER", _("arbiter")
    PUBLISHER = "PUBLISHER", _("publisher")
    SUPERVISOR = "SUPERVISOR", _("supervisor")
    JUROR = "JUROR", _("juror")
    COUNTY_LEADER = "COUNTY_LEADER", _("county leader")
    ORGANISATION = "ORGANISATION", _("organisation department")
    SYS = "SYS", _("system administrator")
    SEC = "SEC", _("security administrator")
    AUD = "AUD", _("audit administrator")


ADMINISTRATORS = (RoleCode.SYS, RoleCode.SEC, RoleCode.AUD)
NOT_WITH_ADMINISTRATORS = (RoleCode.JUROR, RoleCode.SUPERVISOR)
SEEING = frozenset(
    set(RoleCode.values) - {RoleCode.JUROR, RoleCode.SYS, RoleCode.SEC, RoleCode.AUD}
)

registry.seeing_roles.update(SEEING)
registry.recorder_roles["unit"].add(RoleCode.OFFICE)


@registry.provides_holdings
def appointments(keys: list[Any]) -> dict[Any, registry.Holdings]:
    """Roles held today, as unit paths: one query."""
    units: dict[Any, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for person, role, path in (
        _in_force().filter(person__in=keys).values_list("person", "role", "unit__path")
    ):
        units[person][role].add(path)
    return {
        person: registry.Holdings({role: frozenset(paths) for role, paths in roles.items()})
        for person, roles in units.items()
    }


def appointed(roles: Collection[str], codes: Collection[str] | None) -> QuerySet:
    """Keys of those who hold one of the roles at one of the units (None: anywhere) today."""
    held = _in_force().filter(role__in=list(roles))
    return (held if codes is None else held.filter(unit__in=list(codes))).values("person")


registry.holders["unit"] = appointed


def seats(roles: Collection[str], paths: Collection[str]) -> Iterable[tuple[str, str, str, str]]:
    """(person, name, role, path) of those who hold one of the roles at one of the units today."""
    held = _in_force().filter(role__in=roles, unit__path__in=paths).order_by("pk")
    return held.values_list("person", "person__name", "role", "unit__path")


registry.seats["unit"] = seats


def _in_force() -> QuerySet:
    from zhixing.foundation.machinery import clock

    from .models import Appointment

    return Appointment.objects.in_force(clock.today()).filter(person__active=True)
