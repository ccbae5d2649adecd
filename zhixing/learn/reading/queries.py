"""What the pages of reading show. Nothing is counted by person or by group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.page import ThingPage, act_url
from zhixing.foundation.machinery.things.parts import Crumb, Fact
from zhixing.ui.words import shortdate

from .models import Reading, ReadNote, SelfStudy


@dataclass(frozen=True, kw_only=True)
class ReadingPage(ThingPage):
    """A title on a list; my own note of it."""

    reading: Reading
    mine: SelfStudy | None
    note: ReadNote | None
    note_url: str


def reading_page(person: Any, code: str) -> ReadingPage:
    """One title: what it is, where it comes from; whether I noted something, which only I see."""
    reading = get_object_or_404(
        Reading.objects.visible_to(person).select_related(
            "thing", "unit", "group__thing", "topic__thing"
        ),
        pk=code,
    )
    mine = (
        SelfStudy.objects.filter(person=person.pk, year=reading.year)
        .select_related("thing")
        .first()
    )
    note = mine.notes.filter(reading=reading).first() if mine is not None else None
    facts = [
        Fact(
            _("How it is read"),
            reading.get_kind_display(),
            note=pgettext("reading", "required")
            if reading.required
            else pgettext("reading", "offered"),
        ),
        Fact(_("Where it comes from"), reading.source),
        Fact(_("Year"), str(reading.year)),
        Fact(
            _("On the list of"),
            owner_name(reading),
            url=reading.group.url if reading.group is not None else "",
        ),
    ]
    if reading.topic is not None:
        facts.append(Fact(_("Topic"), reading.topic.title, url=reading.topic.url))
    return ReadingPage.of(
        person,
        reading,
        trace=[],
        facts=facts,
        mine=mine,
        note=note,
        reading=reading,
        state_word=_("taken off the list") if reading.off_on else "",
        tone="none",
        note_url=(
            f"{act_url(mine.pk, 'note_read')}?reading={reading.pk}"
            if mine is not None
            and reading.off_on is None
            and reading.group_id in (None, mine.group_id)
            else ""
        ),
    )


@dataclass(frozen=True)
class Noted:
    """What was noted of a title, and on which day."""

    title: str
    url: str
    note: str
    words: str


@dataclass(frozen=True, kw_only=True)
class SelfStudyPage(ThingPage):
    """A member's own plan."""

    plan: SelfStudy
    own: bool
    notes: list[Noted]
    books: list[str]


def self_study_page(person: Any, code: str) -> SelfStudyPage:
    """A member's own plan: for the member, and for the leader once it was handed over."""
    plan = get_object_or_404(
        SelfStudy.objects.visible_to(person).select_related("thing", "person", "group"), pk=code
    )
    notes = [
        Noted(note.reading.title, note.reading.url, shortdate(note.on, plan.year), note.words)
        for note in plan.notes.select_related("reading__thing")
    ]
    own = plan.person_id == person.pk
    return SelfStudyPage.of(
        person,
        plan,
        trace=[],
        plan=plan,
        own=own,
        notes=notes,
        books=[line for line in plan.books.splitlines() if line],
        crumbs=[
            Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
            Crumb(_("Reading"), f"{reverse('reading:list')}?year={plan.year}"),
            Crumb(plan.pk),
        ],
        lead=_plan_lead(plan, own),
    )


def _plan_lead(plan: SelfStudy, own: bool) -> str:
    if plan.handed_on:
        words = _("%(name)s handed it to the leader on %(day)s.")
        return words % {"name": plan.person.name, "day": shortdate(plan.handed_on)}
    return _("Yours alone, until you hand it to the leader.") if own else ""


def owner_name(reading: Reading) -> str:
    """The county, or the unit whose group it is."""
    return reading.unit.name
