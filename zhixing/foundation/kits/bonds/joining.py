"""What can be put into a campaign: sessions and deeds. A room says it of its kind in its
``bonds.py``, so that later rooms (rounds, inspections) join by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.machinery.words import Words


@dataclass(frozen=True, kw_only=True)
class Joining:
    """A kind of thing that a campaign holds; ``label`` is the word for several of them. ``deed``:
    something that was done, not a meeting. ``beside``: its page says in which campaigns it is; not
    where the page costs as much as a page may already.
    """

    kind: type[ThingRow]
    order: int
    label: Words
    deed: bool
    beside: bool = True


JOINING: dict[str, Joining] = {}


def joins(joining: Joining) -> None:
    """Called when the process starts. Raises RuntimeError for a kind that has joined."""
    if joining.kind.KIND in JOINING:
        raise RuntimeError(f"the kind {joining.kind.KIND} joins campaigns twice")
    JOINING[joining.kind.KIND] = joining


def joinings() -> Sequence[Joining]:
    """All kinds that a campaign holds, in their order."""
    return sorted(JOINING.values(), key=lambda joining: joining.order)
