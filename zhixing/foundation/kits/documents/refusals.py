"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    NUMBER_ODD = (
        "number.odd",
        _(
            "A number has a short name, the year in brackets and a serial number: "
            "青委宣〔2026〕7号."
        ),
    )
    NUMBER_TAKEN = (
        "number.taken",
        _("%(number)s is taken already, by “%(title)s”. The next free one is %(free)s."),
    )
    PAPER_REGISTERED = (
        "paper.registered",
        _("This paper is registered already, as %(number)s. Correct that entry."),
        NotNow,
    )
