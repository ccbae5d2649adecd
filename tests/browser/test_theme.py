"""Light and dark as a browser reads them: the device asks, whoever looks may choose."""

from __future__ import annotations

import pytest

from tests.ui.test_files import STATIC, light_and_dark

pytestmark = pytest.mark.browser
READ = "name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()"


@pytest.mark.parametrize("name", ["kit/tokens.css", "portal.css"])
@pytest.mark.parametrize(
    ("device", "chosen", "is_dark"),
    [
        ("light", "", False),
        ("dark", "", True),
        ("light", "dark", True),
        ("dark", "light", False),
    ],
)
def test_what_was_chosen_counts_and_else_what_the_device_asks(
    chromium, name, device, chosen, is_dark
):
    context = chromium.new_context(color_scheme=device)
    page = context.new_page()
    attribute = f' data-theme="{chosen}"' if chosen else ""
    sheet = (STATIC / name).read_text(encoding="utf-8")
    page.set_content(f"<!doctype html><html{attribute}><style>{sheet}</style></html>")
    colours = list(light_and_dark(name))[is_dark]
    assert {token: page.evaluate(READ, token) for token in colours} == colours
    scheme = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    assert scheme == ("dark" if is_dark else "light")
    context.close()
