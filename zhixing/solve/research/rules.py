"""States of a research (调研课题), the four questions, and when it is complete."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    UNDER_WAY = "under_way", pgettext_lazy("research", "under way")
    REPORTED = "reported", pgettext_lazy("research", "reported")
    CLOSED = "closed", pgettext_lazy("research", "closed")


TONES = {State.UNDER_WAY: "going", State.REPORTED: "done", State.CLOSED: "done"}
# 治学四问 (mechanism L6): they structure every research report and speech outline.
QUESTIONS = {
    "fits": _("Does it fit our place?"),
    "new": _("What is new in the thinking?"),
    "work": _("Which work does it drive?"),
    "effect": _("What effect shall be seen?"),
}


def lacking(visits: int, findings: int, answers: Mapping[str, str]) -> list[str]:
    """Codes of what a report still lacks: ``visit`` (nobody went out), ``finding``, and the
    questions without an answer.
    """
    return (
        (["visit"] if not visits else [])
        + (["finding"] if not findings else [])
        + [key for key in QUESTIONS if not answers.get(key, "").strip()]
    )
