"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    DUE_PAST = ("due.past", _("This date is over. Choose a day from today on."))
    ORIGIN_KIND = (
        "origin.kind",
        _("A measure comes from a session, a problem, a research or a sit-in."),
    )
