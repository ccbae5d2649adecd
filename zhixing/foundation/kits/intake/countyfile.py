"""The kinds of files that need no wing: the roster, the workbook of a unit."""

from . import kinds
from .roster import kind as roster
from .roster import sentences as roster_sentences
from .unitbook import kind as unitbook
from .unitbook import sentences as unitbook_sentences

kinds.register(roster.KIND)
kinds.register(unitbook.KIND)

__all__ = ["roster_sentences", "unitbook_sentences"]
