"""Units: county, town, department, village, enterprise; their other names, mergers and moves."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery.sounds import SoundField, spelled
from zhixing.foundation.machinery.things.models import Audience, ThingRow, ThingRowQuerySet


class UnitKind(models.TextChoices):
    COUNTY = "county", _("county")
    TOWN = "town", _("town or subdistrict")
    DEPARTMENT = "department", _("department")
    VILLAGE = "village", _("village or community")
    ENTERPRISE = "enterprise", _("enterprise")


class UnitQuerySet(ThingRowQuerySet):
    def active(self) -> UnitQuerySet:
        return self.filter(until__isnull=True)

    def below(self, unit: Unit) -> UnitQuerySet:
        """The unit and all units below it."""
        return self.filter(path__under=unit.path)

    def in_roster_order(self) -> UnitQuerySet:
        """In the order they were entered in: the roster's, which says nothing about anybody."""
        return self.order_by("thing__made_at", "pk")


class Unit(ThingRow):
    """A unit of the county. ``path`` is the chain of codes from the county down, so that "at or
    below" is one comparison.
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "unit",
        "DW",
        _("unit"),
        "spine",
        "roster:unit",
        "building",
    )
    ALWAYS = Audience.COUNTY

    LINES = ("appointments",)
    UNTOLD = frozenset({"sound"})  # says nothing that the name does not say
    FOLLOWS = ("path",)  # moves along with the units above; the Thing's place is compared with it

    name = models.CharField(max_length=100)
    short = models.CharField(max_length=40, blank=True)
    sound = SoundField(help_text="its name in pinyin, for whoever types that")
    kind = models.CharField(max_length=12, choices=UnitKind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=200, unique=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True, help_text="when it was dissolved or merged")
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from"
    )

    objects: ClassVar = UnitQuerySet.as_manager()

    @property
    def short_name(self) -> str:
        """Its name as a list has room for it."""
        return self.short or self.name

    def sounds(self) -> str:
        """Its name as it is typed in pinyin."""
        return spelled(self.name)

    def before_begin(self) -> None:
        above = self.parent.path if self.parent is not None else "/"
        self.path = f"{above}{self.thing_id}/"

    def thing_unit(self) -> Any:
        return self


class Alias(models.Model):
    """Another name of a unit, learned once and kept: asked in an import, or given by the office."""

    name = models.CharField(max_length=100, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases")
    learned_on = models.DateField()
    source = models.CharField(
        max_length=100, blank=True, help_text=pgettext_lazy("alias", "where it stood")
    )
