"""The columns of sessions that are about people: what for, how long, who sees them."""

from __future__ import annotations

from zhixing.foundation.machinery.persons import declare


def declare_columns() -> None:
    """Declare them; called where the models are made."""
    seen, keep = "the group, its unit and the roles above", "with the group's archive of the year"
    for column, purpose in {
        "StudySession.chair": "who chairs the session",
        "StudySession.notice_said": "whom the notice named when it was issued, by key",
        "StudySession.agenda_said": "whom the agenda named when the session was held, by key",
        "StudySession.minutes_by": "who answers for the minutes",
        "Attendance.person": "who was expected, came, was on leave, made up",
        "Attendance.post": "the role in the group on the day of the session",
        "Attendance.approved_by": "who granted the leave",
        "Speech.person": "who spoke",
        "Guest.name": "which guest was there, for the minutes",
        "Raised.person": "which member raised it",
        "Raised.said_by": "who raised it, as it was said",
    }.items():
        declare(f"study_sessions.{column}", purpose=purpose, keep=keep, seen_by=seen)
