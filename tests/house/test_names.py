"""Nouns, not pronouns: what is walked, held or taken is called by what it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

HOUSE = Path(settings.BASE_DIR)
PRONOUNS = frozenset({"one", "found", "there", "said", "told", "given", "kept", "each"})
# names that were public before the rule, as inputs of an act and columns: file -> names
PUBLIC = {"zhixing/learn/packs/acts.py": {"said"}}
ADVICE = "call it by the noun of what it is (a loop variable is the singular of what it walks)"


def bindings(source: str) -> Iterator[tuple[int, str]]:
    """(line, name) of each loop target, local and parameter that is called by a pronoun."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        elif isinstance(node, ast.arg):
            name = node.arg
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
            name = node.name
        else:
            continue
        if name in PRONOUNS:
            yield node.lineno, name


def python_files() -> list[Path]:
    files: list[Path] = []
    for folder in ("zhixing", "tests", "scripts"):
        files += sorted((HOUSE / folder).rglob("*.py"))
    return [path for path in files if "migrations" not in path.parts]


def test_nothing_is_called_by_a_pronoun():
    wrong = []
    for path in python_files():
        place = path.relative_to(HOUSE).as_posix()
        for line, name in bindings(path.read_text(encoding="utf-8")):
            if name not in PUBLIC.get(place, ()):
                wrong.append(f"{place}:{line} {name}: {ADVICE}")
    assert wrong == []


@pytest.mark.parametrize(
    "source",
    [
        "for one in rows: pass",
        "rows = [one for one in rows]",
        "key = lambda one: one",
        "def f(one): pass",
        "def f(*, one=1): pass",
        "one = 1",
        "one, other = 1, 2",
        "with open(path) as one: pass",
        "if (one := f()): pass",
        "try: pass\nexcept E as one: pass",
        "match x:\n    case [*one]: pass",
    ],
)
def test_the_rule_sees_every_kind_of_binding(source):
    assert [name for _line, name in bindings(source)] == ["one"]
