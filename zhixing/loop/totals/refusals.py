"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    NONE_CHOSEN = "totals.none_chosen", _("Choose at least one total.")
    UNKNOWN = "totals.unknown", _("There is no total “%(code)s”. Choose one of the list.")
