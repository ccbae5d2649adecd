"""What a loose end was closed with: a reason, by somebody, on a day (in its record)."""

from __future__ import annotations

from django.db import models


class Explanation(models.Model):
    """Why a thing leads nowhere in a group. One for each thing, group and kind of loose end."""

    group = models.ForeignKey("groups.StudyGroup", on_delete=models.PROTECT, related_name="+")
    thing = models.ForeignKey("things.Thing", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    reason = models.TextField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "thing", "kind"], name="explained_once")
        ]
