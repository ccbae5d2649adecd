"""A day that should be a working day: where a rest day is chosen, the form says so beside it and
offers the next working day. It forbids nothing.

The page brings what differs from the week (holidays, adjusted workdays), so that the sentence
comes while the day is being chosen; without a script it stands there when the form comes back.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.words import Words
from zhixing.ui.words import datewords

from .queries import as_last_read, calendar
from .rules import WorkCalendar


@dataclass(frozen=True)
class RestDay:
    """A chosen day on which nobody works, and the working day after it."""

    sentence: str
    next: str
    button: str


def rest_day(on: dt.date) -> RestDay | None:
    """What is said of a chosen day; None of a working day."""
    days = calendar()
    if days.is_working(on):
        return None
    after = days.next_working(on)
    return RestDay(
        _off_words() % {"day": datewords(on), "name": name_of(days, on)},
        after.isoformat(),
        _next_words() % {"day": datewords(after)},
    )


def name_of(days: WorkCalendar, on: dt.date) -> str:
    """What a rest day is called: the holiday, else the weekend."""
    known = days.known(on)
    return (known.name(get_language() or "zh") if known is not None else "") or _weekend_word()


def _weekend_word() -> str:
    return pgettext("rest day", "weekend")


def _off_words() -> str:
    return _("%(day)s is a day off (%(name)s). If that is meant, leave it.")


def _next_words() -> str:
    return _("Take the next working day: %(day)s")


class WorkingDayInput(forms.DateInput):
    """Asks for a day; beside it stands what ``rest_day`` says of the one that is chosen."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"})

    def beside(self, field_id: str, value: str) -> SafeString:
        """Drawn behind the field by ``ui.drawing``; hidden while a working day is chosen."""
        on = chosen_date(value)
        placeholders = {"day": "{day}", "name": "{name}"}
        note = {
            "field": field_id,
            "rest": rest_day(on) if on is not None else None,
            "days": json.dumps(_odd_days(), ensure_ascii=False),
            "weekend": _weekend_word(),
            "off": _off_words() % placeholders,
            "next": _next_words() % placeholders,
        }
        return render_to_string("calendar/chosen_day.html", {"note": note})


def chosen_date(value: str) -> dt.date | None:
    """The day in a field; None of what is none."""
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _odd_days() -> dict[str, str | None]:
    """Days of last, this and the next year that differ from the week: the name of a holiday,
    nothing for an adjusted workday.
    """
    days, year = as_last_read(), clock.today().year
    named = days.named(year - 1) | days.named(year) | days.named(year + 1)
    return {on.isoformat(): None if day.working else name_of(days, on) for on, day in named.items()}


def working_day_field(label: Words, **more: Any) -> forms.DateField:
    """A date for which a working day is meant."""
    return forms.DateField(label=label, widget=WorkingDayInput(), **more)
