"""The list of session reports."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, address, choice, cut, year_of
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty
from zhixing.foundation.machinery.things.turns import with_turns
from zhixing.foundation.spine.calendar.queries import provisional
from zhixing.ui.cells import next_step
from zhixing.ui.words import shortdate

from .forms import FilterForm
from .models import SessionReport
from .rules import State

FAR = ("minutes", "parts", "agenda", "notice_said", "agenda_said")  # of the session; not shown


@dataclass(frozen=True, kw_only=True)
class ReportList(ListPage):
    """Reports of a year, how many stand where, and the ways to those."""

    year: int
    all: int
    received: int
    waiting: int
    urls: dict[str, str]


def report_list(person: Actor, choices: Choices) -> ReportList:
    """Reports of a year by state and group, the latest first; how many wait for whom."""
    year, state = year_of(choices), choice(choices, "state", State.values)
    group, late = choices.get("group", ""), bool(choices.get("overdue"))
    mine = SessionReport.objects.visible_to(person).filter(session__year=year)
    mine = mine.filter(group=group) if group else mine
    numbers = Counter(dict(mine.values_list("state").annotate(Count("pk")).order_by()))
    rows = mine.select_related("thing", "unit", "group", "session", "topic")
    rows = rows.defer(*(f"session__{name}" for name in FAR))
    rows = rows.overdue(clock.today()) if late else rows
    rows = (rows.filter(state=state) if state else rows).order_by("-session__day", "pk")
    reports, pager = cut(rows, choices, "-session__day", "pk")
    words = {
        "state": str(State(state).label) if state else "",
        "overdue": _("overdue") if late else "",
        "group": reports[0].group.name if reports and group else group,
    }

    def way(**changed: str) -> str:
        return address(choices, **{"after": "", "year": year, **changed})

    return ReportList(
        title=_("Session reports"),
        columns=_columns(year),
        rows=with_turns(reports),
        every=rows,
        file=f"session-reports-{year}",
        kind=SessionReport,
        pager=pager,
        crumbs=[Crumb(pgettext("wing", "Learn")), Crumb(_("Session reports"))],
        chips=[Chip(word, way(**{name: ""})) for name, word in words.items() if word],
        clear_url=f"?year={year}",
        filter_form=FilterForm(
            initial={"year": year, "state": state, "group": group}, person=person
        ),
        order_note=_("The latest first"),
        year=year,
        all=sum(numbers.values()),
        received=numbers[State.RECEIVED],
        waiting=numbers[State.SENT],
        urls={"all": way(state=""), **{code: way(state=code) for code in State.values}},
        empty=Empty(
            _("No report in %(year)s yet.") % {"year": year},
            _("Once the leader has signed a session off, its page builds the report in one click."),
            "file-text",
            _("Study sessions"),
            reverse("sessions:list"),
        ),
    )


def _columns(year: int) -> list[Column]:
    return [
        Column.code(),
        Column.title(
            _("Title"),
            lambda report: report.title,
            note=lambda report: _("Study session %(number)s") % {"number": report.session.number},
        ),
        Column.quiet(
            _("Study group"),
            lambda report: report.group.name,
            lambda report: report.unit.short_name,
        ),
        Column.of_file(pgettext("session", "Number"), lambda report: report.session.number),
        Column.of_file(_("Topic"), lambda report: report.topic.title),
        Column.day(_("Due"), lambda report: report.due, lambda report: _due(report, year)),
        Column(_("Sent on"), lambda report: report.sent_on, lambda report: _sent(report, year)),
        Column.of_file(pgettext("report", "Received on"), lambda report: report.received_on),
        Column.state(lambda report: report.state_word(report.state)),
        Column.of_screen(_("Next step"), lambda report: next_step(report.turn, year)),
        Column.of_file(_("Text of the report"), lambda report: report.text),
    ]


def _due(report: SessionReport, year: int) -> Cell:
    due = report.due
    return Cell(shortdate(due, year) or "–", behind=provisional(due, due))


def _sent(report: SessionReport, year: int) -> Cell:
    """The day it was sent; red when that was late."""
    if not report.sent_on:
        return Cell("–")
    if report.late:
        return Cell(shortdate(report.sent_on), tone="over")
    return Cell(shortdate(report.sent_on, year))
