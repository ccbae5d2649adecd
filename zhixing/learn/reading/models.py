"""Reading lists of the county and of groups, and members' plans of self-study with what they noted
as read.

There is no column for how long, how often or how many, and none will come. A plan of self-study has
no unit and no group on its Thing, so that no role above may know of it: it is the member's, and the
leader's once it is handed over.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.things.models import Audience, ThingRow, ThingRowQuerySet
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.people.erasing import erases
from zhixing.foundation.spine.people.models import Person

from .rules import TONES, Kind, State


class ReadingQuerySet(ThingRowQuerySet):
    def in_force(self) -> ReadingQuerySet:
        return self.filter(off_on__isnull=True)


class Reading(ThingRow):
    """One title of the reading list of a year: the county's for all groups, or a group's own."""

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "reading",
        "SM",
        _("reading"),
        "learn",
        "reading:reading",
        "book",
    )

    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind)
    required = models.BooleanField(default=True, help_text="必修课")
    source = models.CharField(
        max_length=200, help_text="publisher, document number, where it is found"
    )
    year = models.PositiveSmallIntegerField()
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        "groups.StudyGroup", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    topic = models.ForeignKey(
        "topics.Topic", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    off_on = models.DateField(null=True, blank=True, help_text="when it was taken off the list")

    objects: ClassVar = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "title"],
                condition=Q(off_on__isnull=True),
                name="reading_once_a_year",
            )
        ]

    def thing_audience(self) -> str:
        return Audience.UNIT if self.group_id else Audience.COUNTY


class SelfStudy(ThingRow):
    """个人自学计划 of one member and year."""

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "self_study",
        "ZX",
        _("plan of self-study"),
        "learn",
        "reading:self_study",
        "book",
    )
    STATES, TONES = State, TONES

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.StudyGroup", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    books = models.TextField(blank=True, help_text="titles, one in a line")
    focus = models.TextField(blank=True, help_text="topics of my own choice")
    handed_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OWN)

    objects: ClassVar = ThingRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group", "year"], name="self_study_once_a_year"
            )
        ]

    def thing_title(self) -> str:
        """Kept beside the row: words of a language, or a name, have no place in it."""
        return f"{self.group.unit.name} {self.year}"

    def thing_unit(self) -> Any:
        return None

    def thing_group(self) -> Any:
        return None

    def thing_audience(self) -> str:
        return Audience.PARTIES

    def thing_parties(self) -> list[Any]:
        people = [self.person]
        if self.state == State.HANDED:
            people += [
                membership.person
                for membership in (
                    self.group.memberships.in_force(clock.today())
                    .filter(role=GroupRoleCode.LEADER)
                    .select_related("person")
                )
            ]
        return people


class ReadNote(models.Model):
    """What a member wanted to keep of a reading. Nobody must note anything."""

    self_study = models.ForeignKey(SelfStudy, on_delete=models.CASCADE, related_name="notes")
    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    on = models.DateField()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["self_study", "reading"], name="one_note_a_reading")
        ]


declare(
    "reading.SelfStudy.person",
    purpose="whose plan of self-study it is",
    keep="with the group's archive of the year; its words are erased with the person",
    seen_by="the person; the leader once it is handed over",
)


@erases
def forget_self_study(person: Person) -> None:
    """What the person wrote for themselves."""
    ReadNote.objects.filter(self_study__person=person).delete()
    SelfStudy.objects.filter(person=person).update(books="", focus="")
