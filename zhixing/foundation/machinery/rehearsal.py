"""Acts tried before they count: a rehearsal carries them out and undoes everything; an attempt is
one group of inner acts that happens whole or not at all.

A dry run that is a rehearsal can not differ from what the act will do: it is what the act does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from . import guard
from .act.context import Context, begun, needed
from .actors import Actor
from .refusals import Refused


@contextmanager
def rehearsal(actor: Actor) -> Iterator[None]:
    """Acts inside see one another's changes; at the end nothing was written, chained or recorded.
    May stand inside an act.
    """
    context = Context(typist=actor, channel="rehearsal")
    with begun(context), guard.writing("rehearsal"), transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def attempt() -> Iterator[None]:
    """Inside an act or a rehearsal: the inner acts of this block happen together, or, when one
    refuses, not at all; whoever asked goes on.

    Raises what was raised inside; a promise of the database that would be broken is a BadInput.
    """
    context = needed("attempt")
    before = len(context.happenings)
    try:
        with transaction.atomic():
            yield
    except Exception as fault:
        del context.happenings[before:]
        context.holdings_known.clear()
        if isinstance(fault, IntegrityError):
            raise Refused.MISFIT() from fault
        raise
