"""Alerts: messages in the product, carried by the worker after the act was committed. Nobody counts
who reads them.
"""

from __future__ import annotations

from django.db import models

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.things.models import visible_q


class AlertQuerySet(models.QuerySet):
    def waiting_for(self, person: Actor) -> AlertQuerySet:
        """What this person has not taken off the list, about things they may (still) know of."""
        return self.filter(visible_q(person, "thing__"), person=person.pk, seen_on__isnull=True)


class Alert(models.Model):
    """One message to one person about one thing; ``seen_on`` only takes it off the list."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    thing = models.ForeignKey("things.Thing", on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    seen_on = models.DateField(null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "seen_on"])]


declare(
    "alerts.Alert.person",
    purpose="to whom the message goes",
    keep="90 days",
    seen_by="the person alone",
)
