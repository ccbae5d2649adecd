"""How the house's own text reads: what a linter does not hold, held on the syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("zhixing", "scripts", "tests")
WIDEST = 120  # columns; a formatter leaves long words and unbreakable tags as they are
LAID_OUT = {".py", ".html", ".js", ".css"}
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def sources(folder: str) -> list[Path]:
    """All but migrations, which makemigrations writes."""
    return [path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def nested(tree: ast.AST) -> Iterator[int]:
    """Lines of conditional expressions that hold another one, however deep."""
    for node in ast.walk(tree):
        if isinstance(node, ast.IfExp):
            below = [part for part in ast.walk(node) if isinstance(part, ast.IfExp)]
            if len(below) > 1:
                yield node.lineno


def crowded(tree: ast.AST) -> Iterator[int]:
    """Lines of comprehensions with more than one ``for`` or more than one ``if``."""
    for node in ast.walk(tree):
        if isinstance(node, COMPREHENSIONS):
            conditions = sum(len(part.ifs) for part in node.generators)
            if len(node.generators) > 1 or conditions > 1:
                yield node.lineno


def places(folder: str, rule) -> list[str]:
    lines = []
    for path in sources(folder):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        lines += [f"{path.relative_to(ROOT)}:{line}" for line in rule(tree)]
    return lines


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_conditional_inside_a_conditional(folder):
    """Two questions in one expression are a function with a name, an ``if`` or a dict."""
    assert len(sources(folder)) >= 10
    assert places(folder, nested) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_comprehension_has_one_for_and_one_if(folder):
    """What walks deeper is a loop, ``chain.from_iterable`` or a function with a name."""
    assert places(folder, crowded) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("x = 1 if a else 2 if b else 3", nested),
        ("x = f((1 if a else 2)) if b else 3", nested),
        ("x = {y for z in a for y in z}", crowded),
        ("x = list(y for y in a if y if y > 1)", crowded),
    ],
)
def test_the_rules_see_what_they_forbid(text, rule):
    assert list(rule(ast.parse(text))) == [1]


def too_wide(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    wide = [nth for nth, line in enumerate(lines, 1) if len(line) > WIDEST]
    return [f"{path.relative_to(ROOT)}:{nth}" for nth in wide]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_line_is_wider_than_a_page(folder):
    """Migrations, templates, scripts and style sheets too; what others wrote is left alone."""
    paths = [path for path in (ROOT / folder).rglob("*") if path.suffix in LAID_OUT]
    own = [path for path in paths if not {"vendor", "node_modules"} & set(path.parts)]
    assert own
    assert list(chain.from_iterable(map(too_wide, own))) == []
