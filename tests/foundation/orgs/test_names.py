"""Names: the short cuts through most texts say what the definition says."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from zhixing.foundation.spine.orgs.rules import BRACKETS, DOTS, UNSEEN, UnseenSign, compared, stored


def by_definition(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text.translate(DOTS)).casefold().translate(BRACKETS)
    return "".join(sign for sign in wide if not sign.isspace() and unicodedata.category(sign) not in UNSEEN)


def test_every_sign_is_compared_as_the_definition_says():
    assert [hex(n) for n in range(sys.maxunicode + 1) if compared(f"a{chr(n)}") != by_definition(f"a{chr(n)}")] == []


def test_every_sign_that_nobody_sees_is_refused_and_no_other():
    def refused(sign: str) -> bool:
        try:
            stored(f"a{sign}b")
        except UnseenSign:
            return True
        return False

    signs = map(chr, range(sys.maxunicode + 1))
    assert [f"{ord(one):X}" for one in signs if refused(one) != (unicodedata.category(one) in UNSEEN and not one.isspace())] == []


@pytest.mark.parametrize(("text", "same"), [("［甲］ Ｂ　县·局", "(甲)b县·局"), ("阿依古丽•买买提", "阿依古丽·买买提"), ("A\u200bB", "ab"), ("\u3000 ", ""), (None, ""), (7, "7")])
def test_mixed_texts(text, same):
    assert compared(text) == same
