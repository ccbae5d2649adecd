"""Words about sessions: the county's kinds and categories, which session, who, when and where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Protocol

from django.db.models import (
    Prefetch,
)
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.norms.queries import value
from zhixing.ui.words import comma, datewords

from .. import rules
from ..models import StudySession


def code_words(entries: list[dict[str, str]]) -> list[tuple[str, str]]:
    chinese = (get_language() or "").startswith("zh")
    return [
        (
            entry["code"],
            (entry.get("zh") if chinese else entry.get("en")) or entry.get("zh") or entry["code"],
        )
        for entry in entries
    ]


def kinds(on: dt.date | None = None) -> list[tuple[str, str]]:
    """The county's kinds of session: (code, word)."""
    return code_words(value("session.kinds", on or clock.today()))


def categories(on: dt.date | None = None) -> list[tuple[str, str]]:
    return code_words(value("content.categories", on or clock.today()))


def heading(session: StudySession) -> str:
    """第9次集体学习 / Study session 9."""
    return _("Study session %(number)s") % {"number": session.number}


def with_partners() -> Prefetch:
    """What ``who_studies`` and ``StudySession.groups`` read of many sessions, for
    ``prefetch_related``: one query for all of them.
    """
    return Prefetch("partners", StudyGroup.objects.select_related("thing", "unit__thing"))


def who_studies(session: StudySession) -> str:
    """The group, and in joint study the units of those that take part, in words."""
    others = session.groups[1:]
    return (
        _("%(name)s, together with %(others)s")
        % {
            "name": session.group.name,
            "others": comma().join(partner.unit.short or partner.unit.name for partner in others),
        }
        if others
        else session.group.name
    )


def nth_of_series(numbers: Sequence[int]) -> str:
    """第3、4次 / Nos 3, 4; nothing where a series is not numbered."""
    if not numbers:
        return ""
    words = {"numbers": comma().join(str(number) for number in numbers)}
    return ngettext("No. %(numbers)s", "Nos %(numbers)s", len(numbers)) % words


def series_words(name: str, numbers: Sequence[int]) -> str:
    """红色讲堂第3、4次."""
    nth = nth_of_series(numbers)
    if not nth:
        return name
    return pgettext("series and its numbers", "%(name)s, %(nth)s") % {"name": name, "nth": nth}


class Timed(Protocol):
    """A session, or a lecture: what happens on a day, perhaps at an hour."""

    @property
    def day(self) -> dt.date: ...

    @property
    def begins(self) -> dt.time | None: ...


def when(session: Timed, year: bool = False) -> str:
    """Day and hour in words; the year only where it is another one, or where it is asked for: in
    what goes to the archive.
    """
    return time_words(session.day, session.begins, year)


def time_words(day: dt.date, begins: dt.time | None, year: bool = False) -> str:
    words = datewords(day, day.year - 1 if year else None)
    if begins is None:
        return words
    hour = begins.strftime("%H:%M")
    return pgettext("day and time", "%(day)s, %(time)s") % {"day": words, "time": hour}


def place_words(place: str, kind: str) -> str:
    word = dict(rules.PlaceKind.choices).get(kind, kind)
    return _("%(name)s (%(why)s)") % {"name": place or "–", "why": word}


def guest_words(guest: Any) -> str:
    """柳沟村医（群众、柳沟村卫生室）."""
    why = comma().join(
        str(word) for word in (guest.get_kind_display(), guest.organisation, guest.filing) if word
    )
    return _("%(name)s (%(why)s)") % {"name": guest.name, "why": why}
