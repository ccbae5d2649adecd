"""The door for machines: every act, with the same refusals as the pages."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.learn.sessions.build import planned_session
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.spine.orgs.models import Unit


@pytest.fixture
def clients(county):
    return logins(Client, county, "secretary", "leader", "member", "office", "stranger")


def do(client, url, body, **headers):
    return client.post(url, json.dumps(body), content_type="application/json", headers=headers)


def test_a_thing_says_what_is_open(county, clients):
    session = planned_session(county)
    url = reverse("api:thing", args=[session.pk])
    shown = clients["secretary"].get(url).json()
    assert (shown["code"], shown["kind"], shown["group"]) == (
        session.pk,
        "session",
        county.group.pk,
    )
    acts = {act["act"]: act["fields"] for act in shown["acts"]}
    assert (
        "set_agenda" in acts
        and "sign_session" not in acts
        and acts["cancel_session"]["reason"]["required"]
    )
    assert [act["act"] for act in clients["member"].get(url).json()["acts"]] != list(acts)
    assert clients["stranger"].get(url).status_code == 404 and Client().get(url).status_code == 401


def test_an_act_is_done_and_recorded_with_its_channel(county, clients):
    session = planned_session(county)
    answer = do(
        clients["secretary"],
        reverse("api:act", args=[session.pk, "cancel_session"]),
        {"reason": "改期"},
    )
    assert answer.status_code == 200 and answer.json()["things"][0] == {
        "code": session.pk,
        "kind": "session",
        "state": "cancelled",
        "url": session.url,
    }
    record = Record.objects.done().filter(thing=session.pk).order_by("-seq").first()
    assert (record.verb, record.channel, record.typist) == (
        "session.cancelled",
        "api",
        county.secretary,
    )


def test_refusals_have_a_status_a_code_and_a_sentence(county, clients):
    session = planned_session(county)
    url = reverse("api:act", args=[session.pk, "cancel_session"])
    empty = do(clients["secretary"], url, {})
    assert (
        empty.status_code == 422
        and empty["content-type"] == "application/problem+json"
        and "reason" in empty.json()["errors"]
    )
    forbidden = do(clients["member"], url, {"reason": "x"})
    assert (
        forbidden.status_code == 403
        and forbidden.json()["code"] == "not_allowed"
        and forbidden.json()["detail"]
    )
    assert do(clients["stranger"], url, {"reason": "x"}).status_code == 404
    assert (
        do(
            clients["secretary"], reverse("api:act", args=[session.pk, "no_such_act"]), {}
        ).status_code
        == 404
    )
    assert (
        do(
            clients["secretary"], reverse("api:act", args=[session.pk, "dispatch_problem"]), {}
        ).status_code
        == 404
    ), "an act on another kind of thing"
    do(clients["secretary"], url, {"reason": "改期"})
    over = do(clients["secretary"], url, {"reason": "x"})
    assert over.status_code == 409 and over.json()["code"] == "not_now"
    assert Record.objects.filter(
        outcome=Record.REFUSED, refusal="not_allowed", typist=county.member
    ).exists()


def test_a_stale_version_and_a_repeated_key(county, clients):
    url = reverse("api:new", args=["found_unit"])
    body = {"on": county.root.pk, "name": "县档案馆", "kind": "department"}
    first, again = (
        do(clients["office"], url, body, **{"Idempotency-Key": "a" * 20}) for _n in range(2)
    )
    assert (
        first.status_code == again.status_code == 201
        and first.json()["things"] == again.json()["things"]
        and Unit.objects.filter(name="县档案馆").count() == 1
    )
    other = do(clients["office"], url, body | {"name": "另一个"}, **{"Idempotency-Key": "a" * 20})
    assert other.status_code == 422 and other.json()["code"] == "key.reused"
    session = planned_session(county)
    stale = do(
        clients["secretary"],
        reverse("api:act", args=[session.pk, "cancel_session"]),
        {"reason": "x"},
        **{"If-Match": f'"{session.thing.version + 5}"'},
    )
    assert stale.status_code == 409 and stale.json()["code"] == "stale"


@pytest.mark.parametrize(
    "version", ['W/"1"', '"1"x', "1.0", '"99999999999"', "-1", '"1", "2"', "abc", '"']
)
def test_a_version_that_can_not_be_read_is_no_leave_to_overwrite(county, clients, version):
    session = planned_session(county)
    url, page = (
        reverse("api:act", args=[session.pk, "cancel_session"]),
        reverse("act", args=[session.pk, "cancel_session"]),
    )
    answer = do(clients["secretary"], url, {"reason": "x"}, **{"If-Match": version})
    assert answer.status_code == 422 and answer.json()["code"] == "version.unreadable"
    assert clients["secretary"].post(page, {"reason": "x", "_seen": version}).status_code == 422
    session.refresh_from_db()
    assert session.state == "planned"
    assert do(clients["secretary"], url, {"reason": "x"}, **{"If-Match": "*"}).status_code == 200


def test_a_key_is_for_one_thing_alone_whoever_decided_it(county, clients):
    """The same key for another decider, or another basis, is another act; a long key is not cut."""
    session = planned_session(county)
    url, key = (
        reverse("api:act", args=[session.pk, "cancel_session"]),
        {"Idempotency-Key": "b" * 20},
    )
    body = {"for_person": county.leader.pk, "basis": "电话"}
    long = do(clients["secretary"], url, {"reason": "x"}, **{"Idempotency-Key": "c" * 65})
    assert long.status_code == 422 and long.json()["code"] == "key.long"
    first = do(clients["secretary"], url, body | {"reason": "x"}, **key)
    again = do(clients["secretary"], url, body | {"reason": "x"}, **key)
    assert first.status_code == again.status_code == 200, first.json()
    for other in ({"reason": "x"}, body | {"reason": "x", "basis": "会议"}):
        answer = do(clients["secretary"], url, other, **key)
        assert answer.status_code == 422 and answer.json()["code"] == "key.reused"


def test_a_name_that_stands_twice_in_json_is_not_read_once(county, clients):
    session = planned_session(county)
    url = reverse("api:act", args=[session.pk, "cancel_session"])
    answer = clients["secretary"].post(
        url, '{"reason": "a", "reason": "b"}', content_type="application/json"
    )
    assert answer.status_code == 422 and answer.json()["code"] == "json.repeated"
    assert list(answer.json()["errors"]) == ["reason"]


def test_a_name_that_is_not_there_is_not_overlooked(county, clients):
    """A misspelt ``for_person`` would be recorded as one's own."""
    session = planned_session(county)
    url = reverse("api:act", args=[session.pk, "cancel_session"])
    answer = do(clients["secretary"], url, {"reason": "停电", "for_persn": county.leader.pk})
    assert answer.status_code == 422 and list(answer.json()["errors"]) == ["for_persn"]
    session.refresh_from_db()
    assert session.state == "planned"


@pytest.mark.parametrize(
    "body",
    ["{", "[1]", '"x"', "[" * 400 + "]" * 400, '{"a":' * 400 + "1" + "}" * 400, "\xff", "null"],
)
def test_what_is_no_json_object_is_refused(county, clients, body):
    session = planned_session(county)
    answer = clients["secretary"].post(
        reverse("api:act", args=[session.pk, "cancel_session"]),
        body.encode("latin-1"),
        content_type="application/json",
    )
    assert answer.status_code == 422 and answer.json()["code"] in ("json.bad", "json.object")


def test_another_site_can_not_act_in_my_name(county):
    client = Client(enforce_csrf_checks=True)
    client.force_login(county.secretary.account)
    session = planned_session(county)
    assert (
        do(
            client, reverse("api:act", args=[session.pk, "cancel_session"]), {"reason": "x"}
        ).status_code
        == 403
    )
    session.refresh_from_db()
    assert session.state == "planned"


def test_every_act_answers_something_sensible_to_nonsense(county, clients):
    """No act breaks on empty or strange input: 4xx with a code, or done."""
    from zhixing.foundation.machinery.act import ACTS

    rows = {Unit: county.town, type(county.group): county.group, type(county.topic): county.topic}
    tried = 0
    for name, act in ACTS.items():
        if act.inner_only or act.many or (act.on is not None and act.on not in rows):
            continue
        for body in (
            {},
            {
                "person": "nobody",
                "name": "",
                "year": "x",
                "due": "2026-02-30",
                "kind": [],
                "title": "题" * 5000,
            },
        ):
            url = (
                reverse("api:act", args=[rows[act.on].pk, name])
                if act.on is not None
                else reverse("api:new", args=[name])
            )
            answer = do(clients["office"], url, body)
            assert answer.status_code in (200, 201, 403, 409, 422), f"{name}: {answer.status_code}"
            tried += 1
    assert tried > 80
