"""Where the options stand in a row, and which column a fault is about."""

from __future__ import annotations

from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.kits.workbooks.values import plain as simple
from zhixing.foundation.spine.orgs import rules as names

from .. import rules as items


def options_of(cells: dict[str, str]) -> list[str]:
    """The options of a row: those of the columns up to the last that says something, or those of
    the one cell.
    """
    several = [cells.get(letter, "").strip() for letter in items.LETTERS]
    while several and not several[-1]:
        several.pop()
    return several or (
        items.split_options(cells["options"]) if cells.get("options", "").strip() else []
    )


def column_with_unseen_sign(cells: dict[str, str]) -> str:
    """The first column with a sign that nobody sees."""
    for name, words in cells.items():
        try:
            names.stored(words)
        except names.UnseenSign:
            return name
    return ""


def column_of_fault(fault: str, header: Header, text: str, options: list[str]) -> str:
    """The column that a fault is about: that of the option where each has one."""
    if fault.startswith("options."):
        return _option_column(
            header, _nth_alike(options) if fault == "options.same" else len(options)
        )
    if fault == "long" and len(text) <= items.MOST_TEXT:
        long = next(
            (nth for nth, option in enumerate(options) if len(option) > items.MOST_OPTION), None
        )
        return "key" if long is None else _option_column(header, long)
    return "text" if fault in ("text", "long") else "key"


def _nth_alike(options: list[str]) -> int:
    """The option that is the same as one before it."""
    plain = [simple(option) for option in options]
    return next(nth for nth, option in enumerate(plain) if option in plain[:nth])


def _option_column(header: Header, nth: int) -> str:
    letter = items.LETTERS[min(nth, len(items.LETTERS) - 1)]
    return next((name for name in (letter, "options", "A") if name in header.columns), "text")
