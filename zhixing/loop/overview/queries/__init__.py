"""What the overview of the county and the year of a group show."""

from .board import Board, board
from .group import GroupYearPage, group_page, way_to_group, year_panel
from .page import OverviewPage, overview_page
from .year import YearOfLoop, year_of_loop

__all__ = [
    "Board",
    "GroupYearPage",
    "OverviewPage",
    "YearOfLoop",
    "board",
    "group_page",
    "overview_page",
    "way_to_group",
    "year_of_loop",
    "year_panel",
]
