"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    FINDING_ELSEWHERE = ("finding.elsewhere", _("This finding belongs to another research."))
    FINDING_RAISED = ("finding.raised", _("This finding is a problem already: %(code)s."), NotNow)
    REASON_MISSING = ("reason.missing", _("It led to no problem: say why."))
    RESEARCH_LACKING = ("research.lacking", _("The report still lacks: %(what)s."))
