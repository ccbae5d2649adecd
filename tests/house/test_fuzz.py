"""Nothing that comes in from outside makes a 5xx: every act by page and API, every parameter of
every page, with what people and programs send by mistake or on purpose.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Callable, Iterator
from itertools import chain, repeat
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django import forms
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from tests.house.everything import MOMENT, MORE_PEOPLE, everything
from zhixing.demo.cast import CAST
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import ACTS, Act
from zhixing.foundation.machinery.forms import ThingChoice, ThingField, ThingsField, form_of
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.people.models import Person

SEED = int(os.environ.get("ZHIXING_SEED") or random.SystemRandom().randrange(10**6))
ROOT = Path(__file__).resolve().parents[2] / "zhixing"
TEXTS = [
    "\x00",
    "\x00文字",
    "",
    " ",
    "-1",
    "0",
    "1",
    "2147483648",
    "9" * 40,
    "1e999",
    "NaN",
    "Infinity",
    "-0",
    "²",
    "٣",
    "0000",
    "99999",
    "0001-01-01",
    "9999-12-31",
    "99999-01-01",
    "2026-02-30",
    "2026-13-01",
    "25:61",
    "true",
    "null",
    "[]",
    "{}",
    "%s %(x)s {0}",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "\u202e\u200b\ufeff",
    "𝕏" * 300,
    "字" * 30_000,
    "a\r\nb\tc",
    "../../etc/passwd",
    "WT-26-ZZZZZ",
]
JSONS: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    10**30,
    1e308,
    0.1,
    [],
    {},
    [None],
    ["a"],
    [["a"]],
    [{}],
    {"a": 1},
    "\ud800",
    "half \udfff sign",
    "\x00",
    [1, 2],
    [True],
    ["\x00"],
    "x" * 30_000,
    *TEXTS,
]
BODIES = [
    "",
    "null",
    "[]",
    '"x"',
    "1",
    "NaN",
    '{"a": NaN}',
    '{"title": Infinity}',
    '{"title": 1e999}',
    "{" * 5_000,
    "[" * 100_000,
    '{"a":' * 30 + "1" + "}" * 30,
    '{"title": "\\ud800"}',
    '{"title": ' + "9" * 5_000 + "}",
    "\xff\xfe",
    '{"title": "a", "title": "b"}',
]
TYPES = [
    "application/json",
    "text/plain",
    "text/xml",
    "application/json; charset=utf-16",
    "application/x-www-form-urlencoded; charset=latin-1",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "",
    "application/octet-stream",
    "x" * 300,
]


@pytest.fixture
def full(county):
    print(f"seed: {SEED} (ZHIXING_SEED={SEED} repeats it)")
    rows = everything(county)
    people = {
        name: Person.objects.select_related("unit").get(pk=getattr(county, name).pk)
        for name in [*CAST, *MORE_PEOPLE]
    }
    clients = {name: Client() for name in people}
    for name, client in clients.items():
        client.force_login(people[name].account)
    with clock.at(MOMENT):
        yield SimpleNamespace(
            county=county,
            rows=rows,
            people=people,
            clients=clients,
            chance=random.Random(SEED),
            faults=[],
        )


def some(full: SimpleNamespace, several: list[Any], most: int) -> list[Any]:
    """All of them where they are few, else a sample; on PostgreSQL a fifth of it."""
    number = min(len(several), most if connection.vendor == "sqlite" else most // 5)
    return full.chance.sample(several, number)


def tried(
    full: SimpleNamespace, what: str, ask: Callable[[], Any], *, as_json: bool = False
) -> Any:
    """Ask, undo what it did, and note a 5xx, an exception, or an API that answers no JSON."""
    try:
        with transaction.atomic():
            answer = ask()
            transaction.set_rollback(True)
    # all of them are told together, each with what was sent
    except Exception as fault:  # noqa: BLE001
        full.faults.append(f"{what}: {type(fault).__name__}: {str(fault)[:200]}")
        return None
    if answer.status_code >= 500:
        full.faults.append(f"{what}: {answer.status_code}")
    elif as_json:
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if "json" not in answer.get("Content-Type", "") or (
            content and not isinstance(json.loads(content), dict)
        ):
            full.faults.append(f"{what}: {answer.status_code} {answer.get('Content-Type')}")
    return answer


def fault_report(full: SimpleNamespace) -> str:
    return f"seed {SEED}, {len(full.faults)} faults:\n" + "\n".join(full.faults[:40])


# -- acts ------------------------------------------------------------------------------------------


def acts(full: SimpleNamespace) -> Iterator[tuple[Act, Any, str]]:
    """Every act that can be asked for from outside, on a row, by somebody who may do it where there
    is somebody.
    """
    for act in ACTS.values():
        if act.inner_only:
            continue
        rows = (
            [row for row in full.rows[act.on.KIND] if act.fits(row)] or full.rows[act.on.KIND]
            if act.on is not None
            else [None]
        )
        row = full.chance.choice(rows)
        able = [
            name
            for name, person in full.people.items()
            if act.may.allows(person, row)
            and (row is None or Thing.objects.visible_to(person).filter(pk=row.pk).exists())
        ]
        yield act, row, full.chance.choice(able or ["office"])


def good(field: forms.Field) -> Any:
    """Something the field would take."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [str(row.pk) for row in field.queryset[:1]]
    if isinstance(field, ThingsField | ThingField | ThingChoice | forms.ModelChoiceField):
        first = field.queryset.first() if field.queryset is not None else None
        return str(first.pk) if first is not None else ""
    if isinstance(field, forms.ChoiceField):
        codes = [str(code) for code, _word in field.choices if code not in ("", None)]
        return (
            codes[:1]
            if getattr(field.widget, "allow_multiple_selected", False)
            else (codes or [""])[0]
        )
    kinds = {
        forms.BooleanField: "on",
        forms.DateField: "2026-11-25",
        forms.TimeField: "09:00",
        forms.IntegerField: "2026" if getattr(field, "min_value", None) == 2000 else "1",
        forms.URLField: "https://example.org/",
    }
    return next((value for kind, value in kinds.items() if isinstance(field, kind)), "一句话")


def filled(full: SimpleNamespace, form: forms.Form, nasty: list[Any]) -> dict[str, Any]:
    """The form as somebody would fill it in, but for one or two fields."""
    data = {name: good(field) for name, field in form.fields.items()}
    for name in full.chance.sample(
        list(data), min(len(data), full.chance.choice([1, 1, 2, len(data)]))
    ):
        data[name] = full.chance.choice(nasty)
    return data


@pytest.mark.database
def test_no_act_breaks_whatever_is_sent(full):
    for act, row, name in some(full, list(acts(full)), 400):
        person, client = full.people[name], full.clients[name]
        form = form_of(act)(person=person, row=row)
        page = (
            reverse("act", args=[row.pk, act.name])
            if row is not None
            else reverse("new", args=[act.name])
        )
        api = (
            reverse("api:act", args=[row.pk, act.name])
            if row is not None
            else reverse("api:new", args=[act.name])
        )
        for address, nasty, as_json in ((page, TEXTS, False), (api, JSONS, True)):
            data = filled(full, form, nasty) | {
                full.chance.choice(
                    ["_seen", "_key", "for_person", "basis", "on"]
                ): full.chance.choice(nasty)
            }
            if as_json:
                tried(
                    full,
                    f"{name} POST {address} {json.dumps(data)[:300]}",
                    lambda address=address, data=data, client=client: client.post(
                        address, json.dumps(data), content_type="application/json"
                    ),
                    as_json=True,
                )
            else:
                sent = {key: "" if value is None else value for key, value in data.items()}
                tried(
                    full,
                    f"{name} POST {address} {str(sent)[:300]}",
                    lambda address=address, sent=sent, client=client: client.post(address, sent),
                )
    assert not full.faults, fault_report(full)


@pytest.mark.database
def test_the_api_answers_json_always(full):
    problem = full.rows["problem"][0]
    url = reverse("api:act", args=[problem.pk, "archive_problem"])
    office = full.clients["office"]
    for body in BODIES:
        tried(
            full,
            f"POST {body[:60]!r}",
            lambda body=body: office.post(
                url, body.encode("latin-1"), content_type="application/json"
            ),
            as_json=True,
        )
    for kind in TYPES:
        tried(
            full,
            f"POST as {kind[:60]!r}",
            lambda kind=kind: office.generic("POST", url, b"reason=x", content_type=kind),
            as_json=True,
        )
    repeated = office.post(
        url, "reason=a&reason=b", content_type="application/x-www-form-urlencoded"
    )
    assert repeated.status_code == 422 and "reason" in repeated.json()["errors"], (
        "two reasons are not one"
    )
    listed = office.post(url, {"reason": ["a", "b"]}, content_type="application/json")
    assert listed.status_code == 422 and "reason" in listed.json()["errors"]
    for kind, wanted in (("text/xml", 415), ("application/json", 422)):
        assert office.generic("POST", url, b"<a/>", content_type=kind).status_code == wanted
    ways = {
        "GET": office.get,
        "HEAD": office.head,
        "PUT": office.put,
        "DELETE": office.delete,
        "PATCH": office.patch,
        "OPTIONS": office.options,
    }
    for way, ask in ways.items():
        answer = tried(full, way, lambda ask=ask: ask(url), as_json=True)
        assert answer.status_code == 405 and answer["Allow"] == "POST"
    thing = reverse("api:thing", args=[problem.pk])
    assert (
        office.head(thing).status_code == 200
        and office.head(thing)["Content-Type"] == "application/json"
    )
    for address, wanted in (
        (thing, 401),
        ("/api/v1/", 404),
        ("/api/v1/things/WT-26-ZZZZZ", 401),
        (thing + "/", 404),
    ):
        answer = tried(full, address, lambda address=address: Client().get(address), as_json=True)
        assert answer.status_code in (wanted, 401), address
    assert Client().post(url, {"reason": "x"}, content_type="application/json").status_code == 401
    assert (
        Client(enforce_csrf_checks=True)
        .post(url, {"reason": "x"}, content_type="application/json")
        .status_code
        == 401
    )
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(full.people["office"].account)
    refused = strict.post(url, {"reason": "x"}, content_type="application/json")
    assert refused.status_code == 403 and refused.json()["code"] == "forbidden"
    big = office.post(url, json.dumps({"reason": "x" * 6_000_000}), content_type="application/json")
    assert big.status_code in (400, 413) and big.json()["code"]
    assert not full.faults, fault_report(full)


# -- pages -----------------------------------------------------------------------------------------


def routes() -> list[str]:
    """Every address of the site, with its parts that vary in angle brackets."""
    paths: list[str] = []

    def walk(patterns: Any, before: str) -> None:
        for part in patterns:
            here = before + str(part.pattern)
            if hasattr(part, "url_patterns"):
                walk(part.url_patterns, here)
            elif "static" not in here and "logout" not in here:
                paths.append(here)

    walk(get_resolver().url_patterns, "/")
    return paths


def parameters() -> list[str]:
    """Every name that a page reads from its address: in the code, and as a field of a form that is
    sent by GET.
    """
    text = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py"))
    read = set(
        re.findall(r'(?:GET|choices|chosen|given|asked)(?:\.get\(|\.getlist\(|\[)"(\w+)"', text)
    )
    return sorted(
        read
        | {
            "year",
            "kind",
            "state",
            "group",
            "q",
            "after",
            "export",
            "format",
            "since",
            "until",
            "month",
            "unit",
            "topic",
        }
    )


def address(full: SimpleNamespace, route: str, nasty: float) -> str:
    """A route with codes that exist, or with what comes to mind."""
    codes = [rows[0].pk for rows in full.rows.values() if rows]

    def part(match: re.Match) -> str:
        kind, _colon, name = match[1].rpartition(":")
        if full.chance.random() < nasty:
            return quote(
                full.chance.choice([text for text in TEXTS if text and len(text) < 400]), safe=""
            )
        if kind in ("year", "number", "int"):
            return (
                full.chance.choice(["2026", "0", "99999", "1"])
                if kind != "year"
                else full.chance.choice(["2026", "0000", "9999", "2199"])
            )
        if name == "act":
            return full.chance.choice(list(ACTS))
        return full.chance.choice(codes)

    return re.sub(r"<([^>]+)>", part, route)


@pytest.mark.database
def test_no_page_breaks_whatever_its_address_says(full):
    known = parameters()
    assert len(known) > 20 and len(routes()) > 80
    asked = list(chain.from_iterable(repeat(route, 4) for route in routes()))
    for route in some(full, asked, 420):
        where = address(full, route, 0.15)
        names = full.chance.sample(known, full.chance.choice([1, 2, 6, len(known)]))
        query = urlencode(
            {
                name: full.chance.choice(TEXTS + ["2026", "csv", "xlsx", *full.rows])
                for name in names
            }
        )
        who = full.chance.choice(["office", "secretary", "member", "sys"])
        tried(
            full,
            f"{who} GET {where}?{query[:300]}",
            lambda where=where, query=query, who=who: full.clients[who].get(f"{where}?{query}"),
            as_json=where.startswith("/api/"),
        )
    assert not full.faults, fault_report(full)


@pytest.mark.database
def test_no_sign_that_can_not_be_kept_reaches_a_database(full):
    """%00 in the path, the query, a form, a header and a cookie: 404 or 422 everywhere, and nothing
    is written.
    """
    office, problem = full.clients["office"], full.rows["problem"][0]
    for route in some(full, sorted(set(routes())), 60):
        where = re.sub(
            r"<(?:\w+:)?(\w+)>",
            lambda match: {"year": "2026", "month": "5", "number": "1", "item": "1"}.get(
                match[1], "WT%00"
            ),
            route,
        )
        answer = tried(
            full,
            f"GET {where}",
            lambda where=where: office.get(where + "?q=%00&year=%00&after=%00&%00=1"),
        )
        assert answer is None or answer.status_code in (
            404,
            405,
            422,
        ), f"{where}: {answer.status_code}"
    page, api = (
        reverse("act", args=[problem.pk, "correct_problem"]),
        reverse("api:act", args=[problem.pk, "correct_problem"]),
    )
    before = Thing.objects.get(pk=problem.pk).version
    for ask in (
        lambda: office.post(page, {"title": "a\x00", "text": "b"}),
        lambda: office.post(api, {"title": "a\x00", "text": "b"}, content_type="application/json"),
        lambda: office.post(
            api, '{"title": "\\ud800", "text": "b"}', content_type="application/json"
        ),
        lambda: office.post(
            api,
            {"title": "a", "text": "b"},
            content_type="application/json",
            headers={"Idempotency-Key": "k\x00" * 5},
        ),
        lambda: office.post(reverse("drafts:keep", args=["x.y"]), {"title": "\x00"}),
        lambda: Client().post("/login/", {"username": "a\x00", "password": "b\x00"}),
    ):
        answer = ask()
        assert answer.status_code == 422, answer.content.decode()[:300]
    stranger = Client()
    stranger.cookies["zhixing"] = "abc\x00"
    stranger.cookies["zhixing_device"] = "\x00"
    assert stranger.get("/login/").status_code == 200
    assert Thing.objects.get(pk=problem.pk).version == before and not full.faults, fault_report(
        full
    )
