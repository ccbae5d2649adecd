"""Drafts: what somebody typed and has not sent, kept on the server. Rooms and faces call ``load``
and ``drop``.
"""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    if name not in ("load", "drop", "keep", "NEVER"):
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.store"), name)
