"""The county's totals: each number opens exactly its rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404

from zhixing.foundation.kits.indicators.registry import TOTALS
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.lists import top


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
    rows = [{"total": one, "number": one.things(since, until).visible_to(person).count()} for one in TOTALS.values()]
    return {"since": since, "until": until, "rows": rows}


def total_rows(person: Any, code: str, choices: Any) -> dict[str, Any]:
    if code not in TOTALS:
        raise Http404
    since, until = span(choices)
    things = TOTALS[code].things(since, until).visible_to(person).select_related("unit", "topic").order_by("code")
    found, pager = top(things, 1000)
    return {"since": since, "until": until, "total": TOTALS[code], "rows": found, "pager": pager, "every": things, "number": pager["total"]}
