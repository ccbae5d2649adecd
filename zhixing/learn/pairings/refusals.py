"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    YEAR_OVER = (
        "pairing.year_over",
        _("The year %(year)s is over. A pairing is for this or next."),
    )
