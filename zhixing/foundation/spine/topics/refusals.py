"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    ALREADY_RELATED = ("topic.related", _("These two topics are related already."))
    NOT_RELATED = ("topic.not_related", _("These two topics are not related."))
    RELATED_TO_ITSELF = ("topic.itself", _("A topic is not related to itself. Choose another."))
    TOPIC_EXISTS = ("topic.exists", _("%(year)s already has the topic “%(title)s”."))
    TOPIC_ELSEWHERE = ("topic.elsewhere", _("This is another group's own topic."))
