"""What the pages of the register of papers show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Crumb, Fact
from zhixing.ui.words import fulldate, shortdate

from .models import PaperEntry


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
