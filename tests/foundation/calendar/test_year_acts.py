"""The year's notice is entered at once; what is not announced yet says so wherever a date rests on
it.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.foundation.calendar.test_notice import PROSE_2026, TABLE_2026
from zhixing.faces.cli.doctor import wrong_deadlines
from zhixing.faces.cli.main import main
from zhixing.foundation.kits.deadlines.wording import named_words
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.spine.calendar.acts import confirm_year, enter_notice
from zhixing.foundation.spine.calendar.models import CalendarYear
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.calendar.rules import seed
from zhixing.solve.problems import acts

PROSE_2027 = (
    PROSE_2026.replace("2026", "2027")
    .replace("2025", "2026")
    .replace("1月4日（周日）上班", "1月10日（周日）上班")
)


@pytest.fixture
def coming(county):
    return CalendarYear.objects.get(year=2027)


def dispatched(county, on):
    with clock.at(on):
        problem = acts.register_resident_problem(
            county.clerk, county.town, title="年底路灯", text="x"
        )
        acts.list_problem(county.office, problem, kind="individual")
        acts.dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
        return acts.accept_problem(county.clerk, problem)


@pytest.mark.parametrize(
    ("received", "day"),
    [
        (dt.date(2025, 9, 30), dt.date(2025, 10, 11)),
        (dt.date(2024, 9, 30), dt.date(2024, 10, 10)),
        (dt.date(2023, 1, 19), dt.date(2023, 1, 29)),
    ],
)
def test_earlier_years_open_themselves(county, received, day):
    assert not CalendarYear.objects.filter(year__lt=2025).exists()
    assert calendar().add_working_days(received, 3) == day and not calendar().provisional(
        received.year
    )
    assert calendar().provisional(2028), "later years do not"
    client = logins(Client, county, "clerk")["clerk"]
    assert "国庆" in client.get(reverse("calendar:year", args=[2024])).content.decode()


def test_new_year_is_free_before_its_notice_and_an_empty_year_is_not_confirmed(county, coming):
    assert not calendar().is_working(dt.date(2027, 1, 1)) and not calendar().is_working(
        dt.date(2031, 1, 1)
    )
    with pytest.raises(NotNow):
        confirm_year(county.office, coming, source="国办发明电〔2026〕1号")
    assert calendar().provisional(2027)


@pytest.mark.parametrize(
    "text", [PROSE_2027, PROSE_2026.replace("2026年", "").replace("1月4日（周日）上班。", "")]
)
def test_a_pasted_notice_makes_the_year_official(county, coming, text):
    before = calendar().version
    with pytest.raises(NotAllowed):
        enter_notice(county.clerk, coming, table=text, source="x")
    enter_notice(county.office, coming, table=text, source="国办发明电〔2026〕1号")
    coming.refresh_from_db()
    assert coming.official and not calendar().provisional(2027) and calendar().version == before + 1
    assert not calendar().is_working(dt.date(2027, 10, 4)) and calendar().is_working(
        dt.date(2027, 2, 14)
    )
    enter_notice(
        county.office,
        coming,
        table=text.replace("10月1日（周四）至7日", "10月1日（周四）至8日"),
        source="更正",
    )
    assert not calendar().is_working(dt.date(2027, 10, 8))


@pytest.mark.parametrize(
    ("table", "code"),
    [("", "notice.empty"), ("1月1日放假", "notice.few"), ("2月30日放假", "notice.day")],
)
def test_what_is_no_notice_is_refused_in_words(county, coming, table, code):
    with pytest.raises(BadInput) as refused:
        enter_notice(county.office, coming, table=table, source="x")
    assert refused.value.code == code and "%(" not in str(refused.value)
    client = logins(Client, county, "office")["office"]
    page = client.post(
        reverse("act", args=[coming.pk, "enter_notice"]), {"table": table, "source": "x"}
    )
    assert page.status_code == 422 and "%(" not in page.content.decode(), "nor beside its field"


def test_the_first_look_says_that_weekdays_do_not_fit(county, coming):
    client = logins(Client, county, "office")["office"]
    url, typed = (
        reverse("act", args=[coming.pk, "enter_notice"]),
        {
            "table": PROSE_2027,
            "source": "x",
            "look": "on",
        },
    )
    page = client.post(url, typed, headers={"accept-language": "en"}).content.decode()
    assert re.search(r"Weekdays that do not fit 2027: 1\d\.", page), "the weekdays of 2026"


def test_the_page_shows_first_what_was_read_and_takes_a_workbook(county, coming):
    client = logins(Client, county, "office")["office"]
    url = reverse("act", args=[coming.pk, "enter_notice"])
    year = CalendarYear.objects.get(year=2026)
    page = client.get(reverse("act", args=[year.pk, "enter_notice"])).content.decode()
    assert "2026-02-14 班" in page, "the package knows 2026: its table stands there already"
    file = SimpleUploadedFile(
        "notice.csv",
        TABLE_2026.replace("\t", ",").replace("2月14日、2月28日", "2月14日、2月28日").encode(),
    )
    shown = client.post(url, {"source": "国办发明电", "book": file, "look": "on"})
    text = shown.content.decode()
    assert shown.status_code == 200 and "2027-02-14 班" in text and "2027-10-01 休 国庆" in text
    assert re.search(r'is-going" role="status"[^>]*>.*?已读出', text, re.DOTALL)
    assert "is-over" not in text and "is-invalid" not in text, "what was read is no fault"
    coming.refresh_from_db()
    assert not coming.official
    table = text.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0].strip()
    assert client.post(url, {"source": "国办发明电", "table": table}).status_code == 302
    coming.refresh_from_db()
    assert coming.official


def test_a_first_look_through_the_other_doors_enters_nothing(county, coming, capsys):
    client = logins(Client, county, "office")["office"]
    typed = {"table": PROSE_2027, "source": "x", "look": "on"}
    url = reverse("api:act", args=[coming.pk, "enter_notice"])
    answer = client.post(url, typed, content_type="application/json")
    assert answer.status_code == 200 and "已读出" in answer.json()["looked"][0]
    words = [f"{name}={value}" for name, value in typed.items()]
    assert main(["act", coming.pk, "enter_notice", "--as", "office", *words]) == 0
    assert "已读出" in capsys.readouterr().out
    coming.refresh_from_db()
    assert not coming.official


def test_every_counted_date_in_an_unannounced_year_says_so(county, coming):
    problem = dispatched(county, dt.date(2026, 12, 29))
    with clock.at(dt.date(2026, 12, 30)):
        assert problem.due == dt.date(2027, 1, 6), "30, 31, then 4 to 6: New Year's Friday is free"
        assert named_words(problem)["words"].endswith("（暂定）")
        client = logins(Client, county, "office", "responsible")
        page = client["office"].get(reverse("problems:problem", args=[problem.pk])).content.decode()
        assert page.count("暂定") >= 2, "the answer and the contact both rest on 2027"
        for who, url in (("office", reverse("problems:list")), ("responsible", reverse("today"))):
            assert "暂定" in client[who].get(url).content.decode(), url
        assert "暂定" in client["office"].get(
            reverse("problems:list") + "?export=csv"
        ).content.decode("utf-8-sig")
        enter_notice(county.office, coming, table=PROSE_2027, source="国办")
        page = client["office"].get(reverse("problems:problem", args=[problem.pk])).content.decode()
        assert "暂定" not in page and wrong_deadlines() == []


def test_the_package_is_never_asked_about_a_year_that_is_opened(county):
    assert set(calendar().table_of(2026)) == set(seed(2026))
