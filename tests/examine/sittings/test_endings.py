"""Papers and tests end with a reason."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput, NotNow

DAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


def test_papers_and_tests_end_with_a_reason(county):
    from zhixing.examine.papers.acts import (
        add_item,
        draft_paper,
        end_paper,
        ready_paper,
        remove_item,
    )
    from zhixing.examine.sittings.acts import cancel_test, set_test

    paper = draft_paper(county.secretary, county.group, topic=county.topic)
    with pytest.raises(BadInput):
        add_item(
            county.secretary,
            paper,
            kind="single",
            text="?",
            marks=5000,
            options=["一", "二"],
            solution="C",
        )
    add_item(
        county.secretary,
        paper,
        kind="single",
        text="甲？",
        marks=10000,
        options=["一", "二"],
        solution="a",
    )
    add_item(county.secretary, paper, kind="short", text="乙？", marks=100)
    with pytest.raises(NotNow):
        ready_paper(county.secretary, paper)
    remove_item(county.secretary, paper, place=2)
    ready_paper(county.secretary, paper)
    test = set_test(county.secretary, county.group, paper=paper, day=DAY)
    cancel_test(county.secretary, test, reason="停电")
    end_paper(county.secretary, paper, reason="过时")
    assert (test.state, paper.state) == ("cancelled", "ended")
