"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.refusals import Refusals

# of anything that is published
NOT_SECRET = _("Only what is not secret is published: look at it, then say so.")


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    FILE_PHOTOS = (
        "file.photos",
        _("Pictures that are here already: %(most)s; more prove nothing (norm: at most %(most)s)."),
    )
    FILE_UNDECLARED = (
        "file.undeclared",
        _(
            "Declare that the file holds no state secret and no work secret; otherwise it does"
            " not belong here."
        ),
    )
    FILE_EMPTY = ("file.empty", _("The file is empty."))
    FILE_BIG = ("file.big", _("The file is larger than %(most)s MB."))
    FILE_TYPE = (
        "file.type",
        _(
            "Only PDF, docx, xlsx, pptx and pictures (JPEG, PNG, WebP) can be kept; what a file is"
            " counts, not what it is called."
        ),
    )
    FILE_OTHER_NAME = (
        "file.other_name",
        _("The file is called .%(called)s, but it is a %(kind)s. Give it its right name."),
    )
    FILE_NO_PICTURE = (
        "file.no_picture",
        _("Only a picture shows how it was before or is after: leave this open for another file."),
    )
    FILE_PUBLIC_SHOWS = (
        "file.public_shows",
        _("Say whether the picture shows before or after; only then it may be published."),
    )
    FILE_MACROS = ("file.macros", _("The file holds macros. Save it without them."))
    FILE_BOMB = ("file.bomb", _("Unpacked, this file is far too large."))
    FILE_BROKEN = ("file.broken", _("The file can not be read. Open it and save it again."))
    FILE_LOCKED = ("file.locked", _("The file is locked by a password. Save it without one."))
    FILE_MARKED = (
        "file.marked",
        _(
            "The file carries a secrecy marking (%(mark)s). Classified files do not belong on this"
            " system: remove it here, and tell the office of secrecy."
        ),
    )
