"""The list of imports."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage, Look
from zhixing.foundation.machinery.things.lists import Choices, cut
from zhixing.foundation.machinery.things.parts import Button, Crumb, Empty
from zhixing.ui.words import timewords

from ..kinds import Kind, kind_of, kinds, word_of
from ..models import UNDER_WAY, Import, Waiting
from .files import crumbs, may_import


@dataclass(frozen=True)
class JobLine:
    """A large file that is not written yet."""

    url: str
    name: str
    word: str


@dataclass(frozen=True, kw_only=True)
class ImportList(ListPage):
    """What workbooks brought in, and what is being written."""

    jobs: list[JobLine]


def import_list(person: Actor, choices: Choices) -> ImportList:
    """The imports this person may know of, newest first."""
    every = (
        Import.objects.visible_to(person).select_related("thing").order_by("-thing__made_at", "pk")
    )
    rows, pager = cut(every, choices, "-thing__made_at", "pk")
    able = may_import(person)
    return ImportList(
        title=_("Imports"),
        columns=_columns(),
        rows=rows,
        every=every,
        file="imports",
        pager=pager,
        crumbs=[*crumbs()[:1], Crumb(_("Imports"))],
        acts=[_button(kind) for kind in kinds()] if able else [],
        order_note=_("newest first"),
        jobs=_jobs_of(person) if able else [],
        empty=_empty(able),
    )


def _jobs_of(person: Actor) -> list[JobLine]:
    """Large files of this person that are not written yet."""
    jobs = Waiting.objects.filter(person=person.pk, stage__in=UNDER_WAY)
    return [
        JobLine(reverse("imports:running", args=[job.pk]), job.name, job.get_stage_display())
        for job in jobs.defer("content", "told", "answers").order_by("queued_at")
    ]


def _button(kind: Kind) -> Button:
    return Button(str(kind.title), reverse("imports:upload", args=[kind.code]))


def _empty(able: bool) -> Empty:
    """While nothing was imported: what to begin with, or whom to ask."""
    what = _("The office of the county imports workbooks. Ask it, or ask for the role.")
    if able:
        what = _(
            "Begin with the roster: it brings the units, their groups and their people in"
            " one go. Then the plan, then the ledger of problems."
        )
    first = _button(kind_of("roster")) if able else None
    return Empty.beginning(_("Nothing was imported yet."), what, "database-import", first)


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(_("File"), lambda row: row.file),
        Column(_("Kind"), lambda row: str(word_of(row.what)), labelled=False),
        Column.day(
            _("Imported on"),
            lambda row: row.thing.made_at,
            lambda row: timewords(row.thing.made_at),
        ),
        Column.of_screen(
            _("State"),
            lambda row: Cell(row.thing.state_word, tone=row.thing.tone),
            Look.STATE,
        ),
        Column.number(pgettext("import", "new"), lambda row: row.new),
        Column.number(pgettext("import", "changed"), lambda row: row.changed),
        Column.number(pgettext("import", "the same"), lambda row: row.same),
        Column.number(pgettext("import", "left out"), lambda row: row.refused),
    ]
