"""The worker: a polling loop that claims deliveries. Several may run on PostgreSQL (SKIP LOCKED);
on SQLite it is a thread of the server.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from time import monotonic

from django.db import close_old_connections, connection, transaction
from django.db.models import Q

from .. import progress, registry
from ..clock import now
from ..guard import traffic
from ..records import anchor
from ..records.models import KeptKey
from .models import Delivery, NoWay, carriers, outside

log = logging.getLogger("zhixing.worker")
TRIES = 8
LEASE = dt.timedelta(minutes=5)  # after so long another worker takes up what one has died over
SHUT_FOR = dt.timedelta(minutes=2)
KEYS_LIVE, NOTICES_LIVE = dt.timedelta(days=30), dt.timedelta(days=30)


def carry_due(limit: int = 50) -> int:
    """Carry what is due once; returns how many were tried. A failing one waits longer each time and
    never blocks the others. What is slow comes last.
    """
    return _carry_inside(limit) + _carry_outside(limit)


def _carry_inside(limit: int) -> int:
    """Each within one transaction: carried and marked together."""
    tried = 0
    while tried < limit:
        with traffic("delivery"), transaction.atomic():
            delivery = _next_due(~Q(kind__in=outside))
            if delivery is None:
                return tried
            tried += 1
            delivery.tries += 1
            try:
                with transaction.atomic():
                    carriers[delivery.kind](delivery)
                _mark_carried(delivery)
            except Exception as fault:
                _mark_failed(delivery, fault)
            delivery.save(update_fields=["state", "tries", "fault", "not_before", "done_at"])
    return tried


def _carry_outside(limit: int) -> int:
    """Taken in one transaction, carried outside, marked in another: a server that answers slowly
    keeps no lock. Where the way is closed, the rest of the kind waits.
    """
    tried = 0
    shut: set[str] = set()
    while tried < limit:
        with traffic("delivery"), transaction.atomic():
            delivery = _next_due(Q(kind__in=outside - shut))
            if delivery is None:
                return tried
            delivery.tries += 1
            delivery.not_before = now() + LEASE
            delivery.save(update_fields=["tries", "not_before"])
        tried += 1
        try:
            carriers[delivery.kind](delivery)
        except NoWay as fault:
            shut.add(delivery.kind)
            log.warning("no way for deliveries of the kind %s: %s", delivery.kind, fault)
            delivery.tries, delivery.fault, delivery.not_before = (
                delivery.tries - 1,
                str(fault)[:300],
                now() + SHUT_FOR,
            )
            with traffic("delivery"):
                Delivery.objects.filter(
                    kind=delivery.kind, state=Delivery.WAITING, not_before__lt=delivery.not_before
                ).update(not_before=delivery.not_before)
        except Exception as fault:
            _mark_failed(delivery, fault)
        else:
            _mark_carried(delivery)
        with traffic("delivery"):
            delivery.save(update_fields=["state", "tries", "fault", "not_before", "done_at"])
    return tried


def _next_due(which: Q) -> Delivery | None:
    waiting = Delivery.objects.filter(
        which, state=Delivery.WAITING, not_before__lte=now()
    ).order_by("not_before", "pk")
    return waiting.select_for_update(
        skip_locked=connection.features.has_select_for_update_skip_locked
    ).first()


def _mark_carried(delivery: Delivery) -> None:
    delivery.state, delivery.done_at, delivery.fault = Delivery.DONE, now(), ""


def _mark_failed(delivery: Delivery, fault: Exception) -> None:
    log.warning("delivery %s failed: %s", delivery.pk, fault)
    delivery.fault = f"{type(fault).__name__}: {fault}"[:300]
    delivery.not_before = now() + dt.timedelta(seconds=30 * 2**delivery.tries)
    if delivery.tries >= TRIES:
        delivery.state = Delivery.FAILED


def sweep() -> None:
    """Throw away what has outlived its declared time: kept keys, carried notices, and what the
    rooms have named.
    """
    with traffic("sweep"):
        KeptKey.objects.filter(at__lt=now() - KEYS_LIVE).delete()
        Delivery.objects.filter(state=Delivery.DONE, done_at__lt=now() - NOTICES_LIVE).delete()
        for room_sweep in registry.sweeps:
            room_sweep()
    progress.sweep()


def do_chores() -> None:
    """What the rooms have given the worker to do; one that fails does not stop the others."""
    for chore in registry.chores:
        try:
            chore()
        except Exception:
            log.exception("chore %s", chore.__module__)


def work(stop: threading.Event, every: float = 2.0) -> None:
    """Poll until told to stop; sweep at the start and every hour."""
    swept = 0.0
    while not stop.is_set():
        try:
            close_old_connections()
            if not swept or monotonic() - swept > 3600:
                sweep()
                swept = monotonic()
            carry_due()
            do_chores()
            anchor.keep_soon()
        except Exception:
            log.exception("worker")
        stop.wait(every)
    connection.close()
