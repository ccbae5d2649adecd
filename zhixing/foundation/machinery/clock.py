"""The only place that asks what time it is. Rules get their date as an argument; acts and queries ask here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_set_to: ContextVar[dt.datetime | None] = ContextVar("zhixing_clock", default=None)


def now() -> dt.datetime:
    """The moment, aware, to the microsecond."""
    return _set_to.get() or timezone.now()


def today() -> dt.date:
    """The county's date (``TIME_ZONE``), not the server's."""
    return timezone.localdate(now())


@contextmanager
def at(moment: dt.datetime | dt.date) -> Iterator[None]:
    """Tell another time: the demo county's past is made through acts, each on its own day. No page and no API uses it."""
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time(9, 0))
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
