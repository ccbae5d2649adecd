"""A figure is counted from the rows it opens."""

from __future__ import annotations

import pytest

from zhixing.foundation.kits.indicators import registry
from zhixing.foundation.kits.indicators.registry import Indicator, Row, register


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    monkeypatch.setattr(registry, "INDICATORS", {})


def test_numerator_and_denominator_are_the_rows():
    register(
        Indicator(
            "x",
            "X",
            "learn",
            lambda group, year: [Row("A", "a", True), Row("B", "b", False, "why not")],
        )
    )
    (figure,) = registry.figures(None, 2026)
    assert (figure.numerator, figure.denominator, [row.code for row in figure.rows]) == (
        1,
        2,
        ["A", "B"],
    )


def test_a_code_is_registered_once():
    register(Indicator("x", "X", "learn", lambda group, year: []))
    with pytest.raises(RuntimeError):
        register(Indicator("x", "X", "learn", lambda group, year: []))


def test_nothing_to_count_is_nought_of_nought():
    register(Indicator("x", "X", "learn", lambda group, year: []))
    assert (
        registry.figures(None, 2026)[0].numerator,
        registry.figures(None, 2026)[0].denominator,
    ) == (0, 0)
