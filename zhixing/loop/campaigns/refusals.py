"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    IN_ALREADY = ("campaign.in_already", _("It is in this campaign already."))
    NOT_IN = ("campaign.not_in", _("It is not in this campaign."))
    NOT_OWN = (
        "campaign.not_own",
        _("Of a campaign of the county you put in and take out what is of your own group."),
    )
    WRONG_KIND = (
        "campaign.wrong_kind",
        _("A campaign holds sessions and deeds; a thing of this kind (%(kind)s) is none."),
    )
