"""What is refused: each code and each sentence stands once, in the ``refusals.py`` of its room."""

from __future__ import annotations

import ast
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from zhixing.foundation.machinery.errors import BadInput, NotNow
from zhixing.foundation.machinery.refusals import Refusals

HOUSE = Path(__file__).resolve().parents[2] / "zhixing"
KINDS = {"BadInput", "NotAllowed", "NotNow", "Invisible", "Refusal"}


def members() -> list[Refusals]:
    """All refusals of the house."""
    for room in settings.ROOMS:
        if find_spec(f"{room}.refusals"):
            import_module(f"{room}.refusals")
    return list(chain.from_iterable(Refusals.__subclasses__()))


def test_no_sentence_is_written_twice():
    """Two codes may share a sentence; then it is one and the same."""
    written: dict[tuple[str, ...], set[int]] = {}
    for member in members():
        words = []
        for language in ("en", "zh-hans"):
            with translation.override(language):
                words.append(str(member.sentence))
        written.setdefault(tuple(words), set()).add(id(member.sentence))
    assert [words for words, several in written.items() if len(several) > 1] == []


def test_a_code_is_always_of_one_kind():
    kinds: dict[str, set[type]] = {}
    for member in members():
        kinds.setdefault(member.code, set()).add(member.kind)
    # of a form, and of a session that can not be held so
    assert {code for code, several in kinds.items() if len(several) > 1} == {"partners.missing"}


def spelled_out(source: str) -> list[int]:
    """Lines where a refusal is made of a code that is written there."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        call.lineno
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id in KINDS
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]


def test_a_refusal_is_taken_from_the_list_of_its_room():
    wrong, files = [], list(HOUSE.rglob("*.py"))
    assert len(files) > 500
    for path in files:
        place = path.relative_to(HOUSE).as_posix()
        if path.name in ("refusals.py", "errors.py"):
            continue
        lines = spelled_out(path.read_text(encoding="utf-8"))
        wrong += [f"{place}:{line}" for line in lines]
    assert wrong == []


def test_the_rule_sees_a_code_that_is_spelled_out():
    assert spelled_out('raise BadInput("a.b", words)\nraise Refused.A_B("field")') == [1]


class Examples(Refusals):
    LATE = "example.late", "%(what)s is late."
    CLOSED = "example.closed", "It is closed.", NotNow
    BOTH = "example.late", "Both are late."


@pytest.fixture(autouse=True)
def _examples_are_no_room(monkeypatch):
    others = [room for room in Refusals.__subclasses__() if room is not Examples]
    monkeypatch.setattr(Refusals, "__subclasses__", lambda: others)


def test_a_refusal_knows_its_fields_and_words():
    late = Examples.LATE("due", what="It")
    assert isinstance(late, BadInput)
    assert (late.code, str(late), late.fields) == (
        "example.late",
        "It is late.",
        {"due": ["It is late."]},
    )
    closed = Examples.CLOSED(mend="open_it")
    assert isinstance(closed, NotNow)
    assert (closed.status, closed.mend) == (409, "open_it")
    assert Examples.BOTH is not Examples.LATE
    assert str(Examples.BOTH()) == "Both are late."
    at = Examples.LATE.at({"a": ["of its own"]}, what="This")
    assert at.fields == {"a": ["of its own"]}
