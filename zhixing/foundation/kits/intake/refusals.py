"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    ALIAS_UNKNOWN = ("alias.unknown", _("“%(wrong)s” is not the code of a unit."))
    CHOICE_UNKNOWN = (
        "choice.unknown",
        _("“%(wrong)s” can not be chosen at %(place)s. Possible are %(possible)s."),
    )
    FILE_REFUSED = (
        "file.refused",
        _(
            "Rows that can not come in: %(refused)s, so the whole file was sent back, as "
            "you chose. Nothing was changed."
        ),
    )
    IMPORT_AGAIN = (
        "import.again",
        _(
            "This very file has come in already, as %(there)s. Send out a fresh workbook, and"
            " let it be filled in."
        ),
    )
    IMPORT_CHOOSE = (
        "import.choose",
        _(
            "Nothing can come in before you choose; places that wait: %(count)s. Nothing "
            "was changed."
        ),
        NotNow,
    )
    IMPORT_DEPENDS = (
        "import.depends",
        _(
            "This can not be undone any more. Something has happened since to what it brought,"
            " or refers to it: %(what)s. Nothing was changed."
        ),
        NotNow,
    )
    IMPORT_IS_REFERRED_TO = (
        "import.depends",
        _(
            "This can not be undone any more: something refers to what it brought. Nothing was"
            " changed."
        ),
        NotNow,
    )
    IMPORT_ERASED = (
        "import.erased",
        _("What this import did has been erased from the records in part. It can not be undone."),
        NotNow,
    )
    IMPORT_NOTHING = (
        "import.nothing",
        _("There is nothing new in this file. Nothing was changed."),
        NotNow,
    )
    IMPORT_OFFICE = (
        "import.office",
        _("The office of the county imports workbooks. Ask it, or ask for the role."),
        NotAllowed,
    )
    IMPORT_OLDER = (
        "import.older",
        _(
            "This import is from before imports could be undone: it is not known any more what"
            " belongs to it."
        ),
        NotNow,
    )
    IMPORT_TRIES = (
        "import.tries",
        _(
            "It was begun again and again (%(tries)s) and never came to an end, so it "
            "was given up. Nothing was changed. Divide the file, or ask whoever runs the "
            "server."
        ),
        NotNow,
    )
    IMPORT_UNKNOWN = ("import.unknown", _("An import of this kind can not be undone."), NotNow)
    IMPORT_UNREAD = ("import.unread", _("Nothing could be read: %(why)s"), NotNow)
    ROLE_CODE = ("role.code", _("“%(wrong)s” is not the code of a role."))
    UNIT_MISSING = (
        "unit.missing",
        _("The file does not say which unit it is of. Choose the unit, and read it again."),
    )
    UNIT_OTHER = (
        "unit.other",
        _(
            "This is the workbook of %(own)s, and another unit was chosen. Leave the choice to"
            " the file."
        ),
    )
    UNIT_UNKNOWN = ("unit.unknown", _("“%(name)s” is no unit that is known here."))
    WORKBOOK_HEADINGS = (
        "workbook.headings",
        _(
            "No sheet of this file has the headings of a unit's workbook. Take an empty one"
            " from the page of imports."
        ),
    )
    WORKBOOK_OTHER_HEADINGS = (
        "workbook.headings",
        _("No sheet of this file has the headings %(needed)s. Is it the right file?"),
    )
