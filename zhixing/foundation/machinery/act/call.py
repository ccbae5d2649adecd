"""One call of an act: who, on what, with what."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from ..actors import Actor


@dataclass(slots=True)
class Call:
    """What an act was called with. ``arguments`` go to its body; the rest is every act's own."""

    actor: Actor  # the person who types it
    rows: tuple[Any, ...]  # the rows acted on, as the caller read them
    arguments: dict[str, Any]
    for_person: Actor | None = None  # who decided, where that is not the typist
    basis: str = ""  # the paper, the meeting, the telephone call on which it rests then
    key: str = ""  # idempotency key: a repeat answers what is stored
    seen: int | None = None  # the version of the first row that the typist saw
    channel: str = ""  # page, api, cli, import, reaction

    @property
    def decider(self) -> Actor:
        return self.for_person or self.actor

    @property
    def is_for_another(self) -> bool:
        return self.for_person is not None and self.for_person.pk != self.actor.pk


RESERVED = frozenset(field.name for field in fields(Call)) - {"actor", "rows", "arguments"}
