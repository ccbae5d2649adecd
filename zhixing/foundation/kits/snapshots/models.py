"""Kept figures."""

from __future__ import annotations

from django.db import models


class Snapshot(models.Model):
    """What a source counted under a key, and when. Numbers and codes of things alone: who may look
    at them is asked by the page that shows them, and no person stands in one.
    """

    source = models.CharField(max_length=40)
    key = models.CharField(max_length=90)
    body = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="one_snapshot_a_key")]
