"""What pages, forms and acts ask about sessions, by what it is about; others take it from here."""

from .minutes import draft_of_minutes, minutes_facts
from .page import session_page, visible_session
from .papers import for_papers, know_names, know_raised, on_paper, paper
from .planning import (
    Notice,
    agenda_norms,
    draft_of_agenda,
    notice_days,
    plan_with,
    planned_speakers,
)
from .roll import (
    as_seats,
    expected_at,
    group_of_people,
    leaders_of,
    own_make_ups,
    seats_of,
    with_attendance,
)
from .special import brought_to, may_be_brought, special_meetings_panel
from .standing import agenda_now, notice_now, would_repeat
from .words import (
    categories,
    guest_words,
    heading,
    kinds,
    nth_of_series,
    when,
    who_studies,
    with_partners,
)

__all__ = [
    "Notice",
    "agenda_norms",
    "agenda_now",
    "as_seats",
    "brought_to",
    "categories",
    "draft_of_agenda",
    "draft_of_minutes",
    "expected_at",
    "for_papers",
    "group_of_people",
    "guest_words",
    "heading",
    "kinds",
    "know_names",
    "know_raised",
    "leaders_of",
    "may_be_brought",
    "minutes_facts",
    "notice_days",
    "notice_now",
    "nth_of_series",
    "on_paper",
    "own_make_ups",
    "paper",
    "plan_with",
    "planned_speakers",
    "seats_of",
    "session_page",
    "special_meetings_panel",
    "visible_session",
    "when",
    "who_studies",
    "with_attendance",
    "with_partners",
    "would_repeat",
]
