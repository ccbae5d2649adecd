"""What the pages of papers show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Line, PrintPage
from zhixing.ui.words import datewords

from . import may
from .models import Paper, PaperItem


@dataclass(frozen=True, kw_only=True)
class PaperPage(ThingPage):
    """A paper with its items."""

    paper: Paper
    items: list[PaperItem]
    sum: int
    tests: list[Line]
    key_shown: bool


def paper_page(person: Any, code: str) -> PaperPage:
    """The paper with its items; the key is shown to those who keep it, and to everybody once a test
    with it is confirmed.
    """
    paper = get_object_or_404(
        Paper.objects.visible_to(person).select_related("thing", "unit", "topic__thing", "group"),
        pk=code,
    )
    keeps = may.KEEPS.allows(person, paper, holdings(person))
    tests = list(paper.tests.visible_to(person).select_related("thing").order_by("-day"))
    items = list(paper.items.all())
    return PaperPage.of(
        person,
        paper,
        paper=paper,
        items=items,
        sum=sum(item.marks for item in items),
        tests=[
            Line(test.title, test.url, datewords(test.day), test.get_state_display(), test.tone)
            for test in tests
        ],
        key_shown=keeps or any(test.state == "confirmed" for test in tests),
    )


@dataclass(frozen=True, kw_only=True)
class PaperSheet(PrintPage):
    """The sheet to write on."""

    items: list[PaperItem]


def paper_sheet(person: Any, code: str) -> PaperSheet:
    """Items without key, to be printed."""
    page = paper_page(person, code)
    return PaperSheet(
        title=page.title,
        back_url=page.paper.url,
        number=page.code,
        issuer=page.paper.group.name,
        items=page.items,
    )
