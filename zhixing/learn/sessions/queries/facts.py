"""The facts at the head of a session's page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.parts import Fact
from zhixing.foundation.spine.calendar.queries import provisional
from zhixing.ui.words import comma, shortdate

from ..models import StudySession
from .words import series_words, when


def facts_of(
    session: StudySession, kind_words: dict[str, str], category_words: dict[str, str]
) -> list[Fact]:
    """What stands there of every session, and what stands there when it is so."""
    facts = [
        Fact(_("Topic"), session.topic.title, url=session.topic.thing.url),
        Fact(pgettext("session", "When"), when(session)),
        Fact(
            pgettext("session", "Where"),
            session.place or "–",
            note=session.get_place_kind_display(),
        ),
        Fact(_("Chair"), session.chair.name if session.chair else "–"),
        Fact(_("Kind"), kind_words.get(session.kind, session.kind)),
        Fact(_("Content category"), category_words.get(session.category, "–")),
    ]
    if session.joint_id or len(session.groups) > 1:
        facts.append(_together(session))
    series = session.series
    if series is not None:
        words = series_words(series.name, session.series_numbers)
        facts.append(Fact(_("Local series"), words, url=series.url))
    if session.notice_on:
        day, why = shortdate(session.notice_on), session.notice_reason
        facts.append(Fact(_("Notice issued"), day, note=why))
    if session.happened:
        facts.append(_report(session))
    return facts + _preparation(session)


def _together(session: StudySession) -> Fact:
    names = [group.unit.short or group.unit.name for group in session.groups]
    return Fact(
        _("Who studies together"),
        comma().join(names),
        wide=True,
        url=session.joint.url if session.joint is not None else "",
        note=_("%(unit)s keeps the record; the session counts once for each group and each person")
        % {"unit": names[0]},
    )


def _report(session: Any) -> Fact:
    """Its report with its state, or that it is not begun; and by when it is due (``report_due``,
    which the query says beside the columns).
    """
    due = session.report_due
    day = shortdate(due) + provisional(due, due) if due else ""
    label, note = _("Session report"), _("due %(day)s") % {"day": day} if day else ""
    if not session.reported:
        return Fact(label, _("not begun"), note=note)
    report = session.report
    word = str(report.state_word(report.state))
    return Fact(label, report.title, report.url, note, word=word, tone=report.tone)


def _preparation(session: StudySession) -> list[Fact]:
    """What is read and asked, where it is set."""
    words = (
        (_("For discussion"), session.question),
        (_("Materials"), comma().join(session.materials)),
    )
    return [Fact(label, text, wide=True) for label, text in words if text]
