"""States of a claim (认领): a member takes a topic, learns it first and deeper, and the leader
confirms.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    CLAIMED = "claimed", pgettext_lazy("claim", "claimed, not yet confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("claim", "confirmed")
    RELEASED = "released", pgettext_lazy("claim", "given back")


HOLDING = (State.CLAIMED, State.CONFIRMED)
TONES = {State.CLAIMED: "going", State.CONFIRMED: "done", State.RELEASED: "none"}
