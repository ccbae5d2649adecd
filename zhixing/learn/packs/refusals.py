"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotAllowed
from zhixing.foundation.machinery.refusals import Refusals
from zhixing.foundation.spine.files.refusals import NOT_SECRET


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    ITEM_ADDRESS = (
        "item.address",
        _("A link needs an address that begins with https:// or http://."),
    )
    ITEM_FILE = ("item.file", _("A document comes with its file, and only a document does."))
    ITEM_GONE = ("item.gone", _("This does not stand in the next version any more."))
    ITEM_NO_ADDRESS = ("item.no_address", _("Only a link has an address."))
    ITEM_NO_PAPER = ("item.no_paper", _("There is no such paper that you can add here."))
    ITEM_PAPER_TWICE = (
        "item.paper_twice",
        _("This paper lies in the next version already."),
    )
    ITEM_TEXT = ("item.text", _("A text to read needs its words."))
    PACK_EMPTY = (
        "pack.empty",
        _("There is nothing in it yet. Add a document, a text, a link or a question first."),
    )
    PACK_FOR_ALL = (
        "pack.for_all",
        _(
            "For all groups the county's office publishes. Choose the groups it is for, or ask"
            " the office."
        ),
        NotAllowed,
    )
    PACK_FULL = ("pack.full", _("A pack holds at most %(most)s items. Begin another one."))
    PACK_NOBODY = ("pack.nobody", _("Choose the groups it is for."))
    PACK_SAME = ("pack.same", _("Nothing has changed since version %(number)s."))
    PACK_UNSAID = ("pack.unsaid", _("Say in a sentence what is new."))
    PACK_SECRET = ("pack.secret", NOT_SECRET)
