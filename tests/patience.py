"""How tests wait: for a condition, with room for a machine that has other work. Nothing waits so
long where it works; what gives up says what it saw.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Seen = TypeVar("Seen")
PATIENCE = 300.0  # seconds for anything at all
STEP = 0.05
END = 3000  # signs of a log that are shown


def until(
    condition: Callable[[], Seen], saw: Callable[[], str] = str, patience: float = PATIENCE
) -> Seen:
    """Ask until the answer is true, and give it; ``saw`` says what there is to see when it never
    was. A refused or broken connection is no answer yet.
    """
    over, fault = time.monotonic() + patience, ""
    while time.monotonic() < over:
        try:
            if answer := condition():
                return answer
        except OSError as refused:
            fault = f"{refused!r}\n"
        threading.Event().wait(STEP)
    raise AssertionError(f"nothing happened within {patience:.0f} s. {fault}{saw()}")


def end_of(log: Path) -> str:
    """The last lines of a server's log."""
    return log.read_text(encoding="utf-8", errors="replace")[-END:] if log.exists() else "no log"
