"""States of a measure (意见建议及措施)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("measure", "proposed")
    ADOPTED = "adopted", pgettext_lazy("measure", "adopted")
    DONE = "done", pgettext_lazy("measure", "reported carried out")
    CONFIRMED = "confirmed", pgettext_lazy("measure", "carried out")
    DROPPED = "dropped", pgettext_lazy("measure", "not adopted or dropped")


DATED = (State.PROPOSED, State.ADOPTED)  # where its day is still to come, or over
OPEN = (State.PROPOSED, State.ADOPTED, State.DONE)
TONES = {
    State.PROPOSED: "none",
    State.ADOPTED: "going",
    State.DONE: "going",
    State.CONFIRMED: "done",
    State.DROPPED: "none",
}
