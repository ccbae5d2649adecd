"""Where in a room a file belongs."""

from __future__ import annotations

from pathlib import Path


def part_of(path: Path) -> str:
    """``queries`` for ``queries.py`` of a room, and for each file of its package ``queries/``."""
    in_package = (path.parent.parent / "apps.py").exists()
    return path.parent.name if in_package else path.stem
