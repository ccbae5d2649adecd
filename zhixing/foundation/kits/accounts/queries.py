"""Who can not log in yet, by what they do in the county."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.lists import numbers
from zhixing.foundation.machinery.things.parts import Way
from zhixing.foundation.machinery.words import Words
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.orgs.models import Unit, UnitKind
from zhixing.foundation.spine.orgs.roles import RoleCode
from zhixing.foundation.spine.people.acts import MOST_AT_ONCE
from zhixing.foundation.spine.people.may import opens_at
from zhixing.foundation.spine.people.models import Appointment, Person

WHO: dict[str, Words] = {
    "secretaries": gettext_lazy("Study secretaries"),
    "roles": gettext_lazy("With a role at a unit"),
    "leaders": gettext_lazy("Leaders and deputies"),
    "all": gettext_lazy("Everybody"),
}


@dataclass(frozen=True)
class Candidate:
    """Somebody without a password of their own; ``username``: of an account that has a first one
    still.
    """

    person: Person
    username: str

    @property
    def is_chosen(self) -> bool:
        """Whether the page proposes it: a paper that was handed over holds until it is renewed."""
        return not self.username


@dataclass(frozen=True, kw_only=True)
class AccountsPage:
    """The page on which accounts are given; ``unit`` is None for whoever may not."""

    title: str
    lead: str
    unit: Unit | None
    ways: list[Way]
    who: str
    candidates: list[Candidate]
    more: int
    keepers: list[str]


def accounts_page(person: Actor, who: str) -> AccountsPage:
    """Those of the unit, and of units below, who can not log in by a password of their own."""
    unit = unit_of(person)
    if unit is None:
        return AccountsPage(
            title=_("Accounts"),
            lead=_("The system administrator gives accounts; whoever has none needs none."),
            unit=None,
            ways=[],
            who="",
            candidates=[],
            more=0,
            keepers=_keepers(),
        )
    counts = numbers(**{key: _waiting(person, unit, key) for key in WHO})
    chosen = who if who in WHO else _first_with_any(counts)
    people = list(_waiting(person, unit, chosen)[:MOST_AT_ONCE])
    return AccountsPage(
        title=_("Accounts"),
        lead=_(
            "Who gets one gets a strip of paper with a first password, changed at the first log-in."
        ),
        unit=unit,
        ways=[
            Way(str(word), f"?who={key}", key == chosen, counts[key]) for key, word in WHO.items()
        ],
        who=chosen,
        candidates=[
            Candidate(row, row.account.username if hasattr(row, "account") else "")
            for row in people
        ],
        more=counts[chosen] - len(people),
        keepers=[],
    )


def unit_of(person: Actor) -> Unit | None:
    """The highest unit at which this person opens accounts."""
    path = opens_at(person)
    return None if path is None else Unit.objects.select_related("thing").get(path=path)


def candidates(person: Actor, unit: Unit) -> QuerySet[Person]:
    """Who can be given an account at this unit and below, in the order of the roster."""
    without = Q(account=None) | Q(account__must_change=True, account__is_active=True)
    people = Person.objects.active().filter(without, unit__under=unit.path)
    people = people.select_related("unit", "account").exclude(pk=person.pk)
    return people.order_by("unit__thing__made_at", "unit", "name", "pk")


def _waiting(person: Actor, unit: Unit, who: str) -> QuerySet[Person]:
    rows, today = candidates(person, unit), clock.today()
    if who == "all":
        return rows
    if who == "roles":
        posts = Appointment.objects.in_force(today)
        return rows.filter(pk__in=posts.values("person"))
    roles = {
        "secretaries": [GroupRoleCode.SECRETARY],
        "leaders": [GroupRoleCode.LEADER, GroupRoleCode.DEPUTY],
    }[who]
    seats = Membership.objects.in_force(today).filter(role__in=roles)
    return rows.filter(pk__in=seats.values("person"))


def _first_with_any(counts: dict[str, int]) -> str:
    return next((key for key in WHO if counts[key]), "all")


def _keepers() -> list[str]:
    """Who gives accounts at the county, by name."""
    posts = Appointment.objects.in_force(clock.today()).filter(
        role=RoleCode.SYS, unit__kind=UnitKind.COUNTY, person__active=True
    )
    return list(posts.order_by("pk").values_list("person__name", flat=True))
