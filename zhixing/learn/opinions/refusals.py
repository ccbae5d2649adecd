"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    DRAFT_THERE = (
        "opinion.draft",
        _("There is a draft for %(year)s already. Write on in that one."),
        NotNow,
    )
    EMPTY = (
        "opinion.empty",
        _("Nothing is asked of the groups yet. Write the opinion, then issue it."),
        NotNow,
    )
    NO_TOPICS = (
        "opinion.no_topics",
        _("The county has set no topic for %(year)s yet. Set the topics, then issue the opinion."),
        NotNow,
    )
