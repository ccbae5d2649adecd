"""What the pages of papers show."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.lists import count_below, first_rows
from zhixing.foundation.machinery.things.page import thing_page

from . import may
from .models import Paper


def paper_list(person: Any) -> dict[str, Any]:
    rows = (
        Paper.objects.visible_to(person)
        .select_related("thing", "unit", "topic")
        .annotate(item_count=count_below(Paper, "items"))
        .order_by("-thing__made_at", "pk")
    )
    papers, pager = first_rows(rows, 200)
    return {"rows": papers, "pager": pager, "every": rows}


def paper_page(person: Any, code: str) -> dict[str, Any]:
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
    return thing_page(
        person,
        paper,
        paper=paper,
        items=items,
        sum=sum(item.marks for item in items),
        tests=tests,
        key_shown=keeps or any(test.state == "confirmed" for test in tests),
    )
