"""What pages of joint groups show, and whom a group could study with; taken from here."""

from .groups import crumbs, joint_page, joint_study_panel
from .partners import reasons_of, suggestions

__all__ = [
    "crumbs",
    "joint_page",
    "joint_study_panel",
    "reasons_of",
    "suggestions",
]
