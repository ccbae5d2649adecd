"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotAllowed
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    SAME = "handover.same", _("Hand it over to somebody else.")
    NOT_HERE = (
        "handover.not_here",
        _("This person is not of this unit and holds nothing here. Choose somebody of it."),
    )
    LEFT = "handover.left", _("This person has left. Choose somebody who is here.")
    NOTHING = (
        "handover.nothing",
        _("There is nothing to hand over: no role here, and nothing that waits by name."),
    )
    NOT_THIS_ONE = (
        "handover.not_this_one",
        _("“%(title)s” can not go to this person: %(why)s Tick it to let it stay."),
    )
    OTHERS = (
        "handover.others",
        _(
            "You can hand over what is your own. For somebody else it is done by the study"
            " secretary, the leader of the group or the office."
        ),
        NotAllowed,
    )
    FOR_GOOD = (
        "handover.for_good",
        _(
            "A role in the study group is given for good by its study secretary or the office: ask"
            " them, or name a last day."
        ),
    )
