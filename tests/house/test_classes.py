"""A class that a page, a program or a script gives has a rule, and a rule has somebody who gives
its class: the style sheets hold nothing that is dead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from zhixing.ui.statics import KIT

ROOT = Path(__file__).resolve().parents[2] / "zhixing"
SHEETS = sorted(path for path in ROOT.rglob("static/**/*.css") if "vendor" not in path.parts)
# put together of a word and a number that comes with the data
NUMBERED = {
    r"m\d+": "the size of an issuer's name at the head of a paper",
    r"zx-span-\d": "how many steps of the trace strip a wing covers",
}


def plain(sheet: Path) -> str:
    """A sheet without what is no selector."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    return re.sub(r"\{[^{}]*\}", "{}", re.sub(r'"[^"]*"', '""', text, flags=re.S))


def with_rules(sheet: Path) -> set[str]:
    """The classes that a sheet has rules for."""
    return set(re.findall(r"\.([A-Za-z_][\w-]*)", plain(sheet)))


@lru_cache(maxsize=1)
def sources() -> str:
    """Everything that may give a class: templates, scripts, programs."""
    paths = sorted(path for path in ROOT.rglob("*") if path.suffix in (".html", ".js", ".py"))
    left_out = {"vendor", "migrations"}
    return "\n".join(
        path.read_text(encoding="utf-8") for path in paths if not left_out & set(path.parts)
    )


@lru_cache(maxsize=1)
def words() -> set[str]:
    return set(re.findall(r"[A-Za-z_][\w-]*", sources()))


@lru_cache(maxsize=1)
def quoted() -> set[str]:
    return set(re.findall(r"""["']([\w-]+)["']""", sources()))


def is_given(name: str) -> bool:
    """As it stands, or as ``is-`` before a word (``is-{{ tone }}``)."""
    if name in words() or any(re.fullmatch(pattern, name) for pattern in NUMBERED):
        return True
    return name.startswith("is-") and name.removeprefix("is-") in quoted()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_somebody_gives_the_class_of_every_rule(sheet):
    assert sorted(name for name in with_rules(sheet) if not is_given(name)) == []


def classes_in(template: str) -> Iterator[str]:
    """The classes written out in a template; those put together are left to the data."""
    written = re.sub(r"[\w-]*\{\{.*?\}\}[\w-]*|\{%.*?%\}", " ", template, flags=re.S)
    for value in re.findall(r'\bclass="([^"]*)"', written):
        yield from value.split()


def test_every_class_of_a_template_has_a_rule():
    known = set().union(*map(with_rules, SHEETS))
    known |= set(re.findall(r"\.([A-Za-z_][\w-]*)", "".join(map(plain, ROOT.rglob("paper*.css")))))
    missing = {}
    for path in sorted(ROOT.rglob("templates/**/*.html")):
        unknown = set(classes_in(path.read_text(encoding="utf-8"))) - known
        missing |= {name: path.name for name in unknown}
    assert missing == {}


def test_the_exceptions_are_needed():
    known = set().union(*map(with_rules, SHEETS))
    for pattern in NUMBERED:
        assert any(re.fullmatch(pattern, name) for name in known), pattern


def test_no_other_kit_is_beside_ours():
    for sheet in SHEETS:
        assert "--bs-" not in sheet.read_text(encoding="utf-8"), sheet.name
    assert "bootstrap" not in (ROOT / "ui" / "vendor.json").read_text(encoding="utf-8")


def test_every_sheet_of_the_kit_is_read():
    assert {f"{name}.css" for name in KIT} == {
        path.name for path in (ROOT / "ui" / "static" / "ui" / "kit").iterdir()
    }
