"""The county's totals: each number opens exactly its rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.kits.indicators.registry import TOTALS, Total
from zhixing.foundation.machinery import clock


def span(choices: Any) -> tuple[dt.date, dt.date]:
    """The period asked for, both days included; this year when none (or nonsense) is given."""
    today = clock.today()
    first, last = dt.date(today.year, 1, 1), dt.date(today.year, 12, 31)
    try:
        first = dt.date.fromisoformat(choices.get("since", "")) if choices.get("since") else first
        last = dt.date.fromisoformat(choices.get("until", "")) if choices.get("until") else last
    except ValueError:
        pass
    return (first, last) if first <= last else (last, first)


@dataclass(frozen=True)
class TotalLine:
    """A total of the period, and the way to its rows."""

    total: Total
    number: int
    url: str


@dataclass(frozen=True, kw_only=True)
class TotalsPage:
    """Every total of a period."""

    title: str
    since: dt.date
    until: dt.date
    rows: list[TotalLine]


def totals(person: Any, choices: Any) -> TotalsPage:
    """Every total of the period, counted over what this person may know of."""
    since, until = span(choices)
    period = urlencode({"since": since, "until": until})
    rows = [
        TotalLine(
            total,
            total.number(person, since, until),
            f"{reverse('totals:rows', args=[total.code])}?{period}",
        )
        for total in TOTALS.values()
    ]
    return TotalsPage(title=_("Totals"), since=since, until=until, rows=rows)
