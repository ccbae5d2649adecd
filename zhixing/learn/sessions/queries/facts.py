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
        facts.append(
            {
                "label": _("Who studies together"),
                "value": (
                    comma().join(group.unit.short or group.unit.name for group in session.groups)
                ),
                "wide": True,
                "url": session.joint.url if session.joint_id else "",
                "note": (
                    _(
                        "%(unit)s keeps the record; the session counts once for each group and each"
                        " person"
                    )
                    % {"unit": session.group.unit.short or session.group.unit.name}
                ),
            }
        )
    if session.series_id:
        facts.append(
            {"label": _("Local series"), "value": session.series.name, "url": session.series.url}
        )
    if session.notice_on:
        facts.append(
            {
                "label": _("Notice issued"),
                "value": shortdate(session.notice_on),
                "note": session.notice_reason,
            }
        )
    if session.happened:
        report = session.report if session.reported else None
        fact = {
            "label": _("Session report"),
            "value": report.title if report else _("not begun"),
            "url": report.url if report else "",
            "note": (
                _("due %(day)s")
                % {
                    "day": (
                        shortdate(session.report_due)
                        + provisional(session.report_due, session.report_due)
                    )
                }
                if session.report_due
                else ""
            ),
        }
        facts.append(
            fact
            | (
                {"word": str(report.state_word(report.state)), "tone": report.tone}
                if report
                else {}
            )
        )
    if session.question:
        facts.append({"label": _("For discussion"), "value": session.question, "wide": True})
    if session.materials:
        facts.append(
            {"label": _("Materials"), "value": comma().join(session.materials), "wide": True}
        )
    return facts
