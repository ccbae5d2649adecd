"""What pages and acts ask about session reports."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery.links.models import Type, all_linked
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Copy, Fact
from zhixing.foundation.spine.calendar.queries import provisional
from zhixing.ui.words import datewords, shortdate

from ..sessions.models import StudySession
from ..sessions.queries import when
from ..sessions.rules import Status
from . import texts
from .models import SessionReport
from .rules import LONGEST, Facts, State


def due_of(session: StudySession) -> dt.date | None:
    """The day the session's report is due, from the ledger of its clock."""
    return (
        Deadline.objects.filter(thing=session.pk, clock="report")
        .order_by("-round")
        .values_list("due", flat=True)
        .first()
    )


def born_of(session: StudySession) -> Counter:
    """How many things of each kind were raised at the session."""
    return Counter(
        dict(
            all_linked(session, Type.RAISED_AT, back=True)
            .values_list("kind")
            .annotate(Count("code"))
            .order_by()
        )
    )


def facts_of(session: StudySession) -> Facts:
    """The record of a session, for its report. Before the loop has made a thing of a note, the note
    itself counts.
    """
    seats = Counter(session.attendance.values_list("status", flat=True))
    raised = list(session.raised.select_related("unit"))
    born = born_of(session)
    loose = Counter(note.kind for note in raised if note.thing_id is None)
    return Facts(
        unit=session.unit.name,
        number=session.number,
        topic=session.topic.title,
        when=when(session),
        place=session.place,
        expected=seats[Status.PRESENT] + seats[Status.LEAVE] + seats[Status.ABSENT],
        present=seats[Status.PRESENT],
        on_leave=seats[Status.LEAVE],
        absent=seats[Status.ABSENT],
        speakers=list(
            dict.fromkeys(
                session.speeches.select_related("person")
                .order_by("pk")
                .values_list("person__name", flat=True)
            )
        ),
        measures=born["measure"] + loose["MEASURE"],
        problems=born["problem"] + loose["PROBLEM"],
        tasks=born["task"] + loose["TASK"],
        outcomes=born["outcome"] + loose["OUTCOME"],
        results=[
            (str(part.label), report.result)
            for part, report in session.part_reports.items()
            if report.result
        ],
        groups=[group.unit.name for group in session.groups] if len(session.groups) > 1 else [],
        open_make_ups=session.owed,
        guests=session.guests.count(),
        next_steps=[_step(note) for note in reversed(raised)],
    )


def _step(note: Any) -> str:
    unit = note.unit.name if note.unit_id else ""
    if unit and note.due:
        return _("%(text)s (%(unit)s, by %(due)s)") % {
            "text": note.text,
            "unit": unit,
            "due": shortdate(note.due),
        }
    return _("%(text)s (%(unit)s)") % {"text": note.text, "unit": unit} if unit else note.text


def _visible_report(person: Any, code: str) -> SessionReport:
    return get_object_or_404(
        SessionReport.objects.visible_to(person).select_related(
            "thing", "unit", "group", "topic__thing", "session__thing"
        ),
        pk=code,
    )


@dataclass(frozen=True, kw_only=True)
class ReportPage(ThingPage):
    """A session report."""

    report: SessionReport
    length: int
    longest: int
    copy: Copy


def report_page(person: Any, code: str) -> ReportPage:
    """One report: its text, its session, when it was due and sent."""
    report = _visible_report(person, code)
    return ReportPage.of(
        person,
        report,
        report=report,
        lead=_lead(report),
        print_url=reverse("reports:print", args=[report.pk]),
        copy=texts.to_copy(report),
        facts=[
            Fact(
                _("Session"),
                _("Study session %(number)s") % {"number": report.session.number},
                url=report.session.url,
            ),
            Fact(_("Topic"), report.topic.title, url=report.topic.thing.url),
            Fact(_("Study group"), report.group.name),
            Fact(pgettext("session", "When"), datewords(report.session.day)),
            Fact(
                _("Due"),
                datewords(report.due) + provisional(report.due, report.due) if report.due else "–",
            ),
            Fact(_("Sent on"), datewords(report.sent_on) if report.sent_on else "–"),
            Fact(
                pgettext("report", "Received on"),
                datewords(report.received_on) if report.received_on else "–",
            ),
        ],
        length=len(report.text),
        longest=LONGEST,
    )


def _lead(report: SessionReport) -> str:
    params = {
        "due": datewords(report.due) + provisional(report.due, report.due) if report.due else "–",
        "sent": datewords(report.sent_on) if report.sent_on else "–",
        "count": len(report.text),
        "most": LONGEST,
    }
    if report.state == State.DRAFT:
        return _("%(count)s of %(most)s characters. To be sent by %(due)s.") % params
    if report.state == State.RETURNED:
        return _("Returned by the county. To be sent again by %(due)s.") % params
    return (
        _("Sent on %(sent)s, after the day it was due (%(due)s).") % params
        if report.late
        else _("Sent on %(sent)s, in time (due %(due)s).") % params
    )


def paper(person: Any, code: str) -> SessionReport:
    """The report of a paper. Raises Http404."""
    return _visible_report(person, code)
