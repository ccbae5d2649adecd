"""States of a demand (整改要求): closed by another than the unit it is about."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    ISSUED = "issued", pgettext_lazy("demand", "issued")
    ACCEPTED = "accepted", pgettext_lazy("demand", "accepted")
    MET = "met", pgettext_lazy("demand", "reported met")
    RETURNED = "returned", pgettext_lazy("demand", "not met yet")
    VERIFIED = "verified", pgettext_lazy("demand", "verified")
    WITHDRAWN = "withdrawn", pgettext_lazy("demand", "withdrawn")


class Opens(models.TextChoices):
    """What a demand opens: rectification has one life, as a problem; small things are a task."""

    PROBLEM = "problem", _("a problem")
    TASK = "task", _("a task")


OPEN = (State.ISSUED, State.ACCEPTED, State.MET, State.RETURNED)
LATE = (State.ISSUED, State.ACCEPTED, State.RETURNED)  # states in which the date can be missed
TONES = {
    State.ISSUED: "soon",
    State.ACCEPTED: "going",
    State.MET: "going",
    State.RETURNED: "over",
    State.VERIFIED: "done",
    State.WITHDRAWN: "none",
}
