"""The map and the pages behind it: who sees which rows, what a cell says, and that it asks the
database as often for three groups as for one.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import chain

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.county import logins
from tests.house.test_queries import KEPT
from tests.learn.sessions.build import minuted_session, planned_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.acts import admit_member, dissolve_group, found_group
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.norms.acts import set_norm
from zhixing.foundation.spine.norms.models import Norm
from zhixing.foundation.spine.orgs.acts import found_unit
from zhixing.learn.plans.acts import draft_plan
from zhixing.learn.sessions.acts import plan_session, sign_session
from zhixing.learn.yearmap import queries
from zhixing.learn.yearmap.queries.common import SHAPES
from zhixing.learn.yearmap.rules import Mark

MAP = "/learn/map/"
TODAY = dt.datetime(2026, 10, 12, 9)


@pytest.fixture
def year(county):
    """A year of 龙泉镇: a plan that was never filed, a session that counts in September, one
    without sign-off in August, one to come.
    """
    with traffic("test"):
        Thing.objects.filter(kind="group").update(made_at=dt.datetime(2025, 12, 1, tzinfo=dt.UTC))
    with clock.at(dt.date(2026, 1, 12)):
        county.plan = draft_plan(county.secretary, county.group, year=2026)
    county.signed = minuted_session(county, category="law")
    with clock.at(county.signed.day):
        sign_session(county.leader, county.signed)
    county.open = minuted_session(county, day=dt.date(2026, 8, 18), category="law")
    county.ahead = planned_session(county, day=dt.date(2026, 11, 10))
    with clock.at(TODAY):
        yield county


def row(client: Client, name: str, url: str = MAP + "?year=2026") -> list[str]:
    """The words of a row's cells."""
    text = client.get(url).content.decode()
    match = re.search(
        rf'<tr>\s*<th scope="row"><a href="[^"]*">{name}</a></th>(.*?)</tr>', text, re.DOTALL
    )
    return re.findall(r"<span>([^<]*)</span>", match[1]) if match else []


def test_a_row_has_twelve_words_and_each_opens_its_reasons(year):
    client = logins(Client, year, "office")["office"]
    words = row(client, year.town.name)
    assert len(words) == 12
    assert (
        words[7] == "8月：逾期" and words[8] == "9月：逾期" and words[10] == "11月：已安排"
    )  # neither report was sent
    text = client.get(MAP + "?year=2026").content.decode()
    assert f'href="{reverse("yearmap:month", args=[year.group.pk, 2026, 9])}"' in text
    for month in range(1, 13):
        assert (
            client.get(reverse("yearmap:month", args=[year.group.pk, 2026, month])).status_code
            == 200
        )


def test_the_reasons_name_the_session_the_plan_and_the_norm_with_source_and_date(year):
    client = logins(Client, year, "office")["office"]
    text = client.get(reverse("yearmap:month", args=[year.group.pk, 2026, 9])).content.decode()
    assert year.signed.url in text and year.plan.url in text
    assert (
        "一学一报逾期 1 份。" in text
        and "一学一报期限（工作日） · 知行建议 · 2020-01-01 起" in text
    )
    assert (
        "第 3 季度：计入的集体学习研讨 1 次，不少于 1 次。" in text
        and "《中国共产党党委（党组）理论学习中心组学习规则》第九条至第十条 · 2020-01-01 起" in text
    )
    august = client.get(reverse("yearmap:month", args=[year.group.pk, 2026, 8])).content.decode()
    assert "组长还没有审签。" in august and "还未计入" in august
    january = client.get(reverse("yearmap:month", args=[year.group.pk, 2026, 1])).content.decode()
    assert "本年计划还没有备案。" in january and "年度计划报备截止（月-日）" in january


def test_a_check_cites_the_norm_that_was_in_force_then(year):
    with clock.at(dt.date(2026, 5, 4)):
        set_norm(
            year.office,
            Norm.objects.get(key="session.per_quarter"),
            value=2,
            since=dt.date(2026, 5, 4),
            source="县委宣传部〔2026〕5号",
        )
    client = logins(Client, year, "office")["office"]
    text = client.get(reverse("yearmap:year", args=[year.group.pk, 2026])).content.decode()
    assert "第 1 季度：计入的集体学习研讨 0 次，不少于 1 次。" in text
    assert (
        "第 3 季度：计入的集体学习研讨 1 次，不少于 2 次。" in text
        and "县委宣传部〔2026〕5号 · 2026-05-04 起" in text
    )


def test_a_group_sees_its_own_row_the_county_all_and_a_stranger_its_own_only(year):
    clients = logins(
        Client,
        year,
        "office",
        "county_leader",
        "organisation",
        "supervisor",
        "secretary",
        "member",
        "stranger",
        "stranger_secretary",
    )
    everything = StudyGroup.objects.active().count()
    for name, client in clients.items():
        page = client.get(MAP + "?year=2026").context["page"]
        assert page.groups == (
            1 if name in ("secretary", "member") or "stranger" in name else everything
        ), name
        assert bool(row(client, year.town.name)) is ("stranger" not in name)
        for address in (
            reverse("yearmap:year", args=[year.group.pk, 2026]),
            reverse("yearmap:month", args=[year.group.pk, 2026, 9]),
        ):
            assert client.get(address).status_code == (404 if "stranger" in name else 200), (
                name,
                address,
            )
    assert Client().get(MAP).status_code == 302


def test_whoever_has_no_group_reads_why_the_map_is_empty(year):
    client = logins(Client, year, "sys")["sys"]
    answer = client.get(MAP)
    assert "没有可查看的中心组" in answer.content.decode() and answer.context["page"].groups == 0
    assert client.get(reverse("yearmap:year", args=[year.group.pk, 2026])).status_code == 404


def test_no_page_of_the_map_adds_up_a_group_sorts_it_or_hands_out_a_file(year):
    client = logins(Client, year, "office")["office"]
    first = [line.name for line in client.get(MAP + "?year=2026").context["page"].rows]
    assert first == list(
        StudyGroup.objects.active()
        .order_by("unit__thing__made_at", "pk")
        .values_list("unit__name", flat=True)
    )
    for more in ("&sort=mark", "&order=-missing", "&export=xlsx"):
        answer = client.get(MAP + "?year=2026" + more)
        assert (
            answer["content-type"].startswith("text/html")
            and [line.name for line in answer.context["page"].rows] == first
        )
    assert "export" not in client.get(MAP).content.decode()
    assert all(set(vars(line)) == {"name", "url", "cells"} for line in answer.context["page"].rows)


def test_a_number_of_the_county_opens_its_rows(year):
    client = logins(Client, year, "office")["office"]
    page = client.get(MAP + "?year=2026").context["page"]
    for entry in page.legend:
        for cell in entry.cells:
            if cell.url:
                assert len(client.get(MAP + cell.url).context["page"].rows) == cell.count
    late = client.get(MAP + "?year=2026&month=9&mark=late").context["page"]
    assert [line.name for line in late.rows] == [year.town.name] and late.chips


def test_kinds_of_units_and_strange_addresses(year):
    client = logins(Client, year, "office")["office"]
    towns = client.get(MAP + "?year=2026&kind=town").context["page"]
    kinds = dict(StudyGroup.objects.values_list("unit__name", "unit__kind"))
    assert towns.rows and {kinds[line.name] for line in towns.rows} == {"town"}
    for odd in (
        "?year=x",
        "?kind=village",
        "?month=13&mark=late",
        "?month=3&mark=best",
        "?month=³&mark=late",
    ):
        assert client.get(MAP + odd).status_code == 200
    for odd in (
        f"{MAP}{year.group.pk}/2026/13/",
        f"{MAP}{year.group.pk}/2026/0/",
        f"{MAP}{year.group.pk}/1999/",
        f"{MAP}NOPE/2026/",
    ):
        assert client.get(odd).status_code == 404, odd


def test_a_dissolved_group_stays_in_its_years(year):
    with clock.at(dt.date(2026, 6, 1)):
        unit = found_unit(year.office, year.root, name="暂设局", kind="department")
        group = found_group(year.office, unit, name="暂设局党组理论学习中心组")
    dissolve_group(year.office, group, reason="机构撤销", until=dt.date(2026, 9, 1))
    client = logins(Client, year, "office")["office"]
    assert row(client, "暂设局") and row(client, "暂设局")[11] == "12月：无"
    assert not row(client, "暂设局", MAP + "?year=2027")


def test_three_groups_ask_as_often_as_one(year):
    """The office of a unit above one group, and then above three."""
    client = logins(Client, year, "office")["office"]

    def query_counts() -> dict[str, int]:
        counts = {}
        for address in (
            MAP + "?year=2026",
            MAP + "?year=2026&month=9&mark=late",
            reverse("yearmap:year", args=[year.group.pk, 2026]),
            reverse("yearmap:month", args=[year.group.pk, 2026, 9]),
        ):
            with CaptureQueriesContext(connection) as log:
                assert client.get(address).status_code == 200
            counts[address] = sum(
                not any(word in query["sql"] for word in KEPT) for query in log.captured_queries
            )
        return counts

    with traffic("test"):
        StudyGroup.objects.exclude(pk=year.group.pk).update(until=dt.date(2025, 1, 1))
    before = query_counts()
    for at in range(2):
        unit = found_unit(year.office, year.root, name=f"新局{at}", kind="department")
        group = found_group(year.office, unit, name=f"新局{at}党组理论学习中心组")
        for role, person in (("SECRETARY", year.secretary), ("LEADER", year.leader)):
            admit_member(year.office, group, person=person, role=role)
        draft_plan(year.secretary, group, year=2026)
        for month in (10, 11, 12):
            plan_session(
                year.secretary,
                group,
                topic=year.topic,
                day=dt.date(2026, month, 20),
                kind="collective",
                place="会议室",
            )
    assert client.get(MAP + "?year=2026").context["page"].groups == 3
    assert query_counts() == before
    assert max(before.values()) <= 12


def test_the_map_and_the_page_behind_it_say_the_same(year):
    """The marks of the map read fewer columns than the reasons do: they may not differ."""
    page = queries.map_page(year.office, {"year": "2026"})
    for line in page.rows:
        group = line.url.split("/")[3]
        behind = queries.year_page(year.office, group, 2026).months
        assert [cell[0] for cell in line.cells] == [month.shape for month in behind], line.name
    cells = chain.from_iterable(row.cells for row in page.rows)
    shapes = {cell[0] for cell in cells}
    marks = {mark for mark, shape in SHAPES.items() if shape in shapes}
    assert {Mark.LATE, Mark.PLANNED, Mark.MISSING} <= marks
