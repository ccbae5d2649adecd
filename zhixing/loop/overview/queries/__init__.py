"""What the overview of the county shows."""

from .board import Board, board
from .page import OverviewPage, overview_page
from .year import YearOfLoop, year_of_loop

__all__ = ["Board", "OverviewPage", "YearOfLoop", "board", "overview_page", "year_of_loop"]
