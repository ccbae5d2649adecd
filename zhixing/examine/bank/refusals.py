"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    ITEM_KEY = ("item.key", _("“%(key)s” can not be read as a key of this kind."))
    ITEM_KIND = ("item.kind", _("This is no kind of item."))
    ITEM_SIGN = (
        "item.sign",
        _("There is a sign that nobody sees (%(sign)s). Type the words again."),
    )
    ITEM_TWICE = ("item.twice", _("The same question stands in the bank already: %(there)s."))
    ITEM_TEXT = ("item.text", _("Write the question."))
    ITEM_LONG = (
        "item.long",
        _("A question has at most %(text)s characters, an option %(option)s, a key %(key)s."),
    )
    ITEM_KEY_MISSING = ("item.key.missing", _("Write the key."))
    ITEM_KEY_OUTSIDE = ("item.key.outside", _("The key must be among the options."))
    ITEM_KEY_SINGLE = ("item.key.single", _("A single choice has one right option."))
    ITEM_OPTIONS_FEW = ("item.options.few", _("A choice needs at least two options."))
    ITEM_OPTIONS_SAME = ("item.options.same", _("Two options are the same."))
