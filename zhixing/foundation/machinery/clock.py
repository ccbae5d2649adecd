"""The only place that asks what time it is. Rules get their date as an argument; acts and queries
ask here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from django.utils import timezone

_set_to: ContextVar[tuple[dt.datetime, float | None] | None] = ContextVar(
    "zhixing_clock", default=None
)


def now() -> dt.datetime:
    """The moment, aware, to the microsecond."""
    setting = _set_to.get()
    if setting is None:
        return timezone.now()
    moment, since = setting
    return moment if since is None else moment + dt.timedelta(seconds=monotonic() - since)


def today() -> dt.date:
    """The county's date (``TIME_ZONE``), not the server's."""
    return timezone.localdate(now())


def day_of(moment: dt.datetime) -> dt.date:
    """The county's date of a moment."""
    return timezone.localdate(moment)


@contextmanager
def at(moment: dt.datetime | dt.date, *, ticking: bool = False) -> Iterator[None]:
    """Tell another time: the demo county's past is made through acts, each on its own day. No page
    and no API uses it.

    ``ticking``: the clock goes on from there, so that what is made one after the other stays in
    that order.
    """
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time(9, 0))
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    token = _set_to.set((moment, monotonic() if ticking else None))
    try:
        yield
    finally:
        _set_to.reset(token)
