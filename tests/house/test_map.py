"""The map of the house leads to places that are there."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
QUOTED = re.compile(r"`([^`\n]+)`")
LINES = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines()


def places(line: str) -> list[str]:
    """Files and folders that a line of the map names: those that stand behind a slash or a dot."""
    words = [word for word in QUOTED.findall(line) if re.fullmatch(r"[\w/<>.]+", word)]
    paths = [word for word in words if "/" in word and "<" not in word and word[0] not in "/."]
    return [path for path in paths if path != "locale/" and not path.endswith("acting.act")]


def files_at(place: str) -> list[Path]:
    """What the map may mean: below the package, a floor or the project."""
    above = [ROOT, ROOT / "zhixing", ROOT / "zhixing" / "foundation", ROOT / "zhixing" / "faces"]
    return [folder / place for folder in above if (folder / place).exists()]


def test_the_map_names_places():
    assert len(list(chain.from_iterable(map(places, LINES)))) > 25


@pytest.mark.parametrize("line", [line for line in LINES if places(line)])
def test_each_place_is_there(line):
    assert [place for place in places(line) if not files_at(place)] == []


@pytest.mark.parametrize("line", [line for line in LINES if re.search(r"`[A-Z_]{4,}`", line)])
def test_each_rule_stands_where_the_map_says(line):
    names = re.findall(r"`([A-Z_]{4,})`", line)
    files = chain.from_iterable(map(files_at, places(line)))
    texts = [path.read_text(encoding="utf-8") for path in files]
    assert [name for name in names if not any(name in text for text in texts)] == []
