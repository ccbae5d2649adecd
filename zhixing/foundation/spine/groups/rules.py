"""What a study group must have. National Rules 2017, art. 5 and 7 (see docs/glossary.md): one
leader, a study secretary.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupRoleCode(models.TextChoices):
    LEADER = "LEADER", _("leader")
    DEPUTY = "DEPUTY", _("deputy leader")
    MEMBER = "MEMBER", _("member")
    INVITED = "INVITED", _("invited member")
    ATTENDEE = "ATTENDEE", _("attendee")
    SECRETARY = "SECRETARY", _("study secretary")


def missing(roles: Iterable[str]) -> list[str]:
    """Codes of what keeps a group from being complete: ``no_leader``, ``two_leaders``,
    ``no_secretary``. ``roles`` are those in force, substitutes left out.
    """
    held = [str(role) for role in roles]
    leaders = held.count(GroupRoleCode.LEADER)
    gaps = []
    if leaders == 0:
        gaps.append("no_leader")
    if leaders > 1:
        gaps.append("two_leaders")
    if GroupRoleCode.SECRETARY not in held:
        gaps.append("no_secretary")
    return gaps


MISSING_WORDS = {
    "no_leader": _("It has no leader. Name one before it files a plan."),
    "two_leaders": _("It has more than one leader. Keep exactly one before it files a plan."),
    "no_secretary": _("It has no study secretary. Name one before it files a plan."),
}
