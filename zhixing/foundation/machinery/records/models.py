"""Records: one line of what happened, append-only, chained by hash; what was old and new lies
beside it and can be erased.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from ..things.models import Thing


class RecordQuerySet(models.QuerySet["Record"]):
    def of(self, things: Any) -> RecordQuerySet:
        return self.filter(thing__in=things)

    def done(self) -> RecordQuerySet:
        return self.filter(outcome=Record.DONE)

    def news(self) -> RecordQuerySet:
        """What was done, the newest first, without the lines of imports, of which each would be
        news: the import itself is one. Has an index of its own.
        """
        return self.done().exclude(channel=Record.MASS).order_by("-at", "-pk")


class Record(models.Model):
    """A line. The chain covers every column but ``hash``; ``commitment`` is H(salt || body) of its
    body.
    """

    DONE, REFUSED = "done", "refused"
    MASS = "import"  # channel of the lines of an act that does the same to many

    origin = models.CharField(
        max_length=40, help_text="the instance that wrote it; each has its own chain"
    )
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField(db_index=True)
    thing = models.ForeignKey(Thing, null=True, on_delete=models.PROTECT, related_name="records")
    verb = models.CharField(max_length=60, db_index=True)
    act = models.CharField(max_length=60)
    typist = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", help_text="who typed it"
    )
    decider = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", help_text="who decided it"
    )
    channel = models.CharField(max_length=12, default="page")
    outcome = models.CharField(max_length=8, default=DONE)
    refusal = models.CharField(max_length=60, blank=True)
    commitment = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "seq"], name="record_has_one_place")
        ]
        indexes = [
            models.Index(fields=["thing", "-seq"]),
            models.Index(fields=["decider", "-at", "-id"], name="record_by_decider"),
            models.Index(
                fields=["-at", "-id"],
                name="record_news",
                condition=models.Q(outcome="done") & ~models.Q(channel="import"),
            ),
        ]
        ordering = ["origin", "seq"]


class RecordBody(models.Model):
    """Old -> new, reasons and basis. Erasable: ``salt`` and ``body`` go, the commitment stays and
    the chain is whole.
    """

    record = models.OneToOneField(
        Record, primary_key=True, on_delete=models.PROTECT, related_name="body_row"
    )
    salt = models.CharField(max_length=32)
    body = models.JSONField(default=dict)
    erased_at = models.DateTimeField(null=True)


class ChainHead(models.Model):
    """The last link of an instance's chain: locked by the outermost act, last of all."""

    origin = models.CharField(max_length=40, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class KeptKey(models.Model):
    """An idempotency key and what its act answered; written in the act's own transaction."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    act = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="key_once_a_person")]


class AnonymousRefusal(models.Model):
    """Refusals of people nobody knows: counted by day and code, never chained."""

    day = models.DateField()
    act = models.CharField(max_length=60)
    refusal = models.CharField(max_length=60)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "act", "refusal"], name="refusals_counted_by_day"
            )
        ]
