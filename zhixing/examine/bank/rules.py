"""Items (试题): their kinds, how a key is read, what is wrong with one. No database.

A key is kept as letters in their order (``ABC``), as ``√`` or ``×``, or as text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.kits.workbooks.values import plain, read_yes, spelled


class ItemKind(models.TextChoices):
    SINGLE = "single", _("single choice")
    MULTIPLE = "multiple", _("multiple choice")
    TRUE_FALSE = "true_false", _("true or false")
    BLANK = "blank", _("fill in")
    SHORT = "short", _("short answer")


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("item", "draft")
    WITHDRAWN = "withdrawn", pgettext_lazy("item", "withdrawn")


TONES = {State.DRAFT: "going", State.WITHDRAWN: "none"}
CHOICES = (ItemKind.SINGLE, ItemKind.MULTIPLE)
LETTERS = "ABCDEFGH"
MOST_TEXT, MOST_OPTION, MOST_KEY = 1000, 300, 500
KINDS = {
    "单选": ItemKind.SINGLE,
    "单项选择": ItemKind.SINGLE,
    "单选择": ItemKind.SINGLE,
    "多选": ItemKind.MULTIPLE,
    "多项选择": ItemKind.MULTIPLE,
    "不定项": ItemKind.MULTIPLE,
    "不定项选择": ItemKind.MULTIPLE,
    "判断": ItemKind.TRUE_FALSE,
    "是非": ItemKind.TRUE_FALSE,
    "对错": ItemKind.TRUE_FALSE,
    "填空": ItemKind.BLANK,
    "简答": ItemKind.SHORT,
    "问答": ItemKind.SHORT,
    "论述": ItemKind.SHORT,
    "single choice": ItemKind.SINGLE,
    "multiple choice": ItemKind.MULTIPLE,
    "true or false": ItemKind.TRUE_FALSE,
    "fill in": ItemKind.BLANK,
    "short answer": ItemKind.SHORT,
}
_KINDS = {plain(word): kind for word, kind in KINDS.items()}
_ALIKE = str.maketrans(
    "АВСЕНАΑΒΕΗｱ①②③④⑤⑥⑦⑧", "ABCEHAABEHAABCDEFGH"
)  # Cyrillic, Greek, circled numbers
_TRUE, _FALSE = (
    frozenset({"正确", "对的", "right", "correct"}),
    frozenset({"不对", "不正确", "错误", "错的", "wrong", "incorrect"}),
)
_OPTION = re.compile(r"^[(（]?([A-Ha-hＡ-Ｈａ-ｈ])[)）]?\s*[.．、:：)）\s]\s*(.+)$", re.S)
_SIGNS = re.compile(r"[\W_]+")
_PROSE = re.compile(r"[。．.，,、；;：:？?！!“”‘’\"'《》〈〉「」『』()\[\]{}…·_—–‐‑−~～\-\s]+")
_ONE_DASH = dict.fromkeys("—–‐‑−-", "-")
LONGEST_SAME = 200


def read_kind(text: str) -> str | None:
    """``单选``, ``【单选】``, ``单项选择题`` -> single; None when it is no kind that is known."""
    word = re.sub(r"[()\[\]一二三四五六七八九十、.:]+", "", plain(text)).removesuffix("题")
    return _KINDS.get(word)


def split_options(text: str) -> list[str]:
    """Options written into one cell, one in a line or behind each other (``A. 1天 B. 2天``),
    without their letters.
    """
    lines = [line.strip() for line in re.split(r"\r?\n", text) if line.strip()]
    if len(lines) == 1:
        lines = [
            option.strip(" ；;，,\u3000")
            for option in re.split(
                r"(?:^|(?<=[\s；;，,\u3000]))(?=[(（]?[B-HＢ-Ｈ][)）]?[.．、:：)）])", lines[0]
            )
        ]
        if len(lines) == 1:
            lines = [option.strip() for option in re.split(r"[；;|]", lines[0]) if option.strip()]
    return [match.group(2).strip() if (match := _OPTION.match(line)) else line for line in lines]


def options_inside(text: str) -> tuple[str, list[str]]:
    """(stem, options) of a cell that holds the question and, in lines of their own, its options."""
    lines = text.splitlines()
    first = next(
        (
            at
            for at, line in enumerate(lines)
            if at
            and (match := _OPTION.match(line.strip()))
            and unicodedata.normalize("NFKC", match.group(1)).upper() == "A"
        ),
        None,
    )
    return (
        (text, [])
        if first is None
        else ("\n".join(lines[:first]).strip(), split_options("\n".join(lines[first:])))
    )


def read_key(text: str, kind: str, options: Sequence[str] = ()) -> str | None:
    """The key as it is kept, however it is written: ``A、C``, ``ＡＢＣ``, ``a c``, Cyrillic
    letters; 对, √, T, 正确. None when it is no key of this kind.
    """
    word = unicodedata.normalize("NFKC", text.translate(_ALIKE)).translate(_ALIKE).strip()
    if kind in CHOICES:
        letters = re.sub(r"[\s,.、;；/|和及+&]|答案|:", "", word.upper().translate(_ALIKE))
        if (
            not letters
            or not re.fullmatch(f"[{LETTERS}]+", letters)
            or len(set(letters)) != len(letters)
        ):
            return None
        return "".join(sorted(letters))
    if kind == ItemKind.TRUE_FALSE:
        if len(options) == 2 and word.upper() in ("A", "B"):
            return read_key(options["AB".index(word.upper())], kind)
        return _mark(word)
    return word


def _mark(word: str) -> str | None:
    """The mark a word of a true-or-false item stands for."""
    if plain(word) in _TRUE:
        return "√"
    if plain(word) in _FALSE:
        return "×"
    return {True: "√", False: "×", None: None}[read_yes(word)]


def guess_kind(key: str, options: Sequence[str]) -> str | None:
    """The kind of an item whose sheet names none: by its options and its key. None when they do not
    tell.
    """
    if options and {read_key(option, ItemKind.TRUE_FALSE) for option in options} == {"√", "×"}:
        return ItemKind.TRUE_FALSE
    if options:
        letters = read_key(key, ItemKind.MULTIPLE)
        if letters is None:
            return None
        return ItemKind.SINGLE if len(letters) == 1 else ItemKind.MULTIPLE
    return (
        ItemKind.TRUE_FALSE
        if read_key(key, ItemKind.TRUE_FALSE) is not None and not key.strip().isdigit()
        else None
    )


def faults(kind: str, text: str, options: Sequence[str], key: str) -> list[str]:
    """What keeps an item from coming in: ``text``, ``key.missing``, ``key.outside``,
    ``key.single``, ``options.few``, ``options.same``, ``long``.
    """
    codes = []
    if not text.strip():
        codes.append("text")
    if (
        len(text) > MOST_TEXT
        or len(key) > MOST_KEY
        or any(len(option) > MOST_OPTION for option in options)
    ):
        codes.append("long")
    if not key and kind != ItemKind.SHORT:
        codes.append("key.missing")
    if kind in CHOICES:
        if any(letter not in LETTERS[: len(options)] for letter in key):
            codes.append("key.outside")
        elif len(options) < 2:
            codes.append("options.few")
        if kind == ItemKind.SINGLE and len(key) > 1:
            codes.append("key.single")
        if len({plain(spelled(option)) for option in options}) != len(options):
            codes.append("options.same")
    return codes


def same_text(text: str) -> str:
    """By what a question is known: its whole text. Blanks, brackets and the punctuation of prose do
    not count.

    What stands between two digits does (3.5 is not 35, 1-3 is not 13), and so does a minus before a
    digit, and every sign that says something (≥, ≤, %, ×). A longer text ends with its sum.
    """
    word = _PROSE.sub(_between_digits, plain(spelled(text))).replace("\x00", "")
    if len(word) <= LONGEST_SAME:
        return word
    return word[: LONGEST_SAME - 65] + "#" + hashlib.sha256(word.encode()).hexdigest()


def _between_digits(match: re.Match[str]) -> str:
    """A sign between digits, and a minus before one, stay; a run of signs is one."""
    text, at, end = match.string, match.start(), match.end()
    before, after = text[at - 1 : at].isdigit(), text[end : end + 1].isdigit()
    sign = match.group()[-1]
    if before and after:
        return _ONE_DASH.get(sign, sign)
    return "-" if after and sign in _ONE_DASH else ""


def same_stem(text: str) -> str:
    """What like questions have in common: no sign counts, so that 3.5 is like 35 and ≥ like ≤."""
    return _SIGNS.sub("", plain(text))
