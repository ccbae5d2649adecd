"""An imported row that contradicts itself."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.loop.threads.acts import explain_loose_end
from zhixing.loop.threads.queries import loose_ends_of
from zhixing.solve.problems.acts import import_problems

DAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


def test_an_imported_row_that_contradicts_itself_is_a_loose_end(county):
    [problem] = import_problems(
        county.office,
        county.town,
        rows=[
            {
                "title": "公交末班车太早",
                "text": "17:30",
                "source": "resident",
                "state": "archived",
                "received_on": DAY,
                "closed_before": True,
                "contradictory": True,
                "row": 3,
            }
        ],
        file="台账",
    )
    ends = [end for end in loose_ends_of(county.group, DAY) if end.thing.pk == problem.pk]
    assert [end.kind for end in ends] == ["struck_off_not_done"]
    with pytest.raises(NotAllowed):
        explain_loose_end(county.stranger, county.group, thing=problem.thing, reason="x")
    explain_loose_end(county.secretary, county.group, thing=problem.thing, reason="县里已加开一班")
    assert [end for end in loose_ends_of(county.group, DAY) if end.thing.pk == problem.pk] == []
    with pytest.raises(NotNow):
        explain_loose_end(county.secretary, county.group, thing=problem.thing, reason="再说一遍")
