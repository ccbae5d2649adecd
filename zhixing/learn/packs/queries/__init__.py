"""What the pages of study packs show, by what it is about. Nobody's reading is looked at."""

from .addition import addition_page
from .beside import side_panel
from .files import addition_file_of, file_of
from .pack import Seen, pack_page, read, version_page
from .record import drawn_papers, papers_for
from .words import crumbs, for_whom, published_on

__all__ = [
    "Seen",
    "addition_file_of",
    "addition_page",
    "crumbs",
    "drawn_papers",
    "file_of",
    "for_whom",
    "pack_page",
    "papers_for",
    "published_on",
    "read",
    "side_panel",
    "version_page",
]
