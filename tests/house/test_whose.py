"""A total says over what it is counted, where that depends on who looks; a count of a whole is n /
N.
"""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.county import logins
from tests.learn.sessions.build import planned_session
from zhixing.foundation.kits.indicators.registry import INDICATORS, Figure, Row
from zhixing.solve.problems.acts import register_resident_problem

TOTALS = ("totals:list", "threads:list", "problems:list", "sessions:list")


@pytest.mark.parametrize("name", TOTALS)
def test_a_total_says_whose_it_is(county, name):
    planned_session(county)
    register_resident_problem(county.clerk, county.town, title="路灯不亮", text="夜里看不见")
    clients = logins(Client, county, "office", "secretary")
    pages = {who: client.get(reverse(name)).content.decode() for who, client in clients.items()}
    assert "按全县计" in pages["office"]
    assert "按你能看到的范围计：" in pages["secretary"] and "本中心组" in pages["secretary"]
    assert "按全县计" not in pages["secretary"]


def shown(figure: Figure) -> str:
    with translation.override("zh-hans"):
        html = Template("{% load ui %}{% figure one %}").render(Context({"one": figure}))
    return re.sub(r"<[^>]+>", "", html).strip()


def figure(counted: int, all_of_them: int, **more: bool) -> Figure:
    rows = tuple(Row(str(number), "", number < counted) for number in range(all_of_them))
    return Figure("x", "x", rows, **more)


def test_a_count_of_a_whole_has_no_per_cent_and_is_never_too_few():
    assert shown(figure(8, 9)) == "8 / 9"
    assert shown(figure(4, 4)) == "4 / 4"
    assert shown(figure(300, 352)) == "300 / 352"
    assert shown(figure(0, 0)) == "还没有数"


def test_a_rate_that_estimates_needs_ten():
    assert shown(figure(8, 9, estimates=True)) == "样本不足 8 / 9"
    assert shown(figure(12, 14, estimates=True)) == "12 / 14，85.7%"


def test_only_solved_satisfied_and_kept_estimate():
    assert {code for code, indicator in INDICATORS.items() if indicator.estimates} == {
        "answered_on_time",
        "solved_by_call_back",
    }
