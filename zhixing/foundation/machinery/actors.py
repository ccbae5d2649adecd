"""Who acts, decides or reads, as far as the machinery asks: the people themselves live above it
(``spine/people``).
"""

from __future__ import annotations

from typing import Any, Protocol


class Actor(Protocol):
    """A person, or nobody (``PUBLIC``, whose key is None). Queries and rules take it as it comes
    with a request; where only a person of the county will do, a signature says ``Person``.
    """

    @property
    def pk(self) -> str | None: ...

    @property
    def name(self) -> str: ...

    @property
    def system(self) -> str: ...

    @property
    def active(self) -> bool: ...

    @property
    def is_known(self) -> bool: ...

    @property
    def unit_id(self) -> str | None: ...

    @property
    def unit(self) -> Any: ...  # a Unit or None: the machinery has no type of units


def key_of(actor: Actor) -> str:
    """The key of a person of the county. Raises TypeError for nobody."""
    if actor.pk is None:
        raise TypeError("nobody has no key")
    return actor.pk
