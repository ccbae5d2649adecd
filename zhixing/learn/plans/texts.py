"""Text of a plan to copy into the office's own messaging: that it was filed, that it was returned
and why. Built from the record, nothing is sent.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhixing.foundation.machinery.things.parts import Copy, Entry
from zhixing.ui.words import shortdate

from .models import StudyPlan
from .rules import State


def to_copy(plan: StudyPlan, topics: int, required: int, returned: Entry | None) -> Copy:
    """What the office may tell of a plan; no text while it is in the group's own hands."""
    words = {
        "group": plan.group.name,
        "year": plan.year,
        "topics": topics,
        "required": required,
    }
    text = ""
    if plan.state == State.RETURNED and returned:
        text = _(
            "%(group)s: the study plan for %(year)s was returned on %(day)s. Reason: %(reason)s"
            " Please change it and send it again."
        ) % (
            words
            | {
                "day": shortdate(returned.at.date()),
                "reason": returned.quote,
            }
        )
    elif plan.state == State.FILED and plan.filed_on:
        text = _(
            "%(group)s sent its study plan for %(year)s to the county for filing on "
            "%(day)s: topics %(topics)s, %(required)s of them required."
        ) % (words | {"day": shortdate(plan.filed_on)})
    elif plan.state == State.IN_FORCE and plan.noted_on:
        text = _(
            "The study plan of %(group)s for %(year)s has been on file with the county "
            "since %(day)s: topics %(topics)s, %(required)s of them required."
        ) % (words | {"day": shortdate(plan.noted_on)})
    return Copy(_("Text to copy"), text, help=_("For the group chat of the office."), rows=4)
