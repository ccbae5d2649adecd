"""The county's totals: each number opens exactly its rows."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from zhixing.foundation.kits.indicators.registry import TOTALS
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


def totals(person: Any, choices: Any) -> dict[str, Any]:
    """Every total of the period, counted over what this person may know of."""
    since, until = span(choices)
    period = urlencode({"since": since, "until": until})
    rows = [
        {
            "total": total,
            "number": total.number(person, since, until),
            "url": f"{reverse('totals:rows', args=[total.code])}?{period}",
        }
        for total in TOTALS.values()
    ]
    return {"since": since, "until": until, "rows": rows}
