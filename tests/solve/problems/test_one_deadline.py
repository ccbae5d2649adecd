"""One problem, one named deadline: on its page, in lists, on Today, in exports, for everybody."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from zhixing.foundation.kits.deadlines.wording import named_words
from zhixing.foundation.machinery import clock
from zhixing.solve.problems import acts
from zhixing.solve.problems.models import Problem

pytestmark = pytest.mark.database
DAY = dt.date(2026, 9, 2)  # a Wednesday; + 3: Monday the 7th, + 5: Wednesday the 9th
LOOKED_AT = dt.date(2026, 9, 9)
WHO = ("office", "responsible", "leader", "clerk", "caller", "supervisor")


def begun(county, title):
    problem = acts.register_resident_problem(county.clerk, county.town, title=title, text="x")
    acts.list_problem(county.office, problem, kind="individual")
    acts.dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
    acts.accept_problem(county.clerk, problem)
    return acts.start_problem(county.responsible, problem, remedy="换灯")


@pytest.fixture
def several(county):
    """Contact overdue; contacted, due today; solved; noted without a date; overdue and shelved."""
    with clock.at(DAY):
        for title in ("没有联系", "联系过了", "已经报结", "挂账到期"):
            begun(county, title)
        acts.register_resident_problem(county.clerk, county.town, title="刚刚登记", text="x")
    with clock.at(DAY + dt.timedelta(days=1)):
        for title in ("联系过了", "已经报结", "挂账到期"):
            problem = Problem.objects.get(title=title)
            acts.contact_reporter(county.clerk, problem, how="电话")
        acts.report_solved(
            county.responsible, Problem.objects.get(title="已经报结"), before="黑", after="亮"
        )
        shelved = Problem.objects.get(title="挂账到期")
        acts.propose_shelving(county.responsible, shelved, reason="没钱")
        acts.shelve_problem(county.leader, shelved, reason="x", review_on=dt.date(2026, 9, 4))
    return {problem.title: problem for problem in Problem.objects.all()}


def rows_of(page):
    """(title, the words of the deadline, whether they are red) of each line of the list."""
    lines = []
    for row in re.findall(r"<tr>(.*?)</tr>", page, re.S)[1:]:
        title = re.search(r'<th scope="row">\s*<a [^>]*>(.*?)</a>', row, re.S)[1].strip()
        when = re.search(r'<td class="is-when[^"]*">(.*?)</td>', row, re.S)[1]
        lines.append((title, re.sub(r"<[^>]+>", "", when).strip(), "is-over" in when))
    return lines


@pytest.mark.parametrize("who", WHO)
def test_sentence_red_rows_filter_and_export_count_the_same_set(county, several, who):
    client, url = logins(Client, county, who)[who], reverse("problems:list")
    with clock.at(LOOKED_AT):
        page = client.get(url).content.decode()
        rows = rows_of(page)
        red = {title for title, _words, over in rows if over}
        assert red == {"没有联系", "挂账到期"}
        assert "2 个超期" in page
        assert {
            title for title, *_rest in rows_of(client.get(url + "?overdue=1").content.decode())
        } == red
        text = client.get(url + "?overdue=1&export=csv").content.decode("utf-8-sig")
        lines = list(csv.DictReader(io.StringIO(text)))
        assert {line["问题"] for line in lines} == red
        assert all("超期" in line["期限情况"] for line in lines)
        every = list(
            csv.DictReader(io.StringIO(client.get(url + "?export=csv").content.decode("utf-8-sig")))
        )
        assert {line["问题"] for line in every if "超期" in line["期限情况"]} == red
        assert rows[-1][0] == "刚刚登记" or rows[-2][0] == "刚刚登记", "what has no date comes last"
        assert [line["期限"] for line in every if line["期限"]] == sorted(
            line["期限"] for line in every if line["期限"]
        )


def test_everybody_reads_the_same_words(county, several):
    problem = several["没有联系"]
    clients = logins(Client, county, *WHO)
    with clock.at(LOOKED_AT):
        words = named_words(Problem.objects.get(pk=problem.pk))["words"]
        assert words == "联系反映人 已超期 2 个工作日"
        for who, client in clients.items():
            page = client.get(reverse("problems:problem", args=[problem.pk])).content.decode()
            assert "已超期 2 个工作日" in page.split("zx-due-say")[1][:200], who
            today = client.get(reverse("today")).content.decode().partition("zx-news")[0]
            # news say nothing of clocks; what is asked stands beside the words of the clock
            assert problem.title not in today or "已超期 2 个工作日" in today, who


@pytest.mark.parametrize("day", [dt.date(2026, 9, 5), dt.date(2026, 9, 6), dt.date(2026, 9, 7)])
def test_days_off_after_the_last_day_are_overdue_nowhere(county, day):
    """Due on Friday the 4th: not overdue on Saturday and Sunday, from Monday on everywhere."""
    with clock.at(DAY):
        problem = begun(county, "周五到期")
        acts.contact_reporter(county.clerk, problem, how="电话")
        acts.report_solved(county.responsible, problem, before="x", after="y")
        acts.refuse_verification(county.verifier, problem, reason="没亮")
        acts.start_problem(county.responsible, problem)
        acts.propose_shelving(county.responsible, problem, reason="x")
        acts.shelve_problem(county.leader, problem, reason="x", review_on=dt.date(2026, 9, 4))
    with clock.at(day):
        words, late = named_words(problem), day == dt.date(2026, 9, 7)
        assert ("超期" in words["words"], words["tone"] == "over") == (late, late)
        assert Problem.objects.overdue(day).filter(pk=problem.pk).exists() == late
        client = logins(Client, county, "office")["office"]
        assert ("is-over" in client.get(reverse("problems:list")).content.decode()) == late


@pytest.mark.stray_writes
def test_what_was_closed_before_zhixing_is_never_overdue(county, several):
    """The queryset says so itself: whoever asks for the overdue ones need not remember it."""
    with clock.at(LOOKED_AT):
        assert Problem.objects.overdue(LOOKED_AT).count() == 2
        Problem.objects.filter(title="没有联系").update(closed_before=True)
        assert [row.title for row in Problem.objects.overdue(LOOKED_AT)] == ["挂账到期"]
