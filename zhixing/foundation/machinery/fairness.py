"""Nobody is asked for what was over before they came: the one place of this rule. Pure.

``came`` is the day from which the county knows of a thing, of a study group above all; ``on`` is
the day on which it is asked. Where that is named, whatever seems to come later was entered by the
clock of another place (a story that is told afterwards): it counts as having been there always.
"""

from __future__ import annotations

import datetime as dt


def was_here(day: dt.date, came: dt.date, on: dt.date = dt.date.max) -> bool:
    """Whether something that ended on the day, or was due then, can be asked for: also a whole
    month or quarter, by its first day.
    """
    return came <= day or came > on


def first_month(came: dt.date, on: dt.date) -> int:
    """The first month of the year of ``on`` whose work is asked for."""
    return came.month if came <= on and came.year == on.year else 1


def counted_from(day: dt.date, came: dt.date, on: dt.date) -> dt.date:
    """From which day a deadline runs that begins with an event: what happened before they came, and
    is recorded now, counts from now.
    """
    return day if was_here(day, came, on) else on
