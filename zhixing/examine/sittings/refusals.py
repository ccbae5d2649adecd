"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    MARKS_BAD = ("marks.bad", _("Some marks can not be read."))
    MARKS_DIFFER = (
        "marks.differ",
        _("Marks that differ from what was typed first: %(count)s. Look at the papers again."),
    )
    PAPER_ELSEWHERE = ("paper.elsewhere", _("This paper belongs to another group."))
    PAPER_NOT_READY = ("paper.not_ready", _("Close the paper for use first."), NotNow)
    TEST_FUTURE = ("test.future", _("The test has not been held yet."), NotNow)
