"""A demand until it is met."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import NotAllowed
from zhixing.oversee.demands.acts import issue_demand, meet_demand, return_demand, withdraw_demand
from zhixing.oversee.sitins.acts import cancel_sitin, plan_sitin, record_check, record_listening

DAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


def test_a_demand_comes_back_until_it_is_met(county):
    sitin = plan_sitin(county.supervisor, county.group, day=DAY)
    record_check(county.supervisor, sitin, checked="看了计划")
    record_listening(county.supervisor, sitin, listened="听了")
    demand = issue_demand(
        county.supervisor,
        sitin,
        title="补学",
        text="补",
        due=DAY + dt.timedelta(days=9),
        opens="problem",
    )
    meet_demand(county.secretary, demand, evidence="补了")
    with pytest.raises(NotAllowed):
        return_demand(county.secretary, demand, reason="x")
    return_demand(county.supervisor, demand, reason="只补了一人")
    assert demand.state == "returned"
    other = issue_demand(
        county.supervisor, sitin, title="误提", text="误", due=DAY + dt.timedelta(days=9)
    )
    withdraw_demand(county.supervisor, other, reason="误提")
    second = plan_sitin(county.supervisor, county.group, day=DAY + dt.timedelta(days=2))
    cancel_sitin(county.supervisor, second, reason="会议改期")
    assert (other.state, second.state) == ("withdrawn", "cancelled")
