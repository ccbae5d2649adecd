"""How offices write roles in a study group. No database, no clock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from zhixing.foundation.kits.workbooks.values import plain as simple
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G

ROLES = {
    "组长": G.LEADER,
    "副组长": G.DEPUTY,
    "成员": G.MEMBER,
    "扩大人员": G.INVITED,
    "列席人员": G.ATTENDEE,
    "学习秘书": G.SECRETARY,
}

# How offices write them otherwise. What is not here is asked once, and remembered.
WRITINGS = {
    "第一组长": "组长",
    "正组长": "组长",
    "常务副组长": "副组长",
    "第一副组长": "副组长",
    "执行副组长": "副组长",
    "组员": "成员",
    "正式成员": "成员",
    "固定成员": "成员",
    "常任成员": "成员",
    "中心组学习成员": "成员",
    "扩大": "扩大人员",
    "扩大成员": "扩大人员",
    "扩大对象": "扩大人员",
    "扩大学习人员": "扩大人员",
    "列席": "列席人员",
    "列席成员": "列席人员",
    "列席对象": "列席人员",
    "列席同志": "列席人员",
    "秘书": "学习秘书",
    "中心组秘书": "学习秘书",
    "学习中心组秘书": "学习秘书",
    "秘书长": "学习秘书",
    "专职秘书": "学习秘书",
    "兼职秘书": "学习秘书",
}

_GROUP = re.compile(r"^(?:.{0,14}?中心组(?:理论学习)?的?|学习组)(?=.)")

_PARTED = re.compile(r"[、,;/+和及与兼&|]+|\n")

_ENDS = re.compile(r"^[\d.。:]+|[\d.。:!]+$")  # numbers and signs around a word

_ONLY_SAID = frozenset(
    {
        "兼",
        "兼任",
        "主持",
        "主持工作",
        "主持全面工作",
        "代",
        "代理",
        "暂",
        "暂代",
        "临时",
        "牵头",
        "正职",
        "负责",
        "负责人",
        "专职",
        "兼职",
        "挂职",
        "新任",
        "拟任",
    }
)  # in brackets: it does not change the role

_EITHER = (
    {"成员", "列席人员"},
    {"成员", "扩大人员"},
    {"扩大人员", "列席人员"},
)  # 成员（列席）: which of the two is not clear


@dataclass(frozen=True)
class Roles:
    """Roles that a cell gives, in its order; ``read_as`` is set when it was written otherwise."""

    codes: tuple[str, ...]
    read_as: str = ""


def read_roles(text: str, known: Mapping[str, str] | None = None) -> Roles | None:
    """``成员、学习秘书`` -> two roles; blanks, traditional signs and what WRITINGS has do not
    count.

    ``known``: writings that somebody has explained (``role_key`` -> code). None when it is not
    known what a part means.
    """
    roles = _roles_cached(text)
    if roles is not None or not known:
        return roles
    whole = known.get(role_key(text))
    return Roles((whole,), ROLE_OF_CODE[whole]) if whole else _roles(text, known)


@lru_cache(1000)
def _roles_cached(text: str) -> Roles | None:
    """The same few writings stand in every row."""
    return _roles(text, {})


def _roles(text: str, known: Mapping[str, str]) -> Roles | None:
    words: list[str] = []
    for part in _role_parts(text):
        word = _role_word(part, known)
        if word is None:
            return None
        words += [word] if word not in words else []
    if not words or ("(" in simple(text) and any(pair <= set(words) for pair in _EITHER)):
        return None
    read = "、".join(words)
    return Roles(tuple(str(ROLES[word]) for word in words), "" if read == text.strip() else read)


ROLE_OF_CODE = {str(code): word for word, code in ROLES.items()}


def role_key(text: str) -> str:
    """A writing of roles, comparable."""
    return simple(text)


def unclear_role(text: str, known: Mapping[str, str] | None = None) -> str:
    """What is to be asked about a writing that ``read_roles`` can not read: the part that is not
    known, or all of it.
    """
    outside = re.sub(r"\([^()]*\)", "、", simple(text))
    unknown = [part for part in _role_parts(outside) if _role_word(part, known or {}) is None]
    return unknown[0] if unknown else text.strip()


def _role_parts(text: str) -> list[str]:
    """The parts of a cell; a bracket is one of them, unless it says nothing about the role."""
    plain = simple(text)
    asides = [aside for aside in re.findall(r"\(([^()]*)\)", plain) if aside not in _ONLY_SAID]
    outside = re.sub(r"\([^()]*\)", "、", plain)
    parts = chain.from_iterable(map(_PARTED.split, (outside, *asides)))
    return list(chain.from_iterable(map(_roles_without_sign, filter(None, parts))))


_ROLE = re.compile(
    "|".join(sorted({*ROLES, "常务副组长", "第一组长", "第一副组长"}, key=len, reverse=True))
)


def _roles_without_sign(part: str) -> list[str]:
    """``成员学习秘书``: two roles without a sign between them."""
    roles = _ROLE.findall(part)
    return roles if len(roles) > 1 and "".join(roles) == part else [part]


def _role_word(part: str, known: Mapping[str, str]) -> str | None:
    part = _ENDS.sub("", part)
    for word in (part, _GROUP.sub("", part)):
        if word in ROLES:
            return word
        if word in known:
            return ROLE_OF_CODE[known[word]]
        if word in WRITINGS:
            return WRITINGS[word]
    return None


ROLE_WORDS = {str(code): word for word, code in reversed(ROLES.items())}
