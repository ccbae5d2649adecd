"""What is to be read in a year, and a member's own plan of study. Nothing here is timed, and nobody
is counted (domain.md 2.1, 5.4).
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """读原著, 集中学, 广泛学."""

    ORIGINAL = "original", _("the original text")
    TOGETHER = "together", _("read together")
    BROAD = "broad", _("read widely")


class State(models.TextChoices):
    """A plan of self-study is the member's own until it is handed to the leader."""

    OWN = "own", pgettext_lazy("self-study", "my own")
    HANDED = "handed", pgettext_lazy("self-study", "handed to the leader")


TONES = {State.OWN: "none", State.HANDED: "done"}
