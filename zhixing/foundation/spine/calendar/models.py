"""The county's days that differ from the week, editable; and whether a year's official notice is
entered.
"""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.things.models import Audience, ThingRow


class Standing(models.TextChoices):
    """Whether the year's official notice is entered."""

    OFFICIAL = "official", _("by the official notice")
    PROVISIONAL = "provisional", _("provisional, the notice is not out yet")


class DayKind(models.TextChoices):
    """What a day is set to; the codes are those that records have told from the first day."""

    WORKED = "working day", _("working day")
    OFF = "day off", _("day off")


def new_mark() -> int:
    """A number to tell a change from one that was taken back before it."""
    return secrets.randbelow(1 << 30)


class CalendarYear(ThingRow):
    """One year: official once its notice is entered, provisional before."""

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "calendar_year",
        "LN",
        _("calendar year"),
        "spine",
        "calendar:of",
        "calendar",
    )
    ALWAYS = Audience.COUNTY
    FILLED_LATER = ("mark",)

    year = models.PositiveSmallIntegerField(unique=True)
    official = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    changes = models.PositiveIntegerField(
        default=0, help_text="counted on with every change, so that processes read again"
    )
    mark = models.PositiveIntegerField(
        default=new_mark,
        help_text="drawn anew with every change: tells two changes of one number apart",
    )

    def thing_title(self) -> str:
        return str(self.year)


class Change(models.Model):
    """A line of what became known of a year with one version of the calendar. Lines are only added.

    Without a date it says whether the year's notice is entered (one such line a version); with one,
    how that date differs from the week or what it is called; ``working`` empty: it is an ordinary
    day again.
    """

    version = models.PositiveIntegerField()
    year = models.ForeignKey(CalendarYear, on_delete=models.CASCADE, related_name="lines")
    official = models.BooleanField(default=False)
    date = models.DateField(null=True, blank=True)
    working = models.BooleanField(null=True, blank=True)
    zh = models.CharField(max_length=40, blank=True)
    en = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(date=None), name="calendar_version_once"
            ),
            models.UniqueConstraint(
                fields=["version", "date"], name="calendar_date_once_a_version"
            ),
        ]
