"""A measure from its proposal to its check, and the ways back."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput
from zhixing.solve.measures.acts import (
    adopt_measure,
    confirm_measure,
    drop_measure,
    propose_measure,
    report_measure,
    send_measure_back,
)

DAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


def test_a_measure_is_adopted_sent_back_and_confirmed_by_another(county):
    measure = propose_measure(county.member, county.group, title="设收集点", topic=county.topic)
    with pytest.raises(BadInput):
        adopt_measure(county.leader, measure, unit=county.town, due=DAY - dt.timedelta(days=1))
    adopt_measure(
        county.leader,
        measure,
        unit=county.town,
        due=DAY + dt.timedelta(days=9),
        person=county.responsible,
    )
    report_measure(county.responsible, measure, result="设了一个")
    send_measure_back(county.leader, measure, reason="说好两个")
    report_measure(county.responsible, measure, result="两个")
    confirm_measure(county.leader, measure)
    assert measure.state == "confirmed" and last_record(measure)[0] == "measure.confirmed"
    other = propose_measure(county.member, county.group, title="不做了")
    drop_measure(county.leader, other, reason="重复")
    assert other.state == "dropped"


def test_a_measure_sent_back_after_its_day_is_due_when_its_clock_is(county):
    measure = propose_measure(county.member, county.group, title="设收集点", topic=county.topic)
    day = DAY + dt.timedelta(days=9)
    adopt_measure(county.leader, measure, unit=county.town, due=day, person=county.responsible)
    report_measure(county.responsible, measure, result="设了一个")
    with clock.at(day):
        send_measure_back(county.leader, measure, reason="说好两个")
    measure.refresh_from_db()
    assert measure.due == Deadline.objects.get(thing=measure.pk).due > day
