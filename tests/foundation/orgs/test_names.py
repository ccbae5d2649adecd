"""Names: the short cuts through most texts say what the definition says."""

from __future__ import annotations

import unicodedata
from itertools import chain

import pytest

from zhixing.foundation.spine.orgs.rules import BRACKETS, DOTS, UNSEEN, UnseenSign, compared, stored

# Han, Hangul and private signs are as one of their kind is; where anything is defined otherwise,
# every sign is looked at.
RANGES = (
    range(0, 0x3500),
    range(0xA000, 0xAC10),
    range(0xD7A0, 0xD810),
    range(0xDFF0, 0xE010),
    range(0xF8F0, 0x11500),
    range(0x1D000, 0x1FC00),
    range(0x2F7F0, 0x2FA30),
    range(0xE0000, 0xE0200),
)
SIGNS = list(map(chr, chain.from_iterable(RANGES)))


def by_definition(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text.translate(DOTS)).casefold().translate(BRACKETS)
    return "".join(
        sign for sign in wide if not sign.isspace() and unicodedata.category(sign) not in UNSEEN
    )


def test_every_sign_is_compared_as_the_definition_says():
    assert [
        f"{ord(sign):X}" for sign in SIGNS if compared(f"a{sign}") != by_definition(f"a{sign}")
    ] == []


def test_every_sign_that_nobody_sees_is_refused_and_no_other():
    def refused(sign: str) -> bool:
        try:
            stored(f"a{sign}b")
        except UnseenSign:
            return True
        return False

    assert [
        f"{ord(sign):X}"
        for sign in SIGNS
        if refused(sign) != (unicodedata.category(sign) in UNSEEN and not sign.isspace())
    ] == []


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("［甲］ Ｂ　县·局", "(甲)b县·局"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("A\u200bB", "ab"),
        ("\u3000 ", ""),
        (None, ""),
        (7, "7"),
    ],
)
def test_mixed_texts(text, same):
    assert compared(text) == same
