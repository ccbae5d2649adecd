"""Study packs (资料包), their versions and items, and what a group adds for its own members.

An item stands in the versions from ``since`` on and before ``until``: a version is not copied, and
an older one stays readable for good. Nobody is noted as having opened, kept or read one.
"""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.models import (
    Audience,
    Thing,
    ThingRow,
    ThingRowQuerySet,
)
from zhixing.foundation.machinery.things.veil import veil
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.people.models import Appointment, Person

from .may import KEEPERS_AT_UNIT, KEEPERS_IN_GROUP, KEEPS
from .rules import ADDITION_TONES, FOR_READERS, TONES, AdditionState, ItemKind, Line, State


class PackQuerySet(ThingRowQuerySet):
    def published(self) -> PackQuerySet:
        return self.filter(state=State.PUBLISHED)

    def pushed_to(self, person: Actor | None) -> PackQuerySet:
        """Published for all groups, or for a group this person belongs to."""
        codes = sorted(holdings(person).group_codes())
        to_all = Q(for_all=True) if codes else Q(pk__in=[])
        pushed = Pack.groups.through.objects.filter(studygroup__in=codes)
        return self.published().filter(to_all | Q(pk__in=pushed.values("pack")))

    def searched(self, text: str) -> PackQuerySet:
        """Those whose title, purpose or items of the present version hold the words."""
        holding = PackItem.objects.filter(
            Q(title__icontains=text) | Q(text__icontains=text), since__lte=F("pack__number")
        ).filter(Q(until=None) | Q(until__gt=F("pack__number")))
        holding = holding.exclude(kind=ItemKind.PAPER)  # not everybody may know of what it names
        return self.filter(
            Q(title__icontains=text) | Q(about__icontains=text) | Q(pk__in=holding.values("pack"))
        )


class Pack(ThingRow):
    """A bundle to study one topic with. ``number`` is the version everybody reads (0: none yet);
    the next one is prepared beside it.
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "pack",
        "ZL",
        _("study pack"),
        "learn",
        "packs:pack",
        "books",
    )
    LINES = ("versions", "items")
    STATES, TONES = State, TONES

    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        "groups.StudyGroup",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the unit's study group, when it has one",
    )
    topic = models.ForeignKey(
        "topics.Topic", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=120)
    about = models.TextField(blank=True, help_text="what it is for, in a few sentences")
    number = models.PositiveSmallIntegerField(default=0)
    for_all = models.BooleanField(default=False)
    groups = models.ManyToManyField(
        "groups.StudyGroup",
        blank=True,
        related_name="+",
        help_text="the chosen groups, when it is not for all",
    )
    shared = models.BooleanField(
        default=False,
        help_text="whether it went beyond the own group: then whoever the county knows may read it",
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)

    objects: ClassVar = PackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="published_pack_has_a_version",
                condition=~Q(state="published") | Q(number__gte=1),
            )
        ]
        indexes = [models.Index(fields=["state", "for_all"])]

    def records_told(self, person: Actor | None) -> Q:
        """What is done to the next version is the keepers' own record."""
        return Q() if KEEPS.allows(person, self) else Q(verb__in=FOR_READERS)

    def thing_audience(self) -> str:
        return Audience.COUNTY if self.state == State.PUBLISHED and self.shared else Audience.UNIT

    @property
    def next(self) -> int:
        return self.number + 1


class PackVersion(models.Model):
    """One published version, with what its publisher says of it."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    said = models.CharField(max_length=500, blank=True)
    published_on = models.DateField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["pack", "number"], name="pack_version_once")]


def new_key() -> str:
    return secrets.token_hex(6)


class ItemQuerySet(models.QuerySet["PackItem"]):
    def of_version(self, number: int) -> ItemQuerySet:
        """What stands in this version (``rules.holds``)."""
        return self.filter(since__lte=number).filter(Q(until=None) | Q(until__gt=number))

    def found_by(self, person: Actor | None) -> list[PackItem]:
        """Without the papers of things this person may not know of. One query more, where there are
        papers.
        """
        items = veil(person, list(self.select_related("file", "group", "about")))
        return [item for item in items if item.kind != ItemKind.PAPER or item.about is not None]


class PackItem(models.Model):
    """One form of one item. Changed words are a new row with the same ``key``; the old row ends
    where the new one begins.
    """

    GOES_ALONG = ("file",)  # it lies with the pack, and is read through it
    CAME_LATER = ("about", "paper")

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=12, default=new_key)
    place = models.PositiveIntegerField(
        help_text="order within the pack, kept when the words change"
    )
    kind = models.CharField(max_length=10, choices=ItemKind)
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    address = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    about = models.ForeignKey(
        Thing,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="whose paper it is; who may not know of it does not find the item",
    )
    paper = models.CharField(max_length=20, blank=True, help_text="which of its papers")
    group = models.ForeignKey(
        "groups.StudyGroup",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="which group offered it",
    )
    since = models.PositiveSmallIntegerField()
    until = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "key", "since"], name="item_once_a_version"),
            models.CheckConstraint(
                name="item_ends_after_it_begins", condition=Q(until=None) | Q(until__gt=F("since"))
            ),
            models.CheckConstraint(
                name="document_has_a_file", condition=~Q(kind="document") | Q(file__isnull=False)
            ),
            models.CheckConstraint(
                name="paper_item_has_its_paper",
                condition=~Q(kind="paper") | (Q(about__isnull=False) & ~Q(paper="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def line(self) -> Line:
        paper = f"{self.about_id}.{self.paper}" if self.about_id else ""
        return Line(
            self.key, self.kind, self.title, self.text, self.address, self.file_id or "", paper
        )


class PackAddition(ThingRow):
    """What a group adds to a pack for its own members: theirs until they offer it to all and the
    pack's keeper takes it.
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "pack_addition",
        "BC",
        _("addition to a study pack"),
        "learn",
        "packs:addition",
        "plus",
    )
    STATES, TONES = AdditionState, ADDITION_TONES
    GOES_ALONG = ("file",)  # it lies with the group, and is read through the addition

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="additions")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.StudyGroup", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ItemKind)
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    address = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=AdditionState, default=AdditionState.OWN)

    objects: ClassVar = ThingRowQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["pack", "state"])]

    def thing_topic(self) -> Any:
        return self.pack.topic

    def thing_parties(self) -> list[Any]:
        """Once it is offered, whoever keeps the pack knows of it."""
        return (
            []
            if self.state in (AdditionState.OWN, AdditionState.REMOVED)
            else list(keepers(self.pack))
        )


def keepers(pack: Pack) -> models.QuerySet[Person]:
    """The people who may write a pack: study secretary and leader of its group, office and clerk of
    its very unit. (Those of units above know of everything below anyway.)
    """
    on = clock.today()
    by_group = Membership.objects.in_force(on).filter(
        group=pack.group_id, role__in=KEEPERS_IN_GROUP
    )
    by_unit = Appointment.objects.in_force(on).filter(unit=pack.unit_id, role__in=KEEPERS_AT_UNIT)
    return Person.objects.filter(
        Q(pk__in=by_group.values("person")) | Q(pk__in=by_unit.values("person")), active=True
    )
