"""The worker: a polling loop that claims deliveries. Several may run on PostgreSQL (SKIP LOCKED); on SQLite it is a thread of the server."""

from __future__ import annotations

import datetime as dt
import logging
import threading

from django.db import close_old_connections, connection, transaction

from ..clock import now
from ..guard import traffic
from .models import Delivery, carriers

log = logging.getLogger("zhixing.worker")
TRIES = 8


def carry_due(limit: int = 50) -> int:
    """Carry what is due once; returns how many were tried. A failing one waits longer each time and never blocks the others."""
    tried = 0
    while tried < limit:
        with traffic("delivery"), transaction.atomic():
            waiting = Delivery.objects.filter(state=Delivery.WAITING, not_before__lte=now()).order_by("not_before", "pk")
            one = waiting.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked).first()
            if one is None:
                return tried
            tried += 1
            one.tries += 1
            try:
                with transaction.atomic():
                    carriers[one.kind](one)
                one.state, one.done_at, one.fault = Delivery.DONE, now(), ""
            except Exception as fault:
                log.warning("delivery %s failed: %s", one.pk, fault)
                one.fault = f"{type(fault).__name__}: {fault}"[:300]
                one.not_before = now() + dt.timedelta(seconds=30 * 2**one.tries)
                if one.tries >= TRIES:
                    one.state = Delivery.FAILED
            one.save(update_fields=["state", "tries", "fault", "not_before", "done_at"])
    return tried


def work(stop: threading.Event, every: float = 2.0) -> None:
    """Poll until told to stop."""
    while not stop.is_set():
        try:
            close_old_connections()
            carry_due()
        except Exception:
            log.exception("worker")
        stop.wait(every)
    connection.close()
