"""What is said of a place in a file, and what happens or is to be done there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sentence:
    """``so``: what is so. ``then``: what happens, or is to be done. ``on_entry``: it says how a row
    would come in, and so nothing of rows that are here already. ``of_the_file``: it is about the
    whole file, and stands first. ``opens``: the word of the link to the
    thing whose code it names.
    """

    so: Any
    then: Any = ""
    on_entry: bool = False
    of_the_file: bool = False
    opens: Any = ""


SENTENCES: dict[str, Sentence] = {}


def says(sentences: Mapping[str, Sentence]) -> None:
    """Register the sentences of a kind of file, by the codes that its notes keep. A code is
    registered once.
    """
    twice = SENTENCES.keys() & sentences.keys()
    if twice:
        raise RuntimeError(f"said of two kinds of files: {sorted(twice)}")
    SENTENCES.update(sentences)


# of any kind of file
says(
    {
        "cell.error": Sentence(
            _("Cell %(cell)s holds an error of %(program)s (%(error)s)."),
            _("Nothing is guessed: mend it here, or in the file, and import again."),
        ),
        "cell.no_value": Sentence(
            _("Cell %(cell)s holds a formula, and its value is not in the file."),
            _(
                "Save the file in your spreadsheet program and import it again, or write the value"
                " here."
            ),
        ),
        "cell.below_error": Sentence(
            _("Empty, and what it would mean stands in cell %(cell)s, which holds an error."),
            _("Nothing is guessed: mend the cell above, or write it here."),
        ),
        "cell.format": Sentence(
            _("Nobody can say for sure what this cell shows: its format is not known here."),
            _(
                "Read as it stands here. Look into the file, and write it here where it shows"
                " something"
                " else."
            ),
        ),
        "cell.shows_nothing": Sentence(
            _("The cell holds something, and its format hides it."),
            _("Read as it stands here. Make it empty where it is not meant."),
        ),
        "cell.struck": Sentence(
            _("Struck through in the file."),
            _("Read all the same. Make it empty here where it does not hold any more."),
        ),
        "cell.part_struck": Sentence(
            _("A part of the cell is struck through."),
            _("Nothing is guessed: write here what holds."),
        ),
        "cell.shows_less": Sentence(
            _("The cell shows no day, and holds one."),
            _("The day that it holds counts. Write it here where another one is meant."),
        ),
        "rows.filtered": Sentence(
            _("A filter hides rows: %(count)s."),
            _("Say whether they count. Until then they stay out."),
        ),
        "rows.hidden": Sentence(
            _("Rows are hidden: %(count)s."), _("Say whether they count. Until then they stay out.")
        ),
        "rows.struck": Sentence(
            _("Rows are struck through: %(count)s."),
            _("Say whether they count. Until then they stay out."),
        ),
        "columns.hidden": Sentence(
            _("Columns are hidden: %(headings)s."),
            _("Say whether they count. Until then they stay out."),
        ),
        "rows.totals": Sentence(_("Rows of totals: %(count)s."), _("They are left out.")),
        "cell.digits": Sentence(
            _("A number of more than 15 digits: the spreadsheet has lost the last ones."),
            _("Write it again, as text."),
        ),
        "row.said": Sentence(_("This row can not come in.")),
        "sheet.no_header": Sentence(
            _("No row has the headings %(needed)s."),
            _("This sheet is not read. Give it these headings."),
        ),
        "text.long": Sentence(
            _("Longer than %(most)s characters, or with a sign that nobody sees."),
            _("Shorten it and import again."),
        ),
        "sign.unseen": Sentence(
            _("There is a sign that nobody sees (%(sign)s)."),
            _("Type the words again and import again."),
        ),
        "unit.asked": Sentence(
            _("Not decided yet which unit “%(name)s” is."),
            _("Answer the question beside the table; then these rows come in."),
        ),
        "unit.unknown": Sentence(
            _("“%(name)s” is no unit that is known here."),
            _("Add the unit, or say which one it is, and import again."),
        ),
        "due.year": Sentence(
            _("Which year is not said."), _("Say the year of the file."), on_entry=True
        ),
        "text.unseen": Sentence(
            _("There is a sign in it that nobody sees."), _("Type it again and import again.")
        ),
    }
)
