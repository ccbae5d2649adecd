import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.learn.sessions.build import minuted_session, signed_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.records.models import Record
from zhixing.learn.sessions.acts import amend_minutes

LATER = dt.datetime(2026, 9, 30, 9)


def test_the_leader_corrects_and_both_texts_stay(county):
    session = signed_session(county)
    before = session.minutes
    with clock.at(LATER):
        amend_minutes(county.leader, session, minutes="更正后的记录。", reason="日期写错")
    verb, who, body = last_record(session)
    assert (verb, who, body["minutes"], body["told"]["reason"]) == (
        "minutes.amended",
        county.leader,
        [before, "更正后的记录。"],
        "日期写错",
    )
    assert (session.state, session.signed_on, session.minutes_by) == (
        "signed",
        LATER.date(),
        county.secretary,
    )


def test_who_may_not_and_when_not(county):
    session = signed_session(county)
    for changes in (
        {"minutes": session.minutes, "reason": "x"},
        {"minutes": " ", "reason": "x"},
        {"minutes": "新", "reason": ""},
    ):
        with pytest.raises(BadInput):
            amend_minutes(county.leader, session, **changes)
    for person in (county.secretary, county.member, county.office):
        with pytest.raises(NotAllowed):
            amend_minutes(person, session, minutes="新", reason="x")
    with pytest.raises(NotNow):
        amend_minutes(
            county.leader,
            minuted_session(county, day=dt.date(2026, 10, 13)),
            minutes="新",
            reason="x",
        )


def test_the_secretary_finds_the_form_records_the_sign_off_and_says_the_basis(county):
    session = minuted_session(county)
    clients = logins(Client, county, "secretary", "leader", "member")
    with clock.at(LATER):
        pages = {
            who: client.get(session.url).context["page"].sign_for_url
            for who, client in clients.items()
        }
        assert pages["leader"] == pages["member"] == "" and pages["secretary"].endswith(
            f"sign_session/?for_person={county.leader.pk}"
        )
        form = clients["secretary"].get(pages["secretary"])
        assert (
            form.status_code == 200
            and form.context["form"]["for_person"].value() == county.leader.pk
            and 'zx-aside" open' in form.content.decode()
        )
        url = reverse("act", args=[session.pk, "sign_session"])
        assert (
            clients["secretary"]
            .post(url, {"for_person": county.leader.pk, "basis": ""})
            .status_code
            == 422
        )
        assert (
            clients["secretary"].post(url, {"for_person": "", "basis": "签字件"}).status_code == 403
        )
        assert (
            clients["member"]
            .post(url, {"for_person": county.leader.pk, "basis": "签字件"})
            .status_code
            == 403
        )
        assert (
            clients["secretary"]
            .post(url, {"for_person": county.leader.pk, "basis": "纸质记录已签字"})
            .status_code
            == 302
        )
    session.refresh_from_db()
    last = (
        Record.objects.done()
        .filter(thing=session.pk, verb="session.signed")
        .select_related("body_row")
        .get()
    )
    assert (session.state, last.typist, last.decider, last.body_row.body["told"]["basis"]) == (
        "signed",
        county.secretary,
        county.leader,
        "纸质记录已签字",
    )
