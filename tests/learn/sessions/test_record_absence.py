import datetime as dt

import pytest

from tests.learn.sessions.build import held_session, planned_session
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.foundation.machinery.forms import act_named
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.spine.people.models import timekeeper
from zhixing.learn.sessions.acts import record_absence


def test_one_record_for_each_absence_with_the_day_by_which_it_is_made_up(county):
    session = held_session(county, away=("member2", "member3"))
    records = Record.objects.filter(thing=session.pk, verb="absence.recorded").select_related(
        "body_row", "typist"
    )
    assert {record.body_row.body["told"]["person"] for record in records} == {
        county.member2.pk,
        county.member3.pk,
    }
    assert {record.typist for record in records} == {timekeeper()}
    line = session.attendance.get(person=county.member2)
    assert line.make_up_by == dt.date(2026, 9, 29)
    assert records[0].body_row.body["told"]["due"] == "2026-09-29"


def test_it_is_no_act_of_a_page_and_not_for_strangers(county):
    assert act_named("record_absence") is None
    with pytest.raises(NotAllowed):
        record_absence(county.stranger, held_session(county), person=county.member)
    with pytest.raises(NotNow):
        record_absence(timekeeper(), planned_session(county), person=county.member)
