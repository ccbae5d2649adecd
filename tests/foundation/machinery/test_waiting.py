"""What waits for whom: compiled once for a shape of roles, and the same as the declarations say for
everybody.
"""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import fields
from itertools import chain

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from zhixing.demo.cast import CAST
from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.foundation.machinery import clock, waiting
from zhixing.foundation.machinery.act import ACTS, Act, Options
from zhixing.foundation.machinery.may import NONE, Rule
from zhixing.foundation.machinery.registry import Holdings, holdings, keep_holdings
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.orgs.roles import RoleCode
from zhixing.foundation.spine.people.acts import appoint
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.tasks.models import Task
from zhixing.solve.measures.models import Measure

HALTS = (24, 48)  # steps of the round after which everybody is asked


def declared(person, held):
    """(code, act) straight from ``may``, ``asks``, ``when`` and ``moves``: nothing compiled,
    nothing kept.
    """
    open_acts = set()
    for doing in ACTS.values():
        if not doing.asks or doing.on is None:
            continue
        for row in doing.on._base_manager.select_related("thing"):
            asked = not isinstance(doing.asks, Rule) or doing.asks.allows(person, row, held)
            if asked and doing.is_open(person, row, held):
                open_acts.add((row.pk, doing.name))
    return open_acts


@pytest.mark.database
@pytest.mark.parametrize("steps", HALTS)
def test_what_waits_is_what_the_declarations_say(county, steps):
    """For everybody of the cast, and for somebody of two units, at several moments of a round."""
    walk(county, in_order(the_round())[:steps])
    with clock.at(dt.date(2026, 6, 1)):
        appoint(
            county.sec,
            county.other_town,
            person=county.clerk,
            role=RoleCode.CLERK,
            since=clock.today(),
        )
    seen = 0
    for moment in (dt.date(2026, 6, 2), dt.date(2026, 9, 1), dt.date(2027, 1, 5)):
        with clock.at(moment):
            for person in [
                *(getattr(county, name) for name in CAST),
                county.timekeeper,
                county.resident,
            ]:
                held = holdings(person)
                expected = declared(person, held)
                assert set(waiting.waiting_for(person, held)) == expected, (
                    f"{person.name} on {moment}"
                )
                seen += len(expected)
    assert seen > 10


def test_the_nearest_deadline_comes_along(county):
    made = walk(county, in_order(the_round())[:36])
    lines = chain.from_iterable(waiting.asked_of(getattr(county, name)) for name in CAST)
    dues = {asked.code: asked.due for asked in lines}
    clocks = {
        code: min(deadline.due for deadline in deadlines)
        for code, deadlines in _open_clocks(dues).items()
    }
    own = _own_days(dues)
    assert clocks and made and own
    assert {code: due for code, due in dues.items() if due is not None} == own | clocks


def _own_days(codes):
    """Of what no clock counts yet: tasks that are open, measures that are proposed."""
    rows = [
        *Task.objects.filter(pk__in=codes, state="open", due__isnull=False),
        *Measure.objects.filter(pk__in=codes, state="proposed", due__isnull=False),
    ]
    return {row.pk: row.due for row in rows}


def _open_clocks(codes):
    from zhixing.foundation.kits.deadlines.models import Deadline

    by_thing = {}
    for deadline in Deadline.objects.open().filter(thing__in=list(codes)):
        by_thing.setdefault(deadline.thing_id, []).append(deadline)
    return by_thing


def test_people_of_one_shape_share_what_was_compiled(county):
    for name in CAST:
        waiting.waiting_for(getattr(county, name))
    before = waiting.compiled.cache_info().misses
    for name in CAST:
        waiting.waiting_for(Person.objects.get(pk=getattr(county, name).pk))
    assert waiting.compiled.cache_info().misses == before
    shapes = {
        waiting._shape(getattr(county, name), holdings(getattr(county, name)))[0] for name in CAST
    }
    assert len(shapes) < len(CAST)


def test_it_costs_no_more_than_filling_it_in(county):
    """Once compiled: one query, and Python does next to nothing, however many acts there are."""
    person = keep_holdings(county.secretary)
    waiting.waiting_for(person)
    calls = 0

    def count(_frame, event, _what):
        nonlocal calls
        calls += event == "call"

    with CaptureQueriesContext(connection) as asked:
        sys.setprofile(count)
        waiting.waiting_for(person)
        sys.setprofile(None)
    sql, params = waiting.compiled(waiting._shape(person, holdings(person))[0], waiting.MOST)
    assert len(asked) == 1 and sql.count("UNION ALL") > 15
    assert calls < 250 + 3 * len(params)


class AsksTheDatabase(Rule):
    def allows(self, person, row, held=None):
        return False

    def q(self, person, held=None):
        return (
            Q(pk__in=list(Thing.objects.values_list("pk", flat=True)[:3]))
            if held is not None
            else NONE
        )


class LooksIntoThePath(Rule):
    def allows(self, person, row, held=None):
        return False

    def q(self, person, held=None):
        return Q(unit__path__startswith=next(iter(held.paths("OFFICE"))))


@pytest.mark.parametrize(
    ("rule", "words"),
    [(AsksTheDatabase(), "asks the database"), (LooksIntoThePath(), "use “under”")],
)
def test_a_rule_that_can_not_be_compiled_is_told_at_once(county, monkeypatch, rule, words):
    doing = ACTS["accept_problem"]
    options = {field.name: getattr(doing, field.name) for field in fields(Options)}
    monkeypatch.setitem(ACTS, doing.name, doing)  # comes back at the end
    Act(doing.function, doing.verb, Options(**options | {"may": rule}))
    waiting.compiled.cache_clear()
    with pytest.raises(RuntimeError, match=words):
        waiting.waiting_for(county.office, Holdings({"OFFICE": frozenset({county.root.path})}, {}))
    waiting.compiled.cache_clear()


def test_only_so_many_of_an_act_are_read(county):
    made = walk(county, in_order(the_round())[:36])
    assert made
    person, held = county.office, holdings(county.office)
    everything = waiting.asked_of(person, held)
    first = waiting.asked_of(person, held, most=1)
    assert 0 < len(first) <= len(everything)
    assert {asked.act for asked in first} == {asked.act for asked in everything}
