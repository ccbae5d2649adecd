"""Research ends with a reason."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput
from zhixing.loop.threads.queries import loose_ends_of
from zhixing.solve.claims.acts import (
    claim_topic,
    confirm_claim,
)
from zhixing.solve.research.acts import (
    close_research,
    note_finding,
    note_visit,
    report_research,
    start_research,
)

DAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


def test_research_that_led_to_nothing_says_why(county):
    claim = claim_topic(county.member, county.group, topic=county.topic)
    confirm_claim(county.leader, claim)
    research = start_research(county.member, claim)
    with pytest.raises(BadInput, match="走访|visit"):
        report_research(
            county.member, research, fits="a", new="b", work="c", effect="d", report="e"
        )
    note_visit(county.member, research, day=DAY, place="柳沟村", saw="都好")
    note_finding(county.member, research, text="都好")
    report_research(county.member, research, fits="a", new="b", work="c", effect="d", report="e")
    assert [
        end.kind for end in loose_ends_of(county.group, DAY) if end.thing.pk == research.pk
    ] == ["research_without_problem"]
    with pytest.raises(BadInput):
        close_research(county.member, research)
    close_research(county.member, research, reason="没有发现问题")
    assert [end for end in loose_ends_of(county.group, DAY) if end.thing.pk == research.pk] == []
