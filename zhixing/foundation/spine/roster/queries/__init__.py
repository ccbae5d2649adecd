"""What the pages of a unit and of a study group show: who belongs there, in which role, and what
they study. Units, people, groups and topics do not know each other this far; the roster stands
above them.
"""

from __future__ import annotations

from .groups import group_page
from .units import unit_page

__all__ = ["group_page", "unit_page"]
