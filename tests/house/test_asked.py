"""Whoever is asked for something, or may do it, can open the thing: rules of acts and visibility do
not part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from types import SimpleNamespace
from typing import Any

import pytest

from tests.house.everything import everything
from tests.learn.packs.test_packs import added, published
from zhixing.faces.desk.today import SHOWN, today_page
from zhixing.foundation.kits.workbooks.writing import workbook
from zhixing.foundation.machinery import may
from zhixing.foundation.machinery.act import ACTS, Act
from zhixing.foundation.machinery.may import Is, Rule
from zhixing.foundation.machinery.registry import holdings_of
from zhixing.foundation.machinery.things.listing import Column
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.waiting import asked_of
from zhixing.foundation.spine.files.acts import Upload, attach_file
from zhixing.foundation.spine.groups.acts import admit_member
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.orgs.roles import RoleCode
from zhixing.foundation.spine.people.acts import appoint, register_person
from zhixing.foundation.spine.people.models import Person
from zhixing.learn.packs.acts import offer_addition
from zhixing.solve.problems.acts import (
    accept_problem,
    ask_extension,
    dispatch_problem,
    list_problem,
    register_resident_problem,
)
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.queries import problem_page

UNITS = ("root", "town", "other_town", "department", "village")
GROUPS = ("group", "other_group")


def one_of_each_role(county: Any) -> None:
    """Somebody who holds one role at one place and nothing else, for each role and place. They come
    last: what was begun before them is theirs too.
    """
    for role in RoleCode.values:
        for unit in UNITS:
            person = register_person(
                county.timekeeper, county.root, name=f"{role[:8]}在{unit}"[:20]
            )
            appoint(county.timekeeper, getattr(county, unit), person=person, role=role)
    for role in GroupRoleCode.values:
        for group in GROUPS:
            person = register_person(
                county.timekeeper, county.root, name=f"{role[:8]}在{group}"[:20]
            )
            admit_member(county.office, getattr(county, group), person=person, role=role)


@pytest.fixture
def peopled(county):
    rows = everything(county)
    one_of_each_role(county)
    people = list(Person.objects.filter(system="", active=True))
    return rows, people, holdings_of(people)


def on_kind() -> dict[str, list[Act]]:
    """Kind -> the acts that somebody may be offered on it."""
    acts = defaultdict(list)
    for act in ACTS.values():
        if act.on is not None and not act.inner_only:
            acts[act.on.KIND].append(act)
    return acts


def leaves(rule: Rule) -> Iterator[Rule]:
    """The conditions a rule is made of, but for those it denies."""
    if isinstance(rule, may._Both):
        yield from leaves(rule.left)
        yield from leaves(rule.right)
    elif not isinstance(rule, may._Not):
        yield rule


def test_whoever_may_do_something_can_open_the_thing(peopled):
    """Whatever the state it is in: for all acts, things and holders of roles."""
    rows, people, held = peopled
    acts, blind, asked = on_kind(), defaultdict(set), 0
    things = list(chain.from_iterable(rows.values()))
    codes = [row.pk for row in things]
    for person in people:
        visible = Thing.objects.visible_to(person, held[person.pk]).filter(pk__in=codes)
        seen = set(visible.values_list("pk", flat=True))
        for row in things:
            may_do = [act for act in acts[row.KIND] if act.may.allows(person, row, held[person.pk])]
            asked += len(may_do)
            if row.pk not in seen:
                blind[row.KIND] |= {(act.name, person.name) for act in may_do}
    assert {kind: pairs for kind, pairs in blind.items() if pairs} == {}
    assert asked > 2000


def test_whoever_is_named_by_a_rule_is_a_party_of_the_thing():
    """``Is("owner")`` in an act on a task: the owner is one of its parties, whatever they hold."""
    named = set()
    for act in ACTS.values():
        if act.on:
            named |= {(act.on, rule.at) for rule in leaves(act.may) if isinstance(rule, Is)}
    assert len(named) > 6
    for model, at in named:
        somebody = Person(pk="PERSON", name="无职")
        row = model(**{at: somebody})
        assert somebody in row.thing_parties(), f"{model.__name__}.{at} is no party"


def test_today_counts_what_stands_on_it(peopled):
    """All that waits for somebody can be opened, and the number on top is that of the lines."""
    rows, people, held = peopled
    asked_people = 0
    for person in people:
        asked = {line.code for line in asked_of(person, held[person.pk])}
        seen = Thing.objects.visible_to(person, held[person.pk]).filter(pk__in=asked)
        assert asked == set(seen.values_list("pk", flat=True)), person.name
        page = today_page(person, {})
        assert len(page.items) == min(int(page.count), SHOWN) == min(len(asked), SHOWN)
        asked_people += bool(asked)
    assert asked_people > 15


def listed(county: Any) -> Problem:
    """A resident's problem of 龙泉镇 that stands on the list."""
    problem = register_resident_problem(
        county.clerk, county.town, title="渠首漏水", text="闸门关不严", reporter_name="马有田"
    )
    return list_problem(county.office, problem, kind="individual")


def test_the_responsible_person_needs_no_role_to_see_the_problem(county):
    """Of the unit that handles it, without any role: as long as they answer for it."""
    nobody = register_person(county.timekeeper, county.department, name="无职")
    problem = listed(county)
    dispatch_problem(county.office, problem, unit=county.department, person=nobody)
    lines = [(item.code, item.act) for item in today_page(nobody, {}).items]
    assert lines == [(problem.pk, "accept_problem")]
    assert problem_page(nobody, problem.pk).shows_reporter
    other = register_person(county.timekeeper, county.department, name="接手人")
    accept_problem(nobody, problem, person=other)
    assert not Problem.objects.visible_to(nobody).filter(pk=problem.pk).exists()
    assert Problem.objects.visible_to(other).filter(pk=problem.pk).exists()


@pytest.fixture
def away(county):
    """A problem that a town's own dispatcher handed to a department, with a file; 石桥镇 helps."""
    dispatcher = register_person(county.timekeeper, county.town, name="镇办")
    appoint(county.timekeeper, county.town, person=dispatcher, role="DISPATCHER")
    helper = register_person(county.timekeeper, county.other_town, name="协办人")
    appoint(county.timekeeper, county.other_town, person=helper, role="RESPONSIBLE")
    worker = register_person(county.timekeeper, county.department, name="承办人")
    appoint(county.timekeeper, county.department, person=worker, role="CLERK")
    problem = listed(county)
    upload = Upload("渠首.xlsx", workbook([3], [Column("数", int)]))
    file = attach_file(county.clerk, about=problem.thing, upload=upload, declared=True)
    dispatch_problem(dispatcher, problem, unit=county.department, helping_units=[county.other_town])
    return SimpleNamespace(
        problem=problem, file=file, dispatcher=dispatcher, helper=helper, worker=worker
    )


def knows(person: Any, *rows: Any) -> bool:
    seen = Thing.objects.visible_to(person).filter(pk__in=[row.pk for row in rows])
    return set(seen) == {row.thing for row in rows}


def test_the_unit_that_noted_a_problem_and_those_that_help_see_it_go_on(county, away):
    for person in (away.dispatcher, away.helper, away.worker, county.clerk, county.secretary):
        assert knows(person, away.problem, away.file), person.name
        assert away.problem in Problem.objects.visible_to(person)
    assert not knows(county.stranger_secretary, away.problem)
    ask_extension(away.worker, accept_problem(away.worker, away.problem), days=3, reason="等件")
    asked = {(line.code, line.act) for line in asked_of(away.dispatcher)}
    assert (away.problem.pk, "decide_extension") in asked
    page = today_page(away.dispatcher, {})
    assert int(page.count) == len(page.items) == len(asked) == 1


def test_a_file_goes_where_its_thing_goes(county, away):
    """It was attached before the problem was handed on: who handles it can read it."""
    away.file.refresh_from_db()
    assert (away.file.unit, away.file.thing.place) == (county.department, county.department.path)
    nobody = register_person(county.timekeeper, county.department, name="无职")
    accept_problem(away.worker, away.problem, person=nobody)
    assert knows(nobody, away.problem, away.file)


def test_who_keeps_a_pack_from_now_on_knows_what_was_offered_before(county):
    pack = published(county)
    addition = added(county, pack)
    offer_addition(county.secretary, addition)
    new = register_person(county.timekeeper, county.root, name="新任")
    assert not knows(new, addition)
    appoint(county.timekeeper, pack.unit, person=new, role="OFFICE")
    assert knows(new, addition)
