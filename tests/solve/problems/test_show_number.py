"""The reporter's number: for whoever has to phone, when they ask, each look on record; for nobody
else, through no door. And the receipt: from every door that registers.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from itertools import product

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.county import logins
from tests.faces.test_login import named_urls
from zhixing.faces.cli.main import main
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import open_to
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.foundation.machinery.records.models import Record, RecordBody
from zhixing.foundation.machinery.things.page import timeline
from zhixing.solve.problems import acts
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.queries import by_receipt

DAY = dt.date(2026, 9, 1)
NAME, NUMBER = "赵大爷", "10000008888"
NOBODY = [
    "secretary",
    "leader",
    "member",
    "office",
    "clerk",
    "verifier",
    "supervisor",
    "sys",
    "sec",
]


def handed_over(county, allows: bool) -> Problem:
    with clock.at(DAY):
        problem = acts.register_resident_problem(
            county.clerk,
            county.town,
            title="路灯不亮",
            text="晚上看不见路",
            reporter_name=NAME,
            reporter_phone=NUMBER,
            reporter_allows=allows,
        )
        acts.list_problem(county.office, problem, kind="individual")
        acts.dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
    return problem


@pytest.fixture(params=[True, False])
def allows(request) -> bool:
    return request.param


@pytest.fixture
def problem(county, allows) -> Problem:
    return handed_over(county, allows)


def test_the_caller_sees_it_and_the_responsible_person_where_allowed(county, problem, allows):
    assert acts.show_number(county.caller, problem)["reporter_phone"] == NUMBER
    if allows:
        assert acts.show_number(county.responsible, problem)["reporter_phone"] == NUMBER
        return
    with pytest.raises(NotAllowed):
        acts.show_number(county.responsible, problem)


@pytest.mark.parametrize("who", NOBODY)
def test_nobody_else_does(county, problem, who):
    person = getattr(county, who)
    with pytest.raises(NotAllowed):
        acts.show_number(person, problem)
    assert acts.show_number not in open_to(person, problem)


def test_nobody_looks_for_somebody_else(county, problem):
    for typist in (county.office, county.secretary, county.clerk):
        with pytest.raises(NotAllowed):
            acts.show_number(typist, problem, for_person=county.caller, basis="电话")


def test_each_look_is_on_record_and_changes_nothing(county, problem):
    problem.refresh_from_db()
    version, changed = problem.thing.version, problem.thing.changed_at
    for _look in range(2):
        acts.show_number(county.caller, problem, key="k" * 20, seen=1)
    looks = Record.objects.done().filter(thing=problem.pk, verb="problem.number_shown")
    assert [look.typist_id for look in looks] == [county.caller.pk] * 2
    fresh = Problem.objects.select_related("thing").get(pk=problem.pk)
    assert (fresh.thing.version, fresh.thing.changed_at) == (version, changed)
    newest = timeline(county.caller, fresh)[0]
    assert newest.sentence == "查看了反映人电话" and newest.who == county.caller.name


def test_without_a_number_there_is_nothing_to_look_at(county):
    with clock.at(DAY):
        quiet = acts.register_resident_problem(county.clerk, county.town, title="灯", text="灯")
    with pytest.raises(NotNow):
        acts.show_number(county.caller, quiet)
    assert acts.show_number not in open_to(county.caller, quiet)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_masks_it_until_it_is_asked_for(county, language):
    problem = handed_over(county, False)
    client = logins(lambda: Client(headers={"accept-language": language}), county, "caller")[
        "caller"
    ]
    page = client.get(problem.url).content.decode()
    assert NUMBER not in page and "8888" in page and NAME in page
    address = reverse("act", args=[problem.pk, "show_number"])
    assert address in page and NUMBER not in client.get(address).content.decode()
    answer = client.post(address, {"_key": "k" * 20})
    assert answer.status_code == 200 and NUMBER in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    words = "本次查看已记录" if language == "zh-hans" else "is on record"
    assert words in answer.content.decode()
    assert NUMBER not in client.get(problem.url).content.decode()
    assert NUMBER not in str(dict(client.session.items()))


def test_the_api_answers_with_it_and_refuses_whoever_may_not(county):
    problem = handed_over(county, False)
    clients = logins(Client, county, "caller", "office", "responsible")
    address = reverse("api:act", args=[problem.pk, "show_number"])
    answer = clients["caller"].post(address, "{}", "application/json")
    assert answer.json()["result"] == {"reporter_name": NAME, "reporter_phone": NUMBER}
    for name in ("office", "responsible"):
        refusal = clients[name].post(address, "{}", "application/json")
        assert refusal.status_code == 403 and NUMBER not in refusal.content.decode()


def test_no_record_holds_it(county, problem):
    acts.show_number(county.caller, problem)
    bodies = json.dumps(list(RecordBody.objects.values_list("body", flat=True)), ensure_ascii=False)
    assert "路灯不亮" in bodies and NUMBER not in bodies and NAME not in bodies


def pages(county, problem: Problem) -> set[str]:
    """Every address that can be asked for, about this problem or in general."""
    addresses = set()
    for name, pattern in named_urls():
        codes = (problem.pk, county.town.pk, county.group.pk, county.topic.pk)
        tries = [[]] if not pattern.pattern.regex.groups else [[code] for code in codes]
        tries += product(codes[:2], ("show_number", "correct_problem"))
        for arguments in tries:
            try:
                addresses.add(reverse(name, args=arguments))
            except NoReverseMatch:
                continue
    return addresses


@pytest.mark.parametrize("who", ["caller", "clerk"])
def test_no_page_export_or_api_shows_it_unasked(county, who):
    problem = handed_over(county, True)
    client = logins(Client, county, who)[who]
    seen = exports = 0
    for address in sorted(pages(county, problem)):
        answer = client.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        assert NUMBER.encode() not in content, address
        seen += answer.status_code == 200
        if b"export=csv" in content:
            assert NUMBER.encode() not in client.get(f"{address}?export=csv").content, address
            exports += 1
    assert seen > 50 and exports > 5


# -- the receipt ----------------------------------------------------------------------------------


def test_the_api_that_registers_answers_with_the_receipt(county):
    client = logins(Client, county, "clerk")["clerk"]
    body = {"on": county.town.pk, "title": "路灯不亮", "text": "晚上看不见路"}
    for address in (
        reverse("api:new", args=["register_resident_problem"]),
        reverse("api:act", args=[county.town.pk, "register_resident_problem"]),
    ):
        answer = client.post(address, json.dumps(body), "application/json")
        (made,) = answer.json()["things"]
        assert answer.status_code == 201 and re.fullmatch("[2-9A-HJ-NP-Z]{24}", made["receipt"])
        assert by_receipt(made["receipt"]).pk == made["code"]
        assert "no-store" in answer["Cache-Control"]
    other = json.dumps({"on": county.town.pk, "title": "灯", "text": "灯", "source": "other"})
    answer = client.post(reverse("api:new", args=["draft_problem"]), other, "application/json")
    assert answer.status_code == 201 and "receipt" not in answer.json()["things"][0]


def test_the_command_line_that_registers_says_the_receipt(county, capsys):
    words = [
        "act",
        county.town.pk,
        "register_resident_problem",
        "--as",
        "clerk",
        "--lang",
        "en",
        "title=灯",
        "text=灯",
    ]
    assert main(words) == 0
    code = re.search(r"receipt: (\w{24})", capsys.readouterr().out).group(1)
    assert by_receipt(code) is not None
