"""Shared sheets: who may, what is taken once, what two people wrote at the same time, what a page
is told again.
"""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.county import logins
from tests.learn.sessions.build import held_session, noticed_session
from zhixing.foundation.kits.outbox import store
from zhixing.foundation.kits.outbox.models import Entry, Present, Rival, Sheet
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.records.models import Record
from zhixing.learn.sessions import acts


def typed_write(
    value: str,
    *,
    name: str = "speech.x.q1",
    seen: int = 0,
    key: str = "",
    settles: tuple[int, ...] = (),
) -> dict:
    return {
        "name": name,
        "value": value,
        "seen": seen,
        "key": key or f"the-key-{value}-{seen}"[:64],
        "settles": list(settles),
    }


def write(person, session, device, *writes):
    return store.write(person, session.pk, device, list(writes))


@pytest.fixture
def session(county):
    return noticed_session(county)


@pytest.mark.database
def test_what_is_typed_is_kept_with_a_version_and_no_record(county, session):
    before = Record.objects.count()
    assert write(county.secretary, session, "a", typed_write("六个村"))[0] | {"at": ""} == {
        "name": "speech.x.q1",
        "state": "saved",
        "version": 1,
        "value": "六个村",
        "at": "",
    }
    assert (
        write(county.secretary, session, "a", typed_write("六个村在山上", seen=1))[0]["version"]
        == 2
    )
    entry = Entry.objects.get()
    assert (entry.value, entry.by, entry.thing_id) == (
        "六个村在山上",
        county.secretary,
        session.pk,
    ) and Sheet.objects.get().serial == 2
    assert Record.objects.count() == before, "typing is no act"


@pytest.mark.database
def test_a_repeated_key_is_answered_and_not_done_again(county, session):
    write(county.secretary, session, "a", typed_write("甲", key="first-key"))
    write(county.leader, session, "b", typed_write("甲乙", seen=1))
    again = write(county.secretary, session, "a", typed_write("甲", key="first-key"))[0]
    assert (
        again["state"] == "saved"
        and (again["version"], again["value"]) == (2, "甲乙")
        and not Rival.objects.exists()
    )


@pytest.mark.database
def test_both_texts_are_kept_when_somebody_wrote_in_between(county, session):
    write(county.secretary, session, "a", typed_write("起"))
    write(county.secretary, session, "a", typed_write("甲", seen=1))
    answer = write(county.leader, session, "b", typed_write("乙", seen=1))[0]
    assert answer["state"] == "clash" and answer["now"]["value"] == "甲"
    entry = store.read(session.pk)[0]
    assert entry["value"] == "甲" and [
        (rival["value"], rival["by"]) for rival in entry["rivals"]
    ] == [("乙", county.leader.name)]
    write(county.leader, session, "b", typed_write("乙乙", seen=1))
    assert [rival.value for rival in Rival.objects.all()] == ["乙乙"], (
        "whoever goes on typing changes the own text alone"
    )
    chosen = write(
        county.secretary,
        session,
        "a",
        typed_write("甲\n乙乙", seen=2, settles=[Rival.objects.get().pk]),
    )[0]
    assert (
        chosen["state"] == "saved"
        and not Rival.objects.exists()
        and Entry.objects.get().value == "甲\n乙乙"
    )


@pytest.mark.database
def test_the_word_of_anothers_page_overwrites_nothing(county, session):
    write(county.secretary, session, "a", typed_write("甲"))
    write(county.secretary, session, "a", typed_write("甲甲", seen=1))
    answer = write(county.leader, session, "a", typed_write("乙", seen=1))[0]
    assert answer["state"] == "clash" and Entry.objects.get().value == "甲甲"
    assert [rival.value for rival in Rival.objects.all()] == ["乙"]


@pytest.mark.database
def test_a_choice_over_a_newer_text_is_a_clash_again(county, session):
    write(county.secretary, session, "a", typed_write("甲"))
    write(county.leader, session, "b", typed_write("乙"))
    write(county.secretary, session, "a", typed_write("甲甲", seen=1))
    answer = write(
        county.leader,
        session,
        "b",
        typed_write("乙", seen=1, key="choice-key", settles=[Rival.objects.get().pk]),
    )[0]
    assert (
        answer["state"] == "clash"
        and Entry.objects.get().value == "甲甲"
        and Rival.objects.count() == 1
    )


def test_the_same_text_and_the_same_page_are_no_clash(county, session):
    write(county.secretary, session, "a", typed_write("甲"))
    assert write(county.leader, session, "b", typed_write("甲"))[0]["state"] == "saved", (
        "both wrote the same"
    )
    assert (
        write(county.secretary, session, "a", typed_write("甲二", key="lost-answer"))[0]["version"]
        == 2
    ), "its own page, whose answer was lost, goes on"


@pytest.mark.parametrize(
    "bad",
    [
        {"name": "../x"},
        {"name": ""},
        {"value": 3},
        {"key": "short"},
        {"seen": -1},
        {"seen": True},
        {"settles": ["x"]},
        {"value": "长" * 20_001},
        {"value": "\x00"},
        {"value": "\ud800"},
    ],
    ids=lambda write: next(iter(write)),
)
def test_what_is_no_write_takes_nothing(county, session, bad):
    with pytest.raises(BadInput):
        write(
            county.secretary,
            session,
            "a",
            typed_write("好", name="good.one"),
            typed_write("坏") | bad,
        )
    assert not Entry.objects.exists()
    with pytest.raises(BadInput):
        write(county.secretary, session, "", typed_write("好"))


def test_only_those_who_keep_the_session_have_its_sheet(county, session):
    clients = logins(Client, county, "secretary", "leader", "member", "office", "clerk", "stranger")
    address = f"/sheets/{session.pk}/"
    statuses = {name: client.get(address).status_code for name, client in clients.items()}
    assert statuses == {
        "secretary": 200,
        "leader": 200,
        "member": 404,
        "office": 404,
        "clerk": 404,
        "stranger": 404,
    }
    body = json.dumps({"device": "a", "writes": [typed_write("甲")]})
    assert [
        clients[name].post(address, body, content_type="application/json").status_code
        for name in ("secretary", "member", "stranger")
    ] == [200, 404, 404]
    assert (
        Client().get(address).status_code == 302
        and clients["secretary"].get("/sheets/JT-26-XXXXX/").status_code == 404
        and clients["secretary"].get(f"/sheets/{county.group.pk}/").status_code == 404
    )
    assert (
        clients["secretary"].post(address, "no json", content_type="application/json").status_code
        == 422
    )
    as_other = clients["leader"].post(
        address,
        body,
        content_type="application/json",
        headers={"X-Zhixing-As": county.secretary.pk},
    )
    assert as_other.status_code == 409 and as_other.json()["code"] == "other_person"


def test_a_page_is_told_what_is_new_and_else_nothing(county):
    session = held_session(county, attendance=False)
    clients = logins(Client, county, "secretary", "leader")
    address = f"/sheets/{session.pk}/"
    with clock.at(dt.datetime(2026, 9, 15, 9, 30)):
        first = clients["secretary"].get(address)
        state = first.json()
        assert (
            state["others"] == []
            and state["entries"] == []
            and state["state"]["state"] == "held"
            and state["token"]
        )
        same = {"If-None-Match": first["ETag"]}
        assert clients["secretary"].get(address, headers=same).status_code == 304
        write(county.leader, session, "b", typed_write("乙"))
        new = (
            clients["secretary"]
            .get(f"{address}?since={state['serial']}&version={state['version']}", headers=same)
            .json()
        )
        assert [entry["value"] for entry in new["entries"]] == ["乙"] and "state" not in new
        acts.note_raised(county.leader, session, kind="PROBLEM", text="台账要填两遍")
        newer = (
            clients["secretary"]
            .get(f"{address}?since={new['serial']}&version={new['version']}")
            .json()
        )
        assert newer["entries"] == [] and newer["state"]["caught"][0]["text"] == "台账要填两遍"
        clients["leader"].get(address)
        assert clients["secretary"].get(address).json()["others"] == [county.leader.name]
    with clock.at(dt.datetime(2026, 9, 15, 9, 31)):
        assert clients["secretary"].get(address).json()["others"] == [], (
            "who has closed the page is forgotten"
        )
        assert Present.objects.count() == 1


def test_asking_again_costs_little(county):
    session = held_session(county, attendance=False)
    client = Client()
    client.force_login(county.secretary.account)
    mark = client.get(f"/sheets/{session.pk}/")["ETag"]
    with CaptureQueriesContext(connection) as asked:
        assert (
            client.get(f"/sheets/{session.pk}/", headers={"If-None-Match": mark}).status_code == 304
        )
    mine = [
        query["sql"]
        for query in asked.captured_queries
        if "outbox_" in query["sql"] or "study_sessions_" in query["sql"]
    ]
    assert len(mine) == 2 and not [sql for sql in mine if not sql.startswith("SELECT")], mine


def test_old_sheets_are_thrown_away(county, session):
    write(county.secretary, session, "a", typed_write("甲"))
    store.look_in(county.secretary, session.pk)
    with clock.at(clock.now() + dt.timedelta(days=91)), traffic("sweep"):
        store.sweep()
    assert not Entry.objects.exists() and not Present.objects.exists()
