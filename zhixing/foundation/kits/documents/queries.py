"""What the pages of the register of papers show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.lists import address, cut, year_of
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty, Fact
from zhixing.ui.words import fulldate, shortdate

from .models import PaperEntry


def entry_list(person: Any, choices: Any) -> dict[str, Any]:
    """The register of a year: numbers of the units this person may know of, latest first."""
    year, text = year_of(choices), " ".join(str(choices.get("q", "")).split())[:60]
    rows = (
        PaperEntry.objects.visible_to(person)
        .filter(year=year)
        .select_related("thing", "unit", "about")
    )
    if text:
        rows = rows.filter(
            Q(series__icontains=text) | Q(title__icontains=text) | Q(unit__name__icontains=text)
        )
    rows = rows.order_by("-thing__made_at", "pk")
    page_rows, pager = cut(rows, choices, "-thing__made_at", "pk")
    return {
        "title": _("Register of papers"),
        "crumbs": [
            Crumb(pgettext("wing", "County")),
            Crumb(_("Register of papers")),
        ],
        "year": year,
        "rows": page_rows,
        "pager": pager,
        "every": rows,
        "before_url": f"?year={year - 1}",
        "after_url": f"?year={year + 1}",
        "order_note": _("the latest first"),
        "filtered": bool(text),
        "clear_url": f"?year={year}",
        "chips": ([Chip(f"“{text}”", address(choices, q="", after=""))] if text else []),
        "empty": Empty(
            _("No paper was registered in %(year)s.") % {"year": year},
            _(
                "A paper gets its number on its own page: open the paper of a session, a plan or a"
                " report and press “Register the paper”."
            ),
            "rubber-stamp",
        ),
    }


@dataclass(frozen=True, kw_only=True)
class EntryPage(ThingPage):
    """A line of the register."""

    entry: PaperEntry


def entry_page(person: Any, code: str) -> EntryPage:
    """One line of the register, with the way to its paper. Raises Http404."""
    row = get_object_or_404(
        PaperEntry.objects.visible_to(person).select_related(
            "thing", "about", "unit", "group", "topic__thing"
        ),
        pk=code,
    )
    voided = row.voided_on is not None
    return EntryPage.of(
        person,
        row,
        crumbs=[
            Crumb(pgettext("wing", "County")),
            Crumb(_("Register of papers"), reverse("documents:list")),
            Crumb(row.pk),
        ],
        trace=[],
        entry=row,
        state_word=_("voided") if voided else "",
        tone="none",
        lead=(
            _("Voided on %(day)s; the number is not used again.")
            % {"day": shortdate(row.voided_on)}
            if voided
            else ""
        ),
        facts=[
            Fact(pgettext("paper", "Number"), row.number),
            Fact(pgettext("paper", "Paper"), str(row.word), url=row.paper_url),
            Fact(_("Belongs to"), row.about.title, url=row.about.url),
            Fact(_("Date of issue"), fulldate(row.issued_on)),
            Fact(_("Signer"), row.signer or "–"),
            Fact(_("Copies to"), row.copies or "–", wide=True),
            Fact(_("Unit"), row.unit.name),
        ],
    )
