"""The pages of imports: a file is chosen, looked at, answered, imported; by the office alone."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.county import logins
from tests.foundation.intake.build import DEMO, LEDGER_HEAD, PLAN_HEAD, ROSTER_HEAD, content
from zhixing.foundation.kits.intake.models import Import, Waiting
from zhixing.foundation.kits.workbooks import reading
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.orgs.models import Alias
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.models import Topic
from zhixing.solve.problems.models import Problem

LIST_QUERIES, READING_QUERIES, PAGE_QUERIES = 8, 12, 8
GOOD = ["龙泉镇", "新来的", "干事", "成员", "10000001234"]


@pytest.fixture
def clients(county):
    return logins(Client, county, "office", "secretary", "second_recorder", "county_leader")


def file(data: bytes, name: str = "名册.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def start(client: Client, what: str, data: bytes) -> str:
    answer = client.post(reverse("imports:upload", args=[what]), {"book": file(data)})
    assert answer.status_code == 302, answer.content.decode()[:500]
    return answer["location"]


def test_after_the_import_the_refused_rows_are_still_handed_back(county, clients):
    """The file with its remarks for a day, to the importer; the list as long as the import."""
    office = clients["office"]
    url = start(office, "roster", content([ROSTER_HEAD, GOOD, ["", "", "", "成员", ""]]))
    key = Waiting.objects.get().pk
    office.post(url, {"do": "import", "_key": "k" * 32})
    made, remarks = Import.objects.get(), reverse("imports:remarks", args=[key])
    listed = reverse("imports:kept_notes", args=[made.pk])
    page = office.get(made.url).content.decode()
    assert remarks in page and listed in page and "带批注的文件" in page
    assert read("t.xlsx", office.get(remarks).content).sheets[0].rows[1][1] == "新来的"
    rows = read("t.xlsx", office.get(listed).content).sheets[0].rows
    assert any("没有姓名" in "".join(row) for row in rows)
    assert clients["second_recorder"].get(remarks).status_code in (403, 404)
    assert clients["secretary"].get(listed).status_code == 404
    with clock.at(clock.now() + dt.timedelta(days=1, minutes=1)):
        assert remarks not in office.get(made.url).content.decode()
        assert office.get(remarks).status_code == 404 and office.get(listed).status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_roster_goes_all_the_way(county, clients, language):
    office, headers = clients["office"], {"accept-language": language}
    assert office.get(reverse("imports:list"), headers=headers).status_code == 200
    assert (
        office.get(reverse("imports:upload", args=["roster"]), headers=headers).status_code == 200
    )
    url = start(office, "roster", content([ROSTER_HEAD, GOOD, ["", "", "", "成员", ""]]))
    assert not Person.objects.filter(name="新来的").exists()
    text = office.get(url, headers=headers).content.decode()
    assert ("1 行能导入" in text) if language == "zh-hans" else ("can come in: 1" in text)
    answer = office.post(url, {"do": "import", "_key": "k" * 32}, headers=headers)
    made = Import.objects.get()
    assert (
        answer["location"] == made.url and Person.objects.get(name="新来的").phone == "10000001234"
    )
    assert office.get(url, follow=True).redirect_chain[-1][0] == made.url
    page = office.get(made.url, headers=headers).content.decode()
    assert "新来的" not in page and made.pk in page
    assert made.pk in office.get(reverse("imports:list"), headers=headers).content.decode()


def test_a_file_is_read_once_however_often_its_dry_run_is_looked_at(county, clients, monkeypatch):
    data = (DEMO / "roster.xlsx").read_bytes()
    url = start(clients["office"], "roster", data)
    waiting = Waiting.objects.get()
    assert waiting.book() == read(waiting.name, data) and len(waiting.told) < len(data)
    monkeypatch.setattr(reading.subprocess, "run", _no_reader)
    text = clients["office"].get(url).content.decode()
    assert "325 行能导入" in text
    clients["office"].post(url, {"do": "read", "cell_0_4_2": "新来的", "sheet_0": "名单"})
    assert clients["office"].get(url).status_code == 200


def _no_reader(*_asked, **_how):
    raise AssertionError("the file is read again")


def test_the_whole_file_is_sent_back_when_the_clerk_says_so(county, clients):
    url = start(clients["office"], "roster", content([ROSTER_HEAD, GOOD, ["", "", "", "成员", ""]]))
    answer = clients["office"].post(url, {"do": "import", "whole": "whole"})
    assert (
        answer.status_code == 422
        and "整个文件退回" in answer.content.decode()
        and not Import.objects.exists()
        and Waiting.objects.exists()
    )


def test_a_name_is_asked_and_kept(county, clients):
    url = start(
        clients["office"],
        "plan",
        content([["2026年安排"], PLAN_HEAD, ["7月", "健康县", "", "", "", "", "", "县卫健局"]]),
    )
    text = clients["office"].get(url).content.decode()
    assert "县卫健局" in text and "县卫生健康局" in text and county.department.pk in text
    no = (
        clients["office"]
        .post(url, {"do": "read", "name_0": "县卫健局", "unit_0": ""})
        .content.decode()
    )
    assert "不认得" in no and not Topic.objects.filter(title="健康县").exists()
    clients["office"].post(
        url, {"do": "import", "name_0": "县卫健局", "unit_0": county.department.pk}
    )
    assert (
        list(Topic.objects.get(title="健康县").lead_units.all()) == [county.department]
        and Alias.objects.get(name="县卫健局").unit == county.department
    )


def test_a_question_without_an_answer_stays_open(county, clients):
    url = start(
        clients["office"],
        "ledger",
        content(
            [
                LEDGER_HEAD,
                ["群众反映", "路灯不亮", "", "县卫生计生局", "", "20261031", "正在推进", "否"],
            ]
        ),
    )
    assert "县卫生健康局" in clients["office"].get(url).content.decode()
    answer = clients["office"].post(url, {"do": "import", "name_0": "县卫生计生局"})
    assert (
        answer.status_code == 409
        and "还没定下" in answer.content.decode()
        and not Problem.objects.exists()
    )
    none = (
        clients["office"]
        .post(url, {"do": "read", "name_0": "县卫生计生局", "unit_0": ""})
        .content.decode()
    )
    assert "不认得" in none and "还没定下" not in none


def test_a_form_sent_twice_imports_once(county, clients):
    url = start(clients["office"], "roster", content([ROSTER_HEAD, GOOD]))
    first, again = (
        clients["office"].post(url, {"do": "import", "_key": "k" * 32}) for _n in range(2)
    )
    assert first["location"] == again["location"] == Import.objects.get().url


def test_a_ledger_asks_the_day_and_the_year_once(county, clients):
    url = start(
        clients["office"],
        "ledger",
        content(
            [LEDGER_HEAD, ["群众反映", "路灯不亮", "", "龙泉镇", "", "9月底前", "正在推进", "否"]]
        ),
    )
    text = clients["office"].get(url).content.decode()
    assert 'name="received_on"' in text and 'name="year"' in text
    assert (
        clients["office"]
        .post(url, {"do": "import", "year": "x", "received_on": "2026-01-05"})
        .status_code
        == 422
    )
    assert (
        clients["office"]
        .post(url, {"do": "import", "year": "2026", "received_on": "2999-01-05"})
        .status_code
        == 422
    )
    clients["office"].post(url, {"do": "import", "year": "2026", "received_on": "2026-01-05"})
    problem = Problem.objects.get(title="路灯不亮")
    assert (problem.due, problem.received_on) == (dt.date(2026, 9, 30), dt.date(2026, 1, 5))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a workbook", "拿错了文件"),
        (b"%PDF-1.7", "不是工作簿"),
        (b"", "空"),
        (content([["a"], ["b"]]), "拿错了文件"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(county, clients, data, words):
    answer = clients["office"].post(
        reverse("imports:upload", args=["roster"]), {"book": file(data)}
    )
    assert (
        answer.status_code == 422
        and words in answer.content.decode()
        and not Waiting.objects.exists()
    )


def test_others_may_not(county, clients):
    url = start(clients["office"], "roster", content([ROSTER_HEAD, GOOD]))
    assert (
        clients["secretary"].get(url).status_code == 403
        and clients["secretary"].post(url, {"do": "import"}).status_code == 403
    )
    assert (
        clients["second_recorder"].get(url).status_code == 404
    )  # an office too, but not their file
    for who in ("secretary", "county_leader"):
        assert clients[who].get(reverse("imports:upload", args=["roster"])).status_code == 403
        assert clients[who].get(reverse("imports:list")).status_code == 200
    assert Client().get(url).status_code == 302
    clients["office"].post(url, {"do": "import"})
    made = Import.objects.get()
    assert (
        clients["secretary"].get(made.url).status_code == 404
        and clients["county_leader"].get(made.url).status_code == 200
    )
    assert clients["office"].get(reverse("imports:upload", args=["nothing"])).status_code == 404


def test_a_file_waits_a_day(county, clients):
    url = start(clients["office"], "roster", content([ROSTER_HEAD, GOOD]))
    with clock.at(clock.now() + dt.timedelta(days=1, minutes=1)):
        assert clients["office"].get(url).status_code == 404
        start(clients["office"], "roster", content([ROSTER_HEAD, GOOD]))
    assert Waiting.objects.count() == 1


def test_the_notes_can_be_taken_along(county, clients):
    url = start(clients["office"], "roster", content([ROSTER_HEAD, GOOD, ["", "", "", "成员", ""]]))
    answer = clients["office"].get(url + "notes/")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    )
    assert [row[2] for row in rows[1:]] == ["3", "2–3"] or "3" in [row[2] for row in rows[1:]]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same(county, clients, count, django_assert_num_queries):
    clients["office"].get("/")  # what is read once a process
    for at in range(count):
        url = start(
            clients["office"],
            "roster",
            content(
                [ROSTER_HEAD, *(["龙泉镇", f"甲{at}{n}", "", "成员", ""] for n in range(count))]
            ),
        )
        with django_assert_num_queries(READING_QUERIES):
            clients["office"].get(url)
        clients["office"].post(url, {"do": "import"})
    with django_assert_num_queries(LIST_QUERIES):
        clients["office"].get(reverse("imports:list"))
    with django_assert_num_queries(PAGE_QUERIES):
        clients["office"].get(Import.objects.first().url)


def test_the_page_of_the_county_leads_here(county, clients):
    text = clients["office"].get(county.root.url).content.decode()
    assert reverse("imports:upload", args=["roster"]) in text
    assert clients["office"].get(reverse("act", args=[county.root.pk, "import_roster"]))[
        "location"
    ] == reverse("imports:upload", args=["roster"])
    assert (
        reverse("imports:upload", args=["roster"])
        not in clients["secretary"].get(county.root.url).content.decode()
    )


def test_the_api_imports_too(county, clients):
    answer = clients["office"].post(
        reverse("api:new", args=["import_roster"]),
        {"on": county.root.pk, "book": file((DEMO / "roster.xlsx").read_bytes(), "roster.xlsx")},
    )
    assert answer.status_code == 201, answer.content.decode()
    assert Import.objects.get().refused == 3
