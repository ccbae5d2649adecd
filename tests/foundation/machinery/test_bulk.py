"""Many rows at once come in as one by one would."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.bulk import insert_many, slices, update_many
from zhixing.foundation.machinery.guard import WriteOutsideAct, writing
from zhixing.foundation.machinery.records.models import Record, RecordBody
from zhixing.foundation.machinery.things.models import Thing
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.rules import Source, State

pytestmark = pytest.mark.django_db


def thing_and_problem(county, code: str) -> tuple[Thing, Problem]:
    moment = clock.now()
    thing = Thing(
        code=code,
        kind="problem",
        title="灯不亮",
        unit_id=county.town.pk,
        place=county.town.path,
        made_at=moment,
        changed_at=moment,
    )
    return thing, Problem(
        thing_id=code,
        title="灯不亮",
        text="“'%s\\ 换行\n",
        unit=county.town,
        noted_unit=county.town,
        source=Source.OTHER,
        state=State.LISTED,
        due=dt.date(2026, 9, 30),
        received_on=None,
    )


def values(row: Problem) -> dict:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname != "thing_id"
    }


def test_every_column_is_as_if_saved_alone(county):
    (saved_thing, alone), (inserted_thing, among) = (
        thing_and_problem(county, "WT-26-AAAAA"),
        thing_and_problem(county, "WT-26-BBBBB"),
    )
    with writing("test"):
        saved_thing.save(force_insert=True)
        alone.save(force_insert=True)
        insert_many([inserted_thing])
        insert_many([among])
    assert values(Problem.objects.get(pk=alone.pk)) == values(Problem.objects.get(pk=among.pk))
    assert not among._state.adding


def test_json_and_no_rows(county):
    record = Record.objects.filter(body_row__isnull=False).order_by("-seq").first()
    body = {"told": {"单位": [None, "水利局", 1.5, True]}}
    with writing("test"):
        insert_many([])
        last = Record(
            origin="elsewhere",
            seq=1,
            at=record.at,
            verb="x.y",
            act="x",
            typist_id=record.typist_id,
            decider_id=record.decider_id,
            commitment="",
            previous="",
            hash="",
        )
        last.save()
        insert_many([RecordBody(record_id=last.pk, salt="s", body=body)])
    assert RecordBody.objects.get(pk=last.pk).body == body


def test_nothing_comes_in_outside_an_act(county):
    with pytest.raises(WriteOutsideAct):
        insert_many([thing_and_problem(county, "WT-26-CCCCC")[0]])


def test_slices():
    assert list(slices(range(5), 2)) == [[0, 1], [2, 3], [4]] and list(slices([])) == []


def test_columns_are_changed_as_if_saved_alone(county):
    thing, problem = thing_and_problem(county, "WT-26-CCCCC")
    with writing("test"):
        thing.save(force_insert=True)
        problem.save(force_insert=True)
        problem.due, problem.text, problem.title = None, "“'%s\\", "not among the names"
        update_many([problem], ["due", "text"])
        update_many([], ["due"])
    after = Problem.objects.get(pk=problem.pk)
    assert (after.due, after.text, after.title) == (None, "“'%s\\", "灯不亮")
    with pytest.raises(WriteOutsideAct):
        update_many([problem], ["due"])
