"""How the months of a plan are read."""

from __future__ import annotations

import pytest

from zhixing.learn.plans.countyfile.months import read_months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("1月", (1, 1)),
        ("12月", (12, 12)),
        ("5月份", (5, 5)),
        ("7-9月", (7, 9)),
        ("7月—9月", (7, 9)),
        ("第二季度", (4, 6)),
        ("四季度", (10, 12)),
        ("第1季度", (1, 3)),
        ("上半年", (1, 6)),
        ("2026年3月", (3, 3)),
        ("９月", (9, 9)),
        ("13月", None),
        ("9-7月", None),
        ("五一前后", None),
        ("5", None),
        ("", None),
    ],
)
def test_months(text, months):
    assert read_months(text) == months
