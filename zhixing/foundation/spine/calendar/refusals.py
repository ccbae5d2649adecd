"""What this room refuses, and in which words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import NotNow
from zhixing.foundation.machinery.refusals import Refusals


class Refused(Refusals):
    """Code, sentence, and the kind where it is not bad input."""

    DAY_YEAR = ("day.year", _("This day is not in %(year)s."))
    YEAR_EMPTY = (
        "year.empty",
        _("No day of %(year)s is entered yet. Enter the notice of the year first."),
        NotNow,
    )
    YEAR_EXISTS = ("year.exists", _("The calendar of %(year)s is open already."), NotNow)
    NOTICE_EMPTY = (
        "notice.empty",
        _(
            "No day off was found in it. Paste the notice, or a table with a day and 休 or 班 on"
            " each line."
        ),
    )
    NOTICE_DAY = (
        "notice.day",
        _("Line %(line)s, “%(text)s”: there is no such day, or no such span of days."),
    )
    NOTICE_YEAR = (
        "notice.year",
        _(
            "Line %(line)s, “%(text)s”: this day is not in %(year)s. Set it in the calendar "
            "of its own year."
        ),
    )
    NOTICE_HEADED = (
        "notice.headed",
        _("Line %(line)s, “%(text)s”: this notice is of another year than %(year)s."),
    )
    NOTICE_FEW = (
        "notice.few",
        _(
            "Days off that were read: %(text)s; a year has at least %(least)s. Look "
            "whether the whole notice is there."
        ),
    )
