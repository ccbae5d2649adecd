"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.refusals import Refusals

NOT_THAT_NOW = _("The deadline “%(what)s” does not allow that now. Load the page again.")


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    RECOUNT_NOTHING = (
        "recount.nothing",
        _("No running deadline was counted by an older calendar. Nothing to do."),
        NotNow,
    )
    CLOCK_ORDER = ("clock.order", NOT_THAT_NOW, NotNow)
    CLOCK_STARTED = ("clock.started", NOT_THAT_NOW, NotNow)
    CLOCK_NOT_STARTED = ("clock.not_started", NOT_THAT_NOW, NotNow)
    CLOCK_DAYS = ("clock.days", NOT_THAT_NOW, NotNow)
    CLOCK_NOT_RUNNING = ("clock.not_running", NOT_THAT_NOW, NotNow)
    CLOCK_NOT_PAUSED = ("clock.not_paused", NOT_THAT_NOW, NotNow)
    CLOCK_ENDED = ("clock.ended", NOT_THAT_NOW, NotNow)
    CLOCK_NOT_ENDED = ("clock.not_ended", NOT_THAT_NOW, NotNow)
