"""What the map of the year shows. The map asks six times, whatever the number of groups; a month of
one group asks for what it links to as well.
"""

from .common import SHAPES, groups_of
from .map import Group, as_groups, map_page, months_of
from .month import month_page
from .year import year_page

__all__ = [
    "SHAPES",
    "Group",
    "as_groups",
    "groups_of",
    "map_page",
    "month_page",
    "months_of",
    "year_page",
]
