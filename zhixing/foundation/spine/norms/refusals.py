"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    NORM_KIND = ("norm.kind", _("This value does not fit the norm."))
    NORM_NUMBER = ("norm.number", _("Give a whole number from 0 to 3660."))
    NORM_ORDER = (
        "norm.order",
        _("A version from %(since)s is there already; choose that day or a later one."),
    )
