"""Pairings (「三学」结对): their states. Pure: no database, no clock.

Joint study, lecture on the scene and exchange visit are three ways in which groups learn from each
other; a pairing ties what two or more groups do of them in a year.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Codes are final."""

    PROPOSED = "proposed", pgettext_lazy("pairing", "waits for the other groups")
    RUNNING = "running", pgettext_lazy("pairing", "running")
    DECLINED = "declined", pgettext_lazy("pairing", "declined")
    ENDED = "ended", pgettext_lazy("pairing", "ended")


TONES = {
    State.PROPOSED: "soon",
    State.RUNNING: "going",
    State.DECLINED: "none",
    State.ENDED: "done",
}
OPEN = (State.PROPOSED, State.RUNNING)
