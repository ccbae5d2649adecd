"""What is counted of the problems of a period, kept: in a large county thousands of them are closed
in a month.
"""

from __future__ import annotations

from zhixing.foundation.kits.snapshots.sources import Source, register
from zhixing.foundation.kits.spans.rules import span_in, usual
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.lists import numbers

from .models import Problem
from .periods import Scope, period_rows


def _numbers(key: str) -> dict[str, int]:
    """Of a period, without asking who may know of which row: those who see the county know all."""
    span = span_in(key)
    if span is None:
        raise ValueError(f"{key} is no period")
    rows = Problem.objects.filter(closed_before=False)
    return numbers(**period_rows(Scope(rows, clock.today(), span)))


def _periods() -> list[str]:
    return [span.code for span in usual(clock.today())]


PERIOD_NUMBERS = register(Source("problems", _numbers, _periods))
