"""What the names of units and people say. No database, no clock."""

from __future__ import annotations

import re

from zhixing.foundation.kits.workbooks.values import plain as simple
from zhixing.foundation.spine.orgs.models import UnitKind
from zhixing.foundation.spine.orgs.rules import compared

VACANT = frozenset("空缺 暂缺 缺 缺位 空岗 空 无 暂无 待定 待补 待配 未配备".split())

SEVERAL = re.compile(r"[、，,;；/|]")


def name_fault(name: str) -> str:
    """Why something that stands for a new person is none (``reading.SENTENCES``); ``""`` where it
    may be one.
    """
    if not any(map(str.isalpha, name)):
        return "name.none"
    if name.strip("()（）") in VACANT:
        return "name.vacant"
    return "name.several" if SEVERAL.search(name) else ""


def unit_kind(name: str) -> str:
    """What kind of unit a name speaks of."""
    plain = compared(name)
    if plain.endswith(("街道", "街道办事处", "镇", "乡", "街道办")):
        return UnitKind.TOWN
    if plain.endswith(("村", "社区", "居委会", "村委会")):
        return UnitKind.VILLAGE
    if plain.endswith(("公司", "厂", "合作社")):
        return UnitKind.ENTERPRISE
    return UnitKind.DEPARTMENT


_AROUND = re.compile(
    r"^(?:\d+|[一二三四五六七八九十]+)[、"
    r".)]|\([^()]*\)|(?:人民政府|党委|党工委|党组|机关|本级|办事处)$"
)


def bare_unit(name: str, county: str = "") -> str:
    """What two names of probably one unit have in common: the county before it, its organ behind
    it, remarks in brackets, numbers and traditional signs do not count.
    """
    plain = simple(name)
    bare = _AROUND.sub("", plain.removeprefix(simple(county)) if county else plain)
    return bare or plain


def group_name(unit: str) -> str:
    """The name of a unit's study group: a subdistrict has a working committee, a town a committee;
    a department's party organ the roster does not say.
    """
    plain = compared(unit)
    organ = "党委" if plain.endswith(("镇", "乡")) else ""
    if "街道" in plain:
        organ = "党工委"
    return f"{unit}{organ}理论学习中心组"
