"""How words are read."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.loop.imports import rules
from zhixing.solve.problems.rules import State


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("1月", (1, 1)),
        ("12月", (12, 12)),
        ("5月份", (5, 5)),
        ("7-9月", (7, 9)),
        ("7月—9月", (7, 9)),
        ("第二季度", (4, 6)),
        ("四季度", (10, 12)),
        ("第1季度", (1, 3)),
        ("上半年", (1, 6)),
        ("2026年3月", (3, 3)),
        ("９月", (9, 9)),
        ("13月", None),
        ("9-7月", None),
        ("五一前后", None),
        ("5", None),
        ("", None),
    ],
)
def test_months(text, months):
    assert rules.read_months(text) == months


@pytest.mark.parametrize(
    ("text", "codes", "read_as"),
    [
        ("组长", (G.LEADER,), ""),
        ("組長", (G.LEADER,), "组长"),
        ("组 长", (G.LEADER,), "组长"),
        ("副组长", (G.DEPUTY,), ""),
        ("成员、学习秘书", (G.MEMBER, G.SECRETARY), ""),
        ("成员 学习秘书", (G.MEMBER, G.SECRETARY), "成员、学习秘书"),
        ("成员兼学习秘书", (G.MEMBER, G.SECRETARY), "成员、学习秘书"),
        ("列席人员", (G.ATTENDEE,), ""),
        ("扩大人员", (G.INVITED,), ""),
    ],
)
def test_roles(text, codes, read_as):
    assert rules.read_roles(text) == rules.Roles(tuple(map(str, codes)), read_as)


@pytest.mark.parametrize(
    "text",
    [
        "顾问",
        "成员、顾问",
        "",
        "、",
        "组长助理",
        "成员（列席）",
        "成员（扩大）",
        "学习秘书、联络员",
    ],
)
def test_no_roles(text):
    assert rules.read_roles(text) is None


@pytest.mark.parametrize(
    ("text", "year", "kind", "day"),
    [
        ("20261031", None, "day", dt.date(2026, 10, 31)),
        ("2026.9.30", None, "day", dt.date(2026, 9, 30)),
        ("2026年12月31日前", None, "day", dt.date(2026, 12, 31)),
        ("2026-06-30", None, "day", dt.date(2026, 6, 30)),
        ("9月底前", None, "year", None),
        ("9月底前", 2026, "day", dt.date(2026, 9, 30)),
        ("2月底前", 2028, "day", dt.date(2028, 2, 29)),
        ("年底前", 2026, "day", dt.date(2026, 12, 31)),
        ("2026年底", None, "day", dt.date(2026, 12, 31)),
        ("9月15日前", 2026, "day", dt.date(2026, 9, 15)),
        ("立行立改", None, "immediate", None),
        ("长期坚持", None, "standing", None),
        ("", None, "missing", None),
        ("尽快", None, "unreadable", None),
        ("20261345", None, "never", None),
        ("2026-02-30", None, "never", None),
        ("9.30", 2026, "day", dt.date(2026, 9, 30)),
        ("9.3", 2026, "unreadable", None),
    ],
)
def test_deadlines(text, year, kind, day):
    twofold = text == "9.3"  # the third of September, or of its month a tenth that lost its nought
    assert rules.read_deadline(text, year) == rules.Deadline(kind, day, twofold=twofold)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("未启动", State.DISPATCHED),
        ("正在推进", State.IN_PROGRESS),
        ("持续推进", State.IN_PROGRESS),
        ("已列入2026年计划", State.IN_PROGRESS),
        ("已完成，群众满意", State.REPORTED_SOLVED),
        ("大概吧", None),
        ("", None),
    ],
)
def test_states_of_open_rows(text, state):
    assert rules.read_state(text) == state


@pytest.mark.parametrize(
    ("text", "struck"),
    [("是", True), ("√", True), ("已销号", True), ("否", False), ("", False), ("？", None)],
)
def test_struck_off(text, struck):
    assert rules.read_struck(text) is struck


def test_shortened_names():
    assert rules.shortened("市生态环境局分局", "市生态环境局青禾分局")
    assert rules.shortened("县工业和信息化局", "县工信局")
    assert not rules.shortened("县委组织部", "县委宣传部") and not rules.shortened("", "县委宣传部")


def test_the_names_of_groups_and_kinds_of_units():
    assert (
        rules.group_name("城关街道") == "城关街道党工委理论学习中心组"
        and rules.group_name("青山乡") == "青山乡党委理论学习中心组"
        and rules.group_name("县水利局") == "县水利局理论学习中心组"
    )
    assert [
        rules.unit_kind(name)
        for name in ("城关街道", "青山乡", "柳沟村", "龙泉茶业有限公司", "县水利局")
    ] == ["town", "town", "village", "enterprise", "department"]
