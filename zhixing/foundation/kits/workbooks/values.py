"""How cells are read: numbers, yes and no, and signs that only look like others (days: ``days``).

No database, no clock.

Two levels: ``tidy`` mends what nobody ever meant (a radical copied from a PDF instead of the sign),
for every cell; ``plain`` makes words of a closed list comparable (traditional signs, width,
blanks), for headings and choices only: a name keeps its own signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from zhixing.foundation.spine.orgs.rules import compared

# Signs of the block of radicals (U+2E80) and what they stand for, by Unicode's
# EquivalentUnifiedIdeograph.txt; those of U+2F00 are folded by NFKC.
RADICALS = dict(
    zip(
        "⺁⺄⺅⺇⺉⺋⺎⺏⺐⺒⺓⺔⺖⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺷⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰⻱⻲⻳",
        "厂乙亻几刂卩兀尣尢巳幺彐忄扌攵旡月歺母民氵氺灬爫爫犭王疋目示礻竹糸纟罓罒羊耂肀聿月臼艹艹艹虎衤西西见角角讠贝车辶辶辶阝钅長镸长门阝雨青韦页风飞食食飠饣马骨鬼鱼鸟卤麦黄黾齐齿竜龙龜亀龟",
        strict=True,
    )
)
_RADICALS = str.maketrans(
    RADICALS | {chr(n): unicodedata.normalize("NFKC", chr(n)) for n in range(0x2F00, 0x2FD6)}
)
_MARKS = {"<super>": "↑", "<sub>": "↓", "<circle>": "◯"}
_FORM = {
    sign: mark
    for sign in map(
        chr,
        (
            *range(0xAA, 0xBF),
            *range(0x2070, 0x20A0),
            *range(0x2460, 0x24FF),
            *range(0x3280, 0x32C0),
        ),
    )
    if (mark := _MARKS.get(unicodedata.decomposition(sign).split(" ")[0]))
}
_SPECIAL = re.compile(f"[{''.join(_FORM)}]")
_RADICAL = re.compile(
    "[\u2e80-\u2fdf]"
)  # to look is several times as fast as to translate, and nearly no cell has one

# Traditional signs of the words that our tables and closed lists are made of.
_TRADITIONAL = str.maketrans(
    "組長員學習書擴單稱姓職務級註備聯繫電話機號碼動況專題類別內資會討論調課問體責時間進展銷狀態"
    "農業區鄉鎮黨計劃標準選項判斷對錯難據釋處際實現場導檢查訪眾來縣為與經濟環發財衛監關應將後當"
    "報數總齊辦結啟續開無過還達認證簡領醫療廢險測試題個殊輔養務顧問參請記錄績議決議階樣",
    "组长员学习书扩单称姓职务级注备联系电话机号码动况专题类别内资会讨论调课问体责时间进展销状态"
    "农业区乡镇党计划标准选项判断对错难据释处际实现场导检查访众来县为与经济环发财卫监关应将后当"
    "报数总齐办结启续开无过还达认证简领医疗废险测试题个殊辅养务顾问参请记录绩议决议阶样",
)
YES = frozenset({"是", "有", "√", "✓", "✔", "☑", "对", "y", "yes", "t", "true", "1", "v"})
NO = frozenset({"否", "无", "没有", "×", "x", "✗", "✘", "☒", "错", "n", "no", "f", "false", "0"})


AROUND = (  # blanks, and signs that nobody sees
    " \t\r\n\u3000\xa0\u200b\u200c\u200d\u200e\u200f"
    "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
)


def tidy(cell: str) -> str:
    """A cell as it was meant: radicals are the signs they look like, blanks and unseen signs around
    it are gone.
    """
    return _meant(cell).strip(AROUND)


def _meant(text: str) -> str:
    return text.translate(_RADICALS) if _RADICAL.search(text) else text


def as_read(text: str) -> str:
    """What a text is after it went out into a cell and came in again: radicals mended, blanks at
    line ends and doubled ones gone. For comparing what stands here with what a file says.
    """
    return "\n".join(
        " ".join(_meant(line).split())
        for line in unicodedata.normalize("NFC", text).replace("\r", "").split("\n")
    ).strip()


def spelled(text: str) -> str:
    """A text whose raised, lowered and circled signs are told apart from plain ones (m² is not m2),
    for comparing whole texts: NFKC makes one of them."""
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda match: f"{_FORM[match.group()]}{match.group()}", text)


def joined(text: str) -> str:
    """A name without the blanks between its Han signs, which were only there to fill a column (水
    利 局).
    """
    return re.sub(
        r"(?<=[\u2e80-\u9fff\U00020000-\U0003ffff])\s+(?=[\u2e80-\u9fff\U00020000-\U0003ffff])",
        "",
        text,
    )


def plain(text: str) -> str:
    """A word of a closed list, comparable: as ``compared``, and traditional signs simplified."""
    word = compared(_meant(text))
    return word if word.isascii() else word.translate(_TRADITIONAL)


def comparable(cell: Any) -> Any:
    """A value of a cell, or several, with its texts as they are read again."""
    if isinstance(cell, str):
        return as_read(cell)
    if isinstance(cell, list):
        return [comparable(part) for part in cell]
    return cell


def choose(text: str, words: Mapping[str, str]) -> str | None:
    """The value of a word of a closed list, however it is written; None when it is none of them."""
    wanted = plain(text)
    return next((value for word, value in words.items() if plain(word) == wanted), None)


def read_yes(text: str) -> bool | None:
    """Whether a cell says yes; None when it says neither."""
    word = compared(text)
    if word in YES or word in NO:
        return word in YES
    return None


def read_number(text: str) -> Decimal | None:
    """``1,200``, ``３５``, ``85分``, ``12.5%`` (0.125). None when it is no number."""
    word = compared(text).replace(",", "")
    match = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)(%|分|人|次|个|项|件|条|年|天|日|元)?", word)
    if match is None:
        return None
    try:
        number = Decimal(match.group(1))
    except InvalidOperation:  # pragma: no cover  the pattern lets nothing else through
        return None
    return number / 100 if match.group(2) == "%" else number
