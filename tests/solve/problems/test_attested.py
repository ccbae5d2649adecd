"""What the verifier attests fits together, and stands on the page and on record."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.county import SEEN
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.errors import BadInput
from zhixing.foundation.machinery.forms import form_of
from zhixing.foundation.machinery.things.page import timeline
from zhixing.solve.problems import acts

DAY = dt.date(2026, 9, 2)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(DAY):
        yield


def solved(county, problem):
    acts.list_problem(county.office, problem, kind="individual")
    acts.dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
    acts.accept_problem(county.clerk, problem)
    acts.start_problem(county.responsible, problem, remedy="换灯")
    return acts.report_solved(county.responsible, problem, before="不亮", after="亮了")


@pytest.fixture
def reported(county):
    """Somebody reported it."""
    problem = acts.register_resident_problem(county.clerk, county.town, title="路灯", text="不亮")
    return solved(county, problem)


@pytest.fixture
def unreported(county):
    """Nobody reported it: it was found."""
    problem = acts.draft_problem(county.clerk, county.town, title="路灯", text="不亮")
    return solved(county, acts.register_problem(county.office, problem))


def test_nobody_is_content_whom_nobody_met_or_answered(county, reported):
    answers = SEEN | {"answered": False, "met": False}
    with pytest.raises(BadInput) as fault:
        acts.verify_problem(county.verifier, reported, observation="看了", **answers)
    assert fault.value.code == "verify.contradictory"
    assert "当事人" in str(fault.value.fields["satisfied"][0])
    acts.verify_problem(county.verifier, reported, observation="看了", **answers | {"met": True})


def test_each_question_is_answered_where_somebody_waits(county, reported):
    for name in ("answered", "met", "satisfied"):
        with pytest.raises(BadInput) as fault:
            acts.verify_problem(
                county.verifier, reported, observation="看了", **SEEN | {name: None}
            )
        assert list(fault.value.fields) == [name]


def test_where_nobody_reported_it_nobody_is_asked_after(county, unreported):
    form = form_of(ACTS["verify_problem"])
    asked = form({"found": "看了", "solved": "yes"}, person=county.verifier, row=unreported)
    assert [field.name for field in asked.visible_fields()][:1] == ["solved"]
    assert "met" not in {field.name for field in asked.visible_fields()}
    assert asked.is_valid(), asked.errors
    acts.verify_problem(county.verifier, unreported, observation="看了", solved=True)
    assert "不适用" in timeline(county.office, unreported)[0].sentence


def test_page_and_record_show_the_four_answers(county, reported):
    answers = SEEN | {"answered": False}
    acts.verify_problem(county.verifier, reported, observation="看了", **answers)
    sentence = timeline(county.office, reported)[0].sentence
    assert (sentence.count("是"), sentence.count("：否")) == (3, 1)
    client = Client()
    client.force_login(county.office.account)
    assert sentence in client.get(reported.url).content.decode()
