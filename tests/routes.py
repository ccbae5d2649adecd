"""The resolver's addresses, so that coming pages are tried by tests that do not know them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver

LEFT_OUT = ("/login/", "/logout/", "/demo/", "/static/", "/i18n/")


def without_arguments(patterns: Any = None, before: str = "/") -> Iterator[str]:
    """Every address of a page that needs no argument."""
    for pattern in (patterns or get_resolver()).url_patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from without_arguments(pattern, address)
        elif "<" not in address and "(" not in address and not address.startswith(LEFT_OUT):
            yield address
