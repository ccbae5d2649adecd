"""Roles at a unit: a role at a unit counts for all units below it."""

from __future__ import annotations

from django.db import models
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
