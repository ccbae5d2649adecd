"""Acts on session reports: drafted in one click, sent, received or returned."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits import deadlines
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.deliveries.models import deliver
from zhixing.foundation.machinery.links.models import Type, link
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.spine.norms.queries import value

from ..sessions.models import StudySession
from ..sessions.rules import State as Session
from . import may, queries
from .models import SessionReport
from .refusals import Refused
from .rules import LONGEST, State, report_text


@act(
    "report.drafted",
    label=_("Build the session report"),
    says=_("built the session report from the record"),
    on=StudySession,
    may=may.KEEPS,
    moves={Session.SIGNED: Session.SIGNED},
    when=Where(reported=False),
    asks=may.ASKED_TO_WRITE,
    clock="report",
    creates=SessionReport,
)
def draft_report(actor: Actor, session: StudySession) -> SessionReport:
    """一学一报 in one click: everything is in the record. The session's clock ``report`` says by
    when it is sent.
    """
    session.reported = True
    report = begin(
        SessionReport(
            session=session,
            group=session.group,
            unit=session.unit,
            topic=session.topic,
            title=session.title,
            text=_first_text(session),
            due=queries.due_of(session),
        )
    )
    link(report, Type.REPORTS, session)
    return report


@in_county_language()
def _first_text(session: StudySession) -> str:
    longest = min(value("report.max_characters", clock.today()), LONGEST)
    return report_text(queries.facts_of(session), longest)


@act(
    "report.corrected",
    label=_("Change the text"),
    says=_("changed the report"),
    on=SessionReport,
    may=may.KEEPS,
    moves={State.DRAFT: State.DRAFT, State.RETURNED: State.RETURNED},
)
def correct_report(actor: Actor, report: SessionReport, *, text: str) -> SessionReport:
    """The secretary's own words, at most 1,500 characters."""
    report.text = _fitting_text(text)
    return report


@act(
    "report.amended",
    label=_("Correct the report that was sent"),
    says=_("corrected the report after it was sent"),
    on=SessionReport,
    may=may.KEEPS,
    moves={State.SENT: State.SENT, State.RECEIVED: State.RECEIVED},
)
def amend_report(actor: Actor, report: SessionReport, *, text: str, reason: str) -> SessionReport:
    """更正: the county holds a report in which something is wrong. Both texts stay on record;
    whoever received it is told. No clock runs again.
    """
    text = _fitting_text(text)
    if text == report.text:
        raise Refused.REPORT_SAME("text")
    if not reason.strip():
        raise Common.REASON_MISSING("reason")
    report.text = text
    received = (
        Record.objects.done()
        .filter(thing=report.pk, verb="report.received")
        .select_related("decider")
        .order_by("-seq")
        .first()
    )
    if received is not None and received.decider.active:
        deliver("alert", to=received.decider, thing=report, verb="report.amended")
    return report


def _fitting_text(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused.REPORT_EMPTY("text")
    most = min(value("report.max_characters", clock.today()), LONGEST)
    if len(text) > most:
        raise Refused.REPORT_LONG("text", count=len(text), most=most)
    return text


@act(
    "report.sent",
    label=_("Send it to the county"),
    says=_("sent the report to the county"),
    on=SessionReport,
    may=may.KEEPS,
    moves={State.DRAFT: State.SENT, State.RETURNED: State.SENT},
    asks=may.ASKED_TO_WRITE,
    primary=True,
)
def send_report(actor: Actor, report: SessionReport) -> SessionReport:
    """The clock of the session is met on this day; sent again after a return, it is met again."""
    deadlines.meet(report.session.thing, "report", clock.today())
    report.sent_on = clock.today()
    return report


@act(
    "report.received",
    label=_("Receive the report"),
    says=_("received the report"),
    on=SessionReport,
    may=may.COUNTY,
    moves={State.SENT: State.RECEIVED},
    asks=True,
    checks="unit",
)
def receive_report(actor: Actor, report: SessionReport) -> SessionReport:
    """The county has read it; nothing more is asked."""
    report.received_on = clock.today()
    return report


@act(
    "report.returned",
    label=_("Return the report"),
    says=_("returned the report"),
    on=SessionReport,
    may=may.COUNTY,
    moves={State.SENT: State.RETURNED},
    checks="unit",
)
def return_report(actor: Actor, report: SessionReport, *, reason: str) -> SessionReport:
    """Something is missing; the clock runs again with a fair minimum of days."""
    if not reason.strip():
        raise Refused.REASON_MISSING("reason")
    deadlines.reopen(report.session.thing, "report", clock.today())
    report.return_reason = reason.strip()[:500]
    report.due = queries.due_of(report.session) or report.due
    tell(due=report.due)
    return report


@act(
    "report.due_moved",
    label=_("Move the day the report is due"),
    says=_("moved the day the report is due to %(due)s"),
    on=SessionReport,
    may=may.CLOCKWORK,
    inner_only=True,
)
def move_report(actor: Actor, report: SessionReport) -> SessionReport:
    """The clock of the session was counted again; the report says its day too."""
    report.due = queries.due_of(report.session) or report.due
    tell(due=report.due)
    return report
