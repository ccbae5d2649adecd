"""The volume of a year: its papers by class, and what is missing."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.things.models import address_of

from ...sessions import rules as session_rules
from ...sessions.models import StudySession
from ...sessions.rules import (
    AHEAD,
)
from ..rules import (
    Held,
    Hint,
    Item,
    Keep,
    Sort,
    StudyArchive,
    gaps,
)
from .year import Year, report_of

FIGURES = (
    "attendance",
    "attendance_with_make_ups",
    "quarters_with_session",
    "reports_on_time",
    "make_ups_done",
)


def keeping_unit(seen: Year, session: StudySession) -> str:
    """In joint study: the unit that keeps the record, when it is not the own group's."""
    return (
        ""
        if session.group_id == seen.group.pk
        else session.group.unit.short or session.group.unit.name
    )


def open_make_ups(seen: Year, session: StudySession) -> int:
    """Open make-ups of the own people."""
    return (
        session.owed
        if session.kind != session_rules.Kind.JOINT
        else sum(
            seat.group_id == seen.group.pk
            and session_rules.owes(seat.status)
            and seat.made_up_on is None
            for seat in session.attendance.all()
        )
    )


def volume(seen: Year) -> StudyArchive:
    """What the volume holds and what it lacks."""
    items: list[Item] = []

    def add_item(
        sort: Sort,
        title: str,
        key: str,
        url: str,
        date: dt.date | None,
        folder: str = "",
        downloads: bool = True,
    ) -> None:
        entry = seen.entry(sort, key)
        items.append(
            Item(
                sort,
                title,
                key,
                url,
                entry.issued_on if entry else date,
                seen.keep.get(sort, Keep.THIRTY),
                folder,
                downloads,
                entry.number if entry else "",
            )
        )

    code, year = seen.group.pk, seen.year
    for plan in seen.plans:
        add_item(
            Sort.PLAN,
            (
                _("Annual study plan, version %(version)s") % {"version": plan.version}
                if plan.version > 1
                else _("Annual study plan")
            ),
            plan.pk,
            address_of("plans:print", plan.pk),
            plan.approved_on,
        )
    if seen.held:
        add_item(
            Sort.ANNUAL,
            _("Annual report"),
            code,
            reverse("archive:annual", args=[code, year]),
            seen.filed_report.filed_on if seen.filed_report is not None else None,
        )
        add_item(
            Sort.CIRCULAR, _("Circular"), code, reverse("archive:circular", args=[code, year]), None
        )
    for session in seen.held:
        kept_by = keeping_unit(seen, session)
        folder = (
            _("Joint study %(number)s of %(unit)s")
            % {
                "number": f"{session.number:02d}",
                "unit": kept_by,
            }
            if kept_by
            else _("Session %(number)s") % {"number": f"{session.number:02d}"}
        )
        title = (
            _("Joint study with %(unit)s: %(what)s")
            if kept_by
            else _("Session %(number)s: %(what)s")
        )
        record_parts = {
            Sort.NOTICE: (session.notice_on is not None, session.notice_on),
            Sort.AGENDA: (bool(session.agenda), session.notice_on),
            Sort.ATTENDANCE: (session.attendance_on is not None, session.day),
            Sort.MINUTES: (bool(session.minutes), session.minutes_on),
            Sort.SPEECHES: (bool(session.speeches.all()), session.day),
        }
        for sort, (exists, date) in record_parts.items():
            if exists:
                add_item(
                    sort,
                    title % {"number": session.number, "unit": kept_by, "what": sort.label},
                    session.pk,
                    address_of(f"sessions:{sort}", session.pk),
                    date,
                    folder,
                )
        if report_of(session):
            add_item(
                Sort.REPORT,
                title % {"number": session.number, "unit": kept_by, "what": Sort.REPORT.label},
                session.report.pk,
                address_of("reports:print", session.report.pk),
                session.report.sent_on,
                folder,
            )
    for file in seen.files:
        add_item(
            Sort.FILE,
            file.name,
            file.pk,
            address_of("files:file", file.pk),
            file.added_on,
            _("Attached files"),
            downloads=False,
        )
    held = [
        Held(
            session.number,
            session.url,
            session.attendance_on is not None,
            bool(session.minutes),
            session.state == session_rules.State.SIGNED,
            bool(session.speeches.all()),
            session.report.state if report_of(session) else "",
            session.report.url if report_of(session) else "",
            open_make_ups(seen, session),
            keeping_unit(seen, session),
        )
        for session in seen.held
    ]
    hints: list[Hint] = gaps(bool(seen.plans), held, reverse("plans:list") + f"?year={year}")
    return StudyArchive(
        seen.group, year, items, hints, sum(session.state in AHEAD for session in seen.sessions)
    )
