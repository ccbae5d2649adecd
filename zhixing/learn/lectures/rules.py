"""States of lecture series, lectures (实景讲学) and policy notes. No database, no clock."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import pgettext_lazy


class SeriesState(models.TextChoices):
    """Codes are final."""

    RUNNING = "running", pgettext_lazy("lecture series", "running")
    ENDED = "ended", pgettext_lazy("lecture series", "ended")


class State(models.TextChoices):
    """Codes are final."""

    PLANNED = "planned", pgettext_lazy("lecture", "planned")
    HELD = "held", pgettext_lazy("lecture", "held")
    CANCELLED = "cancelled", pgettext_lazy("lecture", "cancelled")


class NoteState(models.TextChoices):
    """Codes are final."""

    DRAFT = "draft", pgettext_lazy("policy note", "draft")
    PUBLISHED = "published", pgettext_lazy("policy note", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("policy note", "withdrawn")


SERIES_TONES = {SeriesState.RUNNING: "going", SeriesState.ENDED: "none"}
TONES = {State.PLANNED: "going", State.HELD: "done", State.CANCELLED: "none"}
NOTE_TONES = {NoteState.DRAFT: "none", NoteState.PUBLISHED: "done", NoteState.WITHDRAWN: "none"}


def holds(state: str, valid_until: dt.date | None, on: dt.date) -> bool:
    """Whether residents see a policy note on this day: published, and not over (its last day
    included).
    """
    return state == NoteState.PUBLISHED and (valid_until is None or valid_until >= on)
