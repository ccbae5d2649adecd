"""One topic from plan to fact sheet over HTTP, with nine logins; who may take each step stands in
``zhixing.demo.round``.
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from zhixing.demo.round import THE_NINE, the_round
from zhixing.demo.steps import Step, in_order, newest, resolved
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.records import chain
from zhixing.foundation.machinery.records.models import ChainHead, Record
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import trace_strip


def take(client: Client, made: dict[str, Any], step: Step, **also: Any) -> Any:
    """POST the act's page as a person would: open the form, fill it in, send it."""
    url = reverse("act", args=[made[step.on].pk, step.act])
    opened = client.get(url)
    hidden = dict(re.findall(r'name="(_key|_seen)" value="([^"]*)"', opened.content.decode()))
    return client.post(url, resolved(step, made) | hidden | also)


def remember(made: dict[str, Any], step: Step) -> None:
    if step.makes:
        made[step.makes] = newest(
            step.kind, {row.pk for row in made.values() if hasattr(row, "thing_id")}
        )


def start(county: SimpleNamespace) -> dict[str, Any]:
    return {
        name: getattr(county, name)
        for name in (
            "group",
            "town",
            "topic",
            "leader",
            "member",
            "deputy",
            "responsible",
            "secretary",
            "clerk",
        )
    }


def walk(
    county: SimpleNamespace, clients: dict[str, Client], *, others: bool = False
) -> dict[str, Any]:
    made = start(county)
    for step in in_order(the_round()):
        with clock.at(step.date):
            if others:
                for name in THE_NINE:
                    if name != step.who and name not in step.may:
                        answer = take(clients[name], made, step)
                        assert answer.status_code in (
                            403,
                            404,
                        ), f"{name} may {step.act}: {answer.status_code}"
            answer = take(clients[step.who], made, step)
            assert answer.status_code == 302, (
                f"{step.who} {step.act} on {step.on}: {answer.status_code}\n{page_words(answer)}"
            )
            remember(made, step)
            for name, row in made.items():
                if hasattr(row, "thing_id"):
                    row.refresh_from_db()
                    row.thing.refresh_from_db()
    return made


def page_words(answer: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text)[:1500]


def total(client: Client, code: str) -> tuple[int, list[str]]:
    page = client.get("/loop/totals/?since=2026-01-01&until=2026-12-31").content.decode()
    number = int(re.search(rf'data-total="{code}">(\d+)<', page)[1])
    rows = client.get(f"/loop/totals/{code}/?since=2026-01-01&until=2026-12-31").content.decode()
    return number, sorted(set(re.findall(r"[A-Z]{2}-26-[0-9A-Z]{5}", rows.split("<main")[1])))


def strip(person: Any, row: Any) -> dict[str, str]:
    return {step.key: step.tone for step in trace_strip(person, row)}


@pytest.mark.database
def test_nine_people_take_one_topic_all_the_way_round(county):
    clients = logins(Client, county, *THE_NINE)
    for code in ("sessions", "measures", "outcomes", "problems_solved"):
        assert total(clients["office"], code)[0] == 0
    made = walk(county, clients, others=True)

    problem = made["problem"]
    assert problem.state == "solved" and problem.answer == "really"
    assert (
        set(strip(county.office, problem).values()) == {"done"}
        or strip(county.office, problem)["claim"] == "done"
    )
    assert [
        key for key, tone in strip(county.office, made["outcome"]).items() if tone == "none"
    ] == []

    assert total(clients["office"], "sessions") == (1, [made["session"].pk])
    assert total(clients["office"], "outcomes") == (1, [made["outcome"].pk])
    assert total(clients["office"], "problems_solved") == (1, [problem.pk])
    assert total(clients["office"], "measures") == (
        2,
        sorted([made["measure"].pk, made["session_measure"].pk]),
    )

    sheet = clients["office"].get(reverse("assessment:sheet", args=[county.group.pk, 2026]))
    assert sheet.status_code == 200
    for indicator, code in {
        "topics_claimed": county.topic.pk,
        "research_with_problem": made["research"].pk,
        "measures_done": made["measure"].pk,
        "outcomes_issued": made["outcome"].pk,
        "demands_verified": made["demand"].pk,
        "solved_by_call_back": problem.pk,
        "answered_on_time": problem.pk,
    }.items():
        rows = (
            clients["office"]
            .get(reverse("assessment:rows", args=[county.group.pk, 2026, indicator]))
            .content.decode()
        )
        assert code in rows, indicator

    assert (
        list(
            chain.faults(
                Record.objects.select_related("body_row").order_by("seq"), ChainHead.objects.first()
            )
        )
        == []
    )
    assert Record.objects.filter(outcome="refused").count() > 200
    nothing_of_the_other_topic(county, clients, made)


def nothing_of_the_other_topic(
    county: SimpleNamespace, clients: dict[str, Client], made: dict[str, Any]
) -> None:
    """A second topic in the database stands on no page of the first."""
    for name, row in made.items():
        if hasattr(row, "thing_id") and name not in ("group", "town", "plan", "topic", "leader"):
            page = clients["office"].get(row.url)
            assert page.status_code == 200, name
            assert county.other_topic.title not in page.content.decode().split("<main")[1], name
            assert county.other_topic.pk not in page.content.decode(), name


def test_a_residents_problem_has_another_trace(county):
    """Raised at a session: topic and study filled. Raised by a resident: only the topic; study to
    research stay hollow.
    """
    clients = logins(Client, county, *THE_NINE)
    made = start(county)
    for step in in_order(the_round()):
        if step.day > "2026-05-12":
            break
        with clock.at(step.date):
            assert take(clients[step.who], made, step).status_code == 302, step.act
            remember(made, step)
    with clock.at(step.date):
        url = reverse("act", args=[county.town.pk, "register_resident_problem"])
        answer = clients["clerk"].post(
            url,
            {
                "title": "卫生室门口堆着医疗废物",
                "text": "夏天有味",
                "topic": county.topic.pk,
                "reporter_name": "李大娘",
                "reporter_phone": "10000009999",
                "_key": "r1",
            },
        )
    assert answer.status_code == 302 and answer.url.endswith("/receipt/")
    receipt = clients["clerk"].get(answer.url).content.decode()
    assert re.search(r"data-receipt>([0-9A-Z]{4} ){5}[0-9A-Z]{4}<", receipt)
    assert "data-receipt" not in clients["clerk"].get(answer.url).content.decode(), (
        "the code is shown once"
    )
    told_by_resident = newest(
        "problem", {row.pk for row in made.values() if hasattr(row, "thing_id")}
    )
    at_session, by_resident = (
        strip(county.office, made["guest_problem"]),
        strip(county.office, told_by_resident),
    )
    assert (
        at_session["topic"] == at_session["session"] == "done" or at_session["session"] == "going"
    )
    assert by_resident["topic"] == "done"
    assert {by_resident[step] for step in ("session", "test", "claim", "research")} == {"none"}


def test_one_clerk_records_it_all(county):
    """Everything for people who never log in, except verification and the second hand on marks:
    there a second recorder types.
    """
    clients = logins(Client, county, "office", "second_recorder")
    made = start(county)
    refused = []
    for step in in_order(the_round()):
        with clock.at(step.date):
            who = getattr(county, step.who)
            how = {} if step.who == "office" else {"for_person": who.pk, "basis": "纸质记录"}
            answer = take(clients["office"], made, step, **how)
            if answer.status_code == 403:
                refused.append(step.act)
                answer = take(
                    clients["second_recorder"],
                    made,
                    step,
                    **({"for_person": who.pk, "basis": "纸质记录"}),
                )
            assert answer.status_code == 302, (
                f"{step.act}: {answer.status_code}\n{page_words(answer)}"
            )
            remember(made, step)
            if step.makes:
                made[step.makes].refresh_from_db()
    assert refused == ["confirm_marks", "verify_problem", "verify_demand"]
    last = Record.objects.done().get(verb="problem.verified")
    assert (last.decider_id, last.typist_id) == (county.verifier.pk, county.second_recorder.pk)
    assert Thing.objects.get(pk=made["problem"].pk).state == "solved"
