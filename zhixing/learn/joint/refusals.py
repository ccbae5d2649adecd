"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    PARTNERS_DISSOLVED = ("partners.dissolved", _("A group that was dissolved can not take part."))
    PARTNERS_MISSING = ("partners.missing", _("Name at least one group that studies with it."))
