"""What is said of the places of the workbook of a unit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.sentences import Sentence, says

says(
    {
        "row.again": Sentence(_("The same as in %(place)s."), _("This row adds nothing.")),
        "sheet.not_ours": Sentence(
            _("It has none of the headings of a unit's workbook."), _("This sheet is not read.")
        ),
        "row.gone": Sentence(
            _("This row was sent out, and stands here no longer."),
            _("It is left as it is here, until you choose."),
        ),
        "cell.conflict": Sentence(
            _("It has changed here since the workbook was sent out, and in the file too."),
            _("It is left as it stands here, until you choose."),
        ),
        "cell.time": Sentence(
            _("Only the day counts here."), _("The time of day, %(time)s, is not kept.")
        ),
        "book.other_unit": Sentence(
            _("“%(other)s” is named here, and the file is the workbook of %(own)s."),
            _("Everything is taken as of %(own)s. Look whether these are its rows."),
            of_the_file=True,
        ),
        "book.no_hidden": Sentence(
            _("The hidden sheet of the workbook is missing, so it is not known what was sent out."),
            _(
                "Every cell that reads otherwise than what stands here counts as a change:"
                " look at old"
                " and new below, before you import."
            ),
            of_the_file=True,
        ),
    }
)
