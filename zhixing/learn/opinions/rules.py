"""The opinion (意见) of the county on the study of a year. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("opinion", "draft")
    ISSUED = "issued", pgettext_lazy("opinion", "issued")


TONES = {State.DRAFT: "none", State.ISSUED: "done"}


@dataclass(frozen=True)
class SetTopic:
    """A topic the county sets, as the opinion says it."""

    title: str
    first_month: int
    last_month: int
    leads: str
    question: str
    subject: str
