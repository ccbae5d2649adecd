"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.refusals import NOTHING_CHANGED, Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    REASON_MISSING = ("reason.missing", _("Say why it is returned."))
    REPORT_EMPTY = ("report.empty", _("The report is empty."))
    REPORT_LONG = ("report.long", _("Characters of the report: %(count)s; at most %(most)s fit."))
    REPORT_SAME = ("report.same", NOTHING_CHANGED)
