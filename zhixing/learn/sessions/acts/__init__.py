"""Acts on study sessions, by what they are about; others take them from here.

In the order of a session's life, which is also the order of the buttons on its page.
"""

# ruff: isort: off
from .planning import correct_session, join_groups, plan_session
from .agenda import set_agenda
from .notice import issue_notice, reissue_notice
from .holding import cancel_session, categorise_session, hold_session, record_session
from .attendance import (
    amend_attendance,
    correct_attendance,
    record_absence,
    record_make_up,
    take_attendance,
)
from .reach import place_in_series, record_reach
from .speeches import add_guest, add_speech, correct_speech
from .raised import note_raised, tie_raised
from .parts import write_part
from .minutes import amend_minutes, return_minutes, sign_session, write_minutes
from .clocks import count_session_again

__all__ = [
    "add_guest",
    "add_speech",
    "amend_attendance",
    "amend_minutes",
    "cancel_session",
    "categorise_session",
    "correct_attendance",
    "correct_session",
    "correct_speech",
    "count_session_again",
    "hold_session",
    "issue_notice",
    "join_groups",
    "note_raised",
    "place_in_series",
    "plan_session",
    "record_absence",
    "record_make_up",
    "record_reach",
    "record_session",
    "reissue_notice",
    "return_minutes",
    "set_agenda",
    "sign_session",
    "take_attendance",
    "tie_raised",
    "write_minutes",
    "write_part",
]
