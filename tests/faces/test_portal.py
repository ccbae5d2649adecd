"""The resident's window: by the receipt alone, no names, an answer once it is verified."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from zhixing.foundation.machinery import clock
from zhixing.solve.problems import acts
from zhixing.solve.problems.rules import State

DAY = dt.date(2026, 9, 1)


@pytest.fixture
def told(county):
    """A resident's problem and the code on its receipt."""
    with clock.at(DAY):
        problem = acts.register_resident_problem(county.clerk, county.town, title="村口路灯不亮", text="老人晚上出门看不见路", reporter_name="赵大爷", reporter_phone="10000008888")
    return problem, problem.show_once


def verified(county, problem):
    with clock.at(DAY):
        acts.list_problem(county.office, problem, kind="individual")
        acts.dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
        acts.accept_problem(county.clerk, problem, person=county.responsible)
        acts.start_problem(county.responsible, problem, remedy="换灯头")
        acts.report_solved(county.responsible, problem, before="不亮", after="亮了", public="三盏路灯已换新。")
        acts.verify_problem(county.verifier, problem, found="晚上去看，都亮", solved=True, answered=True, met=True, satisfied=True)
    return problem


def look(code, client=None):
    client = client or Client()
    return client, client.post(reverse("portal:home"), {"code": code})


@pytest.mark.parametrize("spelling", [str, str.lower, lambda code: " ".join(code), lambda code: "-".join(code[at : at + 4] for at in range(0, 24, 4)), lambda code: f"  {code} "])
def test_the_receipt_opens_the_case_however_it_is_typed(county, told, spelling):
    client, answer = look(spelling(told[1]))
    assert answer["location"] == reverse("portal:case")
    text = client.get(reverse("portal:case")).content.decode()
    assert "村口路灯不亮" in text and told[0].pk in text


def test_no_name_and_no_telephone_is_shown(county, told):
    problem, code = told
    verified(county, problem)
    client, _answer = look(code)
    text = client.get(reverse("portal:case")).content.decode()
    assert "三盏路灯已换新" in text
    for name in (county.clerk.name, county.responsible.name, county.verifier.name, county.office.name, "赵大爷", "10000008888", "8888"):
        assert name not in text
    answer = client.get(reverse("portal:case"))
    assert "noindex" in answer["x-robots-tag"] and "no-store" in answer["cache-control"]


@pytest.mark.parametrize("code", ["", "ABCD", "A" * 24, "0" * 24, "x" * 5000, "' OR 1=1 --"])
def test_a_wrong_code_says_nothing_about_what_there_is(county, told, code):
    client, answer = look(code)
    assert answer.status_code == 422 and "村口路灯" not in answer.content.decode()
    assert client.get(reverse("portal:case"))["location"] == reverse("portal:home")


def test_guessing_codes_is_slowed(county, told):
    with clock.at(dt.datetime(2026, 9, 2, 9)):
        answers = [Client(REMOTE_ADDR="192.0.2.9").post(reverse("portal:home"), {"code": "A" * 24}).status_code for _try in range(7)]
        assert answers[0] == 422 and answers[-1] == 429
        assert Client(REMOTE_ADDR="192.0.2.10").post(reverse("portal:home"), {"code": told[1]}).status_code == 302


def test_a_forged_cookie_opens_nothing(county, told):
    client = Client()
    client.cookies["zhixing_case"] = told[0].pk
    for name in list(client.cookies) or [""]:
        client.cookies[name] = told[0].pk
    assert client.get(reverse("portal:case"))["location"] == reverse("portal:home")


@pytest.mark.parametrize(("answer", "state"), [("really", State.SOLVED), ("partly", State.PARTLY), ("not", State.IN_PROGRESS)])
def test_the_resident_is_asked_once_it_is_verified_and_the_answer_counts(county, told, answer, state):
    problem, code = told
    client, _opened = look(code)
    assert 'name="answer"' not in client.get(reverse("portal:case")).content.decode()
    assert client.post(reverse("portal:case"), {"answer": answer}).status_code in (403, 409)
    verified(county, problem)
    with clock.at(DAY + dt.timedelta(days=1)):
        assert 'name="answer"' in client.get(reverse("portal:case")).content.decode()
        assert client.post(reverse("portal:case"), {}).status_code == 422
        assert client.post(reverse("portal:case"), {"answer": answer, "key": "k" * 20}).status_code == 302
    problem.refresh_from_db()
    assert problem.answer == answer and problem.state in (state, State.UNSOLVED)
    assert client.get(reverse("portal:case")).status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_both_languages(county, told, language):
    client = Client(headers={"accept-language": language})
    assert client.get(reverse("portal:home")).status_code == 200
    look(told[1], client)
    text = client.get(reverse("portal:case")).content.decode()
    assert ("反映" in text) if language == "zh-hans" else ("Told" in text)


def test_the_receipt_is_printed_once(county, told):
    client = logins(Client, county, "clerk")["clerk"]
    url = reverse("problems:receipt", args=[told[0].pk])
    assert told[1] not in client.get(url).content.decode(), "only right after the registration"
    other = acts.draft_problem(county.clerk, county.town, title="没有群众的问题", text="x", source="other")
    assert client.get(reverse("problems:receipt", args=[other.pk])).status_code == 404
