"""Spans in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.ui.words import datewords, month_word

from .rules import Span


def span_words(span: Span, known_year: int | None = None) -> str:
    """What a span is called; with the year when it is another than ``known_year``."""
    words = _words(span)
    if span.year == known_year or span.first == span.last or span.code == str(span.year):
        return words
    return _("%(span)s %(year)s") % {"span": words, "year": span.year}


def _words(span: Span) -> str:
    if span.first == span.last:
        return datewords(span.first)
    kind, nth = span.code[-2], span.code[-1]
    if kind == "Q":
        return _("Quarter %(nth)s") % {"nth": nth}
    if kind == "H":
        halves = {"1": _("First half of the year"), "2": _("Second half of the year")}
        return halves[nth]
    if span.code == str(span.year):
        return pgettext("span", "%(year)s") % {"year": span.year}
    return month_word(span.first.month)
