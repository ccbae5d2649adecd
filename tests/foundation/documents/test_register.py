"""The register of papers: a number is used once, stands on page, docx and PDF, and a correction
keeps what stood there.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tests.county import logins
from tests.foundation.documents.reading import docx_text, pdf_text, squeezed
from tests.house.test_queries import KEPT
from tests.learn.sessions.build import noticed_session, signed_session
from zhixing.foundation.kits.documents.acts import correct_paper, register_paper, void_paper
from zhixing.foundation.kits.documents.forms import RegisterPaperForm
from zhixing.foundation.kits.documents.models import PaperEntry
from zhixing.foundation.kits.documents.registrable import PAPERS
from zhixing.foundation.kits.documents.rules import number_of, parts_of
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, Invisible, NotAllowed, NotNow
from zhixing.foundation.machinery.things.models import Thing
from zhixing.learn.sessions.acts import add_guest, reissue_notice

DAY = dt.date(2026, 9, 20)


@pytest.fixture
def session(county):
    county.session = noticed_session(county)
    with clock.at(DAY):
        yield county.session


def registered(county, about, paper="notice", serial=7, series="龙党学", year=2026, **more):
    fields = {
        "number": f"{series}〔{year}〕{serial}号",
        "issued_on": DAY,
        "signer": "韩立新",
        "copies": "县委宣传部，县委组织部。",
    } | more
    return register_paper(
        county.secretary, about=Thing.objects.get(pk=about.pk), paper=paper, **fields
    )


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("青委宣〔2026〕7号", ("青委宣", 2026, 7)),
        ("青委宣[2026]第007号", ("青委宣", 2026, 7)),
        (" 青政办发（2026） 12 号", ("青政办发", 2026, 12)),
        ("〔2026〕7号", None),
        ("青委宣〔26〕7号", None),
        ("青委宣〔2026〕0号", None),
        ("", None),
    ],
)
def test_a_number_is_read_as_offices_write_it(typed, parts):
    assert parts_of(typed) == parts
    assert parts is None or parts_of(number_of(*parts)) == parts


def test_it_stands_on_page_docx_and_pdf(county, session):
    entry = registered(county, session)
    assert (
        last_record(entry)[0] == "paper_entry.registered"
        and last_record(entry)[2]["told"]["number"] == "龙党学〔2026〕7号" == entry.number
    )
    assert (entry.copies, entry.unit_id, entry.group_id) == (
        "县委宣传部，县委组织部",
        county.town.pk,
        county.group.pk,
    )
    client = logins(Client, county, "member")["member"]
    url = reverse("sessions:notice", args=[session.pk])
    texts = {
        "page": squeezed(client.get(url).content.decode()),
        "docx": docx_text(client.get(url + "?format=docx").content),
        "pdf": pdf_text(client.get(url + "?format=pdf").content),
    }
    for words in (
        "龙党学〔2026〕7号",
        "签发人：韩立新",
        "抄送：县委宣传部，县委组织部。",
        "2026年9月20日",
        "2026年9月20日印发",
    ):
        assert all(words in text for text in texts.values()), words
    assert texts["docx"].startswith("龙泉镇") and texts["pdf"].startswith("龙泉镇")
    assert (
        "〔2026〕" not in client.get(reverse("sessions:agenda", args=[session.pk])).content.decode()
    )


def test_a_number_is_used_once_for_a_unit_year_and_series(county, session):
    registered(county, session)
    with pytest.raises(BadInput) as taken:
        registered(county, session, "agenda")
    with translation.override("zh-hans"):
        assert str(taken.value).startswith("龙党学〔2026〕7号已用于") and str(taken.value).endswith(
            "下一个可用的是龙党学〔2026〕8号。"
        )
    with pytest.raises(NotNow):
        registered(county, session, serial=8)
    assert registered(county, session, "agenda", series="龙党办").number == "龙党办〔2026〕7号"
    assert registered(county, session, "minutes", year=2025).number == "龙党学〔2025〕7号"


@pytest.mark.parametrize(
    "bad",
    [
        {"series": " "},
        {"series": "龙党〔2026〕"},
        {"year": 1999},
        {"serial": 0},
        {"number": "七号"},
        {"number": ""},
        {"issued_on": DAY + dt.timedelta(days=1)},
    ],
)
def test_what_is_no_number_is_refused(county, session, bad):
    with pytest.raises(BadInput):
        registered(county, session, **bad)
    assert not PaperEntry.objects.exists()


def test_only_who_keeps_the_thing_may(county, session):
    about = Thing.objects.get(pk=session.pk)
    fields = {"about": about, "paper": "notice", "number": "龙〔2026〕1号", "issued_on": DAY}
    for who in ("member", "office", "clerk"):
        with pytest.raises(NotAllowed):
            register_paper(getattr(county, who), **fields)
    for more in ({"paper": "circular"}, {"paper": "notice", "of_year": 2026}):
        with pytest.raises(Invisible):
            register_paper(county.secretary, **fields | more)
    with pytest.raises(Invisible):
        register_paper(county.stranger_secretary, **fields)
    entry = registered(county, session)
    clients = logins(Client, county, "stranger", "member", "office", "secretary")
    assert {who: client.get(entry.url).status_code for who, client in clients.items()} == {
        "stranger": 404,
        "member": 200,
        "office": 200,
        "secretary": 200,
    }
    assert (
        entry.number
        not in clients["stranger"].get(reverse("documents:list") + "?year=2026").content.decode()
        and entry.number
        in clients["office"].get(reverse("documents:list") + "?year=2026").content.decode()
    )
    for act in (correct_paper, void_paper):
        with pytest.raises(NotAllowed):
            act(
                county.member,
                entry,
                reason="x",
                **({"number": "龙〔2026〕1号", "issued_on": DAY} if act is correct_paper else {}),
            )


def test_a_correction_says_what_stood_there_and_frees_the_number(county, session):
    entry = registered(county, session)
    correct_paper(
        county.secretary,
        entry,
        number="龙党学〔2026〕9号",
        issued_on=DAY,
        signer="韩立新",
        copies="县委宣传部",
        reason="号写错了",
    )
    _verb, _who, body = last_record(entry)
    assert (body["serial"], body["copies"], body["told"]["was"], body["told"]["reason"]) == (
        [7, 9],
        ["县委宣传部，县委组织部", "县委宣传部"],
        "龙党学〔2026〕7号",
        "号写错了",
    )
    assert registered(county, session, "agenda").serial == 7
    with pytest.raises(BadInput):
        correct_paper(
            county.secretary, entry, number="龙党学〔2026〕7号", issued_on=DAY, reason="x"
        )


def test_a_new_notice_does_not_bear_the_number_of_the_one_before(county):
    session = noticed_session(county)
    url = reverse("sessions:notice", args=[session.pk])
    client = logins(Client, county, "secretary")["secretary"]
    with clock.at(session.notice_on):
        entry = registered(county, session, issued_on=session.notice_on)
        add_guest(county.secretary, session, name="柳沟村医", kind="resident")
        assert entry.number in client.get(url).content.decode(), "what went out keeps its number"
        reissue_notice(county.secretary, session)
        assert entry.number not in client.get(url).content.decode()
        entry.refresh_from_db()
        verb, _who, body = last_record(entry)
        assert (verb, entry.voided_on) == ("paper_entry.voided", session.notice_on)
        assert body["told"]["reason"]
        later = registered(county, session, serial=8, issued_on=session.notice_on)
        assert later.number in client.get(url).content.decode()


def test_a_voided_number_is_never_used_again(county, session):
    entry = registered(county, session)
    void_paper(county.secretary, entry, reason="发错了")
    client = logins(Client, county, "secretary")["secretary"]
    assert (
        entry.number
        not in client.get(reverse("sessions:notice", args=[session.pk])).content.decode()
    )
    with pytest.raises(BadInput):
        registered(county, session)
    assert registered(county, session, serial=8).number == "龙党学〔2026〕8号"
    with pytest.raises(NotNow):
        void_paper(county.secretary, entry, reason="x")


def test_the_form_proposes_the_next_number(county, session):
    client = logins(Client, county, "secretary", "office")
    page = client["secretary"].get(reverse("sessions:notice", args=[session.pk]))
    link = page.context["page"].register[0].url
    assert (
        client["office"].get(reverse("sessions:notice", args=[session.pk])).context["page"].register
        == []
    )
    first = client["secretary"].get(link)
    form = first.context["form"]
    assert [form[name].value() for name in ("about", "paper", "number", "signer")] == [
        session.pk,
        "notice",
        None,
        county.leader.name,
    ]
    sent = {
        "about": session.pk,
        "paper": "notice",
        "of_year": "",
        "number": "龙党学[2026]第1号",
        "issued_on": "2026-09-20",
        "signer": "韩立新",
        "copies": "",
    }
    answer = client["secretary"].post(link, sent)
    assert answer.status_code == 302 and answer["Location"] == reverse(
        "sessions:notice", args=[session.pk]
    )
    again = (
        client["secretary"]
        .get(reverse("new", args=["register_paper"]) + f"?about={session.pk}&paper=agenda")
        .context["form"]
    )
    assert [again[name].value() for name in ("number", "signer")] == ["龙党学〔2026〕2号", "韩立新"]
    taken = client["secretary"].post(
        link, sent | {"paper": "agenda"}, headers={"accept-language": "zh-hans"}
    )
    assert (
        taken.status_code == 422 and "下一个可用的是龙党学〔2026〕2号。" in taken.content.decode()
    )
    assert client["secretary"].get(reverse("new", args=["register_paper"])).status_code == 200


def test_every_paper_of_every_thing_can_be_registered(county):
    session = signed_session(county)
    with clock.at(dt.date(2026, 12, 1)):
        for at, code in enumerate(PAPERS["session"], 1):
            assert registered(county, session, code, serial=at).paper_url == reverse(
                f"sessions:{code}", args=[session.pk]
            )
        for at, code in enumerate(PAPERS["group"], 50):
            entry = registered(county, county.group, code, serial=at, of_year=2026)
            assert entry.paper_url.endswith(
                "/2026/annual/" if code == "annual_report" else "/2026/circular/"
            )
        client = logins(Client, county, "secretary")["secretary"]
        contents = client.get(
            reverse("archive:contents", args=[county.group.pk, 2026])
        ).content.decode()
        for number in ("龙党学〔2026〕1号", "龙党学〔2026〕50号", "龙党学〔2026〕51号"):
            assert number in contents
        assert (
            "龙党学〔2026〕50号"
            in client.get(reverse("archive:annual", args=[county.group.pk, 2026])).content.decode()
        )
        form = RegisterPaperForm(
            person=county.secretary,
            initial={"about": county.group.pk, "paper": "annual_report", "of_year": "2025"},
        )
        assert (
            form.what["url"].endswith("/2025/annual/")
            and not RegisterPaperForm(
                person=county.stranger, initial={"about": session.pk, "paper": "notice"}
            ).what
        )


def test_the_register_costs_the_same_with_one_line_and_with_three(county, session):
    client = logins(Client, county, "secretary")["secretary"]
    entry = registered(county, session)

    def costs() -> list[int]:
        counts = []
        for url in (
            reverse("documents:list") + "?year=2026",
            entry.url,
            reverse("sessions:notice", args=[session.pk]),
        ):
            client.get(url)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200
            counts.append(
                sum(
                    not any(word in query["sql"] for word in KEPT)
                    for query in asked.captured_queries
                )
            )
        return counts

    first = costs()
    registered(county, session, "agenda", serial=8)
    registered(county, session, "minutes", serial=9)
    assert costs() == first and max(first) <= 15, first
