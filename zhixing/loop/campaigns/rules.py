"""Campaigns (主题活动): their states. Pure: no database, no clock."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Codes are final."""

    RUNNING = "running", pgettext_lazy("campaign", "running")
    ENDED = "ended", pgettext_lazy("campaign", "ended")


TONES = {State.RUNNING: "going", State.ENDED: "done"}
