"""What one may not see exists nowhere: the rule has one place, and the source of the pages goes
through it. What comes of it is crawled (``tests/crawl``).
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tests.county import logins
from tests.house.rooms import part_of
from tests.learn.sessions.build import planned_session
from zhixing.foundation.machinery.act import ACTS, Act
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.things.page import (
    ABOUT_THE_THING,
    PERSONS,
    is_about_a_person,
    reason_of,
)
from zhixing.foundation.machinery.things.quoting import UNSEEN, quoting
from zhixing.foundation.spine.people.acts import set_password
from zhixing.foundation.spine.people.models import Account
from zhixing.solve.claims.acts import claim_topic
from zhixing.solve.measures.forms import ProposeMeasureForm
from zhixing.solve.problems.acts import draft_problem, join_problem, register_problem

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "queries",
    "lists",
    "views",
    "acting",
    "today",
    "news",
    "others",
    "live",
    "forms",
    "feeds",
    "texts",
    "indicators",
    "window",
}
NARROWED = ("visible_to", "none")
WHOLE = ("all_linked", "_base_manager")

# What is asked for whoever looks, and why that shows nobody anything: file -> (how often, why).
WHOEVER_LOOKS = {
    "foundation/spine/topics/lists.py": (
        1,
        "a figure of the county: how many groups have studied a topic, no names",
    ),
    "foundation/spine/roster/queries/groups.py": (
        1,
        "narrowed to what the person may know of two lines below",
    ),
    "foundation/kits/documents/forms.py": (1, "the row of a thing that was found with visible_to"),
    "learn/joint/queries/partners.py": (
        4,
        (
            "how often groups deal with each other's problems, topics both have claimed, problems"
            " that are one case: numbers, topics of the own group, titles of what its own unit has"
        ),
    ),
    "learn/archive/queries/papers.py": (1, "numbers of the group's year for its own papers"),
    "learn/archive/queries/year.py": (
        1,
        "what the papers of the group's year hold, which is the same whoever draws them",
    ),
    "learn/reports/queries.py": (1, "what was raised, counted for the text of the report"),
    "solve/outcomes/indicators.py": (1, "whether research led to a problem"),
    "loop/threads/queries/ends.py": (
        5,
        "whether something leads anywhere at all (what is shown is narrowed to the reader)",
    ),
    "loop/threads/queries/reached.py": (
        2,
        "how many groups reached a step: figures of the groups one looks into",
    ),
    "faces/desk/queries.py": (
        2,
        (
            "since when to look, and which titles have the words: both narrow a set that was asked"
            " for with visible_to"
        ),
    ),
    "faces/desk/acting.py": (1, "rows on which the person may act"),
    "faces/desk/others.py": (1, "the rows of things that were asked for with visible_to"),
    "faces/desk/today.py": (1, "since when the things that wait for the person are there"),
}


def pages() -> Iterator[Path]:
    return (
        path
        for path in sorted((ROOT / "zhixing").rglob("*.py"))
        if part_of(path) in PAGES and "machinery" not in path.parts
    )


def is_bare(node: ast.AST) -> bool:
    """Whether rows are asked for whoever looks: ``Thing.objects.filter``, ``all_linked(...)``."""
    match node:
        case ast.Attribute(
            value=ast.Attribute(value=ast.Name(id="Link" | "Thing"), attr="objects"), attr=word
        ):
            return word not in NARROWED
        case ast.Attribute(attr=word) | ast.Name(id=word):
            return word in WHOLE
    return False


def is_offer(node: ast.AST) -> bool:
    """What a field is offered: the field narrows it to its reader."""
    match node:
        case ast.Call(func=ast.Attribute(attr="offer")):
            return True
    return False


def bare_lines(path: Path) -> set[int]:
    """The lines at which rows are asked for whoever looks."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    offers = filter(is_offer, ast.walk(tree)) if part_of(path) == "forms" else ()
    offered = set(map(id, chain.from_iterable(map(ast.walk, offers))))
    bare = [node for node in ast.walk(tree) if is_bare(node) and id(node) not in offered]
    return {node.end_lineno for node in bare}


def test_pages_ask_for_things_and_ties_with_visible_to():
    counts = {}
    for path in pages():
        lines = bare_lines(path)
        if lines:
            counts[str(path.relative_to(ROOT / "zhixing"))] = len(lines)
    assert counts == {name: count for name, (count, _why) in WHOEVER_LOOKS.items()}


def test_every_field_that_offers_things_knows_who_reads_it(county):
    """Whatever a room's form offers, its reader finds only what they may know of, and can name
    nothing else.
    """
    session = planned_session(county)
    own = ProposeMeasureForm(person=county.secretary, row=county.group)
    other = ProposeMeasureForm(person=county.stranger, row=county.group)
    assert session.pk in str(own["origin"]) and session.pk not in str(other["origin"])
    bound = ProposeMeasureForm(
        {"title": "一", "origin": session.pk}, person=county.stranger, row=county.group
    )
    assert not bound.is_valid() and "origin" in bound.errors


# -- records ---------------------------------------------------------------------------------------


def quoted_bare() -> list[str]:
    """Where an act tells the title or code of a thing other than its own, in its sentence, as mere
    text.
    """
    wrong = []
    for act in ACTS.values():
        tree = ast.parse(textwrap.dedent(inspect.getsource(act.function))).body[0]
        own = _own_names(act, tree)
        for call in (
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("tell", "tell_each")
        ):
            for keyword in call.keywords:
                value = keyword.value
                is_told = f"%({keyword.arg})s" in str(act.says)
                if (
                    is_told
                    and isinstance(value, ast.Attribute)
                    and value.attr in ("title", "pk", "code")
                    and getattr(value.value, "id", "") not in own
                ):
                    wrong.append(f"{act.name}: {keyword.arg}={ast.unparse(value)}")
    return wrong


def _own_names(act: Act, tree: Any) -> set[str]:
    """The row acted on, and what the act returns."""
    returned = {
        node.value.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Name)
    }
    row = [argument.arg for argument in tree.args.args][1:2] if act.on is not None else []
    return returned | set(row)


def test_a_record_quotes_another_thing_so_that_its_reader_may_be_asked_about_it():
    assert quoted_bare() == []


def test_a_quoted_thing_is_read_by_those_alone_who_may_know_of_it(county):
    theirs = draft_problem(county.stranger, county.other_town, title="桥头积水", text="下雨就积")
    ours = draft_problem(county.clerk, county.town, title="龙泉积水", text="也积")
    for problem in (theirs, ours):
        register_problem(county.office, problem)
    join_problem(county.office, theirs, head=ours, reason="同一条管")
    clients = logins(Client, county, "office", "stranger")
    seen = {name: client.get(theirs.url).content.decode() for name, client in clients.items()}
    assert (
        ours.pk in seen["office"] and "同一条管" in seen["office"] and "龙泉积水" in seen["office"]
    )
    assert (
        ours.pk not in seen["stranger"]
        and "龙泉积水" not in seen["stranger"]
        and UNSEEN in seen["stranger"]
        and "同一条管" not in seen["stranger"]
    )


def test_what_is_quoted_keeps_code_and_title(county):
    assert (
        quoting(county.topic)
        == {"code": county.topic.pk, "title": county.topic.title}
        == quoting(county.topic.thing)
    )
    assert quoting(county.topic, by_code=True) == {
        "code": county.topic.pk,
        "title": county.topic.pk,
    }


# -- acts on persons -------------------------------------------------------------------------------

ON_PERSONS = sorted(name for name, act in ACTS.items() if is_about_a_person(act))


def test_every_act_that_names_a_person_and_asks_why_says_whom_the_why_is_about():
    """A new act of that kind hides its reason by itself; one whose reason is about the thing says
    so by name.
    """
    kinds = re.compile(r"Person|Account|Appointment|Membership")
    asks = set()
    for name, act in ACTS.items():
        parameters = inspect.signature(act.function).parameters
        named = {
            key
            for key, parameter in parameters.items()
            if key != "actor" and kinds.search(str(parameter.annotation))
        }
        if "reason" in parameters and named & PERSONS:
            asks.add(name)
    assert asks == {*ON_PERSONS, *ABOUT_THE_THING}
    assert {
        "set_password",
        "retire_person",
        "end_appointment",
        "erase_person",
        "close_account",
        "release_member",
        "name_substitute",
        "amend_attendance",
        "correct_attendance",
    } <= set(ON_PERSONS)


@pytest.fixture
def rows(county):
    """A row of each kind on which something is done to a person of 龙泉镇."""
    session = planned_session(county)
    claim = claim_topic(county.member, county.group, topic=county.topic, subject="收运")
    return {type(row): row for row in (county.town, county.group, session, claim)}


@pytest.mark.parametrize("name", ON_PERSONS)
def test_the_reason_of_an_act_on_a_person_is_told_to_that_person_and_to_who_may_do_it(
    county, rows, name
):
    act = ACTS[name]
    row = rows[act.on]
    record = SimpleNamespace(
        act=name,
        body_row=SimpleNamespace(body={"told": {"person": county.member2.pk, "reason": "住院"}}),
    )
    readers = {
        who
        for who in county.__dict__
        if hasattr(getattr(county, who), "system")
        and reason_of(getattr(county, who), row, record) == "住院"
    }
    may = {
        who
        for who in county.__dict__
        if hasattr(getattr(county, who), "system") and act.may.allows(getattr(county, who), row)
    }
    assert (
        readers == may | {"member2"}
        and may
        and "stranger" not in readers
        and "newcomer" not in readers
    )
    assert reason_of(None, row, record) == ""


def test_the_page_of_a_unit_says_that_a_password_was_set_and_not_why(county):
    set_password(
        county.sys,
        county.town,
        account=county.member2.account,
        password="another-long-password-77",
        reason="住院后忘了",
    )
    names = ("sys", "member2", "office", "clerk", "member", "stranger", "county_leader")
    with traffic("test"):
        Account.objects.filter(person=county.member2).update(must_change=False)
    pages = {
        name: client.get(county.town.url).content.decode()
        for name, client in logins(Client, county, *names).items()
    }
    assert all("给了新的初始密码" in text or "初始密码" in text for text in pages.values())
    assert {name for name, text in pages.items() if "住院后忘了" in text} == {"sys", "member2"}
