"""Notices on their way out of a transaction: written inside the act, carried by the worker, so that
none is sent for what was rolled back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from ..clock import now

carriers: dict[str, Callable[[Any], None]] = {}
outside: set[str] = (
    set()
)  # kinds that are carried outside a transaction: their way is slow, or is closed at times


class NoWay(Exception):
    """No delivery of this kind gets through now (the mail server does not answer): all of them
    wait, and none is counted as tried.
    """


class Delivery(models.Model):
    """One notice to carry. ``kind`` names its carrier (alert, mail; later webhook)."""

    WAITING, DONE, FAILED = "waiting", "done", "failed"

    kind = models.CharField(max_length=20)
    thing = models.ForeignKey("things.Thing", null=True, on_delete=models.CASCADE, related_name="+")
    to = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="+")
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=8, default=WAITING)
    not_before = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "not_before"])]


def deliver(kind: str, *, to: Any = None, thing: Any = None, **payload: Any) -> Delivery:
    """Ask the worker to carry a notice once this act has been committed."""
    moment = now()
    return Delivery.objects.create(
        kind=kind,
        to=to,
        thing_id=getattr(thing, "pk", None),
        payload=payload,
        not_before=moment,
        made_at=moment,
    )


def carries(
    kind: str, *, slow: bool = False
) -> Callable[[Callable[[Delivery], None]], Callable[[Delivery], None]]:
    """Register the function that carries deliveries of a kind. A ``slow`` one is called outside a
    transaction, so that nobody waits for it; it may be called twice for one delivery, when the
    process dies in between.
    """

    def register(function: Callable[[Delivery], None]) -> Callable[[Delivery], None]:
        carriers[kind] = function
        if slow:
            outside.add(kind)
        return function

    return register
