"""What the desk's pages show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.conf import settings
from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce, Length
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.sounds import sounds_q
from zhixing.foundation.machinery.things.models import Thing, ThingRow
from zhixing.foundation.machinery.things.page import timeline_of, wing_crumbs
from zhixing.foundation.machinery.things.parts import Crumb, Timeline
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.orgs.models import Alias, Unit, UnitKind
from zhixing.foundation.spine.orgs.queries import named_q
from zhixing.foundation.spine.people.models import Appointment, Person

FOUND, MOST_FOUND, LONG_AGO = 60, 1000, dt.datetime(1970, 1, 2, tzinfo=dt.UTC)
MOST_WORDS, MOST_UNITS = 6, 8
LOOKED_THROUGH = 2000  # of the things changed last


def _matching_things(person: Any, q: str) -> list[Thing]:
    """The last changed of what has each word in its title or unit, or begins its code with it.
    Most are among what was changed lately; only where not, all titles are looked through.
    """
    wanted = reduce(and_, map(_has_word, _words(q)))
    visible = Thing.objects.visible_to(person).select_related("unit").order_by("-changed_at")
    since = Thing.objects.order_by("-changed_at").values("changed_at")[
        LOOKED_THROUGH : LOOKED_THROUGH + 1
    ]
    things = list(
        visible.filter(wanted, changed_at__gt=Coalesce(Subquery(since), LONG_AGO))[:FOUND]
    )
    if len(things) == FOUND:
        return things
    return list(
        visible.filter(pk__in=Thing.objects.filter(wanted).order_by().values("pk")[:MOST_FOUND])[
            :FOUND
        ]
    )


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """What was found: units by name; things by code, title or unit; people by name (their unit, no
    telephone). Names are found by their pinyin too.
    """

    title: str
    q: str
    sentence: str
    units: list[Unit]
    things: list[Thing]
    people: list[Person]


def search(person: Any, q: str) -> SearchPage:
    """What has the words, as far as this person may know of it."""
    units = _matching_units(person, q) if q else []
    codes = {unit.pk for unit in units}
    things = [thing for thing in _matching_things(person, q) if thing.pk not in codes] if q else []
    count = len(units) + len(things)
    words = ngettext("%(count)s thing found", "%(count)s things found", count)
    return SearchPage(
        title=_("Search"),
        q=q,
        sentence=words % {"count": count} if q else _("What are you looking for?"),
        units=units,
        things=things,
        people=_matching_people(q) if q else [],
    )


def _words(q: str) -> list[str]:
    """What somebody typed, word by word; there is always one."""
    return q.split()[:MOST_WORDS] or [q]


def _has_word(word: str) -> Q:
    units = Unit.objects.filter(named_q(word)).values("pk")
    has = Q(title__icontains=word) | Q(unit__in=units)
    if word.isascii() and "-" in word:
        has |= Q(pk__startswith=word.upper())
    return has


def _matching_units(person: Any, q: str) -> list[Unit]:
    """Units that go on and in whose name, short name or other name each word is; first those whose
    name is shortest: 龙泉镇 before 龙泉镇柳沟村.
    """
    units = Unit.objects.visible_to(person).active()
    for word in _words(q):
        others = Alias.objects.filter(name__icontains=word).values("unit")
        units = units.filter(named_q(word) | Q(short__icontains=word) | Q(pk__in=others))
    nearest = units.select_related("thing", "parent").order_by(Length("name"), "pk")
    return list(nearest[:MOST_UNITS])


def _matching_people(q: str) -> list[Person]:
    """Those of whose name or unit each word is a part, and the name of at least one."""
    words = _words(q)
    name_or_unit = (_is_called(word) | named_q(word, "unit__") for word in words)
    by_name = reduce(or_, map(_is_called, words))
    people = Person.objects.filter(reduce(and_, name_or_unit), by_name, active=True, system="")
    return list(people.select_related("unit__thing").order_by("name", "pk")[:20])


def _is_called(word: str) -> Q:
    return Q(name__icontains=word) | sounds_q("sound", word)


@dataclass(frozen=True, kw_only=True)
class MyPage:
    """Who I am here: my roles and groups; ``mail``: whether the site sends any."""

    title: str
    person: Person
    mail: bool
    appointments: list[Appointment]
    memberships: list[Membership]
    must_change: bool


def me(person: Any, account: Any) -> MyPage:
    now = clock.today()
    return MyPage(
        title=person.name,
        person=person,
        mail=settings.ZHIXING_MAIL is not None,
        appointments=list(person.appointments.in_force(now).select_related("unit")),
        memberships=list(person.memberships.in_force(now).select_related("group")),
        must_change=account.must_change,
    )


def home_unit(person: Any) -> Unit:
    """The unit at which a person's own affairs are recorded: theirs, or the county."""
    return person.unit if person.unit_id else Unit.objects.get(kind=UnitKind.COUNTY)


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """The record of a thing, page by page."""

    title: str
    crumbs: list[Crumb]
    newest_url: str
    timeline: Timeline


def record_page(person: Any, row: ThingRow, before: int | None) -> RecordPage:
    """What happened to a thing before a place in the chain, as its own page tells it."""
    return RecordPage(
        title=str(row.thing_title()),
        crumbs=wing_crumbs(row, Crumb(row.pk, row.url)),
        newest_url="?" if before is not None else "",
        timeline=timeline_of(person, row, before),
    )
