"""A number in an English sentence has its singular: ``ngettext``, or the number stands behind its
noun ("rows: 3"), where several are in one sentence or it is said before it is known.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
PLACE = r"%\((\w+)\)[sd]"
BEFORE_NOUN = re.compile(PLACE + r" (?:[a-z-]+ )?([a-z]+s)\b")
LIMITS = {"most", "least", "text", "option", "columns", "bytes", "cores", "queries"}
# what looks like a noun in the plural behind a name, and is none
NO_NOUN = {
    "is",
    "was",
    "has",
    "does",
    "works",
    "keeps",
    "holds",
    "takes",
    "says",
    "stands",
    "carries",
    "answers",
    "residents",
    "less",
    "this",
    "its",
    "as",
    "ms",
    "sends",
    "others",
    "https",
}


def plain_messages() -> set[str]:
    """Every English message that has no plural form."""
    import catalogues

    files = [*catalogues.ROOT.rglob("*.py")]
    pages = [*catalogues.ROOT.rglob("templates/**/*.html")]
    messages: set[tuple] = set()
    for path in files:
        if "migrations" not in path.parts:
            messages |= catalogues.in_python(path)
    for path in pages:
        messages |= catalogues.in_template(path)
    return {words for _context, words in messages if isinstance(words, str)}


def counted_nouns(message: str) -> list[str]:
    """Nouns in the plural behind a number that may be one."""
    return [
        match[0]
        for match in BEFORE_NOUN.finditer(message)
        if match[1] not in LIMITS and match[2] not in NO_NOUN
    ]


def test_the_rule_sees_what_it_forbids():
    assert counted_nouns("%(count)s problems")
    assert counted_nouns("Wait %(days)s working days.")
    assert not counted_nouns("problems: %(count)s") and not counted_nouns("%(unit)s has one")


def test_a_number_before_a_noun_has_its_singular():
    messages = plain_messages()
    assert len(messages) > 2000
    wrong = {message: counted_nouns(message) for message in messages if counted_nouns(message)}
    assert wrong == {}
