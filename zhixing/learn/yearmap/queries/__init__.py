"""What the map of the year shows. The map asks six times, whatever the number of groups; a month of
one group asks for what it links to as well.
"""

from .map import map_page
from .month import month_page
from .year import year_page

__all__ = ["map_page", "month_page", "year_page"]
