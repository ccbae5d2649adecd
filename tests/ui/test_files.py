"""The style sheets, the script and the sprite keep their promises."""

import re
from pathlib import Path

import pytest

import zhixing
import zhixing.ui
from zhixing.ui.templatetags.ui import TONES

UI = Path(zhixing.ui.__file__).parent
STATIC = UI / "static" / "ui"
SHEETS = sorted(STATIC.rglob("*.css"))


def plain(path):
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_sheets_are_closed_and_know_no_newer_css(sheet):
    text = plain(sheet)
    assert text.count("{") == text.count("}")
    assert "!important" not in text
    for word in (
        "oklch(",
        "oklab(",
        "lab(",
        "color-mix(",
        "light-dark(",
        "@layer",
        "@scope",
        "@container",
        ":has(",
        "text-wrap",
    ):
        assert word not in text, word
    assert not re.search(r"url\((?!\"data:)", text), "nothing is fetched from elsewhere"


def test_the_portal_sheet_is_small():
    assert (STATIC / "portal.css").stat().st_size <= 15_000


SWITCHED = r"(--zx-[\w-]+):\s*var\(--zx-light, (.*?)\)\s*var\(--zx-dark, (.*?)\);"


@pytest.mark.parametrize("name", ["kit/tokens.css", "portal.css"])
def test_a_colour_says_both_its_values_in_one_place(name):
    """No colour is said for the dark alone, so that none can be forgotten there."""
    text = plain(STATIC / name)
    names = [token for token, _light, _dark in re.findall(SWITCHED, text)]
    assert len(names) > 20 and len(set(names)) == len(names)
    assert not re.findall(r"--zx-[\w-]+:\s*#", text)


def light_and_dark(name):
    pairs = re.findall(SWITCHED, plain(STATIC / name))
    for nth in (1, 2):
        yield {pair[0]: pair[nth] for pair in pairs if pair[nth].startswith("#")}


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink, ground):
    high, low = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["kit/tokens.css", "portal.css"])
def test_words_stand_out_from_their_ground(name):
    for tokens in light_and_dark(name):
        for ink in ("ink", "ink-2", "ink-3", "brand-text", *TONES):
            for ground in ("paper", "well") if ink.startswith("ink") else ("paper",):
                assert contrast(tokens[f"--zx-{ink}"], tokens[f"--zx-{ground}"]) >= 4.5, (
                    ink,
                    ground,
                )
        for tone in ("done", "going", "soon", "over"):
            assert contrast(tokens[f"--zx-{tone}"], tokens[f"--zx-{tone}-soft"]) >= 4.5, tone
        assert contrast(tokens["--zx-on-brand"], tokens["--zx-brand"]) >= 4.5
        assert contrast(tokens["--zx-edge"], tokens["--zx-paper"]) >= 3


def test_every_icon_that_is_named_is_in_the_sprite():
    drawn = set(
        re.findall(
            r'<symbol id="([\w-]+)"',
            (UI / "static" / "vendor" / "tabler-icons" / "icons.svg").read_text(),
        )
    )
    named = set(TONES.values())
    for path in Path(zhixing.__file__).parent.rglob("templates/**/*.html"):
        named |= set(re.findall(r"""\{% icon ["']([\w-]+)["']""", path.read_text(encoding="utf-8")))
        named |= set(
            re.findall(
                r"""\{% (?:state|say) \S+ \S+ ["']([\w-]+)["']""", path.read_text(encoding="utf-8")
            )
        )
    named |= {
        "calendar-check",
        "notebook",
        "pencil-check",
        "walk",
        "eye-check",
        "repeat",
        "speakerphone",
    }
    assert named <= drawn, named - drawn


@pytest.mark.parametrize("name", ["ui.js", "keep.js", "progress.js"])
def test_the_script_is_plain(name):
    text = (STATIC / name).read_text(encoding="utf-8")
    for word in (
        "eval(",
        "new Function",
        "innerHTML",
        "document.write",
        "?.",
        "=>",
        "http://",
        "https://",
    ):
        assert word not in text, word
    assert len(re.sub(r"\s+", " ", text)) < 14_750  # its layout is the formatter's


def test_ui_imports_nothing_of_the_domain():
    for path in UI.rglob("*.py"):
        for line in re.findall(
            r"^\s*(?:from|import)\s+(zhixing[\w.]*)", path.read_text(encoding="utf-8"), re.M
        ):
            assert line.startswith("zhixing.ui"), (path.name, line)


SCRIPTS = sorted(Path(zhixing.__file__).parent.rglob("static/**/*.js"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_words_are_not_written_into_whatever_a_selector_hits(script):
    """``querySelector(...).textContent =`` once wrote a status into a field of the minutes."""
    text = script.read_text(encoding="utf-8")
    hits = re.findall(
        r"(?:querySelector|one|part)\([^()]*\)\.(?:textContent|value|innerText)\s*=[^=]", text
    )
    assert hits == []


def test_places_for_words_are_no_fields():
    for path in Path(zhixing.__file__).parent.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        fields = re.findall(r"<(?:input|textarea|select)\b[^>]*>", text)
        bad = [
            field
            for field in fields
            if re.search(r"data-live-(?:words|where|is|name|kind|how)|data-where", field)
        ]
        assert bad == [], path
