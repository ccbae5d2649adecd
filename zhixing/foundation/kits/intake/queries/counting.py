"""How many rows and places of which kind, in boxes and in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.machinery.things.parts import TallyBox

from ..notes import CELL, CHECK, CHOOSE, INCOMPLETE, LEFT_OUT, NOT_READ, Note
from ..reading import CHANGED, NEW, REFUSED, SAME


def tally(counts: dict[str, int], notes: dict[str, str], urls: bool = False) -> list[TallyBox]:
    """The four boxes; with ``urls`` each leads to its rows further down."""
    words = {
        NEW: ("plus", pgettext("import", "new")),
        CHANGED: ("pencil", pgettext("import", "changed")),
        SAME: ("equal", pgettext("import", "the same")),
        REFUSED: ("ban", pgettext("import", "left out")),
    }
    return [
        TallyBox(
            word,
            counts[key],
            icon=icon,
            note=notes.get(key) or ngettext("row", "rows", counts[key]),
            url=f"#{key}" if urls and counts[key] else "",
            tone="over" if key == REFUSED and counts[key] else "",
        )
        for key, (icon, word) in words.items()
    ]


def counts_in_words(notes: list[Note]) -> str:
    """How many of which kind of note there are, in words."""
    words = {
        CHOOSE: pgettext("import", "please choose"),
        LEFT_OUT: pgettext("import", "left out"),
        NOT_READ: pgettext("import", "not read"),
        CELL: pgettext("import", "cell left out"),
        INCOMPLETE: pgettext("import", "incomplete for now"),
        CHECK: pgettext("import", "please check"),
    }
    counts = [(word, sum(note.what == kind for note in notes)) for kind, word in words.items()]
    return _(", ").join(f"{word} {number}" for word, number in counts if number)
