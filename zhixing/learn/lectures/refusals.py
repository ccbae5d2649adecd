"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.refusals import Refusals
from zhixing.foundation.spine.files.refusals import NOT_SECRET


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    NOTE_OVER = ("note.over", _("Its last day is over already. Correct it first."))
    NOTE_SECRET = ("note.secret", NOT_SECRET)
