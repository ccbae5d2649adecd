"""What a calendar address shows, and the pages on which one gets it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypedDict

import segno
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.parts import Crumb, Line, Panel
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit, UnitKind
from zhixing.ui.words import datewords

from .acts import make_group_feed
from .entries import Ask, Entry, givers
from .ical import calendar
from .models import Feed, hash_of

BACK = dt.timedelta(
    days=92
)  # what is over stays a quarter: a calendar that was not looked at sees what was cancelled


def find(token: str) -> Feed | None:
    """The feed behind a token, while its person is here or its group goes on."""
    if len(token) != 32:
        return None
    feed = (
        Feed.objects.select_related("person", "group__thing")
        .filter(token_hash=hash_of(token))
        .first()
    )
    if (
        feed is None
        or (feed.person is not None and not feed.person.active)
        or (feed.group is not None and feed.group.until is not None)
    ):
        return None
    return feed


def entries_of(feed: Feed) -> list[Entry]:
    """What the feed holds today, in the order of the days."""
    since = clock.today() - BACK
    if feed.group is not None:
        ask = Ask(since, (feed.group.pk,))
    else:
        ask = Ask(since, tuple(sorted(holdings(feed.person).group_codes())), feed.person)
    return sorted(
        chain.from_iterable(give(ask) for give in givers),
        key=lambda entry: (entry.day, entry.begins or dt.time.min, entry.key),
    )


def text_of(feed: Feed, site: str) -> bytes:
    """The feed as iCalendar text, in the language it was made in."""
    with translation.override(feed.language):
        name = (
            feed.group.name if feed.group is not None else _("Zhixing: my study and my deadlines")
        )
        return calendar(entries_of(feed), name, site)


@dataclass(frozen=True)
class Address:
    """A calendar address in the ways one takes it along: to copy, to click, as a QR."""

    address: str
    subscribe: str
    image: str


@dataclass(frozen=True, kw_only=True)
class FeedPage:
    """The page of a calendar address; it is shown once, when it is made."""

    title: str
    crumbs: list[Crumb]
    holds: str
    feed: Feed | None
    shown: Address | None
    state_word: str
    tone: str
    since: str
    able: bool = True
    group: StudyGroup | None = None
    groups: list[Line] = field(default_factory=list)


def address_of(token: str, site: str) -> Address | None:
    """The address in the ways one takes it along: to copy, to click, as a QR for the telephone.
    None without a token.
    """
    if not token:
        return None
    address = site + reverse("feeds:feed", args=[token])
    subscribe = "webcal" + address.removeprefix("https").removeprefix("http")
    return Address(
        address, subscribe, segno.make(subscribe, error="m").svg_data_uri(scale=4, border=2)
    )


def mine(person: Any, token: str = "", site: str = "") -> FeedPage:
    """The page of one's own calendar address, and whether the own groups have one."""
    feed = Feed.objects.filter(person=person.pk, group=None).exclude(person=None).first()
    groups = list(
        StudyGroup.objects.filter(pk__in=sorted(holdings(person).group_codes()), until__isnull=True)
        .select_related("thing")
        .in_roster_order()
    )
    have = set(
        Feed.objects.filter(group__in=[group.pk for group in groups]).values_list(
            "group", flat=True
        )
    )
    return FeedPage(
        title=_("My calendar"),
        crumbs=[Crumb(person.name, reverse("me")), Crumb(_("My calendar"))],
        holds=_(
            "It holds the sessions of your groups, the days by which your tasks are due, and the"
            " deadlines of what waits for you. No names of persons."
        ),
        groups=[
            Line(
                group.name,
                reverse("feeds:group", args=[group.pk]),
                note=_("has a calendar address")
                if group.pk in have
                else _("has no calendar address yet"),
            )
            for group in groups
        ],
        shown=address_of(token, site),
        **_standing(feed),
    )


def own_group(person: Any, code: str) -> StudyGroup:
    """A group this person is in. Raises Http404 for everybody else."""
    group: StudyGroup = get_object_or_404(
        StudyGroup.objects.active()
        .select_related("thing", "unit")
        .filter(pk__in=sorted(holdings(person).group_codes())),
        pk=code,
    )
    return group


def of_group(person: Any, group: StudyGroup, token: str = "", site: str = "") -> FeedPage:
    """The page of a group's calendar address."""
    feed = Feed.objects.filter(group=group.pk).first()
    able = make_group_feed.is_open(person, group)
    return FeedPage(
        title=_("Calendar of the group"),
        crumbs=[Crumb(group.name, group.url), Crumb(_("Calendar of the group"))],
        holds=_(
            "It holds the sessions of %(group)s and nothing else: no other group, no tasks, no"
            " names of persons."
        )
        % {"group": group.name},
        group=group,
        able=able,
        shown=address_of(token, site),
        **_standing(feed),
    )


class Standing(TypedDict):
    """Whether there is an address, and since when."""

    feed: Feed | None
    state_word: str
    tone: str
    since: str


def _standing(feed: Feed | None) -> Standing:
    if feed is None:
        word = pgettext("calendar address", "none yet")
        return Standing(feed=None, state_word=word, tone="none", since="")
    since = _(
        "Made on %(day)s. The address itself is not kept here: who has lost it makes a new"
        " one, and the old one ends."
    )
    return Standing(
        feed=feed,
        state_word=pgettext("calendar address", "in use"),
        tone="done",
        since=since % {"day": datewords(feed.made_on)},
    )


def home_unit(person: Any) -> Unit:
    """The unit at which a person's own affairs are recorded: theirs, or the county."""
    return person.unit if person.unit_id else Unit.objects.get(kind=UnitKind.COUNTY)


def side_panel(person: Any, row: Any) -> Panel | None:
    """On the page of a group, for those in it: the way to its calendar address. No query."""
    if (
        row.KIND != "group"
        or row.until is not None
        or person is None
        or person.pk is None
        or row.pk not in holdings(person).group_codes()
    ):
        return None
    return Panel(
        _("Calendar"),
        [
            Line(
                _("Calendar of the group"),
                reverse("feeds:group", args=[row.pk]),
                note=_("Its sessions in Outlook or in the calendar of the telephone."),
            )
        ],
    )
