"""Own and vendored files of the face: what is vendored is what the list says, and nothing is newer
than Chromium 109.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[2] / "zhixing" / "ui"
STATIC = [path for path in (UI.parent).rglob("static/**/*") if path.suffix in {".css", ".js"}]
# what browsers learned after Chromium 109 (January 2023); a test over text, Chromium 109 itself was
# not run
NEWER_CSS = (
    r"color-mix\(|light-dark\(|oklch\(|oklab\(|@scope|@starting-style|@view-transition|"
    r"anchor-name|text-wrap:|field-sizing|interpolate-size|^\s*&|\[popover|:popover-open|"
    r"linear\([0-9]|:user-valid|\bdvi\b|@property"
)
NEWER_JS = (
    r"Array\.fromAsync|Object\.groupBy|Map\.groupBy|Promise\.withResolvers|\.toSorted\(|"
    r"\.toReversed\(|\.with\(|\.isSubsetOf\(|structuredClone\(.*transfer|startViewTransition|"
    r"\.showPopover\(|using\s|\bSet\.prototype\.union"
)
OUTSIDE = r"(?:url\(|src=|@import|fetch\(|import\()\s*['\"]?(?:https?:)?//"


def test_vendored_files_are_what_the_list_says():
    listed = json.loads((UI / "vendor.json").read_text(encoding="utf-8"))
    vendor = UI / "static" / "vendor"
    for entry in listed:
        assert (
            hashlib.sha256((vendor / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        ), entry["file"]
        assert (
            entry["name"]
            and entry["version"]
            and entry["licence"]
            and (vendor / entry["file"]).parent.joinpath("LICENSE").exists()
        )
    assert {
        str(path.relative_to(vendor))
        for path in vendor.rglob("*")
        if path.is_file() and path.name != "LICENSE"
    } == {entry["file"] for entry in listed}


@pytest.mark.parametrize("path", STATIC, ids=lambda path: path.name)
def test_nothing_newer_than_chromium_109(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    newer = re.findall(NEWER_CSS if path.suffix == ".css" else NEWER_JS, text, re.MULTILINE)
    assert newer == []


@pytest.mark.parametrize("path", STATIC, ids=lambda path: path.name)
def test_nothing_is_loaded_from_outside(path):
    assert re.findall(OUTSIDE, path.read_text(encoding="utf-8")) == []


def test_no_important_in_our_own_styles():
    own = [
        path
        for path in STATIC
        if path.suffix == ".css" and "vendor" not in path.parts and path.name != "print.css"
    ]
    assert [
        path.name
        for path in own
        if "!important"
        in re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    ] == []


def test_the_portal_is_light():
    assert (UI / "static" / "ui" / "portal.css").stat().st_size <= 15_000


@pytest.mark.parametrize(
    "path",
    [path for path in STATIC if path.suffix == ".js" and "vendor" not in path.parts],
    ids=lambda path: path.name,
)
def test_the_types_of_every_script_are_read(path):
    """By TypeScript, in ``make audit``; nothing is compiled with it."""
    assert path.read_text(encoding="utf-8").startswith("// @ts-check\n")
