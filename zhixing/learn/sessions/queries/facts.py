"""The facts at the head of a session's page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.spine.calendar.queries import provisional
from zhixing.ui.words import comma, shortdate

from ..models import StudySession
from .words import when


def facts_of(
    session: StudySession, kind_words: dict[str, str], category_words: dict[str, str]
) -> list[dict[str, Any]]:
    """What stands there of every session, and what stands there when it is so."""
    facts = [
        {"label": _("Topic"), "value": session.topic.title, "url": session.topic.thing.url},
        {"label": pgettext("session", "When"), "value": when(session)},
        {
            "label": pgettext("session", "Where"),
            "value": session.place or "–",
            "note": session.get_place_kind_display(),
        },
        {"label": _("Chair"), "value": session.chair.name if session.chair else "–"},
        {"label": _("Kind"), "value": kind_words.get(session.kind, session.kind)},
        {"label": _("Content category"), "value": category_words.get(session.category, "–")},
    ]
    if session.joint_id or len(session.groups) > 1:
        facts.append(_together(session))
    if session.series_id:
        series = session.series
        facts.append({"label": _("Local series"), "value": series.name, "url": series.url})
    if session.notice_on:
        day, why = shortdate(session.notice_on), session.notice_reason
        facts.append({"label": _("Notice issued"), "value": day, "note": why})
    if session.happened:
        facts.append(_report(session))
    return facts + _preparation(session)


def _together(session: StudySession) -> dict[str, Any]:
    names = [group.unit.short or group.unit.name for group in session.groups]
    return {
        "label": _("Who studies together"),
        "value": comma().join(names),
        "wide": True,
        "url": session.joint.url if session.joint_id else "",
        "note": _(
            "%(unit)s keeps the record; the session counts once for each group and each person"
        )
        % {"unit": names[0]},
    }


def _report(session: StudySession) -> dict[str, Any]:
    """Its report with its state, or that it is not begun; and by when it is due."""
    due = session.report_due
    day = shortdate(due) + provisional(due, due) if due else ""
    fact = {"label": _("Session report"), "note": _("due %(day)s") % {"day": day} if day else ""}
    if not session.reported:
        return fact | {"value": _("not begun"), "url": ""}
    report = session.report
    return fact | {
        "value": report.title,
        "url": report.url,
        "word": str(report.state_word(report.state)),
        "tone": report.tone,
    }


def _preparation(session: StudySession) -> list[dict[str, Any]]:
    """What is read and asked, where it is set."""
    words = (
        (_("For discussion"), session.question),
        (_("Materials"), comma().join(session.materials)),
    )
    return [{"label": label, "value": text, "wide": True} for label, text in words if text]
