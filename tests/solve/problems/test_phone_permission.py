"""Whether the responsible person may phone: the reporter says so, and takes it back, any time."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.solve.problems.test_show_number import NUMBER, handed_over
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.solve.problems import acts


def test_the_office_writes_down_what_the_reporter_says(county):
    problem = handed_over(county, allows=False)
    with pytest.raises(NotAllowed):
        acts.show_number(county.responsible, problem)
    acts.allow_phone(county.office, problem, reason="9月2日来电说可以")
    verb, decider, body = last_record(problem)
    assert (verb, decider) == ("problem.phone_allowed", county.office)
    assert body["reporter_allows"] == [False, True] and body["told"]["reason"] == "9月2日来电说可以"
    assert acts.show_number(county.responsible, problem)["reporter_phone"] == NUMBER
    notices = Delivery.objects.filter(to=county.responsible, payload__verb="problem.phone_allowed")
    assert notices.exists()
    acts.withdraw_phone(county.clerk, problem, reason="到窗口说不要再打")
    with pytest.raises(NotAllowed):
        acts.show_number(county.responsible, problem)
    assert acts.show_number(county.caller, problem)["reporter_phone"] == NUMBER


def test_nobody_lets_themselves_and_nothing_is_said_twice(county):
    problem = handed_over(county, allows=False)
    for person in (county.responsible, county.caller, county.verifier, county.secretary):
        with pytest.raises(NotAllowed):
            acts.allow_phone(person, problem, reason="x")
    with pytest.raises(NotNow):
        acts.withdraw_phone(county.office, problem, reason="x")
    problem.refresh_from_db()
    assert not problem.reporter_allows


def test_whoever_noted_it_and_answers_for_it_does_not_let_themselves(county):
    problem = acts.register_resident_problem(
        county.clerk, county.town, title="路灯", text="x", reporter_phone=NUMBER
    )
    acts.list_problem(county.office, problem, kind="individual")
    acts.dispatch_problem(county.office, problem, unit=county.town, person=county.clerk)
    with pytest.raises(NotAllowed):
        acts.allow_phone(county.clerk, problem, reason="x")


def test_without_a_number_there_is_nothing_to_allow(county):
    problem = acts.register_resident_problem(county.clerk, county.town, title="路灯", text="x")
    with pytest.raises(NotNow):
        acts.allow_phone(county.office, problem, reason="x")


def test_the_form_asks_how_the_reporter_said_so(county):
    problem = handed_over(county, allows=False)
    client = logins(Client, county, "office")["office"]
    answer = client.post(reverse("act", args=[problem.pk, "allow_phone"]), {"reason": ""})
    problem.refresh_from_db()
    assert answer.status_code == 422 and not problem.reporter_allows


def test_the_reporter_says_it_on_the_receipt_page_and_takes_it_back(county):
    problem = handed_over(county, allows=False)
    client = Client()
    client.post(reverse("portal:home"), {"code": problem.show_once})
    page = client.get(reverse("portal:case")).content.decode()
    assert NUMBER not in page and "8888" not in page
    assert 'value="allow"' in page and 'value="withdraw"' not in page
    assert client.post(reverse("portal:case"), {"phone": "allow"}).status_code == 302
    verb, decider, _body = last_record(problem)
    assert (verb, decider.system) == ("problem.phone_allowed", "resident")
    assert acts.show_number(county.responsible, problem)["reporter_phone"] == NUMBER
    page = client.get(reverse("portal:case")).content.decode()
    assert 'value="withdraw"' in page and 'value="allow"' not in page
    client.post(reverse("portal:case"), {"phone": "withdraw"})
    with pytest.raises(NotAllowed):
        acts.show_number(county.responsible, problem)
    assert client.post(reverse("portal:case"), {"phone": "shout"}).status_code == 422
    assert client.post(reverse("portal:case"), {"phone": "withdraw"}).status_code == 409


def test_a_case_without_a_number_has_no_such_part(county):
    problem = acts.register_resident_problem(county.clerk, county.town, title="路灯", text="x")
    client = Client()
    client.post(reverse("portal:home"), {"code": problem.show_once})
    assert 'name="phone"' not in client.get(reverse("portal:case")).content.decode()
