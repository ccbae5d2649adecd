"""Nouns, not pronouns: what is walked, held or taken is called by what it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
PRONOUNS = frozenset({"one", "found", "there", "said", "told", "given", "kept", "each"})
# names that were public before the rule, as inputs of an act and columns: file -> names
PUBLIC = {"zhixing/learn/packs/acts/publishing.py": {"said"}}
ADVICE = "call it by the noun of what it is (a loop variable is the singular of what it walks)"


def fields_of_classes(tree: ast.AST) -> set[ast.AST]:
    """Targets in the body of a class: columns and fields, which have their own reasons."""
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    statements = chain.from_iterable(node.body for node in classes)
    assigned = [node for node in statements if isinstance(node, ast.Assign | ast.AnnAssign)]
    targets = [node.targets if isinstance(node, ast.Assign) else [node.target] for node in assigned]
    return set(chain.from_iterable(targets))


def bindings(source: str) -> Iterator[tuple[int, str]]:
    """(line, name) of each loop target, local and parameter that is called by a pronoun."""
    tree = ast.parse(source)
    fields = fields_of_classes(tree)
    for node in ast.walk(tree):
        if node in fields:
            continue
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
    wrong, files = [], python_files()
    assert len(files) > 700
    for path in files:
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


def test_columns_and_fields_are_left_alone():
    assert list(bindings("class Note:\n    told: str = ''\n    kept = 1")) == []
