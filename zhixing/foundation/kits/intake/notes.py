"""A place in a file to look at: what is so there, what happens, what may be chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.tables import rows_word

from .cells import LEAVE, TAKE
from .sentences import SENTENCES

LEFT_OUT, CELL, INCOMPLETE, CHECK, NOT_READ = "refused", "cell", "incomplete", "check", "not_read"

CHOOSE = "choose"

WHAT_WORDS = {
    LEFT_OUT: (pgettext_lazy("import", "left out"), "over", "ban"),
    CELL: (pgettext_lazy("import", "cell left out"), "soon", "pencil"),
    INCOMPLETE: (pgettext_lazy("import", "incomplete for now"), "soon", "pencil"),
    CHECK: (pgettext_lazy("import", "please check"), "going", "eye"),
    NOT_READ: (pgettext_lazy("import", "not read"), "over", "ban"),
    CHOOSE: (pgettext_lazy("import", "please choose"), "soon", "zoom-question"),
}

PERSONAL = frozenset(
    {"name", "phone", "person"}
)  # columns whose words are not kept with the import

# What stands side by side at one place, and what the clerk may choose there.
# The first choice of a place is what happens while nobody has chosen.
SIDES = {"sent": _("Sent out"), "here": _("Stands here now"), "file": _("In the file")}

CHOICES = {
    "here": _("Leave it as it stands here"),
    "file": _("Take what the file says"),
    "new": _("It is another one: bring it in as new"),
    "two": _("Two people"),
    "same": _("The same person"),
    "two_units": _("Two units"),
    "same_unit": _("The same unit"),
    LEAVE: _("Leave them out"),
    TAKE: _("Read them too"),
}

SET_ASIDE = (LEAVE, TAKE)


@dataclass(frozen=True, slots=True)
class Note:
    """One place to look at. ``row`` is the row it is about (0: the sheet), ``rows`` how it is
    written when it is about several.
    """

    what: str
    sheet: str
    row: int
    code: str
    column: str = ""
    heading: str = ""
    written: str = ""
    rows: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    at: int = 0  # the column of the cell, from 1; 0: the row itself
    sides: dict[str, str] = field(default_factory=dict)  # of ``SIDES``: what stands there
    options: tuple[str, ...] = ()  # of ``CHOICES``: what may be chosen
    chosen: str = ""

    @property
    def key(self) -> str:
        """The place, as an answer names it: the same whenever the file is read."""
        return self.key_of(self.sheet, self.row, self.column)

    @staticmethod
    def key_of(sheet: str, row: int, column: str) -> str:
        return f"{sheet}!{row}!{column}"

    @property
    def shown_sides(self) -> list[tuple[Any, str]]:
        """(whose words they are, the words) in the order of ``SIDES``."""
        return [(word, self.sides[side]) for side, word in SIDES.items() if side in self.sides]

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """(value, words) of what may be chosen."""
        return [(value, CHOICES[value]) for value in self.options]

    @property
    def chosen_word(self) -> Any:
        return CHOICES.get(self.chosen, "")

    @property
    def sentence(self) -> str:
        if self.code == "row.said":
            return str(self.params["zh" if (get_language() or "zh").startswith("zh") else "en"])
        words = self.params | ({"rows": self.rows} if self.rows else {})
        if "at" in words:
            sheet, row = words["at"]
            words["place"] = place(sheet, row, self.sheet)
        sentence = str(SENTENCES[self.code].so)
        return sentence % words if words else sentence

    @property
    def where(self) -> str:
        return self.rows or (str(self.row) if self.row else "")

    @property
    def advice(self) -> str:
        advice = str(SENTENCES[self.code].then)
        return advice % self.params if "%(" in advice else advice

    @property
    def opens(self) -> Any:
        """The word of the link to the thing that it names; "" where there is none."""
        return SENTENCES[self.code].opens

    @property
    def word(self) -> Any:
        return WHAT_WORDS[self.what][0]

    @property
    def tone(self) -> str:
        return WHAT_WORDS[self.what][1]

    @property
    def icon(self) -> str:
        return WHAT_WORDS[self.what][2]

    def kept(self) -> dict[str, Any]:
        """As it is kept with the import: no name and no telephone of anybody."""
        personal = self.column in PERSONAL or self.params.get("personal", False)
        return {
            "what": self.what,
            "sheet": self.sheet,
            "row": self.row,
            "rows": self.rows,
            "code": self.code,
            "column": self.column,
            "heading": self.heading,
            "written": "" if personal else self.written[:200],
            "params": self._kept_params(),
            "at": self.at,
        } | self._kept_choice(personal)

    def _kept_params(self) -> dict[str, Any]:
        """Where a sentence names people, the one that does not is kept."""
        if "nameless" not in self.params:
            return self.params
        chinese, english = self.params["nameless"]
        others = {name: value for name, value in self.params.items() if name != "nameless"}
        return others | {"zh": chinese, "en": english}

    def _kept_choice(self, personal: bool) -> dict[str, Any]:
        sides = {} if personal else {side: words[:200] for side, words in self.sides.items()}
        return {"sides": sides, "options": list(self.options), "chosen": self.chosen}


def some_rows(numbers: list[int]) -> str:
    """Row numbers in words, as many as one reads."""
    words = rows_word(numbers)
    return words if len(words) < 60 else f"{words[:60]}…"


def place(sheet: str, row: int, here: str = "") -> str:
    """Where a row stands; the sheet is named when it is another one."""
    if sheet == here:
        return str(_("row %(row)s") % {"row": row})
    return str(_("%(sheet)s, row %(row)s") % {"sheet": sheet, "row": row})
