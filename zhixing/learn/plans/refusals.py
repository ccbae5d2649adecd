"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    GROUP_INCOMPLETE = ("group.incomplete", _("The group is not complete. %(what)s"), NotNow)
    MONTHS_ORDER = ("months.order", _("The last month is before the first."))
    PLAN_EMPTY = ("plan.empty", _("The plan has no topic yet."), NotNow)
    PLAN_EXISTS = (
        "plan.exists",
        _("There is a plan for %(year)s already. Change that one."),
        NotNow,
    )
    PLAN_NEWER = ("plan.newer", _("There is a newer version already."), NotNow)
    PLAN_NONE_BEFORE = (
        "plan.none_before",
        _("There is no plan of %(year)s to start from."),
        NotNow,
    )
    SPEAKER_ELSEWHERE = (
        "speaker.elsewhere",
        _("Key speakers are members of this group. Choose among those who are in it today."),
    )
    TOPIC_REQUIRED = (
        "topic.required",
        _("“%(topic)s” is required by the county; it can be moved, not left out."),
    )
    YEAR_RUNNING = ("year.running", _("The year %(year)s is not over yet."), NotNow)
