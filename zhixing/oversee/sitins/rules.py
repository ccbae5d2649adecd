"""The four steps of a sit-in (列席旁听): 查看, 旁听, 点评, 整改."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("sit-in", "planned")
    CHECKED = "checked", pgettext_lazy("sit-in", "papers checked")
    LISTENED = "listened", pgettext_lazy("sit-in", "listened")
    COMMENTED = "commented", pgettext_lazy("sit-in", "commented, being rectified")
    CLOSED = "closed", pgettext_lazy("sit-in", "rectified and closed")
    CANCELLED = "cancelled", pgettext_lazy("sit-in", "cancelled")


# whoever leads the team has something to do
OPEN = (State.PLANNED, State.CHECKED, State.LISTENED, State.COMMENTED)


class Step(models.TextChoices):
    CHECK = "check", pgettext_lazy("sit-in step", "check")
    LISTEN = "listen", pgettext_lazy("sit-in step", "listen")
    COMMENT = "comment", pgettext_lazy("sit-in step", "comment")
    RECTIFY = "rectify", pgettext_lazy("sit-in step", "rectify")


BEEN = (State.LISTENED, State.COMMENTED, State.CLOSED)  # somebody sat there
AHEAD = (State.PLANNED, State.CHECKED)
TONES = {
    State.PLANNED: "none",
    State.CHECKED: "going",
    State.LISTENED: "going",
    State.COMMENTED: "going",
    State.CLOSED: "done",
    State.CANCELLED: "none",
}
COMMENT_LIMIT = 500  # characters of the feedback note (domain.md 2.2)
