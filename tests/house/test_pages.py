"""Pages are objects: a template reads the fields of a dataclass that stands in one place. A list
says its columns once.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

import pytest
from django.test import Client

from tests.county import logins
from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
from screens import addresses  # noqa: E402 (of scripts/)

ROOT = Path(__file__).resolve().parents[2] / "zhixing"

Node = TypeVar("Node", bound=ast.AST)


def sources() -> Iterator[Path]:
    """The Python of the house."""
    return iter(sorted(ROOT.rglob("*.py")))


def drawn_pages(tree: ast.AST) -> Iterator[ast.expr]:
    """What is given to templates as ``page``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            yield from (
                value
                for key, value in zip(node.keys, node.values, strict=True)
                if isinstance(key, ast.Constant) and key.value == "page"
            )


def makes_dict(value: ast.expr) -> bool:
    """Whether an expression is a dict, or several put together."""
    match value:
        case ast.Dict() | ast.BinOp(op=ast.BitOr()):
            return True
        case ast.Call(func=ast.Name(id="dict" | "vars" | "asdict")):
            return True
    return False


def answers_dict(function: ast.FunctionDef) -> bool:
    return isinstance(function.returns, ast.Subscript) and (
        ast.unparse(function.returns).startswith(("dict[", "Mapping["))
    )


def called(value: ast.expr) -> str:
    """The name of the function that makes the page."""
    if not isinstance(value, ast.Call):
        return ""
    return ast.unparse(value.func).rsplit(".", 1)[-1]


def nodes_of(trees: Iterable[ast.AST], kind: type[Node]) -> Iterator[Node]:
    """All nodes of a kind in some files."""
    return (node for node in chain.from_iterable(map(ast.walk, trees)) if isinstance(node, kind))


def pages_made(tree: ast.AST) -> dict[str, ast.expr]:
    """Local name -> what it is made of."""
    return {
        node.targets[0].id: node.value
        for node in nodes_of([tree], ast.Assign)
        if isinstance(node.targets[0], ast.Name)
    }


def test_no_page_is_a_dict():
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sources()}
    faults = []
    for path, tree in trees.items():
        room = [trees[other] for other in trees if other.is_relative_to(path.parent)]
        functions = {node.name: node for node in nodes_of(room, ast.FunctionDef)}
        made = pages_made(tree)
        for value in drawn_pages(tree):
            page = made.get(value.id, value) if isinstance(value, ast.Name) else value
            maker = functions.get(called(page))
            if makes_dict(page) or (maker is not None and answers_dict(maker)):
                faults.append(f"{path.relative_to(ROOT)}:{value.lineno}")
    assert faults == []


def test_the_pages_of_the_house_are_dataclasses(county):
    walk(county, in_order(the_round()))
    client = logins(Client, county, "office")["office"]
    seen = set()
    for name, address in addresses().items():
        answer = client.get(address)
        page = (answer.context or {}).get("page")
        if page is not None:
            assert is_dataclass(page), name
            seen.add(type(page).__name__)
    assert len(seen) > 40, sorted(seen)


def test_a_list_says_its_columns_once():
    """Its template has a sentence; the table, the cards of the phone and the file come from the
    columns of its page.
    """
    own = {
        "/".join(path.parts[-2:])
        for path in ROOT.rglob("templates/*/*.html")
        if '{% extends "ui/list.html" %}' in path.read_text(encoding="utf-8")
        and re.search(r"<t[hd]\b", path.read_text(encoding="utf-8"))
    }
    assert own == set()


def test_no_other_place_says_the_columns_of_a_file():
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sources()]
    calls = nodes_of(trees, ast.Call)
    makers = [call for call in calls if getattr(call.func, "id", "") == "Listing"]
    assert len(makers) == 1  # ``ListPage.listing``


@pytest.mark.parametrize(
    "source", ['{"page": {"title": 1}}', '{"page": a | b}', '{"page": dict(a=1)}']
)
def test_the_rule_would_notice(source):
    assert [makes_dict(page) for page in drawn_pages(ast.parse(source))] == [True]
