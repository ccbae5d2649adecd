"""What upper rooms keep about a person and give up when the person is erased: each registers its
part (``@erases``) when the process starts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

parts: list[Callable[[Any], None]] = []


def erases(function: Callable[[Any], None]) -> Callable[[Any], None]:
    """Called with the Person, inside ``erase_person`` and its transaction: empty or delete what
    this room keeps about them.
    """
    parts.append(function)
    return function
