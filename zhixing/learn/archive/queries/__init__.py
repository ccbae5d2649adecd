"""What archives hold, by what it is about; others take it from here."""

from .groups import groups_of, numbers_of, side_panel
from .packing import packed_so_far, packing_of, packing_page
from .page import volume_page
from .papers import drawn_from_record, facts, paper_of, year_paper
from .volume import volume
from .year import Extent, Year, read

__all__ = [
    "Extent",
    "Year",
    "drawn_from_record",
    "facts",
    "groups_of",
    "numbers_of",
    "packed_so_far",
    "packing_of",
    "packing_page",
    "paper_of",
    "read",
    "side_panel",
    "volume",
    "volume_page",
    "year_paper",
]
