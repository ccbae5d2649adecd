"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    SHEET_BAD = ("sheet.bad", _("This can not be read as a part of the sheet."))
    SHEET_FULL = ("sheet.full", _("This sheet has too many fields."))
    SHEET_LONG = (
        "sheet.long",
        _("This text is too long for the sheet: at most 20,000 characters."),
    )
