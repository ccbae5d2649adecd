"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    CIRCULAR_DRAFT = (
        "circular.draft",
        _("There is a draft of this period already. Write on in that one."),
        NotNow,
    )
    CIRCULAR_EMPTY = (
        "circular.empty",
        _("Nothing is written yet. Write the circular, then issue it."),
        NotNow,
    )
    SPAN_ODD = ("span.odd", _("Choose a period that has begun."))
