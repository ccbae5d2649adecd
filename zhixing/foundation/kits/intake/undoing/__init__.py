"""Undoing an import: what it did is read from its records; it goes back whole, and only while
nothing depends on it.

The records of an import lie side by side in the chain, right before its own. What they made new
must not have been touched since, and no row of any room may point at it; what they changed must
still stand as they left it. Whatever no act says how to take back (``undo=``), it refuses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.db.models import ProtectedError

from zhixing.foundation.machinery import locks
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.models import kinds
from zhixing.foundation.spine.people.models import Person

from ..models import Import
from ..refusals import Refused
from .depends import Depends
from .done import Done, chunks, read_back, thing_of
from .pointers import find_pointers
from .since import (
    check_aliases,
    find_later_records,
    memberships_to_end,
    standing_befores,
    standing_corrections,
)
from .taking_back import set_back, take_back_all


def undo(actor: Actor, imported: Import) -> tuple[int, int]:
    """Inside the act: check, then take back and set back. Answers how many were removed and set
    back. Raises NotNow.
    """
    done = read_back(imported)
    _lock(done)
    depends = Depends()
    find_later_records(done, depends)
    find_pointers(done, depends)
    memberships = memberships_to_end(done, depends)
    befores = standing_befores(done, depends)
    corrected = standing_corrections(done, depends)
    check_aliases(done, depends)
    depends.refuse()
    try:
        return take_back_all(actor, done, memberships), set_back(actor, befores, corrected)
    except ProtectedError as fault:
        raise Refused.IMPORT_IS_REFERRED_TO() from fault


def _lock(done: Done) -> None:
    """Nobody works on any of it while we look: in the order in which acts lock."""
    wanted: list[tuple[type[models.Model], Iterable[str]]] = [(Person, done.people)]
    wanted += [(kinds()[kind], codes) for kind, codes in done.made.items()]
    corrected: dict[str, set[str]] = defaultdict(set)
    for record in done.corrected:
        kind, code = thing_of(record)
        corrected[kind].add(code)
    wanted += [(kinds()[kind], codes) for kind, codes in corrected.items()]
    for model, keys in sorted(wanted, key=lambda pair: pair[0]._meta.db_table):
        for batch in chunks(keys):
            locks.hold(model, batch)
