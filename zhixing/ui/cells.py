"""The cells of a list, drawn: a list has hundreds on a page, so they are not includes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .words import datewords, shortdate


def drawn(column: Any, cell: Any, marks: Any) -> SafeString:
    """A cell in its ``td``; what names the row in its ``th``. ``marks``: (state, say), which draw a
    word with a tone.
    """
    inner = _inner(column, cell, marks)
    if column.look == "is-title":
        return format_html('<th scope="row">{}</th>', inner)
    return format_html("<td{}>{}</td>", attributes(column, cell), inner)


def attributes(column: Any, cell: Any) -> SafeString:
    """The class of a cell, and the heading that stands before it on the phone."""
    classes = f"{column.classes} is-empty".strip() if cell.is_empty else column.classes
    in_class = format_html(' class="{}"', classes) if classes else SafeString()
    if not column.label:
        return in_class
    return format_html('{} data-label="{}"', in_class, column.label)


def _inner(column: Any, cell: Any, marks: Any) -> SafeString:
    parts = (_words(column, cell, marks), cell.behind, _tag(cell), _note(column, cell))
    return format_html("{}{}{}{}", *parts)


def _words(column: Any, cell: Any, marks: Any) -> SafeString:
    text = datewords(cell.text) if isinstance(cell.text, dt.date) else cell.text
    if cell.tone:
        state, say = marks
        text = state(text, cell.tone) if column.look == "is-state" else say(text, cell.tone)
    if not cell.url:
        return format_html("{}", text)
    if column.look == "is-code":  # the title beside it opens the same
        return format_html('<a href="{}" tabindex="-1">{}</a>', cell.url, text)
    way = format_html(' class="{}"', cell.way) if cell.way else ""
    return format_html('<a{} href="{}">{}</a>', way, cell.url, text)


def _tag(cell: Any) -> SafeString:
    return format_html(' <span class="zx-kind">{}</span>', cell.tag) if cell.tag else SafeString()


def _note(column: Any, cell: Any) -> SafeString:
    if not cell.note:
        return SafeString()
    if column.look == "is-when":
        return format_html(" <small>{}</small>", cell.note)
    return format_html(' <small class="zx-quiet">{}</small>', cell.note)


def next_step(turn: Any, known_year: int | None = None, *, dated: bool = True) -> str:
    """What comes next on the row of a list, who is asked for it, and by when (where no column of
    the row says so).
    """
    if turn is None:
        return "–"
    due = shortdate(turn.due, known_year) if dated else ""
    day = _("by %(day)s") % {"day": due}
    by = format_html(' <span class="zx-whole">· {}</span>', day) if due else ""
    return format_html('{} <small class="zx-quiet">{}{}</small>', turn.label, turn.who, by)
