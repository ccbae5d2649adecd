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
def registered(county):
    """A resident's problem and the code on its receipt."""
    with clock.at(DAY):
        problem = acts.register_resident_problem(
            county.clerk,
            county.town,
            title="村口路灯不亮",
            text="老人晚上出门看不见路",
            reporter_name="赵大爷",
            reporter_phone="10000008888",
        )
    return problem, problem.show_once


def verified(county, problem):
    with clock.at(DAY):
        acts.list_problem(county.office, problem, kind="individual")
        acts.dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
        acts.accept_problem(county.clerk, problem, person=county.responsible)
        acts.start_problem(county.responsible, problem, remedy="换灯头")
        acts.report_solved(
            county.responsible, problem, before="不亮", after="亮了", public="三盏路灯已换新。"
        )
        acts.verify_problem(
            county.verifier,
            problem,
            observation="晚上去看，都亮",
            solved=True,
            answered=True,
            met=True,
            satisfied=True,
        )
    return problem


def look(code, client=None):
    client = client or Client()
    return client, client.post(reverse("portal:home"), {"code": code})


def fours(code: str, between: str) -> str:
    return between.join(code[at : at + 4] for at in range(0, 24, 4))


def wide(code: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) for sign in code)


SPELLINGS = {
    "as it is": str,
    "lower case": str.lower,
    "each apart": " ".join,
    "in fours": lambda code: fours(code, "-"),
    "with blanks around": lambda code: f"  {code} ",
    "full width": wide,
    "full width, lower case": lambda code: wide(code.lower()),
    "wide blanks": lambda code: fours(code, "\u3000"),
    "long hyphens": lambda code: fours(code, "—"),
    "wide hyphens": lambda code: fours(wide(code), "－"),
    "minus": lambda code: fours(code, "−"),
    "no-break hyphens": lambda code: fours(code, "\u2011"),
    "unseen signs": lambda code: fours(code, "\u200b"),
    "over two lines": lambda code: fours(code, "\r\n"),
    "with its name": lambda code: f"回执编码：{fours(code, ' ')}。",
    "the address of the QR": lambda code: f"https://zhixing.example/r/#{code}",
    "the middle dot": lambda code: fours(code, "·"),
    "misread": lambda code: code.replace("Q", "0", 2).replace("L", "1", 2),
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_the_receipt_opens_the_case_however_it_is_typed(county, registered, spelling):
    client, answer = look(spelling(registered[1]))
    assert answer["location"] == reverse("portal:case")
    text = client.get(reverse("portal:case")).content.decode()
    assert "村口路灯不亮" in text and registered[0].pk in text


def test_no_name_and_no_telephone_is_shown(county, registered):
    problem, code = registered
    verified(county, problem)
    client, _answer = look(code)
    text = client.get(reverse("portal:case")).content.decode()
    assert "三盏路灯已换新" in text
    for name in (
        county.clerk.name,
        county.responsible.name,
        county.verifier.name,
        county.office.name,
        "赵大爷",
        "10000008888",
        "8888",
    ):
        assert name not in text
    answer = client.get(reverse("portal:case"))
    assert "noindex" in answer["x-robots-tag"] and "no-store" in answer["cache-control"]


@pytest.mark.parametrize("code", ["", "ABCD", "A" * 24, "0" * 24, "x" * 5000, "' OR 1=1 --"])
def test_a_wrong_code_says_nothing_about_what_there_is(county, registered, code):
    client, answer = look(code)
    assert answer.status_code == 422 and "村口路灯" not in answer.content.decode()
    assert client.get(reverse("portal:case"))["location"] == reverse("portal:home")


MOMENT = dt.datetime(2026, 9, 2, 9)


def tries(code: str, count: int, **where: str) -> list[int]:
    return [
        Client(**where).post(reverse("portal:home"), {"code": code}).status_code
        for _try in range(count)
    ]


def test_guessing_codes_is_slowed_and_a_right_code_never_is(county, registered):
    with clock.at(MOMENT):
        assert tries("A" * 24, 7, REMOTE_ADDR="192.0.2.9") == [422] * 5 + [429] * 2
        assert (
            tries(registered[1], 1, REMOTE_ADDR="192.0.2.9")
            == tries(registered[1], 1, REMOTE_ADDR="192.0.2.10")
            == [302]
        )
        assert tries("B" * 24, 1, REMOTE_ADDR="192.0.2.9") == [429] and tries(
            "B" * 24, 1, REMOTE_ADDR="192.0.2.10"
        ) == [422]
        assert tries("A" * 24, 1, REMOTE_ADDR="192.0.2.11") == [429], (
            "the same code is slowed wherever it is tried"
        )
    with clock.at(MOMENT + dt.timedelta(minutes=16)):
        assert tries("A" * 24, 1, REMOTE_ADDR="192.0.2.9") == [422]


def test_the_whole_county_may_mistype_and_nobody_is_held_up(county, registered):
    with clock.at(MOMENT):
        for number in range(60):
            assert tries(
                f"{number:04d}".replace("0", "K").replace("1", "M") * 6,
                1,
                REMOTE_ADDR=f"198.51.100.{number}",
            ) == [422]
        assert tries(registered[1], 3, REMOTE_ADDR="203.0.113.1") == [302] * 3


@pytest.mark.parametrize("behind", [True, False])
def test_behind_the_proxy_every_resident_has_an_address_of_their_own(
    county, registered, settings, behind
):
    settings.ZHIXING_BEHIND_PROXY = behind
    with clock.at(MOMENT):
        tries("A" * 24, 6, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.8")
        assert tries("B" * 24, 1, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9") == [
            422 if behind else 429
        ]
        assert tries(
            "C" * 24, 1, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.77, 203.0.113.8"
        ) == [429], "nobody chooses an address"


def test_a_wrong_code_comes_back_as_it_was_typed(county, registered):
    answer = Client().post(reverse("portal:home"), {"code": "2345 ABCD <b>"})
    assert 'value="2345 ABCD &lt;b&gt;"' in answer.content.decode()


def test_a_forged_cookie_opens_nothing(county, registered):
    client = Client()
    client.cookies["zhixing_case"] = registered[0].pk
    for name in list(client.cookies) or [""]:
        client.cookies[name] = registered[0].pk
    assert client.get(reverse("portal:case"))["location"] == reverse("portal:home")


@pytest.mark.parametrize(
    ("answer", "state"),
    [("really", State.SOLVED), ("partly", State.IN_PROGRESS), ("not", State.IN_PROGRESS)],
)
def test_the_resident_is_asked_once_it_is_verified_and_the_answer_counts(
    county, registered, answer, state
):
    problem, code = registered
    client, _opened = look(code)
    assert 'name="answer"' not in client.get(reverse("portal:case")).content.decode()
    assert client.post(reverse("portal:case"), {"answer": answer}).status_code in (403, 409)
    verified(county, problem)
    with clock.at(DAY + dt.timedelta(days=1)):
        assert 'name="answer"' in client.get(reverse("portal:case")).content.decode()
        assert client.post(reverse("portal:case"), {}).status_code == 422
        assert (
            client.post(reverse("portal:case"), {"answer": answer, "key": "k" * 20}).status_code
            == 302
        )
    problem.refresh_from_db()
    assert problem.answer == answer and problem.state == state
    assert client.get(reverse("portal:case")).status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_both_languages(county, registered, language):
    client = Client(headers={"accept-language": language})
    assert client.get(reverse("portal:home")).status_code == 200
    look(registered[1], client)
    text = client.get(reverse("portal:case")).content.decode()
    assert ("反映" in text) if language == "zh-hans" else ("Told" in text)


def test_the_receipt_is_printed_once(county, registered):
    client = logins(Client, county, "clerk")["clerk"]
    url = reverse("problems:receipt", args=[registered[0].pk])
    assert registered[1] not in client.get(url).content.decode(), (
        "only right after the registration"
    )
    other = acts.draft_problem(
        county.clerk, county.town, title="没有群众的问题", text="x", source="other"
    )
    assert client.get(reverse("problems:receipt", args=[other.pk])).status_code == 404
