"""The year of the county, or of one group, on paper: built from the record."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.documents.paper import (
    Bars,
    Block,
    Numbered,
    Paper,
    Paragraph,
    section,
    table,
)
from zhixing.foundation.machinery import clock
from zhixing.ui.words import shortdate

from .queries.year import YearOfLoop


def report(year: YearOfLoop) -> Paper:
    """How far the threads came, what was studied month by month, what came out. Numbers with what
    they count, no person, no rank of groups.
    """
    return Paper(
        name=f"overview-{year.year}",
        title=_("The loop of study in %(year)d: %(name)s") % {"year": year.year, "name": year.name},
        blocks=(Paragraph(year.sentence), *_threads(year), *_months(year), *_came(year)),
        issuer=year.issuer,
        date=clock.today(),
    )


def _threads(year: YearOfLoop) -> list[Block]:
    labels, numbers = zip(*year.steps, strict=True)
    fates = table(
        [pgettext("thread", "How it stands"), _("Threads")],
        [[word, str(number)] for word, number in year.fates],
    )
    return section(_("How far the threads came"), [Bars(labels, numbers), fates])


def _months(year: YearOfLoop) -> list[Block]:
    labels, numbers = zip(*year.months, strict=True)
    return section(_("Groups that studied, by month"), [Bars(labels, numbers)])


def _came(year: YearOfLoop) -> list[Block]:
    blocks: list[Block] = [
        table([_("What"), _("Number")], [[word, str(number)] for word, number in year.totals])
    ]
    if year.outcomes:
        items = tuple(
            f"{came.title} ({came.note}, {shortdate(came.on, year.year)})" for came in year.outcomes
        )
        blocks.append(Numbered(items))
    return section(_("What came out"), blocks)
