"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.refusals import Refusals
from zhixing.foundation.spine.files.refusals import Refused as FileRefused


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    EXPORT_LONG = (
        "export.long",
        _(
            "More than %(most)s rows fit these conditions, and a file holds no more than that."
            " Narrow the conditions (a year, a unit, a state), then export again."
        ),
    )
    WORKBOOK_BIG = ("workbook.big", FileRefused.FILE_BIG.sentence)
    WORKBOOK_EMPTY = ("workbook.empty", FileRefused.FILE_EMPTY.sentence)
    WORKBOOK_BROKEN = (
        "workbook.broken",
        _(
            "This workbook can not be read. Open it in your spreadsheet program and save it "
            "again as xlsx."
        ),
    )
    WORKBOOK_OTHER = ("workbook.other", _("This is no workbook. It can be xlsx, xls, ods or csv."))
    WORKBOOK_LOCKED = (
        "workbook.locked",
        _("This file is locked by a password. Open it, and save it without one."),
    )
    WORKBOOK_MACROS = (
        "workbook.macros",
        _("This workbook holds macros. Save it as xlsx, which has none."),
    )
    WORKBOOK_LINKS = (
        "workbook.links",
        _(
            "This workbook takes values from other files. Break the links in your "
            "spreadsheet program (Data, Edit links), and save it again."
        ),
    )
    WORKBOOK_ENTITIES = (
        "workbook.entities",
        _("This file declares things that no spreadsheet program writes. It is not read."),
    )
    WORKBOOK_BOMB = ("workbook.bomb", FileRefused.FILE_BOMB.sentence)
    WORKBOOK_HEAVY = (
        "workbook.heavy",
        _(
            "This file takes far too much memory to read. Copy the rows you need into a new "
            "workbook."
        ),
    )
    WORKBOOK_SLOW = (
        "workbook.slow",
        _("This file takes far too long to read. Copy the rows you need into a new workbook."),
    )
    WORKBOOK_LONG = (
        "workbook.long",
        _(
            "A sheet goes further than row %(rows)s or column %(columns)s. Delete what "
            "is empty below and beside the table, and save it again."
        ),
    )
    WORKBOOK_HTML = (
        "workbook.html",
        _(
            "By its name this is a workbook, but it is a web page. Open it in your "
            "spreadsheet program and save it as xlsx."
        ),
    )
    WORKBOOK_ENCODING = (
        "workbook.encoding",
        _("The signs of this text file can not be read. Save it as xlsx, or as csv in UTF-8."),
    )
