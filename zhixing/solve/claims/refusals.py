"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotAllowed
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    CLAIM_DOUBLE = ("claim.double", _("You have claimed this topic already."))
    CLAIM_SAME = ("claim.same", _("This member has the claim already."))
    NOT_IN_GROUP = ("not_in_group", _("Only somebody of the group can take its topic."), NotAllowed)
