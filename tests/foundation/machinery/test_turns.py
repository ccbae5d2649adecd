"""Next on lists: who, what, by when. The same as Today says to those people."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.house.everything import MOMENT, everything
from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.faces.desk.today import today_page
from zhixing.foundation.machinery import clock, waiting
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.things.turns import turns_of
from zhixing.foundation.spine.orgs.roles import RoleCode
from zhixing.foundation.spine.people.acts import appoint
from zhixing.foundation.spine.people.models import Person
from zhixing.learn.sessions.models import StudySession
from zhixing.solve.problems.models import Problem

HALTS = range(4, 64, 6)  # steps of the round after which everybody is asked
MOMENTS = (dt.date(2026, 6, 2), dt.date(2026, 9, 1), dt.date(2027, 1, 5))


def asking_models() -> list[type]:
    return list(dict.fromkeys(act.on for act in waiting.asking()))


def as_today(asked: waiting.Waiting) -> tuple[str, str, dt.date | None]:
    """With the day of a norm where no clock runs, as Today has it."""
    act = ACTS[asked.act]
    by_rule = act.by(clock.today()) if act.by is not None else None
    return asked.code, asked.act, asked.due or by_rule


def compared(models: list[type]) -> set[str]:
    """Both ways round: for all people what waits for them, for all rows whose turn it is."""
    wanted = set()
    for person in Person.objects.filter(system="", active=True):
        asked = [line for line in waiting.asked_of(person) if ACTS[line.act].on in models]
        wanted |= {(person.pk, *as_today(line)) for line in asked}
    by_rows = set()
    for model in models:
        for code, turns in turns_of(list(model._base_manager.all())).items():
            for turn in turns:
                by_rows |= {(person, code, turn.act.name, turn.due) for person in turn.people}
    assert by_rows == wanted
    return {act for _person, _code, act, _due in wanted}


@pytest.mark.database
def test_whose_turn_it_is_is_what_waits_for_those_people(county):
    """For everybody and every kind of thing, at many moments of a round."""
    steps, acts, made, done = in_order(the_round()), set(), None, 0
    with clock.at(dt.date(2026, 6, 1)):
        for role in (RoleCode.CLERK, RoleCode.RESPONSIBLE):
            appoint(
                county.sec, county.other_town, person=county.clerk, role=role, since=clock.today()
            )
    models = asking_models()
    for halt in HALTS:
        made = walk(county, steps[done:halt], made)
        done = halt
        for moment in MOMENTS:
            with clock.at(moment):
                acts |= compared(models)
    assert len(acts) > 15, sorted(acts)


@pytest.mark.database
def test_whose_turn_it_is_where_there_is_everything(county):
    """With several offices and verifiers above each other, and people of two groups."""
    everything(county)
    with clock.at(MOMENT):
        assert len(compared(asking_models())) > 7


def test_the_first_of_a_row_is_the_one_that_stands_on_today(county):
    everything(county)
    shown = 0
    with clock.at(MOMENT):
        for model in asking_models():
            for code, turns in turns_of(list(model._base_manager.all())).items():
                first = turns[0] if turns else None
                for person in Person.objects.filter(pk__in=first.people if first else ()):
                    items = {item.code: item for item in today_page(person, {}).items}
                    if code in items:  # twenty are shown
                        assert items[code].act == first.act.name
                        assert items[code].date == first.due
                        shown += 1
    assert shown > 9


def test_it_costs_the_same_for_one_row_and_for_all(county):
    everything(county)
    for model, read in ((Problem, ("unit", "noted_unit", "person")), (StudySession, ())):
        rows = list(model.objects.select_related(*read))
        asked_rows = [row for row in rows if turns_of([row])[row.pk]]
        numbers = set()
        for some in (asked_rows[:1], rows):
            with CaptureQueriesContext(connection) as asked:
                turns_of(some)
            numbers.add(len(asked))
        assert len(rows) > 1 and len(numbers) == 1 and max(numbers) <= 2
    assert turns_of([]) == {}


@pytest.mark.parametrize(("language", "by"), [("zh-hans", "前"), ("en", "by ")])
def test_the_list_says_who_is_asked_for_what_by_when(county, language, by):
    walk(county, in_order(the_round())[:36])
    client = Client(headers={"accept-language": language})
    client.force_login(county.office.account)
    lines = 0
    for name in ("problems:list", "sessions:list", "plans:list", "reports:list"):
        answer = client.get(reverse(name))
        html = answer.content.decode()
        for row in answer.context["page"].rows:
            turn = row.turn
            if turn is not None:
                assert turn.names[0] in html
                lines += 1
                dated = name != "problems:list"  # there the deadline has a column of its own
                assert not dated or turn.due is None or by in html
    assert lines > 0
