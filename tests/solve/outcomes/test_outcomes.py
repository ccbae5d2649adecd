"""What makes a document an institutional outcome."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput
from zhixing.solve.measures.acts import (
    propose_measure,
)
from zhixing.solve.outcomes.acts import draft_outcome, drop_outcome, end_outcome, issue_outcome

DAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


def test_an_outcome_counts_only_with_number_issuer_and_date(county):
    measure = propose_measure(county.member, county.group, title="设收集点", topic=county.topic)
    outcome = draft_outcome(
        county.secretary, county.group, title="管理办法", origins=[measure.thing]
    )
    with pytest.raises(BadInput):
        issue_outcome(
            county.secretary,
            outcome,
            number="1号",
            issuer="镇政府",
            issued_on=DAY,
            non_secret=False,
        )
    issue_outcome(
        county.secretary, outcome, number="1号", issuer="镇政府", issued_on=DAY, non_secret=True
    )
    end_outcome(county.secretary, outcome, ended_on=DAY, reason="到期")
    other = draft_outcome(county.secretary, county.group, title="不发了", origins=[measure.thing])
    drop_outcome(county.secretary, other, reason="并入别的文件")
    assert (outcome.state, other.state) == ("ended", "dropped")
