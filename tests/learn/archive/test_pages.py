"""The archive of a group and year: what it holds and lacks, who may open it, its zip and sums."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import sys
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.county import logins
from tests.foundation.documents.reading import docx_text, pdf_text, squeezed
from tests.house.test_queries import KEPT, round_of
from tests.learn.sessions.build import held_session, planned_session, signed_session
from zhixing.demo.cast import CAST
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.kits.workbooks.writing import workbook
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.listing import Column
from zhixing.foundation.spine.files.acts import Upload, attach_file
from zhixing.foundation.spine.norms.acts import set_norm
from zhixing.foundation.spine.norms.models import Norm
from zhixing.learn.archive import store

NAMES = ("volume", "contents", "annual", "circular", "zip")
TODAY = dt.datetime(2026, 12, 1, 9)


@pytest.fixture
def year(county):
    """A round of the loop with everything, a session held and written up by nobody, and one to
    come.
    """
    county.made = round_of(county, county.topic, [])
    county.bare = held_session(county, attendance=False, day=dt.date(2026, 10, 13))
    county.ahead = planned_session(county, day=dt.date(2026, 12, 15))
    with clock.at(TODAY):
        attach_file(
            county.secretary,
            about=county.made["session"].thing,
            upload=Upload("../心得: 体会?.xlsx", workbook([3], [Column("数", int)])),
            declared=True,
        )
        yield county


def address(county, name: str = "volume", on: int = 2026) -> str:
    return reverse(f"archive:{name}", args=[county.group.pk, on])


def test_it_fills_itself_and_says_what_is_missing(year):
    client = logins(Client, year, "secretary")["secretary"]
    page = client.get(address(year), headers={"accept-language": "zh-hans"})
    archive = page.context["page"].archive
    assert [(str(item.sort), item.keep) for item in archive.items] == [
        ("plan", "thirty_years"),
        ("annual_report", "thirty_years"),
        ("circular", "ten_years"),
        ("notice", "ten_years"),
        ("agenda", "ten_years"),
        ("attendance", "thirty_years"),
        ("minutes", "permanent"),
        ("speeches", "thirty_years"),
        ("report", "thirty_years"),
        ("notice", "ten_years"),
        ("agenda", "ten_years"),
        ("file", "thirty_years"),
    ]
    text = page.content.decode()
    for words in (
        "第2次：没有考勤。",
        "第2次：没有学习记录。",
        "第2次：没有发言提纲。",
        "本卷共12件。",
        "还有1次集体学习尚未召开。",
        "永久",
        "国家档案局令第8号",
    ):
        assert words in text, words
    assert [hint.url for hint in archive.hints] == [year.bare.url] * 3


def test_a_county_moves_a_kind_to_another_class(year):
    with clock.at(TODAY):
        set_norm(
            year.office,
            Norm.objects.get(key="archive.permanent"),
            value=[{"code": "plan", "zh": "计划", "en": "plan"}],
            since=TODAY.date(),
            source="县档案馆〔2026〕1号",
        )
        page = logins(Client, year, "office")["office"].get(address(year))
    classes = {str(item.sort): item.keep for item in page.context["page"].archive.items}
    assert (classes["plan"], classes["minutes"]) == ("permanent", "thirty_years")
    assert "县档案馆〔2026〕1号" in page.content.decode()


def test_who_may_and_who_may_not(year):
    for who in CAST:
        account = getattr(getattr(year, who), "account", None)
        if account is None:
            continue
        client = Client()
        client.force_login(account)
        status = {client.get(address(year, name)).status_code for name in NAMES if name != "zip"}
        listed = year.group.pk in client.get(reverse("archive:list")).content.decode()
        assert status == ({200} if listed else {404}), who
    clients = logins(
        Client,
        year,
        "member",
        "leader",
        "secretary",
        "office",
        "county_leader",
        "clerk",
        "stranger",
        "stranger_secretary",
        "stranger_leader",
    )
    for who, client in clients.items():
        assert client.get(address(year, "zip")).status_code == (
            404 if who.startswith("stranger") else 200
        ), who
    for name in NAMES:
        assert Client().get(address(year, name)).status_code == 302
        assert (
            clients["office"]
            .get(reverse(f"archive:{name}", args=["ZU-26-XXXXX", 2026]))
            .status_code
            == 404
        )
        assert (
            clients["office"].get(address(year, name).replace("/2026/", "/99999/")).status_code
            == 404
        )
    assert year.group.pk not in clients["stranger"].get(reverse("archive:list")).content.decode()


def test_the_page_of_a_group_leads_there_for_those_who_may(year):
    clients = logins(Client, year, "secretary", "stranger")
    assert address(year) in clients["secretary"].get(year.group.url).content.decode()
    text = clients["stranger"].get(year.group.url)
    assert text.status_code == 200 and "learn/archive" not in text.content.decode()


def unpacked(answer) -> dict[str, bytes]:
    assert (
        answer.status_code == 200
        and answer["content-type"] == "application/zip"
        and "attachment" in answer["Content-Disposition"]
    )
    with ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names)) and not [
            name
            for name in names
            if ".." in name or name.startswith("/") or "\\" in name or ":" in name
        ]
        roots = {name.split("/")[0] for name in names}
        assert len(roots) == 1
        return {name.split("/", 1)[1]: archive.read(name) for name in names}


def test_the_zip_holds_every_paper_twice_an_index_and_right_sums(year):
    client = logins(Client, year, "secretary")["secretary"]
    files = unpacked(client.get(address(year, "zip"), headers={"accept-language": "zh-hans"}))
    sums = dict(
        reversed(line.split("  ", 1)) for line in files["SHA256SUMS.txt"].decode().splitlines()
    )
    assert sums == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in files.items()
        if name != "SHA256SUMS.txt"
    }
    assert (
        len([name for name in files if name.endswith(".pdf")])
        == len([name for name in files if name.endswith(".docx")])
        == 12
    )  # eleven papers and the list of contents
    minutes = next(name for name in files if name.endswith("学习记录.pdf"))
    code = year.made["session"].pk
    assert minutes.startswith("永久/第01次集体学习/")
    typed = squeezed(year.made["session"].minutes)
    assert typed in pdf_text(files[minutes], code)
    assert typed in docx_text(files[minutes.replace(".pdf", ".docx")])
    rows = read("卷内目录.xlsx", files["卷内目录.xlsx"]).sheets[0].rows
    listed = []
    for row in rows[1:]:
        listed += zip(row[6].split("\n"), row[7].split("\n"), strict=True)
    assert len(rows) == 13 and {path for path, _digest in listed} <= set(files)
    assert all(sums[path] == digest for path, digest in listed)
    assert [name for name in files if name.startswith("30年/附件/") and name.endswith(".xlsx")]


def test_the_zip_is_in_the_countys_language_whoever_fetches_it(year):
    client = logins(Client, year, "secretary")["secretary"]
    answers = [
        client.get(address(year, "zip"), headers={"accept-language": lang})
        for lang in ("zh-hans", "en")
    ]
    assert answers[0]["Content-Disposition"] == answers[1]["Content-Disposition"]
    ours, theirs = map(unpacked, answers)
    assert list(ours) == list(theirs) and "卷内目录.docx" in theirs
    for files in (ours, theirs):
        assert squeezed("卷内目录") in docx_text(files["卷内目录.docx"])
    sheets = [
        read("卷内目录.xlsx", files["卷内目录.xlsx"]).sheets[0].rows for files in (ours, theirs)
    ]
    assert [row[:7] for row in sheets[0]] == [row[:7] for row in sheets[1]]


def test_without_pango_the_zip_holds_the_docx(year, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    client = logins(Client, year, "secretary")["secretary"]
    files = unpacked(client.get(address(year, "zip")))
    assert len([name for name in files if name.endswith(".docx")]) == 12 and not [
        name for name in files if name.endswith(".pdf")
    ]
    assert client.get(address(year, "annual") + "?format=pdf").status_code == 503
    assert client.get(address(year, "annual") + "?format=docx").status_code == 200


def test_nobody_is_named_in_annual_report_and_circular(year):
    people = {getattr(year, name).name for name in CAST}
    client = logins(Client, year, "office")["office"]
    for name in ("annual", "circular"):
        text = client.get(address(year, name)).context["page"].paper.text()
        assert {person_name for person_name in people if person_name in text} == set(), name


def test_an_empty_year_is_a_page_and_a_zip(year):
    client = logins(Client, year, "secretary")["secretary"]
    page = client.get(address(year, on=2020), headers={"accept-language": "zh-hans"})
    assert "本年度没有召开集体学习。" in page.content.decode()
    for name in ("annual", "circular", "contents"):
        assert client.get(address(year, name, 2020)).status_code == 200
    assert set(
        unpacked(client.get(address(year, "zip", 2020), headers={"accept-language": "zh-hans"}))
    ) == {"卷内目录.pdf", "卷内目录.docx", "卷内目录.xlsx", "SHA256SUMS.txt"}


def test_it_costs_the_same_with_one_session_and_with_four(county, monkeypatch):
    monkeypatch.setattr(store, "AT_ONCE", 100)
    client = logins(Client, county, "secretary")["secretary"]

    def costs() -> dict[str, int]:
        counts = {}
        for name in NAMES:
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address(county, name))
                assert answer.status_code == 200
                if answer.streaming:
                    b"".join(answer.streaming_content)
            counts[name] = sum(
                not any(word in query["sql"] for word in KEPT) for query in asked.captured_queries
            )
        return counts

    signed_session(county)
    with clock.at(TODAY):
        client.get(address(county))  # what a process keeps (norms) is read once
        first = costs()
    for month in (3, 6, 11):
        signed_session(county, day=dt.date(2026, month, 10))
    with clock.at(TODAY):
        assert costs() == first
    assert max(count for name, count in first.items() if name != "zip") <= 15, first
