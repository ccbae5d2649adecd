"""Whether a session was held, on which day, under which category."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits import deadlines
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.fairness import counted_from
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.spine.norms.queries import value

from .. import may, queries
from ..models import StudySession
from ..refusals import Refused
from ..rules import (
    AHEAD,
    HAPPENED,
    Kind,
    State,
)
from ..standing import as_column
from .agenda import agenda_holds
from .checks import check_words, stays
from .telling import tell_everybody


@act(
    "session.categorised",
    label=_("Set the category"),
    says=_("set the category of what was studied"),
    on=StudySession,
    may=may.CATEGORISES,
    moves=stays(*HAPPENED),
)
def categorise_session(
    actor: Actor, session: StudySession, *, category: str, reason: str = ""
) -> StudySession:
    """After it was held: which of the categories of the Rules (art. 8) it falls into, so that it
    can count.

    Once it is signed off the leader alone sets it, and says why, as for the signed attendance.
    """
    check_words(session.kind, category, session.day)
    if not category:
        raise Refused.CATEGORY_MISSING("category")
    if session.state == State.SIGNED and not reason.strip():
        raise Common.REASON_MISSING("reason")
    session.category = category
    return session


@act(
    "session.cancelled",
    label=_("Cancel the session"),
    says=_("cancelled the session"),
    on=StudySession,
    may=may.KEEPS,
    moves={state: State.CANCELLED for state in AHEAD},
    danger=True,
)
def cancel_session(actor: Actor, session: StudySession, *, reason: str) -> StudySession:
    """It will not be held; who was invited is told. Its number becomes free."""
    if session.state == State.NOTICED:
        tell_everybody(session, "session.cancelled", reason)
    return session


def _can_be_recorded(session: StudySession) -> None:
    """Raises NotNow before the day, and while time, place, partners or the agenda are open."""
    if session.day > clock.today():
        raise Refused.SESSION_AHEAD(mend="issue_notice")
    if not session.place or session.begins is None:
        raise Refused.SESSION_INCOMPLETE(mend="correct_session")
    if session.kind == Kind.JOINT and not session.partner_codes:
        raise Refused.PARTNERS_MISSING(mend="join_groups")
    agenda_holds(session)


@act(
    "session.held",
    label=_("Record that it was held"),
    says=_("recorded that the session was held on %(day)s"),
    on=StudySession,
    may=may.KEEPS,
    moves={State.NOTICED: State.HELD},
    asks=may.PREPARES,
)
def hold_session(actor: Actor, session: StudySession, *, on: dt.date | None = None) -> StudySession:
    """On which day it really was. Starts the clock of its report: the norm ``session.report_days``
    in working days. The agenda stands as it lay on the table.
    """
    _record_held(session, on or session.day)
    session.agenda_said = as_column(queries.agenda_now(session))
    return session


@act(
    "session.recorded",
    label=_("Record that it was held, without a notice from here"),
    says=_("recorded that the session was held on %(day)s, without a notice from here"),
    on=StudySession,
    may=may.KEEPS,
    moves={State.PLANNED: State.HELD},
    ready=_can_be_recorded,
)
def record_session(
    actor: Actor,
    session: StudySession,
    *,
    on: dt.date | None = None,
    noticed_on: dt.date | None = None,
) -> StudySession:
    """补记: a session that nobody was told of here. ``noticed_on``: the day of its notice on paper.

    Raises BadInput for a notice after the session.
    """
    on = on or session.day
    if noticed_on is not None and noticed_on > on:
        raise Refused.NOTICE_LATE("noticed_on")
    session.notice_on = noticed_on
    return _record_held(session, on)


def _record_held(session: StudySession, on: dt.date) -> StudySession:
    if on > clock.today():
        raise Common.DAY_FUTURE("on")
    if on.year != session.year:
        raise Refused.SESSION_YEAR("on", year=session.year)
    session.day = on
    begins = counted_from(on, clock.day_of(session.group.thing.made_at), clock.today())
    days = value("session.report_days", on)
    deadlines.start(session.thing, "report", days, begins, norm="session.report_days")
    tell(day=on)
    return session
