"""What the pages of lectures and of the policy window show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.models import visible_q
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Check, Crumb, Fact, Line
from zhixing.ui.words import comma, datewords

from ..sessions.queries import when
from . import rules
from .models import Lecture, LectureSeries, PolicyNote
from .rules import NoteState, State

MOST = 100  # on a public page


def crumbs(*more: Crumb) -> list[Crumb]:
    return [
        Crumb(pgettext("wing", "Learn"), "/learn/"),
        Crumb(_("Lectures"), reverse("lectures:list")),
        *more,
    ]


# -- lectures --------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class LecturePage(ThingPage):
    """One lecture, with what came back."""

    lecture: Lecture
    checks: list[Check]
    back: list[Line]


def lecture_page(person: Any, code: str) -> LecturePage:
    """One lecture: its facts, what is missing, and what came back as far as this person may know of
    it.
    """
    lecture = get_object_or_404(
        Lecture.objects.visible_to(person).select_related(
            "thing", "unit", "group", "series__thing", "topic__thing"
        ),
        pk=code,
    )
    back = list(
        lecture.came_back.filter(Q(thing=None) | visible_q(person, "thing__")).select_related(
            "thing", "unit"
        )
    )
    facts = [
        Fact(pgettext("session", "When"), when(lecture)),
        Fact(pgettext("session", "Where"), lecture.place, note=lecture.get_place_kind_display()),
        Fact(_("Lecturer"), lecture.lecturer, note=lecture.filing),
        Fact(_("For whom"), lecture.for_whom or "–"),
        Fact(_("Lecture series"), lecture.series.name, url=lecture.series.url),
        Fact(_("Unit"), lecture.unit.name),
        Fact(
            _("Topic"),
            lecture.topic.title if lecture.topic else "–",
            url=lecture.topic.url if lecture.topic else "",
        ),
        Fact(
            _("Open to residents"),
            _("yes, announced on the residents' page") if lecture.open_to_all else _("no"),
            url=reverse("portal:window") if lecture.open_to_all else "",
        ),
    ]
    partners = [group.unit.short_name for group in lecture.partners.select_related("unit")]
    if partners:
        facts.append(Fact(_("Study groups invited"), comma().join(partners), wide=True))
    if lecture.listened is not None:
        facts.append(Fact(_("How many listened"), f"{lecture.listened:,}"))
    checks = []
    if lecture.state == State.PLANNED and not lecture.filing:
        checks.append(
            Check(
                _(
                    "No filing number. A lecturer from outside needs one; somebody of the own unit"
                    " does not."
                ),
                tone="soon",
            )
        )
    return LecturePage.of(
        person,
        lecture,
        lead=_lead(lecture),
        crumbs=crumbs(Crumb(lecture.pk)),
        lecture=lecture,
        facts=facts,
        checks=checks,
        back=[
            Line(
                came_back.text,
                came_back.thing.url if came_back.thing else "",
                note=came_back.unit.name,
                word=str(came_back.thing.state_word) if came_back.thing else "",
                tone=came_back.thing.tone if came_back.thing else "none",
            )
            for came_back in back
        ],
    )


def _lead(lecture: Lecture) -> str:
    if lecture.state == State.HELD:
        return _("Held on %(day)s; %(count)s listened.") % {
            "day": datewords(lecture.day),
            "count": lecture.listened,
        }
    if lecture.state == State.CANCELLED:
        return pgettext("lecture", "It was not held.")
    days = (lecture.day - clock.today()).days
    if days < 0:
        return _("Its day was %(day)s. Record that it was held, or cancel it.") % {
            "day": datewords(lecture.day)
        }
    return _("Planned for %(day)s.") % {"day": datewords(lecture.day)}


# -- series ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class LectureSeriesPage(ThingPage):
    """One series, with its lectures."""

    series: LectureSeries
    lines: list[Line]


def series_page(person: Any, code: str) -> LectureSeriesPage:
    """One series: its aim and its lectures, as far as this person may know of them."""
    series = get_object_or_404(
        LectureSeries.objects.visible_to(person).select_related("thing", "unit", "group"), pk=code
    )
    lectures = list(
        Lecture.objects.visible_to(person)
        .filter(series=series)
        .select_related("thing")
        .order_by("-day", "pk")[:200]
    )
    held = [lecture for lecture in lectures if lecture.state == State.HELD]
    return LectureSeriesPage.of(
        person,
        series,
        crumbs=crumbs(
            Crumb(_("Lecture series"), reverse("lectures:series_list")),
            Crumb(series.pk),
        ),
        series=series,
        lead=_("%(unit)s: lectures held: %(held)s, listeners: %(listeners)s")
        % {
            "unit": series.unit.name,
            "held": len(held),
            "listeners": sum(lecture.listened or 0 for lecture in held),
        },
        lines=[
            Line(
                lecture.title,
                lecture.url,
                note=f"{when(lecture)} · {lecture.place}"
                + (
                    f" · {_('%(count)s listened') % {'count': lecture.listened}}"
                    if lecture.listened is not None
                    else ""
                ),
                word=str(lecture.state_word(lecture.state)),
                tone=lecture.tone,
            )
            for lecture in lectures
        ],
    )


# -- policy notes ----------------------------------------------------------------------------------


def _note_lead(note: PolicyNote, shown: bool) -> str:
    if shown:
        return _("Residents read it now.")
    if note.state == NoteState.PUBLISHED:
        return _("Residents do not see it: its last day is over.")
    return _("Residents do not see it.")


@dataclass(frozen=True, kw_only=True)
class NotePage(ThingPage):
    """One policy note."""

    note: PolicyNote


def note_page(person: Any, code: str) -> NotePage:
    note = get_object_or_404(
        PolicyNote.objects.visible_to(person).select_related("thing", "unit", "group"), pk=code
    )
    shown = rules.holds(note.state, note.valid_until, clock.today())
    facts = [
        Fact(_("Unit"), note.unit.name),
        Fact(_("Stands in"), note.source),
        Fact(
            _("Valid until"),
            datewords(note.valid_until) if note.valid_until else _("it is withdrawn"),
        ),
        Fact(
            _("Published on"),
            datewords(note.published_on) if note.published_on else "–",
            url=reverse("portal:policy", args=[note.pk]) if shown else "",
        ),
    ]
    return NotePage.of(
        person,
        note,
        lead=_note_lead(note, shown),
        crumbs=crumbs(
            Crumb(_("Policy window"), reverse("lectures:notes")),
            Crumb(note.pk),
        ),
        note=note,
        facts=facts,
    )


# -- for residents ---------------------------------------------------------------------------------


def coming(on: dt.date, most: int = MOST) -> list[Lecture]:
    """Lectures residents may come to, from this day on."""
    return list(
        Lecture.objects.announced().ahead(on).select_related("thing", "unit", "series")[:most]
    )


def announced(since: dt.date, most: int = 500) -> list[Lecture]:
    """Lectures that were announced, in every state, for the public calendar."""
    return list(
        Lecture.objects.announced()
        .filter(day__gte=since)
        .select_related("thing", "unit", "series")
        .order_by("day", "pk")[:most]
    )


def policies(on: dt.date, most: int = MOST) -> list[PolicyNote]:
    """Policy notes residents read on a day, the latest first."""
    return list(PolicyNote.objects.in_force(on).select_related("thing", "unit")[:most])


def policy(code: str, on: dt.date) -> PolicyNote:
    """One that residents may read. Raises Http404."""
    return get_object_or_404(
        PolicyNote.objects.in_force(on).select_related("thing", "unit"), pk=code
    )
