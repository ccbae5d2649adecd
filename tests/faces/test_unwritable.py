"""A full disk, or one that can only be read: every door answers 503 with a sentence, and what was
typed comes back.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.county import PASSWORD, committed_county, logins
from tests.foundation.files.build import docx
from tests.learn.sessions.build import noticed_session, planned_session
from zhixing.foundation.kits.drafts.models import Draft
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.files.models import StoredFile
from zhixing.foundation.spine.people.models import Account
from zhixing.solve.problems.acts import register_resident_problem

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.stray_writes,
]
TEXT = "老人晚上出门看不见路。\n三盏灯都坏了，从九月起。" * 20
WORDS = {"full": ("磁盘满了", "store.full"), "read only": ("只能读", "store.read_only")}


@contextlib.contextmanager
def full() -> Iterator[None]:
    """SQLite gets no page more, and whatever is written needs some; PostgreSQL says what it says
    when the disk is full.
    """
    tables = [name for name in connection.introspection.table_names() if "_" in name]
    with connection.cursor() as cursor:
        begin, trigger, end = ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRES
        for sentence in begin:
            cursor.execute(sentence)
        for name in tables:
            for what in ("INSERT", "UPDATE"):
                cursor.execute(trigger.format(name=name, what=what))
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA max_page_count = 1")  # it stays as large as it is
        yield
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA max_page_count = 4294967294")
            for name in tables:
                for what in ("INSERT", "UPDATE"):
                    cursor.execute(f'DROP TRIGGER "full_{what}_{name}"')
        for sentence in end:
            cursor.execute(sentence)


ON_SQLITE = (
    ["CREATE TABLE ballast (stone BLOB)"],
    (
        'CREATE TRIGGER "full_{what}_{name}" BEFORE {what} ON "{name}" BEGIN '
        "INSERT INTO ballast VALUES (zeroblob(1000000)); END"
    ),
    ["DROP TABLE ballast"],
)
ON_POSTGRES = (
    [
        "CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE "
        "'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$"
    ],
    (
        'CREATE TRIGGER "full_{what}" BEFORE {what} ON "{name}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION disk_is_full()"
    ),
    ["DROP FUNCTION disk_is_full CASCADE"],
)


@contextlib.contextmanager
def read_only() -> Iterator[None]:
    """What SQLite says of a file it may not write; a session of PostgreSQL that only reads."""
    on, off = ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
    if connection.vendor != "sqlite":
        on = "SET default_transaction_read_only = on"
        off = "SET default_transaction_read_only = off"
    with connection.cursor() as cursor:
        cursor.execute(on)
        yield
        cursor.execute(off)


STATES: dict[str, Callable] = {"full": full, "read only": read_only}


@pytest.fixture
def county():
    """Committed tables; a full one would hold up the transaction of an ordinary test."""
    return committed_county()


@pytest.fixture(params=STATES)
def state(request, county) -> str:
    return request.param


def client_of(county, name: str) -> Client:
    client = logins(Client, county, name)[name]
    client.raise_request_exception = False
    return client


def counts() -> tuple[int, int]:
    return Thing.objects.count(), Record.objects.count()


def test_the_form_of_an_act_comes_back_as_it_was_typed(county, state):
    client, url = client_of(county, "clerk"), f"/things/{county.town.pk}/register_resident_problem/"
    client.get(url)
    typed = {"title": "村口路灯不亮", "text": TEXT, "reporter_name": "赵大爷", "_key": "k" * 20}
    before = counts()
    with STATES[state]():
        answer = client.post(url, typed)
    text = answer.content.decode()
    assert answer.status_code == 503 and WORDS[state][0] in text and answer["Retry-After"]
    assert "村口路灯不亮" in text and "三盏灯都坏了，从九月起。" in text and "赵大爷" in text
    assert f'value="{"k" * 20}"' in text and counts() == before
    assert client.post(url, typed).status_code == 302, "the same form again, when there is room"


def test_a_page_of_its_own_comes_back_with_what_was_typed(county, state):
    client, url = client_of(county, "clerk"), reverse("me")
    with STATES[state]():
        answer = client.post(url, {"do": "email", "email": "clerk@county.example"})
    assert answer.status_code == 503 and WORDS[state][0] in answer.content.decode()
    assert 'value="clerk@county.example"' in answer.content.decode()


def test_the_api_answers_json(county, state):
    client = client_of(county, "clerk")
    body = json.dumps({"title": "路灯", "text": TEXT, "on": county.town.pk})
    with STATES[state]():
        answer = client.post(
            reverse("api:new", args=["register_resident_problem"]), body, "application/json"
        )
    assert answer.status_code == 503 and answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == WORDS[state][1] and WORDS[state][0] in answer.json()["detail"]


def test_a_draft_says_that_it_was_not_kept(county, state):
    client = client_of(county, "clerk")
    url = reverse("drafts:keep", args=[f"{county.town.pk}.draft_problem"])
    with STATES[state]():
        answer = client.post(url, {"text": TEXT * 30}, headers={"accept": "application/json"})
    assert answer.status_code == 503 and answer.json()["code"] == WORDS[state][1]
    assert Draft.objects.count() == 0


def test_a_sheet_says_that_it_was_not_saved(county, state):
    client = client_of(county, "secretary")
    url = reverse("outbox:sheet", args=[noticed_session(county).pk])
    write = {"name": "q1", "value": TEXT, "key": "k" * 12, "seen": 0}
    body = json.dumps({"device": "one", "writes": [write]})
    with STATES[state]():
        answer = client.post(url, body, "application/json")
    assert answer.status_code == 503 and answer.json()["code"] == WORDS[state][1]


def test_log_in_says_it_on_its_form(county, state):
    client = Client(raise_request_exception=False)
    with STATES[state]():
        answer = client.post(reverse("login"), {"username": "clerk", "password": PASSWORD})
    text = answer.content.decode()
    assert answer.status_code == 503 and WORDS[state][0] in text
    assert 'value="clerk"' in text and PASSWORD not in text
    assert (
        client.post(reverse("login"), {"username": "clerk", "password": PASSWORD}).status_code
        == 302
    )


def test_the_residents_window_opens_a_case_and_says_it_of_a_wrong_code(county, state):
    code = register_resident_problem(county.clerk, county.town, title="灯", text="灯").show_once
    client = Client(raise_request_exception=False)
    with STATES[state]():
        assert client.post(reverse("portal:home"), {"code": code}).status_code == 302
        assert client.get(reverse("portal:case")).status_code == 200
        answer = client.post(reverse("portal:home"), {"code": "23456789 ABCDEFGH JKLMNPQR"})
    assert answer.status_code == 503 and WORDS[state][0] in answer.content.decode()
    assert "23456789 ABCDEFGH JKLMNPQR" in answer.content.decode()


def test_what_no_view_can_catch_is_said_as_well(county, state, settings):
    """A session is written after the view, outside of every middleware of ours."""
    client = client_of(county, "clerk")
    settings.SESSION_SAVE_EVERY_REQUEST = True
    with STATES[state]():
        answer = client.get("/")
        api = client.get(reverse("api:thing", args=[county.town.pk]))
    assert answer.status_code == 503 and WORDS[state][0] in answer.content.decode()
    assert api.status_code == 503 and api.json()["code"] == WORDS[state][1]


def test_reading_goes_on(county, state):
    client = client_of(county, "clerk")
    with STATES[state]():
        assert client.get("/").status_code == 200
        assert client.get(reverse("problems:list")).status_code == 200


def test_a_refusal_that_can_not_be_put_on_record_is_told_all_the_same(county, state):
    client = client_of(county, "stranger")
    account = Account.objects.get(username="clerk")
    with STATES[state]():
        answer = client.post(
            f"/things/{county.other_town.pk}/set_password/", {"account": account.pk, "reason": "x"}
        )
    assert answer.status_code == 403


# -- files ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def full_disk(place: Path) -> Iterator[str]:
    """A disk of 64 kB; whoever may not mount one gets a folder that can not be written to."""
    if os.geteuid():
        with read_only_disk(place) as code:
            yield code
        return
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], check=True)
    try:
        yield "store.full"
    finally:
        subprocess.run(["umount", place], check=True)


@contextlib.contextmanager
def read_only_disk(place: Path) -> Iterator[str]:
    """A disk mounted to be read; whoever may not mount one gets a folder without the right."""
    if os.geteuid():
        place.chmod(0o500)
        yield "store.read_only"
        place.chmod(0o700)
        return
    subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", place], check=True)
    try:
        yield "store.read_only"
    finally:
        subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("door", ["page", "api"])
@pytest.mark.parametrize("disk", [full_disk, read_only_disk])
def test_a_file_that_does_not_fit_leaves_nothing_behind(county, disk, door, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    session = planned_session(county)
    client, before = client_of(county, "secretary"), counts()
    url = {
        "page": reverse("new", args=["attach_file"]),
        "api": reverse("api:new", args=["attach_file"]),
    }[door]
    scan = docx(secrets.token_hex(80_000))
    typed = {"about": session.pk, "declared": "true", "upload": SimpleUploadedFile("a.docx", scan)}
    with disk(tmp_path) as code:
        answer = client.post(url, typed)
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert answer.status_code == 503 and counts() == before and not StoredFile.objects.exists()
    if door == "api":
        assert answer.json()["code"] == code
    else:
        assert f'value="{session.pk}"' in answer.content.decode()
