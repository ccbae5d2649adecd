"""States of a paper (试卷): a list of items, closed before it is used. Marks are hundredths."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("paper", "being made")
    READY = "ready", pgettext_lazy("paper", "ready")
    ENDED = "ended", pgettext_lazy("paper", "no longer used")


TONES = {State.DRAFT: "going", State.READY: "done", State.ENDED: "none"}
FULL = 10_000  # a hundred marks, in hundredths


def total(marks: Iterable[int]) -> int:
    """Sum of the items' marks, in hundredths."""
    return sum(marks)
