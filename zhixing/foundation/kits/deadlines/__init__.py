"""The clock ledger. Rooms call ``deadlines.start(thing, clock, days, on)`` inside their acts; the
functions live in ``ledger``.
"""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    """Read when it is used: the models are not there yet while the apps are being loaded."""
    if name.startswith("_") or name in ("apps", "models", "ledger", "rules", "urls", "admin"):
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.ledger"), name)
