"""How the words of a roster are read."""

from __future__ import annotations

import pytest

from zhixing.foundation.kits.intake.roster.names import group_name, unit_kind
from zhixing.foundation.kits.intake.roster.roles import Roles, read_roles
from zhixing.foundation.kits.intake.standing import shortened
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G


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
    assert read_roles(text) == Roles(tuple(map(str, codes)), read_as)


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
    assert read_roles(text) is None


def test_shortened_names():
    assert shortened("市生态环境局分局", "市生态环境局青禾分局")
    assert shortened("县工业和信息化局", "县工信局")
    assert not shortened("县委组织部", "县委宣传部") and not shortened("", "县委宣传部")


def test_the_names_of_groups_and_kinds_of_units():
    assert (
        group_name("城关街道") == "城关街道党工委理论学习中心组"
        and group_name("青山乡") == "青山乡党委理论学习中心组"
        and group_name("县水利局") == "县水利局理论学习中心组"
    )
    assert [
        unit_kind(name) for name in ("城关街道", "青山乡", "柳沟村", "龙泉茶业有限公司", "县水利局")
    ] == ["town", "town", "village", "enterprise", "department"]
