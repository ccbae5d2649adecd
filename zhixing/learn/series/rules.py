"""The county's own study series (4+3+4, 20个100, 红色讲堂 ...): states, and what a target counts. Pure: no database, no clock.

What such a name stands for is the county's to say; nothing about it is invented here. A series has a name, what it is, and perhaps a target.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Codes are final."""

    RUNNING = "running", pgettext_lazy("local series", "running")
    ENDED = "ended", pgettext_lazy("local series", "ended")


TONES = {State.RUNNING: "going", State.ENDED: "none"}


class Counts(models.TextChoices):
    """What the target counts."""

    SESSIONS = "sessions", pgettext_lazy("target", "sessions held")
    LECTURES = "lectures", pgettext_lazy("target", "lectures held")
    PEOPLE = "people", pgettext_lazy("target", "people who listened")
    VILLAGES = "villages", pgettext_lazy("target", "villages reached")
