"""What an act says of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Choices

from ..errors import Refusal
from ..may import Rule
from ..things.models import ThingRow
from ..words import Words
from .undo import Undo

Step = str | tuple[str, ...]  # a verb, or the verbs that stand for the same step


@dataclass(frozen=True, kw_only=True, eq=False)
class Options:
    """The keyword arguments of ``@act``. What is optional is left out where it does not apply."""

    # imperative, for buttons
    label: Words
    # the record's sentence without its subject ("handed the problem to %(unit)s"), placeholders
    # from ``tell``
    says: Words
    # who may do it, on which rows
    may: Rule
    # the kind of thing acted on (for creating acts, the parent)
    on: type[ThingRow] | None = None
    # what it returns is begun
    creates: type[ThingRow] | None = None
    # state -> state, or a tuple the body chooses from; other states do not allow it
    moves: Mapping[Any, Any] = field(default_factory=dict)
    # a further condition on the row
    when: Rule | None = None
    # True or a narrower rule: it appears on Today of whoever it is open to
    asks: Rule | bool = False
    # the deadline that is shown with it
    clock: str = ""
    # the day a norm names, asked with today, while no clock of the thing runs
    by: Callable[[dt.date], dt.date | None] | None = None
    # who may type it for somebody else at all, beside the rule of ``recording``
    may_record: Rule | None = None
    # path to the unit whose work it checks, whose people never type it for others
    checks: str = ""
    # it is asked again before it is done
    danger: bool = False
    # the button that is meant first
    primary: bool = False
    # it is done on many rows at once
    many: bool = False
    # earlier steps, of each the last, whose decider must be another person
    apart: Iterable[Step] = ()
    # and whose typist too
    two_recorders: bool = False
    # arguments (rows) that are locked along with the rows acted on, because the body decides on
    # them
    locks: Iterable[str] = ()
    # units move, so no other act may be under way
    alone: bool = False
    # only other acts call it
    inner_only: bool = False
    # what is kept apart is shown to whoever asks (the body answers a dict); the look is on record,
    # each time, and the row stays as it was, with its version
    looks: bool = False
    # which told facts are codes, and of which choices (``{"role": RoleCode}``): they are kept as
    # codes and read as words; every other fact is somebody's text and is never translated
    tells: Mapping[str, type[Choices]] = field(default_factory=dict)
    # how what it did is taken back with the import that carried it out; what it ``creates`` goes
    # without saying so
    undo: Undo | None = None
    # raises NotNow, with the act that mends it, when the row as it stands can not succeed: asked
    # by the act, and by the page before its form opens
    ready: Callable[[Any], None] | None = None
    # what to know first, with the act that mends it; it hinders nobody
    warns: Callable[[Any], Refusal | None] | None = None

    def __post_init__(self) -> None:
        """States are compared as text; a step is a tuple of verbs, also of one."""
        states = {str(state): new for state, new in self.moves.items()}
        steps = tuple((step,) if isinstance(step, str) else step for step in self.apart)
        object.__setattr__(self, "moves", states)
        object.__setattr__(self, "apart", steps)
        object.__setattr__(self, "locks", tuple(self.locks))
