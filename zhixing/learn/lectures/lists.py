"""The lists of lectures, of their series and of policy notes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage
from zhixing.foundation.machinery.things.lists import (
    Choices,
    address,
    choice,
    count_below,
    cut,
    sum_below,
    year_of,
)
from zhixing.foundation.machinery.things.parts import Button, Chip, Crumb, Empty

from ..sessions.lists import day_and_time
from .acts import plan_lecture
from .forms import FilterForm
from .models import Lecture, LectureSeries, PolicyNote
from .queries import crumbs
from .rules import NoteState, State


def _list_ways(*names: str) -> list[Button]:
    words = {"list": _("Lectures"), "series_list": _("Lecture series"), "notes": _("Policy window")}
    return [Button(words[name], reverse(f"lectures:{name}")) for name in names]


# -- lectures --------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class LectureList(ListPage):
    """Lectures of a year, how many stand where, and the ways to those."""

    year: int
    all: int
    held: int
    planned: int
    urls: dict[str, str]


def lecture_list(person: Actor, choices: Choices) -> LectureList:
    """Lectures of a year by state and series; how many were held before how many listeners. The
    latest first.
    """
    year, state = year_of(choices), choice(choices, "state", State.values)
    series, is_open = choices.get("series", ""), bool(choices.get("open"))
    mine = Lecture.objects.visible_to(person).filter(day__year=year)
    mine = mine.filter(series=series) if series else mine
    mine = mine.filter(open_to_all=True) if is_open else mine
    numbers = Counter(dict(mine.values_list("state").annotate(Count("pk")).order_by()))
    rows = mine.select_related("thing", "unit", "series", "topic")
    rows = (rows.filter(state=state) if state else rows).order_by("-day", "pk")
    lectures, pager = cut(rows, choices, "-day", "pk")
    words = {
        "state": str(State(state).label) if state else "",
        "series": lectures[0].series.name if lectures and series else series,
        "open": _("Open to residents") if is_open else "",
    }

    def way(**changed: str) -> str:
        return address(choices, **{"after": "", "year": year, **changed})

    return LectureList(
        title=_("Lectures"),
        columns=_lecture_columns(year),
        rows=lectures,
        every=rows,
        file=f"lectures-{year}",
        kind=Lecture,
        pager=pager,
        crumbs=[*crumbs()[:1], Crumb(_("Lectures"))],
        acts=_list_ways("series_list", "notes"),
        chips=[Chip(word, way(**{name: ""})) for name, word in words.items() if word],
        clear_url=f"?year={year}",
        filter_form=FilterForm(
            initial={"year": year, "state": state, "series": series, "open": is_open},
            person=person,
        ),
        order_note=_("The latest first"),
        year=year,
        all=sum(numbers.values()),
        held=numbers[State.HELD],
        planned=numbers[State.PLANNED],
        urls={
            "all": way(state=""),
            "held": way(state=State.HELD),
            "planned": way(state=State.PLANNED),
        },
        empty=_no_lecture(person, year),
    )


def _no_lecture(person: Actor, year: int) -> Empty:
    able = plan_lecture.may.allows(person, None)
    return Empty(
        _("No lecture in %(year)s yet.") % {"year": year},
        _(
            "Lectures go to where the work is: a village, a site, a service hall. They belong"
            " to a series, and one that is open to residents is announced on their page."
        ),
        "speakerphone",
        _("Begin a lecture series") if able else "",
        reverse("new", args=["found_series"]) if able else "",
    )


def _lecture_columns(year: int) -> list[Column]:
    return [
        Column.code(),
        Column.title(
            _("Title"), lambda lecture: lecture.title, note=lambda lecture: lecture.series.name
        ),
        Column.of_file(_("Lecture series"), lambda lecture: lecture.series.name),
        Column.day(
            pgettext("session", "When"),
            lambda lecture: lecture.day,
            lambda lecture: day_and_time(lecture, year),
        ),
        Column.quiet(pgettext("session", "Where"), lambda lecture: lecture.place),
        Column.of_file(_("Kind of place"), lambda lecture: lecture.get_place_kind_display()),
        Column.quiet(
            _("Lecturer"), lambda lecture: lecture.lecturer, labelled=False, on_phone=False
        ),
        Column.of_file(_("Filing number"), lambda lecture: lecture.filing),
        Column.of_file(_("For whom"), lambda lecture: lecture.for_whom),
        Column.of_file(_("Open to residents"), lambda lecture: lecture.open_to_all),
        Column.of_file(_("Topic"), lambda lecture: lecture.topic.title if lecture.topic else ""),
        _unit_column(),
        Column.number(_("How many listened"), lambda lecture: lecture.listened, nothing="–"),
        Column.state(),
    ]


def _unit_column() -> Column:
    return Column.quiet(_("Unit"), lambda row: row.unit.name, lambda row: row.unit.short_name)


# -- series ----------------------------------------------------------------------------------------


def series_list(person: Actor, choices: Choices) -> ListPage:
    """The series by name, with how many lectures were held before how many listeners."""
    rows = (
        LectureSeries.objects.visible_to(person)
        .select_related("thing", "unit")
        .annotate(
            held=count_below(LectureSeries, "lectures", state=State.HELD),
            planned=count_below(LectureSeries, "lectures", state=State.PLANNED),
            listeners=sum_below(LectureSeries, "lectures", "listened"),
        )
        .order_by("name", "pk")
    )
    series, pager = cut(rows, choices, "name", "pk")
    return ListPage(
        title=_("Lecture series"),
        columns=_series_columns(),
        rows=series,
        every=rows,
        file="lecture-series",
        kind=LectureSeries,
        pager=pager,
        crumbs=crumbs(Crumb(_("Lecture series"))),
        acts=_list_ways("list"),
        order_note=_("by name"),
        empty=Empty(
            _("No lecture series yet."),
            _("A series has a name and an aim; its lectures are planned one by one."),
            "books",
        ),
    )


def _series_columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(pgettext("of a thing", "Name"), lambda series: series.name),
        Column.of_file(_("What it is for"), lambda series: series.aim),
        _unit_column(),
        Column.number(pgettext("lectures", "Held"), lambda series: series.held),
        Column.number(pgettext("lectures", "Planned"), lambda series: series.planned),
        Column.number(_("How many listened"), lambda series: series.listeners),
        Column.state(),
    ]


# -- policy notes ----------------------------------------------------------------------------------


def note_list(person: Actor, choices: Choices) -> ListPage:
    """Policy notes by state, the latest first."""
    state = choice(choices, "state", NoteState.values)
    rows = PolicyNote.objects.visible_to(person).select_related("thing", "unit")
    rows = (rows.filter(state=state) if state else rows).order_by("-thing__made_at", "pk")
    notes, pager = cut(rows, choices, "-thing__made_at", "pk")
    window = Button(_("The residents' page"), reverse("portal:window"))
    return ListPage(
        title=_("Policy window"),
        columns=_note_columns(clock.today()),
        rows=notes,
        every=rows,
        file="policy-notes",
        kind=PolicyNote,
        pager=pager,
        crumbs=crumbs(Crumb(_("Policy window"))),
        acts=[*_list_ways("list"), window],
        chips=[Chip(str(NoteState(state).label), "?")] if state else [],
        order_note=_("The latest first"),
        empty=Empty(
            _("No policy note yet."),
            _(
                "A policy in plain words for residents: who can have what, where, until when. A"
                " publisher publishes it."
            ),
            "speakerphone",
        ),
    )


def _note_columns(today: dt.date) -> list[Column]:
    return [
        Column.code(),
        Column.title(_("Title"), lambda note: note.title),
        Column.of_file(_("In plain words"), lambda note: note.text),
        Column.quiet(_("Stands in"), lambda note: note.source),
        _unit_column(),
        Column.of_file(_("Published on"), lambda note: note.published_on),
        Column.day(
            _("Valid until"),
            lambda note: note.valid_until,
            lambda note: _validity(note.valid_until, today),
        ),
        Column.state(),
    ]


def _validity(until: dt.date | None, today: dt.date) -> Cell:
    if until is None:
        return Cell("–")
    return Cell(until, note=pgettext("policy note", "over") if until < today else "")
