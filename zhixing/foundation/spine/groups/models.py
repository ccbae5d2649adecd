"""Study groups: the leading group that studies, its people with their roles and dates."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.models import Audience, ThingRow, ThingRowQuerySet
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.erasing import erases
from zhixing.foundation.spine.people.models import Person

from .rules import GroupRoleCode


class StudyGroupQuerySet(ThingRowQuerySet):
    def active(self) -> StudyGroupQuerySet:
        return self.filter(until__isnull=True)

    def looked_into_by(self, person: Actor | None) -> StudyGroupQuerySet:
        """Groups whose study this person may look at, not only their names: the own ones, and those
        of units at or below a role that sees.
        """
        held = holdings(person)
        condition = Q(pk__in=sorted(held.group_codes()))
        for path in sorted(held.seeing()):
            condition |= Q(unit__under=path)
        return self.filter(condition)

    def in_roster_order(self) -> StudyGroupQuerySet:
        """In the order of their units (``Unit.objects.in_roster_order``)."""
        return self.order_by("unit__thing__made_at", "pk")


class StudyGroup(ThingRow):
    """理论学习中心组 of one unit. Roles live in memberships, so that history is kept."""

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "group",
        "ZU",
        _("study group"),
        "spine",
        "roster:group",
        "users",
    )
    ALWAYS = Audience.COUNTY
    LINES = ("memberships",)

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=120)
    until = models.DateField(null=True, blank=True)

    objects: ClassVar = StudyGroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(until__isnull=True), name="one_group_a_unit"
            )
        ]

    def thing_title(self) -> str:
        return self.name

    def thing_group(self) -> Any:
        return self


class MembershipQuerySet(models.QuerySet):
    def in_force(self, on: dt.date) -> MembershipQuerySet:
        return self.filter(since__lte=on).filter(Q(until__isnull=True) | Q(until__gt=on))

    def studying(self) -> MembershipQuerySet:
        """Those who are expected at a session: leader, deputies and members."""
        return self.filter(
            role__in=[GroupRoleCode.LEADER, GroupRoleCode.DEPUTY, GroupRoleCode.MEMBER]
        )


class Membership(models.Model):
    """One role of one person in one group, with dates. A person may hold several. ``stands_in``
    marks a substitute named for a time.
    """

    group = models.ForeignKey(StudyGroup, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=GroupRoleCode)
    post = models.CharField(
        max_length=100, blank=True, help_text="office held, as the roster writes it"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    stands_in = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(
        default=0,
        help_text="order of the roster, for lists on paper; it says nothing about a person",
    )

    UNTOLD = frozenset({"post"})  # goes when the person is erased

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person", "role"],
                condition=Q(until__isnull=True),
                name="group_role_held_once",
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]
        indexes = [models.Index(fields=["group", "until"])]

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which the role was, or will be, held; None while no end is known."""
        return None if self.until is None else max(self.since, self.until - dt.timedelta(days=1))


declare(
    "groups.Membership.person",
    purpose="who studies in the group, in which role, from when to when",
    keep="10 years",
    seen_by="whoever the county knows",
)
declare(
    "groups.Membership.post",
    purpose="office held, as the roster writes it",
    keep="10 years; erased with the person",
    seen_by="whoever the county knows",
)


@erases
def forget_posts(person: Person) -> None:
    """The posts that the rosters of the groups gave the person."""
    Membership.objects.filter(person=person).exclude(post="").update(post="")
