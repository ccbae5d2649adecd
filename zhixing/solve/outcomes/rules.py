"""States of an institutional outcome (制度性成果). It counts only with number, issuer and date
(docs/glossary.md).
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("outcome", "being drafted")
    ISSUED = "issued", pgettext_lazy("outcome", "issued")
    ENDED = "ended", pgettext_lazy("outcome", "no longer in force")
    DROPPED = "dropped", pgettext_lazy("outcome", "dropped")


TONES = {State.DRAFT: "going", State.ISSUED: "done", State.ENDED: "done", State.DROPPED: "none"}
