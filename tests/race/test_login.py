"""Twenty log-ins at once: a wrong one is counted before its password is looked at, on both
databases.
"""

from __future__ import annotations

import threading

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.county import PASSWORD, committed_county
from zhixing.foundation.spine.people import throttle
from zhixing.foundation.spine.people.models import Account

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True), pytest.mark.stray_writes]
AT_ONCE = 20


@pytest.fixture
def county(transactional_db):
    """The county in committed tables, which the test empties afterwards."""
    return committed_county()


def all_at_once(ask) -> list[int]:
    """``ask(number)`` in twenty threads that begin together."""
    start, answers = threading.Barrier(AT_ONCE), [0] * AT_ONCE

    def run(number: int) -> None:
        start.wait(20)
        try:
            answers[number] = ask(number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return answers


@pytest.fixture
def evaluated(monkeypatch):
    """The passwords that were looked at."""
    seen: list[str] = []
    looked_at = Account.check_password
    monkeypatch.setattr(
        Account,
        "check_password",
        lambda account, password: seen.append(password) or looked_at(account, password),
    )
    monkeypatch.setattr(
        throttle, "_in_line", threading.BoundedSemaphore(AT_ONCE)
    )  # all of them may stand in line
    return seen


def test_twenty_wrong_ones_at_once_are_no_more_than_the_rule_allows(county, evaluated):
    answers = all_at_once(
        lambda number: (
            Client()
            .post(reverse("login"), {"username": "secretary", "password": f"wrong{number}"})
            .status_code
        )
    )
    assert sorted(answers) == [422] * 5 + [429] * 15 and len(evaluated) == 5


def test_twenty_addresses_at_once_are_no_more_than_the_rule_allows(county, evaluated):
    def ask(number: int) -> int:
        return (
            Client(REMOTE_ADDR=f"198.51.100.{number}")
            .post(reverse("login"), {"username": "secretary", "password": "wrong"})
            .status_code
        )

    assert sorted(all_at_once(ask)) == [422] * 6 + [429] * 14 and len(evaluated) == 6


def test_twenty_names_at_once_from_one_address(county, evaluated):
    for number in range(20):
        throttle.take(f"before{number}", "127.0.0.1")
    answers = all_at_once(
        lambda number: (
            Client()
            .post(reverse("login"), {"username": f"name{number}", "password": "wrong"})
            .status_code
        )
    )
    assert sorted(answers) == [422] * 10 + [429] * 10


def test_the_own_page_looks_at_no_more_either(county, evaluated):
    new = "一句很长很长的话可以当密码用"

    def ask(number: int) -> int:
        client = Client()
        client.force_login(county.secretary.account)
        return client.post(
            reverse("me"), {"old": f"wrong{number}", "new": new, "again": new}
        ).status_code

    assert sorted(all_at_once(ask)) == [422] * 5 + [429] * 15 and len(evaluated) == 5


def test_a_right_one_costs_nobody_a_try(county):
    for _again in range(12):
        assert (
            Client()
            .post(reverse("login"), {"username": "secretary", "password": PASSWORD})
            .status_code
            == 302
        )


def test_too_many_at_once_are_sent_away_before_anything_is_hashed(county, monkeypatch):
    """Hashing is dear; whoever comes while the line is full hears so at once and has used up no
    try.
    """
    monkeypatch.setattr(throttle, "_in_line", threading.BoundedSemaphore(1))
    with throttle.slot() as free:
        assert free
        answer = Client().post(reverse("login"), {"username": "secretary", "password": PASSWORD})
    assert answer.status_code == 429 and throttle.LoginTry.objects.count() == 0
    assert (
        Client().post(reverse("login"), {"username": "secretary", "password": PASSWORD}).status_code
        == 302
    )
