"""The columns of a list, said once: they draw the table of the screen, the cards of the phone and
the file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

Read = Callable[[Any], Any]


class Look(StrEnum):
    """How the cells of a column look; the value is their class in the style sheets."""

    TEXT = ""
    QUIET = "is-quiet"
    NUMBER = "is-num"
    DAY = "is-when"
    STATE = "is-state"
    CODE = "is-code"
    TITLE = "is-title"  # names the row, and opens it


LABELLED = frozenset({Look.TEXT, Look.QUIET, Look.NUMBER})


@dataclass(frozen=True)
class Cell:
    """What a screen shows where it shows more than the value: the way to somewhere, a tone, a small
    note or a tag after it, plain words ``behind`` it. ``way``: how the link looks ("" plain,
    "zx-link", "btn").
    """

    text: Any = ""
    url: str = ""
    tone: str = ""
    note: str = ""
    tag: str = ""
    behind: str = ""
    way: str = ""

    @property
    def is_empty(self) -> bool:
        return self.text in ("", None) and not self.tag and not self.note


@dataclass(frozen=True)
class Column:
    """A column: its heading, and how a row gives its value. The screen shows the value itself, or
    what ``show`` makes of the row (words, or a ``Cell``); a ``template`` draws what no cell can.
    """

    heading: Any
    read: Read
    show: Read | None = None
    look: Look = Look.TEXT
    nothing: str = ""  # what the screen shows where there is no value
    labelled: bool | None = None  # on the phone the heading stands before it; None: by its look
    on_phone: bool = True
    on_screen: bool = True
    in_file: bool = True
    template: str = ""

    def cell(self, row: Any) -> Cell:
        """What stands on the screen in this row."""
        shown = self.read(row) if self.show is None else self.show(row)
        if isinstance(shown, Cell):
            return shown
        return Cell(self.nothing if shown in ("", None) else shown)

    @property
    def label(self) -> str:
        """The heading that stands before the cell on the phone; "" for none."""
        labelled = self.look in LABELLED if self.labelled is None else self.labelled
        return str(self.heading) if labelled else ""

    @property
    def classes(self) -> str:
        """The classes of its cells."""
        look = "" if self.look == Look.TITLE else str(self.look)
        return f"{look} is-off-phone".strip() if not self.on_phone else look

    # what most lists have

    @classmethod
    def code(cls, of: Read | None = None) -> Column:
        """The code of the row, or of the thing that it is about; it opens it."""
        row_of = of or _itself
        return cls(
            _("Code"),
            lambda row: row_of(row).pk,
            lambda row: Cell(row_of(row).pk, row_of(row).url),
            Look.CODE,
        )

    @classmethod
    def title(
        cls, heading: Any, read: Read, *, url: Read | None = None, note: Read | None = None
    ) -> Column:
        """What names the row and opens it, with a small note."""
        url_of, note_of = url or _url_of, note or _no_words
        return cls(
            heading,
            read,
            lambda row: Cell(read(row), url_of(row), note=note_of(row)),
            Look.TITLE,
        )

    @classmethod
    def number(cls, heading: Any, read: Read, show: Read | None = None, **more: Any) -> Column:
        """A number, to the right."""
        return cls(heading, read, show, Look.NUMBER, **more)

    @classmethod
    def quiet(cls, heading: Any, read: Read, show: Read | None = None, **more: Any) -> Column:
        """What is not looked at first."""
        return cls(heading, read, show, Look.QUIET, **more)

    @classmethod
    def day(cls, heading: Any, read: Read, show: Read | None = None, **more: Any) -> Column:
        """A day; on the screen in words."""
        return cls(heading, read, show, Look.DAY, **more)

    @classmethod
    def state(
        cls, read: Read | None = None, tone: Read | None = None, heading: Any = None
    ) -> Column:
        """How the row stands: a word with a colour and an icon."""
        word_of, tone_of = read or _state_of, tone or _tone_of
        return cls(
            heading or _("State"),
            word_of,
            lambda row: Cell(word_of(row), tone=tone_of(row)),
            Look.STATE,
        )

    @classmethod
    def of_file(cls, heading: Any, read: Read) -> Column:
        """What only the file has."""
        return cls(heading, read, on_screen=False)

    @classmethod
    def of_screen(cls, heading: Any, show: Read, look: Look = Look.TEXT, **more: Any) -> Column:
        """What only the screen has: the file says it otherwise, or not at all."""
        return cls(heading, show, look=look, in_file=False, **more)


def _itself(row: Any) -> Any:
    return row


def _url_of(row: Any) -> Any:
    return row.url


def _no_words(_row: Any) -> str:
    return ""


def _state_of(row: Any) -> Any:
    return row.get_state_display()


def _tone_of(row: Any) -> Any:
    return row.tone
