"""How deep a run goes: `make test` looks at every kind of thing, `make deep` at many of each.

What is left to the deep run (markers ``deep`` and ``deep_database``) is repetition: the same rule
on hundreds more random histories, the same reading of another file format, the demo county once
more on PostgreSQL. A rule that is tested nowhere else is never left to it.
"""

from __future__ import annotations

import os

DEEP = bool(os.environ.get("ZHIXING_DEEP"))


def times(usual: int, deep: int) -> int:
    """How many of something this run looks at."""
    return deep if DEEP else usual
