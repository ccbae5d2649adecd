"""The notice of a session, and the new one that takes its place."""

from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.documents import register
from zhixing.foundation.kits.documents.acts import void_paper
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor

from .. import may, queries
from ..models import StudySession
from ..refusals import Refused
from ..rules import (
    Kind,
    State,
)
from ..standing import Sheet, as_column
from .agenda import agenda_holds
from .checks import stays
from .telling import tell_everybody


def _can_be_noticed(session: StudySession) -> None:
    """Raises NotNow while time, place, partners or a hard rule of the agenda are open."""
    if not session.place or session.begins is None:
        raise Refused.NOTICE_INCOMPLETE(mend="correct_session")
    if session.kind == Kind.JOINT and not session.partner_codes:
        raise Refused.NOTICE_WITHOUT_PARTNERS(mend="join_groups")
    agenda_holds(session)


def _notice_may_go_again(session: StudySession) -> None:
    """Raises NotNow when the day is over, what it says is incomplete, or it would say the same."""
    if session.day < clock.today():
        raise Refused.NOTICE_OVER(mend="hold_session")
    _can_be_noticed(session)
    if queries.would_repeat(session):
        raise Refused.NOTICE_SAME()


@act(
    "notice.issued",
    label=_("Issue the notice"),
    says=_("issued the notice, people: %(count)s, working days before the session: %(days)s"),
    on=StudySession,
    may=may.KEEPS,
    moves={State.PLANNED: State.NOTICED},
    asks=may.PREPARES,
    ready=_can_be_noticed,
)
def issue_notice(actor: Actor, session: StudySession, *, reason: str = "") -> StudySession:
    """Everybody of the group, in joint study of all groups, is told. Raises NotNow while the agenda
    breaks a hard rule or time and place are open; a shorter notice than the norm
    ``session.notice_days`` (working days) needs a reason. After the day nobody can be told any
    more: NotNow.
    """
    if session.day < clock.today():
        raise Refused.NOTICE_OVER(mend="record_session")
    return _send_notice(session, "notice.issued", reason)


@act(
    "notice.reissued",
    label=_("Issue a new notice"),
    says=_("issued a new notice, people: %(count)s, working days before the session: %(days)s"),
    on=StudySession,
    may=may.KEEPS,
    moves=stays(State.NOTICED),
    ready=_notice_may_go_again,
)
def reissue_notice(actor: Actor, session: StudySession, *, reason: str = "") -> StudySession:
    """What the notice says was changed after it was issued: a new one takes its place, and
    everybody is told. What the first one said stays on record.

    A shorter notice than the norm needs a reason again. The number of the first one is voided: it
    belongs to that paper, and a new one gets its own.
    """
    entry = register.entries([session.pk]).get((session.pk, Sheet.NOTICE.value, 0))
    if entry is not None:
        void_paper(actor, entry, reason=_now("A new notice was issued in its place."))
    return _send_notice(session, "notice.reissued", reason)


def _send_notice(session: StudySession, verb: str, reason: str) -> StudySession:
    """The notice goes out as the session stands, and stands from now on."""
    days = queries.notice_days(session.day)
    left = max(days.left, 0)
    if days.short and not reason.strip():
        raise Refused.NOTICE_SHORT("reason", asked=days.asked, left=left)
    session.notice_on, session.notice_reason = clock.today(), reason.strip() if days.short else ""
    session.notice_said = as_column(queries.notice_now(session))
    tell(count=tell_everybody(session, verb), days=left)
    return session
