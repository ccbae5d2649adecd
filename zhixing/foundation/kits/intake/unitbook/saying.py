"""Whether a cell says what stands there."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from zhixing.foundation.kits.workbooks.days import read_day
from zhixing.foundation.kits.workbooks.forms import Unreadable, time
from zhixing.foundation.kits.workbooks.values import as_read, plain, read_number

CLOCK = re.compile(r"\d\d:\d\d")


def _clock(cell: str) -> str:
    """A time of day as it is kept; the cell itself when it is none."""
    try:
        return time(cell)
    except Unreadable:
        return cell


def same(cell: str, value: Any) -> bool:
    """Whether a cell says what stands there: days and times in any writing, blanks at line ends
    aside.
    """
    if isinstance(value, dt.date):
        return read_day(cell, value.year).day == value
    if isinstance(value, bool | int | float) and read_number(cell) is not None:
        return read_number(cell) == value
    if isinstance(value, str) and CLOCK.fullmatch(value):
        return _clock(cell) == value
    ours, theirs = as_read(cell), as_read(str(value or ""))
    return ours == theirs or (len(ours) < 80 and plain(ours) == plain(theirs))
