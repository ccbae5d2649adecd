"""Accounts in one go: many people get one, the paper alone has the passwords, all is on record."""

from __future__ import annotations

import io
import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.county import logins
from zhixing.foundation.machinery.errors import BadInput, NotAllowed
from zhixing.foundation.machinery.records.models import KeptKey, Record, RecordBody
from zhixing.foundation.spine.groups.acts import admit_member
from zhixing.foundation.spine.people import acts
from zhixing.foundation.spine.people.models import Account, Person

PAGE = reverse("accounts:give")
STRIP = re.compile(r"u\d{4}")
PASSWORD = re.compile(r"(?:[a-z2-9]{5}-){3}[a-z2-9]{5}")


def newcomers(county, *names: str) -> list[Person]:
    """New secretaries of the group of 龙泉镇."""
    people = [acts.register_person(county.office, county.town, name=name) for name in names]
    for person in people:
        admit_member(county.office, county.group, person=person, role="SECRETARY")
    return people


def test_many_get_an_account_and_each_is_on_record_without_the_password(county):
    people = newcomers(county, "甲一", "乙二", "丙三")
    strips = acts.give_accounts(county.sys, county.root, people=people)
    assert [strip.person for strip in strips] == people
    assert [strip.username for strip in strips] == ["u1001", "u1002", "u1003"]
    assert all(PASSWORD.fullmatch(strip.password) for strip in strips)
    for strip in strips:
        account = Account.objects.get(person=strip.person)
        assert account.check_password(strip.password) and account.must_change
    verbs = Record.objects.done().order_by("-seq").values_list("verb", flat=True)
    assert sorted(verbs[:4]) == ["account.opened"] * 3 + ["accounts.given"]
    written = json.dumps(list(RecordBody.objects.values_list("body", flat=True)))
    written += json.dumps(list(KeptKey.objects.values_list("answer", flat=True)))
    assert not any(strip.password in written for strip in strips)


def test_a_name_that_is_taken_is_left_out(county):
    (taken,) = newcomers(county, "甲一")
    acts.open_account(
        county.sys,
        county.town,
        person=taken,
        username="u1001",
        password="一句很长很长的话可以当密码用",
    )
    (strip,) = acts.give_accounts(county.sys, county.root, people=newcomers(county, "乙二"))
    assert strip.username == "u1002"


def test_a_lost_strip_is_printed_anew_and_a_chosen_password_is_left_alone(county):
    lost, chose = newcomers(county, "甲一", "乙二")
    first, second = acts.give_accounts(county.sys, county.root, people=[lost, chose])
    acts.change_password(
        chose, county.town, old=second.password, new="一句很长很长的话可以当密码用"
    )
    (again,) = acts.give_accounts(county.sys, county.root, people=[lost])
    account = Account.objects.get(person=lost)
    assert again.username == first.username and again.password != first.password
    assert account.check_password(again.password) and account.must_change
    with pytest.raises(BadInput, match="乙二") as refused:
        acts.give_accounts(county.sys, county.root, people=[lost, chose])
    assert refused.value.code == "account.own"
    account.refresh_from_db()
    assert account.check_password(again.password), "nobody got a new one"


@pytest.mark.parametrize("who", ["office", "sec", "secretary", "stranger"])
def test_only_the_system_administrator_gives_them(county, who):
    people = newcomers(county, "甲一")
    with pytest.raises(NotAllowed):
        acts.give_accounts(getattr(county, who), county.root, people=people)
    assert not Account.objects.filter(person__in=people).exists()


def test_what_is_no_choice_is_refused(county, monkeypatch):
    people = newcomers(county, "甲一", "乙二")
    for chosen, code in (
        ([], "people.none"),
        ([county.stranger, *people], "person.elsewhere"),
        ([county.timekeeper], "person.elsewhere"),
    ):
        with pytest.raises(BadInput) as refused:
            acts.give_accounts(county.sys, county.town, people=chosen)
        assert refused.value.code == code
    monkeypatch.setattr(acts.accounts, "MOST_AT_ONCE", 1)
    with pytest.raises(BadInput) as refused:
        acts.give_accounts(county.sys, county.town, people=people)
    assert refused.value.code == "people.many"


def form_of(client: Client, who: str = "") -> dict[str, list[str]]:
    """What the page proposes to send."""
    html = client.get(PAGE, {"who": who}).content.decode()
    key = re.search(r'name="_key" value="(\w+)"', html)
    boxes = re.findall(r'name="people"\s+value="(\w+)"\s+checked', html)
    return {"_key": [key.group(1)] if key else [], "people": boxes}


def test_the_page_answers_the_strips_as_a_paper_and_keeps_nothing(county):
    people = newcomers(county, "甲一", "乙二")
    client = logins(Client, county, "sys")["sys"]
    sent = form_of(client)
    assert set(sent["people"]) == {person.pk for person in people}
    answer = client.post(PAGE, sent | {"do": "pdf"})
    assert answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    names, passwords = STRIP.findall(text), PASSWORD.findall(text.replace("\n", ""))
    assert len(names) == len(passwords) == 2 and "http://testserver/" in text
    for name, password in zip(names, passwords, strict=True):
        assert Account.objects.get(username=name).check_password(password)
    again = client.post(PAGE, sent | {"do": "pdf"}, follow=True)
    assert again["Content-Type"].startswith("text/html"), "sent twice, it is done once"
    assert Account.objects.get(username=names[0]).check_password(passwords[0])
    assert form_of(client, "secretaries")["people"] == [], "they are shown, and not proposed"


def test_the_page_says_what_is_wrong(county):
    client = logins(Client, county, "sys")["sys"]
    newcomers(county, "甲一")
    answer = client.post(PAGE, {"do": "pdf"})
    assert answer.status_code == 422 and "至少选一个人" in answer.content.decode()


def test_without_pango_nobody_gets_a_password_that_can_not_be_printed(county, monkeypatch):
    from zhixing.foundation.kits.documents import pdf

    def missing() -> None:
        raise pdf.NoPdf()

    people = newcomers(county, "甲一")
    monkeypatch.setattr("zhixing.foundation.kits.accounts.views.refuse_without_pango", missing)
    client = logins(Client, county, "sys")["sys"]
    sent = form_of(client)
    assert client.post(PAGE, sent | {"do": "pdf"}).status_code == 503
    assert not Account.objects.filter(person__in=people).exists()
    assert client.post(PAGE, sent | {"do": "docx"}).content.startswith(b"PK")
    assert Account.objects.filter(person__in=people).count() == 1


@pytest.mark.parametrize("who", ["office", "member", "stranger"])
def test_everybody_else_reads_who_gives_them(county, who):
    client = logins(Client, county, who)[who]
    page = client.get(PAGE).content.decode()
    assert county.sys.name in page and 'name="people"' not in page
    assert client.post(PAGE, {"people": [county.clerk.pk], "do": "pdf"}).status_code == 403


def test_a_drawn_password_is_hashed_quickly_and_read_as_every_other(county, settings):
    """With the hasher of a real site: its costs stand in the hash, so log-in reads it; what its
    owner chooses then is hashed as slowly as ever.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    (person,) = newcomers(county, "甲一")
    (strip,) = acts.give_accounts(county.sys, county.root, people=[person])
    account = Account.objects.get(person=person)
    quick = account.password
    assert quick.startswith("argon2$argon2id$") and "$m=1024,t=1,p=1$" in quick
    answer = Client().post(
        reverse("login"), {"username": strip.username, "password": strip.password}
    )
    assert answer.status_code == 302
    assert not account.check_password(f"{strip.password}x")
    account.refresh_from_db()
    assert account.password == quick, "looking at it writes nothing"
    acts.change_password(
        person, county.town, old=strip.password, new="一句很长很长的话可以当密码用"
    )
    account.refresh_from_db()
    assert "$m=1024," not in account.password and not account.must_change
