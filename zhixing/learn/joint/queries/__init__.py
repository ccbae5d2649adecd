"""What pages of joint groups show, and whom a group could study with; taken from here."""

from .groups import crumbs, joint_list, joint_page, joint_study_panel, with_words
from .partners import partners_page, reasons_of, suggestions

__all__ = [
    "crumbs",
    "joint_list",
    "joint_page",
    "joint_study_panel",
    "partners_page",
    "reasons_of",
    "suggestions",
    "with_words",
]
