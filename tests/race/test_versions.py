# ruff: noqa: F811
"""Twenty people and one thing: of twenty that saw one version one saves, and twenty that saw none
all count. On SQLite and on PostgreSQL.
"""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import close_old_connections, connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.learn.sessions.build import planned_session
from tests.race.test_one_winner import county  # noqa: F401
from zhixing.faces.cli.doctor import examine
from zhixing.foundation.machinery import locks
from zhixing.foundation.machinery.act import doing
from zhixing.foundation.machinery.act.context import running
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.orgs.acts import found_unit, move_unit
from zhixing.foundation.spine.people.acts import appoint, correct_person
from zhixing.foundation.spine.people.models import Appointment, Person
from zhixing.learn.plans.acts import draft_plan
from zhixing.learn.plans.models import StudyPlan
from zhixing.learn.sessions.acts import correct_session, plan_session
from zhixing.learn.sessions.models import StudySession
from zhixing.solve.claims.acts import claim_topic, confirm_claim
from zhixing.solve.problems.acts import correct_problem, draft_problem
from zhixing.solve.problems.models import Problem
from zhixing.solve.research.acts import note_finding, raise_finding, start_research
from zhixing.solve.research.models import Finding

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True), pytest.mark.stray_writes]
MANY = 20
ACCEPTED = {
    "calendar of 2026",
    "migrations",
    "triggers",
    "files",
}  # the tests tell another time, empty their tables, and leave files to others


@dataclass(frozen=True)
class Kind:
    """How one kind of thing is made, and what one types to change it."""

    make: Callable[[SimpleNamespace], Any]
    act: str
    typed: Callable[[SimpleNamespace, str], dict[str, Any]]


KINDS = {
    "problem": Kind(
        lambda county: draft_problem(
            county.secretary, county.town, title="路灯不亮", text="夜里看不见路", source="other"
        ),
        "correct_problem",
        lambda _county, text: {"title": text, "text": f"全文：{text}"},
    ),
    "session": Kind(
        lambda county: planned_session(county),
        "correct_session",
        lambda _county, text: {
            "day": "2026-09-15",
            "kind": "three_part",
            "title": text,
            "place_kind": "field",
            "place": "会议室",
        },
    ),
    "plan": Kind(
        lambda county: draft_plan(county.secretary, county.group, year=2026),
        "set_plan_line",
        lambda county, text: {
            "topic": county.topic.pk,
            "first_month": "3",
            "last_month": "4",
            "form": "研讨",
            "aim": text,
        },
    ),
}


def at_once(works: list[Callable[[], Any]]) -> list[Any]:
    """Run all at the same moment; what each answered, or the code of its refusal, in order."""
    start, answers = threading.Barrier(len(works)), [None] * len(works)

    def run(number: int) -> None:
        start.wait()
        try:
            answers[number] = works[number]()
        except Refusal as refusal:
            answers[number] = refusal.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    close_old_connections()
    return answers


def faults() -> list[str]:
    """What the doctor finds after a race, said in English."""
    with translation.override("en"):
        checks = dict(examine())
    lines = []
    for what, several in checks.items():
        if what not in ACCEPTED and not what.startswith("times of the records"):
            lines += [f"{what}: {fault}" for fault in several]
    return lines


def browsers(county: SimpleNamespace) -> list[Client]:
    clients = [Client() for _number in range(MANY)]
    for client in clients:
        client.force_login(county.secretary.account)
    return clients


@pytest.mark.parametrize("kind", KINDS)
def test_of_twenty_with_one_version_one_saves_and_nineteen_see_both_texts(county, kind):
    how = KINDS[kind]
    row = how.make(county)
    version, address = row.thing.version, reverse("act", args=[row.pk, how.act])
    texts = [f"第{number}个人写的话" for number in range(MANY)]

    def save(client: Client, text: str) -> Any:
        return client.post(address, how.typed(county, text) | {"_seen": str(version)})

    works = [
        lambda client=client, text=text: save(client, text)
        for client, text in zip(browsers(county), texts, strict=True)
    ]
    answers = at_once(works)
    assert Counter(answer.status_code for answer in answers) == {302: 1, 409: MANY - 1}
    winner = next(
        text for text, answer in zip(texts, answers, strict=True) if answer.status_code == 302
    )
    for text, answer in zip(texts, answers, strict=True):
        if answer.status_code == 409:
            page = answer.content.decode()
            assert f"<p>{text}</p>" in page and f"<p>{winner}</p>" in page
    assert Thing.objects.get(pk=row.pk).version == version + 1
    assert faults() == []


@pytest.mark.parametrize("kind", KINDS)
def test_twenty_that_saw_no_version_all_count(county, kind):
    how = KINDS[kind]
    row = how.make(county)
    version, address = row.thing.version, reverse("api:act", args=[row.pk, how.act])

    def save(client: Client, text: str) -> int:
        return client.post(
            address, json.dumps(how.typed(county, text)), content_type="application/json"
        ).status_code

    works = [
        lambda client=client, number=number: save(client, f"第{number}个人")
        for number, client in enumerate(browsers(county))
    ]
    assert at_once(works) == [200] * MANY
    assert Thing.objects.get(pk=row.pk).version == version + MANY
    assert faults() == []


def _careless(rows: Any) -> list[Any]:
    """As it would be without a lock: what was read before is taken for what stands there."""
    several = list(rows)
    running().own.update(row.pk for row in several)
    return several


def _half(model: Any) -> Any:
    """As it was: the row is locked and read again, its Thing is read from before."""
    return model._base_manager.select_related("thing").select_for_update(of=("self",), no_key=True)


CALLS = {
    "problem": (
        Problem,
        lambda county, row, text, **how: correct_problem(
            county.secretary, row, title=text, text=text, **how
        ),
    ),
    "session": (
        StudySession,
        lambda county, row, text, **how: correct_session(
            county.secretary, row, day=row.day, kind=row.kind, title=text, place="会议室", **how
        ),
    ),
    "plan": (StudyPlan, lambda county, row, text, **how: _place(county, row, text, **how)),
}


def _place(county: SimpleNamespace, row: Any, text: str, **how: Any) -> Any:
    from zhixing.learn.plans.acts import set_plan_line

    return set_plan_line(
        county.secretary, row, topic=county.topic, first_month=3, last_month=4, aim=text, **how
    )


def _saved(county: SimpleNamespace, kind: str, row: Any) -> Counter:
    """Twenty that have read the thing save it at once: how many were told that it is done."""
    model, call = CALLS[kind]
    version = Thing.objects.get(pk=row.pk).version
    copies = [model.objects.select_related("thing").get(pk=row.pk) for _number in range(MANY)]
    works = [
        lambda copy=copy, number=number: (
            call(county, copy, f"第{number}个人", seen=version) and "saved"
        )
        for number, copy in enumerate(copies)
    ]
    return Counter(at_once(works))


@pytest.mark.parametrize("kind", KINDS)
def test_without_the_lock_the_fault_shows(county, kind, monkeypatch):
    """The control: if one of twenty won here too, the tests above would prove nothing."""
    row = KINDS[kind].make(county)
    assert _saved(county, kind, row) == {"saved": 1, "stale": MANY - 1}
    if connection.vendor == "postgresql":
        with monkeypatch.context() as patch:
            patch.setattr(locks, "_locking", _half)
            assert _saved(county, kind, row)["saved"] > 1
    with monkeypatch.context() as patch:
        patch.setattr(doing, "lock", _careless)
        assert _saved(county, kind, row)["saved"] > 1


def test_a_finding_that_two_raise_becomes_one_problem(county):
    """A row beside the thing is read by the form, before the lock: it is read again under it."""
    claim = claim_topic(county.member, county.group, topic=county.topic)
    confirm_claim(county.leader, claim)
    research = start_research(county.member, claim)
    note_finding(county.member, research, text="收集点太远")
    copies = [Finding.objects.get() for _number in range(MANY)]
    answers = at_once(
        [
            lambda copy=copy: raise_finding(county.member, copy.research, finding=copy) and "raised"
            for copy in copies
        ]
    )
    assert Counter(answers) == {"raised": 1, "finding.raised": MANY - 1}
    assert Problem.objects.count() == 1 and faults() == []


def test_two_corrections_of_one_person_both_stand(county):
    people = [Person.objects.get(pk=county.member.pk) for _number in range(2)]
    at_once(
        [
            lambda: correct_person(
                county.office, county.town, person=people[0], phone="10000009999"
            ),
            lambda: correct_person(county.office, county.town, person=people[1], post="镇人大主席"),
        ]
    )
    person = Person.objects.get(pk=county.member.pk)
    assert (person.phone, person.post) == ("10000009999", "镇人大主席")


def test_roles_that_exclude_each_other_are_not_given_at_once(county):
    """At two units, so that no lock of a unit keeps them apart."""
    units, roles = [county.town, county.other_town], ["SEC", "JUROR"]
    person = Person.objects.get(pk=county.member.pk)
    Appointment.objects.filter(person=person).delete()
    works = [
        lambda unit=unit, role=role: (
            appoint(machinery_person(), unit, person=Person.objects.get(pk=person.pk), role=role)
            and "given"
        )
        for unit, role in zip(units, roles, strict=True)
    ]
    assert Counter(at_once(works)) == {"given": 1, "role.excluded": 1}


def machinery_person() -> Person:
    from zhixing.foundation.spine.people.models import timekeeper

    return timekeeper()


def test_a_unit_moves_while_things_are_made_in_it(county):
    """What is made meanwhile stands where its unit stands."""
    bureau = found_unit(county.office, county.root, name="农业农村局", kind="department")
    day = dt.date(2026, 12, 15)

    def make(number: int) -> str:
        return (
            plan_session(
                county.secretary, county.group, topic=county.topic, day=day, title=f"第{number}次"
            )
            and "made"
        )

    works: list[Callable[[], Any]] = [
        lambda number=number: make(number) for number in range(MANY - 1)
    ]
    works.insert(
        7,
        lambda: (
            move_unit(county.office, county.town, parent=bureau, since=dt.date(2026, 11, 1))
            and "moved"
        ),
    )
    assert Counter(at_once(works)) == {"made": MANY - 1, "moved": 1}
    assert faults() == []
