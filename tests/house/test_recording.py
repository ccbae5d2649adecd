"""Who may record for whom: the rule over all acts, typists and deciders, beside a reckoning that
knows nothing of it; and every door asks it.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.house.everything import MOMENT, MORE_PEOPLE, everything
from zhixing.demo.cast import AT_COUNTY, CAST
from zhixing.faces.cli.main import main
from zhixing.foundation.machinery import clock, recording
from zhixing.foundation.machinery.act import ACTS, Act
from zhixing.foundation.machinery.errors import NotAllowed
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.registry import Holdings, holdings
from zhixing.foundation.machinery.things.models import Partner, Thing
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person
from zhixing.solve.problems.acts import archive_problem
from zhixing.solve.problems.models import Problem

SEED = int(os.environ.get("ZHIXING_SEED") or random.SystemRandom().randrange(10**6))
# Said here once more, by hand: what the acts declare must be this and nothing else.
NEVER = {
    "erase_person",
    "appoint",
    "end_appointment",
    "open_account",
    "give_accounts",
    "close_account",
    "set_password",
    "change_password",
    "give_email",
    "make_feed",
    "end_feed",
    "make_group_feed",
    "end_group_feed",
    "show_number",
}
CHECKS = {
    "verify_problem",
    "refuse_verification",
    "call_back",
    "archive_problem",
    "rule_return",
    "decide_extension",
    "close_short",
    "confirm_measure",
    "send_measure_back",
    "verify_task",
    "return_task",
    "confirm_marks",
    "take_note",
    "return_plan",
    "receive_report",
    "return_report",
    "issue_demand",
    "verify_demand",
    "return_demand",
    "withdraw_demand",
    "plan_sitin",
    "record_check",
    "record_listening",
    "note_observation",
    "give_comment",
    "close_sitin",
    "cancel_sitin",
}
TWO_RECORDERS = {"verify_problem", "refuse_verification", "confirm_marks", "verify_demand"}


class Naive:
    """The rule as a person would reckon it, from the table of the cast and the units' parents; no
    path, no Holdings of the house.
    """

    def __init__(self, county: SimpleNamespace) -> None:
        self.home, self.posts, self.seats = {}, {}, {}
        self.joined = set(Partner.objects.values_list("thing", "group"))
        self.units = {
            unit.pk: unit for unit in Unit.objects.select_related("parent__parent__parent")
        }
        for name, (where, roles, group_roles) in CAST.items():
            pk = getattr(county, name).pk
            home = getattr(county, where)
            self.home[pk] = home
            self.posts[pk] = [(role, home) for role in roles] + [
                (role, county.root) for role in AT_COUNTY.get(name, ())
            ]
            self.seats[pk] = [
                (role, county.group if where == "town" else county.other_group)
                for role in group_roles
            ]
        for name, (where, posts, seats) in MORE_PEOPLE.items():
            pk = getattr(county, name).pk
            self.home[pk] = getattr(county, where)
            self.posts[pk] = [(role, getattr(county, unit)) for role, unit in posts]
            self.seats[pk] = [(role, getattr(county, group)) for role, group in seats]

    def below(self, unit: Any, top: Any) -> bool:
        while unit is not None:
            if unit.pk == top.pk:
                return True
            unit = unit.parent
        return False

    def held(self, posts: list[Any], seats: list[Any]) -> Holdings:
        units: dict[str, set[str]] = {}
        groups: dict[str, set[str]] = {}
        for role, unit in posts:
            units.setdefault(str(role), set()).add(unit.path)
        for role, group in seats:
            groups.setdefault(str(role), set()).add(group.pk)
        places = {group.pk: group.unit.path for _role, group in seats}
        return Holdings(
            {role: frozenset(paths) for role, paths in units.items()},
            {role: frozenset(codes) for role, codes in groups.items()},
            places,
        )

    def accepts(
        self, act: Act, typist: Person, decider: Person, row: Any, before: list[Record]
    ) -> bool:
        if act.name in NEVER or not decider.active or decider.system:
            return False
        if not act.may.allows(
            decider, row, self.held(self.posts[decider.pk], self.seats[decider.pk])
        ):
            return False
        if decider.pk in [record.decider_id for record in before]:
            return False
        if act.name in TWO_RECORDERS and typist.pk in [record.typist_id for record in before]:
            return False
        if act.name in CHECKS and self.of_unit(typist, row.unit):
            return False
        return self.by_office(act, typist, decider, row) or self.by_secretary(
            act, typist, decider, row
        )

    def of_unit(self, person: Person, unit: Any) -> bool:
        places = [
            self.home[person.pk],
            *(at for _role, at in self.posts[person.pk]),
            *(group.unit for _role, group in self.seats[person.pk]),
        ]
        return any(self.below(place, unit) for place in places)

    def by_office(self, act: Act, typist: Person, decider: Person, row: Any) -> bool:
        for role, top in self.posts[typist.pk]:
            if role != "OFFICE" or not self.below(self.units.get(row.thing.unit_id), top):
                continue
            posts = [(role, unit) for role, unit in self.posts[decider.pk] if self.below(unit, top)]
            seats = [
                (role, group)
                for role, group in self.seats[decider.pk]
                if self.below(group.unit, top)
            ]
            if self.decides(
                act, decider, row, posts, seats, self.below(self.home[decider.pk], top)
            ):
                return True
        return False

    def by_secretary(self, act: Act, typist: Person, decider: Person, row: Any) -> bool:
        for role, group in self.seats[typist.pk]:
            seats = [
                (held, other) for held, other in self.seats[decider.pk] if other.pk == group.pk
            ]
            of_group = row.thing.group_id == group.pk or (row.pk, group.pk) in self.joined
            if (
                role == "SECRETARY"
                and seats
                and self.decides(act, decider, row, [], seats, of_group)
            ):
                return True
        return False

    def decides(
        self,
        act: Act,
        decider: Person,
        row: Any,
        posts: list[Any],
        seats: list[Any],
        one_of_them: bool,
    ) -> bool:
        return act.may.allows(decider, row, self.held(posts, seats)) and (
            one_of_them or not act.may.allows(decider, row, Holdings())
        )


@pytest.fixture
def full(county):
    print(f"seed: {SEED} (ZHIXING_SEED={SEED} repeats it)")
    rows = everything(county)
    people = {
        name: Person.objects.select_related("unit").get(pk=getattr(county, name).pk)
        for name in [*CAST, *MORE_PEOPLE]
    }
    with clock.at(MOMENT):
        yield SimpleNamespace(county=county, rows=rows, people=people)


def pairs(rows: dict[str, list[Any]]) -> Iterator[tuple[Act, Any]]:
    """Every act that somebody can be asked for, on every row of its kind."""
    for act in ACTS.values():
        if act.on is not None and not act.inner_only:
            yield from ((act, row) for row in rows[act.on.KIND])


def steps_before(act: Act, row: Any) -> list[Record]:
    """Of each step that asks for other hands the last record, reckoned without the act."""
    last: dict[tuple[str, ...], Record] = {}
    for record in Record.objects.done().filter(thing=row.pk).order_by("seq"):
        last |= {verbs: record for verbs in act.apart if record.verb in verbs}
    return list(last.values())


def recorders(full: SimpleNamespace) -> list[Person]:
    names = [
        name
        for name in full.people
        if "office" in name or "secretary" in name or name == "second_recorder"
    ]
    return [full.people[name] for name in names]


def test_what_the_acts_declare_is_what_stands_here():
    nobody = {name for name, act in ACTS.items() if act.may_record is not None}
    assert nobody == NEVER & set(ACTS) and len(nobody) >= 10
    assert {name for name, act in ACTS.items() if act.checks} == CHECKS
    assert {name for name, act in ACTS.items() if act.two_recorders} == TWO_RECORDERS


def test_the_rule_is_the_reckoning_and_the_people_offered_are_exactly_those(full):
    """All acts, all who may type for anybody, all deciders."""
    naive, compared, accepted = Naive(full.county), 0, 0
    held = {
        pk: holdings(person)
        for pk, person in ((person.pk, person) for person in full.people.values())
    }
    for act, row in pairs(full.rows):
        before = steps_before(act, row)
        for typist in recorders(full):
            wanted = {
                decider.pk
                for decider in full.people.values()
                if decider.pk != typist.pk and naive.accepts(act, typist, decider, row, before)
            }
            by_rule = {
                decider.pk
                for decider in full.people.values()
                if decider.pk != typist.pk
                and act.refusal(
                    row, recording.Hands(typist, decider, held[typist.pk], held[decider.pk]), before
                )
                is None
            }
            offered = {person.pk for person in recording.people(act, typist, row)}
            case = f"{act.name} on {row.pk} by {typist.name}"
            assert by_rule == wanted, (
                f"{case}: too many {names(by_rule - wanted)}, too few {names(wanted - by_rule)}"
            )
            assert offered == by_rule, (
                f"{case}: offered and refused {names(offered - by_rule)}, accepted and not offered"
                f" {names(by_rule - offered)}"
            )
            compared, accepted = compared + len(full.people), accepted + len(wanted)
    assert compared > 50_000 and accepted > 1_000
    _nobody_else_records(full)


def names(keys: set[str]) -> list[str]:
    return list(Person.objects.filter(pk__in=keys).values_list("name", flat=True))


def _nobody_else_records(full: SimpleNamespace) -> None:
    typing = {person.pk for person in recorders(full)}
    for act, row in pairs(full.rows):
        for person in full.people.values():
            if person.pk not in typing:
                assert recording.people(act, person, row) == [], f"{act.name} by {person.name}"


def test_a_form_opens_for_whoever_could_send_it_and_for_nobody_else(full):
    """A sample of pages: 200 or 409 where the act could be done or recorded, 403 elsewhere; the
    people offered are those the act accepts.
    """
    chance, looked = random.Random(SEED), {200: 0, 403: 0}
    sample = chance.sample(list(product(pairs(full.rows), full.people)), 260)
    clients = {name: Client() for name in full.people}
    for name, client in clients.items():
        client.force_login(full.people[name].account)
    for (act, row), name in sample:
        person = full.people[name]
        if not Thing.objects.visible_to(person).filter(pk=row.pk).exists():
            continue
        answer = clients[name].get(reverse("act", args=[row.pk, act.name]))
        if answer.status_code == 302:
            continue  # a page of the room's own leads to it
        offered = recording.people(act, person, row)
        able = act.refusal_to(person, row) is None or bool(offered)
        assert answer.status_code in ((200, 409) if able else (403,)), (
            f"{act.name} on {row.pk} for {name}: {answer.status_code}, seed {SEED}"
        )
        if able and "form" in answer.context:  # what can not succeed says so instead of its form
            field = answer.context["form"].fields.get("for_person")
            assert (
                [pk for pk, _word in field.choices if pk] == [decider.pk for decider in offered]
                if offered
                else field is None
            )
            assert not offered or {decider.pk for decider in field.queryset} == {
                decider.pk for decider in offered
            }
        looked[200 if able else 403] += 1
    assert min(looked.values()) > 15, looked


def test_every_door_asks_the_rule(full):
    """A sample of typists and deciders through the API: 403 exactly where the rule says no, with
    nothing changed.
    """
    chance = random.Random(SEED)
    typists = ("office", "second_recorder", "secretary", "town_office")
    everybody = list(product(pairs(full.rows), typists, full.people.values()))
    for (act, row), name, decider in chance.sample(everybody, 200):
        typist = full.people[name]
        if (
            decider.pk == typist.pk
            or not Thing.objects.visible_to(typist).filter(pk=row.pk).exists()
        ):
            continue
        client = Client()
        client.force_login(typist.account)
        version = Thing.objects.get(pk=row.pk).version
        answer = client.post(
            reverse("api:act", args=[row.pk, act.name]),
            {"for_person": decider.pk, "basis": ""},
            content_type="application/json",
        )
        accepted = decider in recording.people(act, typist, row)
        assert (answer.status_code != 403) == accepted, (
            f"{act.name} on {row.pk} by {name} for {decider.name}: {answer.status_code}"
            f" {answer.content.decode()}, seed {SEED}"
        )
        assert answer.status_code in (403, 409, 422), "without a basis nothing is recorded"
        assert Thing.objects.get(pk=row.pk).version == version


# the act, who decides, what is typed into its form, and what the act itself takes
CLOSING = [
    ("verify_problem", "verifier", {"found": "看过"}, {"observation": "看过"}),
    ("call_back", "caller", {"answer": "really"}, {"answer": "really"}),
    ("archive_problem", "office", {"reason": "效果好"}, {"reason": "效果好"}),
]


def test_nobody_closes_the_own_problem_by_recording_upwards(full, capsys):
    """The town's secretary once closed the town's own problem alone, in three steps. By no door any
    more, and neither does a clerk of the town's office.
    """
    problem = Problem.objects.select_related("thing").filter(unit=full.county.town).first()
    for typist in ("secretary", "town_office"):
        client = Client()
        client.force_login(full.people[typist].account)
        for name, decider, typed, inputs in CLOSING:
            who, person, how = (
                full.people[typist],
                full.people[decider],
                {"for_person": full.people[decider].pk, "basis": "电话"},
            )
            assert (
                typist != "secretary"
                or client.get(reverse("act", args=[problem.pk, name])).status_code == 403
            ), "her form does not even open"
            assert (
                client.post(reverse("act", args=[problem.pk, name]), typed | how).status_code == 403
            )
            assert (
                client.post(
                    reverse("api:act", args=[problem.pk, name]),
                    typed | how,
                    content_type="application/json",
                ).status_code
                == 403
            )
            words = [
                "act",
                problem.pk,
                name,
                "--as",
                who.pk,
                "--for",
                person.pk,
                "--basis",
                "电话",
                *(f"{key}={value}" for key, value in typed.items()),
            ]
            assert main(words) == 2 and "checks_own" in capsys.readouterr().err
            with pytest.raises(NotAllowed):
                ACTS[name](who, problem, for_person=person, basis="电话", **inputs)
    of_department = Problem.objects.select_related("thing").get(unit=full.county.department)
    with pytest.raises(NotAllowed) as refused:
        archive_problem(
            full.people["department_office"],
            of_department,
            for_person=full.people["office"],
            basis="电话",
            reason="效果好",
        )
    assert refused.value.code == "checks_own", (
        "not even an office of the county, when it is its own unit's work that is looked at"
    )
