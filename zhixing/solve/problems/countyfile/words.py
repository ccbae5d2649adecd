"""The words of a ledger: sources, classes, how far it has come. No database, no clock."""

from __future__ import annotations

import re

from zhixing.foundation.kits.workbooks.values import read_yes
from zhixing.foundation.spine.orgs.rules import compared

from ..rules import Class, Source, State

SOURCES = {
    "群众反映": Source.RESIDENT,
    "群众来访": Source.RESIDENT,
    "督导检查": Source.SITIN,
    "列席旁听": Source.SITIN,
    "中心组调研": Source.RESEARCH,
    "调研": Source.RESEARCH,
    "企业走访": Source.ENTERPRISE,
    "企业反映": Source.ENTERPRISE,
    "现场学习": Source.SESSION,
    "集体学习": Source.SESSION,
}

CLASSES = {
    "共性": Class.COMMON,
    "共性问题": Class.COMMON,
    "个性": Class.INDIVIDUAL,
    "个性问题": Class.INDIVIDUAL,
    "特殊": Class.SPECIAL,
    "特殊问题": Class.SPECIAL,
}

STRUCK = frozenset({"是", "√", "✓", "✔", "已销号", "销号", "已销"})

NOT_STRUCK = frozenset({"", "否", "×", "未销号", "未"})

DONE = ("已完成", "已解决", "已办结", "已整改到位")

# 已完成80%, 已完成招标，正在施工: begun with the word, and not done
PARTLY = re.compile(
    r"(?<![\d.])\d{1,2}(?:\.\d+)?%|[一二三四五六七八九\d]成(?!立)|一半|过半|大半|(?:大|绝大)?部分(?!的?意见)"
    r"|正在|推进中|剩余|其余|尚未|还未|未完成|预计|力争"
)

GOING = ("正在推进", "持续推进", "已列入", "推进中")

NOT_BEGUN = ("未启动", "尚未启动", "未开始")


def read_source(text: str) -> str | None:
    """The code of where a problem comes from, as offices write it; None where it says something
    else.
    """
    return SOURCES.get(compared(text))


def read_class(text: str) -> str | None:
    """The class of a problem; empty stays empty, None is unknown."""
    return CLASSES.get(compared(text)) if text.strip() else ""


def read_struck(text: str) -> bool | None:
    """Whether a row is struck off: 是, √, 已销号; 否 or empty. None when it is neither."""
    plain = compared(text)
    if plain in STRUCK or plain in NOT_STRUCK:
        return plain in STRUCK
    return read_yes(text)


def is_done(progress: str) -> bool:
    """Whether it is done by its own words, all of it."""
    plain = compared(progress)
    return plain.startswith(DONE) and PARTLY.search(plain) is None


def read_state(progress: str) -> str | None:
    """The state of a row that is not struck off, by its own words. None when they are others."""
    plain = compared(progress)
    if plain.startswith(DONE):
        return State.REPORTED_SOLVED if is_done(progress) else None
    if plain.startswith(GOING):
        return State.IN_PROGRESS
    return State.DISPATCHED if plain.startswith(NOT_BEGUN) else None
