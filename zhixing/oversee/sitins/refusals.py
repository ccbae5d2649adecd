"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    COMMENT_LONG = ("comment.long", _("At most %(most)s characters; there are %(count)s."))
    SESSION_ELSEWHERE = ("session.elsewhere", _("This is not a session of this group."))
    SITIN_DEMANDS_OPEN = ("sitin.demands_open", _("Demands still open: %(count)s."), NotNow)
    SITIN_FUTURE = ("sitin.future", _("The day of the sit-in has not come yet."), NotNow)
