"""What the stories of the demo made, by name."""

from __future__ import annotations

from django.db import models

from zhixing.foundation.machinery.things.models import Thing


class Remembered(models.Model):
    """A thing of the demo county under the name that its story calls it by. Empty in every other
    county. It lies in the database, so that a backup that is read back brings it along.
    """

    name = models.CharField(max_length=40, primary_key=True)
    thing = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="+")
