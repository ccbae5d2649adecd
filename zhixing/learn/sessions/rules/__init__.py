"""A study session (集体学习): its states and words, attendance, the agenda's checks, when it
counts, the draft of its minutes; others take them from here.

Pure: no database, no clock. National Rules 2017, art. 9-10 (collective study, key speech combined
with discussion); what minutes must state and what attendance counts is common local practice
(domain.md 2.1, 2.5, 3.3-3.6), so numbers come in as norms.
"""

from .agenda import (
    AgendaItem,
    AgendaKind,
    AgendaNorms,
    agenda_checks,
    agenda_column,
    agenda_draft,
    agenda_of,
    rest_day_check,
    speakers_check,
    with_results,
)
from .attendance import (
    MARKS,
    STATUS_TONES,
    LeaveReason,
    Rate,
    Seat,
    Status,
    attendance_rate,
    came,
    make_ups,
    owes,
)
from .counting import (
    MISSING_WORDS,
    NEEDS,
    counting_q,
    counts,
    missing_to_count,
    quarter,
    quarters_begun,
)
from .kinds import (
    AHEAD,
    BROUGHT,
    HAPPENED,
    QUESTIONS,
    REACHING,
    TONES,
    GuestKind,
    Kind,
    PlaceKind,
    RaisedKind,
    SpeechKind,
    State,
)
from .minutes import Facts, minutes_draft
from .parts import NTH, PART_FIELDS, Part, PartReport, part_tones, report_column, reports_of

__all__ = [
    "AHEAD",
    "BROUGHT",
    "HAPPENED",
    "MARKS",
    "MISSING_WORDS",
    "NEEDS",
    "NTH",
    "PART_FIELDS",
    "QUESTIONS",
    "REACHING",
    "STATUS_TONES",
    "TONES",
    "AgendaItem",
    "AgendaKind",
    "AgendaNorms",
    "Facts",
    "GuestKind",
    "Kind",
    "LeaveReason",
    "Part",
    "PartReport",
    "PlaceKind",
    "RaisedKind",
    "Rate",
    "Seat",
    "SpeechKind",
    "State",
    "Status",
    "agenda_checks",
    "agenda_column",
    "agenda_draft",
    "agenda_of",
    "attendance_rate",
    "came",
    "counting_q",
    "counts",
    "make_ups",
    "minutes_draft",
    "missing_to_count",
    "owes",
    "part_tones",
    "quarter",
    "quarters_begun",
    "report_column",
    "reports_of",
    "rest_day_check",
    "speakers_check",
    "with_results",
]
