"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    DAY_PAST = ("day.past", _("This day is over already."))
    GROUP_EXISTS = ("group.exists", _("%(unit)s has a study group already."))
    MEMBER_NOT_HERE = ("member.not_here", _("This role is not held in this group now."))
    SUBSTITUTE_STRANGER = (
        "substitute.stranger",
        _("A substitute must be in the group, and not its leader."),
    )
    SUBSTITUTE_THERE = (
        "substitute.there",
        _("Somebody stands in for a part of this time already. End that first."),
        NotNow,
    )
    SESSION_ELSEWHERE = ("session.elsewhere", _("This is not a session of the same group."))
