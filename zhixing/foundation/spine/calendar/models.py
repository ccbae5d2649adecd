"""The county's days that differ from the week, editable; and whether a year's official notice is entered."""

from __future__ import annotations

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


class CalendarYear(ThingRow):
    """One year: official once its notice is entered, provisional before."""

    KIND, PREFIX, WORD, WING, URL, ICON = "calendar_year", "LN", _("calendar year"), "spine", "calendar:of", "calendar"

    year = models.PositiveSmallIntegerField(unique=True)
    official = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    changes = models.PositiveIntegerField(default=0, help_text="counted on with every change, so that processes read again")

    def thing_title(self) -> str:
        return str(self.year)

    def thing_audience(self) -> str:
        return Audience.COUNTY


class DayOff(models.Model):
    """A date that is worked or not otherwise than its weekday says, or bears a name."""

    date = models.DateField(primary_key=True)
    year = models.ForeignKey(CalendarYear, on_delete=models.CASCADE, related_name="days")
    working = models.BooleanField()
    zh = models.CharField(max_length=40, blank=True)
    en = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["date"]
