"""Eight threads, one winner; and the control: without the lock, all eight win. On SQLite and on
PostgreSQL.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from tests.county import committed_county
from zhixing.foundation.machinery.act import Act, act
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.may import Known
from zhixing.foundation.machinery.records import chain
from zhixing.foundation.machinery.records.models import ChainHead, Record
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.orgs.acts import found_unit, learn_alias
from zhixing.foundation.spine.orgs.models import Alias, Unit

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True), pytest.mark.stray_writes]
THREADS = 8


@pytest.fixture
def county(transactional_db):
    return committed_county()


def together(work: Any) -> list[Any]:
    """Run ``work(n)`` in eight threads that start at once; what each answered or refused."""
    start, answers = threading.Barrier(THREADS), []

    def run(number: int) -> None:
        start.wait()
        try:
            answers.append(work(number))
        except Refusal as refusal:
            answers.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def test_the_same_key_in_eight_threads_makes_one_unit(county):
    office, town = county.office, county.town
    answers = together(
        lambda n: found_unit(office, town, name="北坡村", kind="village", key="one").pk
    )
    assert len(answers) == THREADS and len(set(answers)) == 1, answers
    assert Unit.objects.filter(name="北坡村").count() == 1


def test_one_alias_for_two_units_has_one_winner(county):
    units = [county.town, county.other_town]
    answers = together(lambda n: learn_alias(county.office, units[n % 2], name="龙泉").pk)
    assert (
        len({answer for answer in answers if answer in (county.town.pk, county.other_town.pk)}) == 1
    )
    assert Alias.objects.filter(name="龙泉").count() == 1


def test_the_chain_has_no_gap_after_a_race(county):
    before = Record.objects.count()
    answers = together(
        lambda n: found_unit(county.office, county.town, name=f"村{n}", kind="village").pk
    )
    assert len(set(answers)) == THREADS
    assert Record.objects.count() == before + THREADS
    assert (
        list(
            chain.faults(
                Record.objects.select_related("body_row").order_by("seq"), ChainHead.objects.first()
            )
        )
        == []
    )


@pytest.fixture
def one_seat():
    """A state move that only one may win: the village is dissolved by whoever comes first."""

    @act("race.won", label="win", says="won", on=Unit, may=Known())
    def win_race(actor: Any, unit: Unit) -> Unit:
        """Only the first finds the short name empty."""
        from zhixing.foundation.machinery.errors import NotNow

        if unit.short:
            raise NotNow("lost", "lost")
        unit.short = "won"
        return unit

    yield win_race
    from zhixing.foundation.machinery.act import ACTS

    ACTS.pop("win_race")


def test_one_of_eight_wins_with_the_lock(county, one_seat):
    answers = together(lambda n: one_seat(county.office, county.village).short)
    assert Counter(answers) == {"won": 1, "lost": THREADS - 1}


def test_all_win_without_the_lock(county, one_seat, monkeypatch):
    """The control: read everything first, write afterwards, no lock between; if this had one winner
    the test above would prove nothing.
    """
    ready = threading.Barrier(THREADS)

    def careless(number: int) -> str:
        unit = Unit.objects.get(pk=county.village.pk)
        verdict = "lost" if unit.short else "won"
        ready.wait()
        if verdict == "won":
            with traffic("control"):
                Unit.objects.filter(pk=unit.pk).update(short="won")
        return verdict

    assert Counter(together(careless)) == {"won": THREADS}
    assert isinstance(one_seat, Act)


def test_whoever_waits_too_long_for_the_only_writer_is_told_and_loses_nothing(county):
    """SQLite has one writer: somebody else's long transaction holds it. PostgreSQL has no such
    thing, and the form is simply taken.
    """
    client = Client()
    client.force_login(county.clerk.account)
    address = reverse("act", args=[county.town.pk, "register_resident_problem"])
    typed = {"title": "路灯不亮", "text": "夜里看不见路", "_key": "k" * 32}
    client.get(address)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        records = Record.objects.count()
        answer = client.post(address, typed, headers={"accept-language": "en"})
        text = answer.content.decode()
        assert (
            answer.status_code == 503
            and "Nothing was changed" in text
            and "夜里看不见路" in text
            and 'value="' + "k" * 32 in text
        )
        api = client.post(
            reverse("api:act", args=[county.town.pk, "register_resident_problem"]), typed
        )
        assert (
            api.status_code == 503
            and api.json()["code"] == "busy"
            and Record.objects.count() == records
        )
        assert client.get(county.town.url).status_code == 200, "reading goes on"
        other.rollback()
        other.close()
    assert client.post(address, typed).status_code == 302
    assert Thing.objects.filter(kind="problem").count() == 1
