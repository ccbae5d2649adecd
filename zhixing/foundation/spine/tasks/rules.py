"""States and kinds of a task."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    OPEN = "open", pgettext_lazy("task", "to be done")
    DONE = "done", pgettext_lazy("task", "reported done")
    VERIFIED = "verified", pgettext_lazy("task", "verified")
    DROPPED = "dropped", pgettext_lazy("task", "dropped")


class Kind(models.TextChoices):
    MAKE_UP = "make_up", _("make-up")
    WORK = "work", _("piece of work")
    RECTIFY = "rectify", _("rectification")


TONES = {State.OPEN: "going", State.DONE: "going", State.VERIFIED: "done", State.DROPPED: "none"}
