"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.examine.bank.refusals import Refused as BankRefused
from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    ITEM_KEY = ("item.key", _("The key must be among the options %(letters)s."))
    ITEM_OPTIONS = ("item.options", BankRefused.ITEM_OPTIONS_FEW.sentence)
    ITEM_UNKNOWN = ("item.unknown", _("There is no item %(place)s."))
    PAPER_SUM = ("paper.sum", _("The marks of the items add up to %(sum)s, not 100."), NotNow)
