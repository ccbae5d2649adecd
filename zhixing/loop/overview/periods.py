"""The period that an address of the overview names."""

from __future__ import annotations

import datetime as dt

from zhixing.foundation.kits.spans.rules import Span, month_of, span_of, year_span
from zhixing.foundation.machinery.things.lists import Choices, year_of


def period_of(choices: Choices, today: dt.date) -> Span:
    """``when`` (a day stands for its month), else the ``year``; this year where neither says."""
    span = span_of(choices)
    if span is None:
        return year_span(year_of(choices) if choices.get("year") else today.year)
    return month_of(span.first) if span.first == span.last else span
