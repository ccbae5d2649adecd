"""What threads show, by what it is about; others take it from here. All of it is read from things
and links.
"""

from .ends import (
    COUNTED_GROUPS,
    END_WORDS,
    NOTHING_MORE,
    LooseEnd,
    LooseEnds,
    loose_ends_of,
)
from .groups import chosen_groups, line_of, lines_of, own_groups
from .reached import Reached, node_of
from .thread import thread_page

__all__ = [
    "COUNTED_GROUPS",
    "END_WORDS",
    "NOTHING_MORE",
    "LooseEnd",
    "LooseEnds",
    "Reached",
    "chosen_groups",
    "line_of",
    "lines_of",
    "loose_ends_of",
    "node_of",
    "own_groups",
    "thread_page",
]
