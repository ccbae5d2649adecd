"""What comes, in order of time: a row with its day in front and how it stands."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from zhixing.foundation.machinery.things.blocks import Coming
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.ui.words import shortdate

ONE = dt.timedelta(days=1)
FARTHEST = 60  # days that are looked back for so many working days


def coming(row: Any, title: str, *, note: str = "", asked: tuple[str, str] | None = None) -> Coming:
    """A row of a room with its ``day``; ``asked``: what is asked of it and how pressing that is,
    where nothing is its state stands at the end.
    """
    begins = getattr(row, "begins", None)
    word, tone = asked or (str(row.state_word(row.state)), row.tone)
    time = begins.strftime("%H:%M") if begins else ""
    return Coming(row.day, title, row.url, time=time, note=note, word=word, tone=tone)


def days_before(day: dt.date, working_days: int) -> dt.date:
    """The last day from which so many working days are left to a day."""
    days, before = calendar(), day
    for _nth in range(FARTHEST):
        if days.working_days_between(before, day) >= working_days:
            break
        before -= ONE
    return before


def asked_by(what: str, due: dt.date, today: dt.date) -> tuple[str, str]:
    """What is asked, by when, and how pressing that is."""
    words = _("%(what)s by %(day)s") % {"what": what, "day": shortdate(due, today.year)}
    if due < today:
        return words, "over"
    return words, "soon" if due == today else "going"
