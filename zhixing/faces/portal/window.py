"""The policy window (移动窗口): coming lectures and policies in plain words, for everybody, without
a log-in; and both as feeds.

Nobody is named but the lecturer, as announced. Unlike a resident's case, this may be found and kept
by others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from zhixing.foundation.kits.feeds.ical import calendar, clean
from zhixing.foundation.kits.feeds.queries import BACK
from zhixing.foundation.kits.feeds.views import calendar_answer, feed_answer, site_of
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.parts import Crumb, Fact
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.orgs.queries import county_name
from zhixing.learn.lectures import queries
from zhixing.learn.lectures.feeds import entry
from zhixing.learn.lectures.models import Lecture, PolicyNote
from zhixing.learn.sessions.queries import when
from zhixing.ui.words import datewords

CACHE = "public, max-age=900"


@dataclass(frozen=True, kw_only=True)
class PublicLecture:
    """A lecture as it is announced."""

    title: str
    when: str
    place: str
    lecturer: str
    for_whom: str
    unit: str
    series: str
    cancelled: bool


@dataclass(frozen=True, kw_only=True)
class PublicPolicy:
    """A policy in force, and the way to it."""

    title: str
    url: str
    unit: str
    until: dt.date | None
    source: str


@dataclass(frozen=True, kw_only=True)
class WindowPage:
    """Lectures to come and policies in force; ``unit``: the one that is shown alone."""

    title: str
    crumbs: list[Crumb]
    lectures: list[PublicLecture]
    policies: list[PublicPolicy]
    unit: str
    units: list[tuple[str, str]]
    subscribe: str


@dataclass(frozen=True, kw_only=True)
class PolicyPage:
    """One policy in plain words."""

    title: str
    crumbs: list[Crumb]
    note: PolicyNote
    facts: list[Fact]


@login_not_required
@require_safe
def window(request: Request) -> HttpResponse:
    """Lectures to come and policies in force; ``?unit=`` shows those of one unit alone."""
    today = clock.today()
    lectures, policies = queries.coming(today), queries.policies(today)
    rows: list[Lecture | PolicyNote] = [*lectures, *policies]
    units = {row.unit_id for row in rows}
    chosen = request.GET.get("unit", "")
    chosen = chosen if chosen in units else ""
    address = site_of(request) + reverse("portal:lectures_ics")
    page = WindowPage(
        title=_("Lectures and policies"),
        crumbs=[
            Crumb(_("Residents' window"), reverse("portal:home")),
            Crumb(_("Lectures and policies")),
        ],
        lectures=[_lecture(lecture) for lecture in lectures if chosen in ("", lecture.unit_id)],
        policies=[_policy(note) for note in policies if chosen in ("", note.unit_id)],
        unit=chosen,
        units=_in_order(units) if len(units) > 1 else [],
        subscribe="webcal" + address.removeprefix("https").removeprefix("http"),
    )
    return render(request, "portal/window.html", {"page": page})


def _in_order(codes: Iterable[str]) -> list[tuple[str, str]]:
    """(code, name) of units, in the order of the roster."""
    units = Unit.objects.filter(pk__in=list(codes)).in_roster_order()
    return list(units.values_list("pk", "name"))


def _lecture(lecture: Lecture) -> PublicLecture:
    return PublicLecture(
        title=lecture.title,
        when=when(lecture),
        place=lecture.place,
        lecturer=lecture.lecturer,
        for_whom=lecture.for_whom,
        unit=lecture.unit.name,
        series=lecture.series.name,
        cancelled=lecture.state == "cancelled",
    )


def _policy(note: PolicyNote) -> PublicPolicy:
    return PublicPolicy(
        title=note.title,
        url=reverse("portal:policy", args=[note.pk]),
        unit=note.unit.name,
        until=note.valid_until,
        source=note.source,
    )


@login_not_required
@require_safe
def policy(request: Request, code: str) -> HttpResponse:
    """One policy in plain words."""
    note = queries.policy(code, clock.today())
    page = PolicyPage(
        title=note.title,
        crumbs=[
            Crumb(_("Residents' window"), reverse("portal:home")),
            Crumb(_("Lectures and policies"), reverse("portal:window")),
        ],
        note=note,
        facts=[
            Fact(_("Published by"), note.unit.name),
            Fact(pgettext("policy", "On"), datewords(note.published_on)),
            Fact(_("Stands in"), note.source),
            Fact(
                _("Valid until"),
                datewords(note.valid_until) if note.valid_until else _("further notice"),
            ),
        ],
    )
    return render(request, "portal/policy.html", {"page": page})


@login_not_required
@require_safe
def lectures_ics(request: Request) -> HttpResponse:
    """The public calendar of lectures."""
    name = _("%(county)s: lectures for everybody") % {"county": county_name()}
    return calendar_answer(
        request,
        calendar(map(entry, queries.announced(clock.today() - BACK)), name),
        "lectures",
        CACHE,
    )


@login_not_required
@require_safe
def atom(request: Request) -> HttpResponse:
    """Lectures to come and policies in force, as an Atom feed (RFC 4287)."""
    today, site = clock.today(), site_of(request)
    here = site + reverse("portal:window")
    feed = Atom1Feed(
        title=clean(_("%(county)s: lectures and policies") % {"county": county_name()}),
        link=here,
        description="",
        language=request.LANGUAGE_CODE,
        feed_url=site + reverse("portal:atom"),
        feed_guid=_id("window"),
    )
    rows: list[Lecture | PolicyNote] = [*queries.coming(today), *queries.policies(today)]
    things = [(row.thing.changed_at, row) for row in rows]
    for changed, row in sorted(things, key=lambda pair: (pair[0], pair[1].pk), reverse=True):
        if isinstance(row, Lecture):
            words = (
                _("Cancelled: %(title)s") if row.state == "cancelled" else _("Lecture: %(title)s")
            )
            title, link, text = (
                words % {"title": row.title},
                here,
                " · ".join(
                    part
                    for part in (when(row), row.place, row.lecturer, row.for_whom, row.unit.name)
                    if part
                ),
            )
        else:
            title, link, text = (
                row.title,
                site + reverse("portal:policy", args=[row.pk]),
                f"{row.text}\n\n{row.source}",
            )
        feed.add_item(
            title=_line(title),
            link=link,
            description=clean(text),
            unique_id=_id(row.pk),
            updateddate=timezone.localtime(changed),
            author_name=_line(row.unit.name),
        )
    return feed_answer(
        request, feed.writeString("utf-8").encode(), "application/atom+xml; charset=utf-8", CACHE
    )


def _id(key: str) -> str:
    return f"urn:zhixing:{settings.ZHIXING_ORIGIN}:{key}"


def _line(text: str) -> str:
    return " ".join(clean(text).split())
