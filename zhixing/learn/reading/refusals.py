"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    NOTE_NONE = ("note.none", _("You have no note on this."))
    READING_ELSEWHERE = ("reading.elsewhere", _("This does not stand on your list."))
    READING_EXISTS = ("reading.exists", _("“%(title)s” stands on the list of %(year)s already."))
    SELF_STUDY_EXISTS = (
        "self_study.exists",
        _("You have a plan of self-study for %(year)s already. Change that one."),
        NotNow,
    )
