"""Passwords that somebody who knows the county guesses: all digits, few signs, or nothing but
words of the county, of the product, names and years.

Django's validators (``AUTH_PASSWORD_VALIDATORS``), so every door that sets a password has them.
There is no table of Han and their sounds here: whatever is written in a few syllables of pinyin is
taken for a name, of a place or of a person.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable
from itertools import product
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher, make_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.spine.orgs.models import Unit

FEWEST_SIGNS = 5  # different ones
OWN_LETTERS, OWN_HAN = 4, 4  # so much must be left when the county's words are taken out
FEW_SYLLABLES = 6
PRODUCT = """
zhixing 知行 county town township village district bureau office study learn group party secretary
leader clerk password passwd passw welcome admin administrator login user account test demo hello
china qwerty asdf zxcv abcd
密码 口令 账号 登录 学习 小组 中心组 办公室 县委 县政府 党委 政府 支部 书记 主任 组长
干部 单位 我的 中国 管理员 初始
""".split()
ENDINGS = "县 镇 乡 街道 村 局 办 办公室 委员会 委 部 中心 院 站 社区 市 区 省 年 月 日".split()
LOOKS_LIKE = str.maketrans("01345@$!", "oieasasi")
INITIALS = "zh ch sh b p m f d t n l g k h j q x r z c s y w".split()
FINALS = """
iang iong uang ueng ang eng ong ian iao ing uai uan ai ei ao ou an en er ia ie iu in ua uo ui un
ue ve a o e i u v
""".split()
SYLLABLE = f"(?:(?:{'|'.join(INITIALS)})?(?:{'|'.join(FINALS)}))"
PINYIN = re.compile(f"{SYLLABLE}{{1,{FEW_SYLLABLES}}}")
EASILY_READ = "abcdefghjkmnpqrstvwxyz23456789"  # no i, l, o, u, 0, 1: read off paper
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


class DrawnPassword(str):
    """A password that was drawn by chance, of 96 bits: nobody guesses it, so it needs neither a
    test nor a slow hash.
    """


def first_password() -> DrawnPassword:
    """A password nobody chose: given on paper, changed at the first log-in."""
    blocks = ("".join(secrets.choice(EASILY_READ) for _sign in range(5)) for _block in range(4))
    return DrawnPassword("-".join(blocks))


class QuickHasher(Argon2PasswordHasher):
    """What it writes is read by the usual hasher: an Argon2 hash names its costs."""

    time_cost, memory_cost, parallelism = 1, 1024, 1


def hashed_quickly(password: DrawnPassword) -> str:
    """As it is kept. Many are given in one transaction, which nobody else's can interrupt."""
    usual = get_hasher()
    if not isinstance(usual, Argon2PasswordHasher):
        return make_password(password)  # the tests' own
    return str(QuickHasher().encode(password, usual.salt()))


class NotOnlyDigits:
    """A telephone, a birthday, an identity card's number: digits, whatever stands between."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django's
        signs = [
            sign for sign in unicodedata.normalize("NFKC", password).casefold() if sign.isalnum()
        ]
        if all(sign.isnumeric() for sign in signs):  # also 一二三 and ①②③
            raise ValidationError(
                _("A password of digits alone is too easy to guess. Take a sentence."),
                code="password_digits",
            )
        if len(set(signs)) < FEWEST_SIGNS:
            raise ValidationError(
                _("A password of so few different signs is too easy to guess. Take a sentence."),
                code="password_few_signs",
            )

    def get_help_text(self) -> str:
        return str(_("Not digits alone."))


class NotCountyWords:
    """Nothing but the county's name, its units, the product, one's own name and a year: the first
    that somebody tries who wants to get in.
    """

    def validate(self, password: str, user: Any = None) -> None:
        names = [
            *Unit.objects.values_list("name", flat=True),
            *Unit.objects.values_list("short", flat=True),
        ]
        person = getattr(user, "person", None)
        own = [getattr(user, "username", ""), person.name if person is not None else ""]
        if only_known_words(password, [*names, *own]):
            raise ValidationError(
                _(
                    "A password of the county's words, names and years is too easy to guess. "
                    "Take a sentence."
                ),
                code="password_county_words",
            )

    def get_help_text(self) -> str:
        return str(_("Not only the county's words, names and years."))


def only_known_words(password: str, names: Iterable[str]) -> bool:
    """Too little is left when the names, the product's words, a few syllables of pinyin and the
    digits are taken out.
    """
    wide = unicodedata.normalize("NFKC", password).casefold()
    known = known_words(names)
    return any(
        _has_too_little_own(reading, known) for reading in (wide, wide.translate(LOOKS_LIKE))
    )


def known_words(names: Iterable[str]) -> list[str]:
    """The words as they are looked for, the longest first: each name, also without what its unit
    is (青禾 of 青禾县).
    """
    whole = {
        unicodedata.normalize("NFKC", word).casefold()
        for word in (*names, *PRODUCT, *ENDINGS)
        if word
    }
    words = {word.removesuffix(ending) for word, ending in product(whole, ENDINGS)} | whole
    return sorted(
        (word for word in words if len(word) > 1 or word in ENDINGS), key=len, reverse=True
    )


def _has_too_little_own(text: str, known: list[str]) -> bool:
    for word in known:
        text = text.replace(word, " ")
    runs = dict.fromkeys(re.findall(r"[a-z]+", text))  # what is said twice is said once
    letters = "".join(run for run in runs if not PINYIN.fullmatch(run))
    others = sum(sign.isalpha() and not sign.isascii() and not HAN.match(sign) for sign in text)
    return len(letters) + others < OWN_LETTERS and len(HAN.findall(text)) < OWN_HAN
