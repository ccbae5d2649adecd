"""After an act the page says what was done, what comes next and who has it; what the same person is
asked next stands open on the page.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.county import logins
from tests.pages import page_says
from zhixing.faces.desk.following import done_words
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.things.parts import Next
from zhixing.solve.problems.acts import list_problem, register_resident_problem

FORM = "zx-next-form"


@pytest.fixture
def clients(county):
    return logins(Client, county, "clerk", "office", "responsible")


@pytest.fixture
def problem(county):
    return register_resident_problem(county.clerk, county.town, title="路灯不亮", text="村口三盏。")


def send(client, row, act, **data):
    """An act done over its form: the answer to the POST."""
    english = {"accept-language": "en"}
    answer = client.post(reverse("act", args=[row.pk, act]), data, headers=english)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer


def test_what_the_same_person_is_asked_next_stands_open_on_the_page(county, clients, problem):
    answer = send(clients["office"], problem, "list_problem", kind="individual")
    assert answer["location"] == f"{problem.url}?next"
    page = clients["office"].get(answer["location"]).content.decode()
    form = page[page.index(FORM) :]
    assert f'action="{reverse("act", args=[problem.pk, "dispatch_problem"])}"' in form
    assert 'name="_key"' in form and 'name="unit"' in form
    assert FORM not in clients["office"].get(problem.url).content.decode()


def test_the_form_on_the_page_does_the_act_and_a_fault_comes_back_on_its_own(clients, problem):
    office = clients["office"]
    send(office, problem, "list_problem", kind="individual")
    wrong = office.post(reverse("act", args=[problem.pk, "dispatch_problem"]), {"unit": ""})
    assert wrong.status_code == 422


def test_where_others_have_it_the_message_names_them_and_no_form_opens(county, clients, problem):
    list_problem(county.office, problem, kind="individual")
    answer = send(
        clients["office"],
        problem,
        "dispatch_problem",
        unit=county.town.pk,
        person=county.responsible.pk,
    )
    assert answer["location"] == problem.url
    text = page_says(clients["office"], problem.url)
    assert "Done: Dispatch. Next: Accept, " in text and county.responsible.name in text


def test_nobody_opens_the_form_of_what_others_are_asked(county, clients, problem):
    """The address alone opens nothing for whoever it is not asked of."""
    page = clients["responsible"].get(f"{problem.url}?next")
    assert page.status_code == 200 and FORM not in page.content.decode()


@pytest.mark.parametrize(
    ("language", "step", "words"),
    [
        ("en", None, "Done: Accept"),
        ("en", Next(tone="done"), "Done: Accept. Nothing is left to do here."),
        ("en", Next(what="Call back", who="Wu"), "Done: Accept. Next: Call back, Wu."),
        ("zh-hans", Next(what="回访", who="吴敏"), "已办：签收。下一步：吴敏，回访。"),
    ],
)
def test_the_sentence_is_whole_in_both_languages(language, step, words):
    with translation.override(language):
        assert done_words(ACTS["accept_problem"], step) == words
