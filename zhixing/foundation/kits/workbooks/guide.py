"""The sheets of our own workbooks that hold no data: the guide and the cover.

They are known by what stands in them: the hidden sheet that names them may be gone.
"""

from __future__ import annotations

from itertools import product

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .forms import both
from .reading import Sheet

HEADS = (
    _("Sheet"),
    _("Column"),
    pgettext_lazy("column", "Needed"),
    _("What goes in"),
    _("Possible"),
    _("Example"),
)
COVER = _("Workbook of the unit")
WITHIN, ENOUGH = 3, 5  # rows in which the headings stand; how many of them tell it


def is_guide(sheet: Sheet) -> bool:
    """Whether a sheet explains how to fill in, in whatever language it was made."""
    languages = [set(words) for words in zip(*map(both, HEADS), strict=True)]
    pairs = product(sheet.rows[:WITHIN], languages)
    return any(len(words.intersection(row)) >= ENOUGH for row, words in pairs)


def is_cover(sheet: Sheet) -> bool:
    """Whether a sheet is the first one of a unit's workbook."""
    head = sheet.rows[0][:1] if sheet.rows else ()
    return bool(head) and head[0].strip() in both(COVER)
