"""The list of imports."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.things.lists import cut

from ..kinds import Kind, kind_of, kinds, word_of
from ..models import UNDER_WAY, Import, Waiting
from .files import crumbs, may_import


def list_page(person: Any, choices: Any) -> dict[str, Any]:
    every = (
        Import.objects.visible_to(person).select_related("thing").order_by("-thing__made_at", "pk")
    )
    rows, pager = cut(every, choices, "-thing__made_at", "pk")
    for row in rows:
        row.kind_word = word_of(row.what)
    may_import_here = may_import(person)
    offered = kinds() if may_import_here else []
    return {
        "title": _("Imports"),
        "crumbs": crumbs()[:1] + [{"label": _("Imports"), "url": ""}],
        "acts": [_button(kind) for kind in offered],
        "rows": rows,
        "pager": pager,
        "every": every,
        "order_note": _("newest first"),
        "tabled": [_addresses(kind) for kind in offered],
        "jobs": _jobs_of(person) if may_import_here else [],
        "empty": _empty(may_import_here),
    }


def _jobs_of(person: Any) -> list[dict[str, Any]]:
    """Large files of this person that are not written yet."""
    jobs = Waiting.objects.filter(person=person.pk, stage__in=UNDER_WAY)
    return [
        {
            "url": reverse("imports:running", args=[job.pk]),
            "name": job.name,
            "word": job.get_stage_display(),
        }
        for job in jobs.defer("content", "told", "answers").order_by("queued_at")
    ]


def _button(kind: Kind) -> dict[str, Any]:
    return {
        "label": kind.title,
        "url": reverse("imports:upload", args=[kind.code]),
        "primary": False,
        "danger": False,
    }


def _addresses(kind: Kind) -> dict[str, Any]:
    return {
        "title": kind.title,
        "upload": reverse("imports:upload", args=[kind.code]),
        "template": reverse("imports:template", args=[kind.code]),
        "export": reverse("imports:export", args=[kind.code]),
    }


def _empty(may_import_here: bool) -> dict[str, Any]:
    """While nothing was imported: what to begin with, or whom to ask."""
    what = _("The office of the county imports workbooks. Ask it, or ask for the role.")
    first: dict[str, Any] = {"label": "", "url": ""}
    if may_import_here:
        what = _(
            "Begin with the roster: it brings the units, their groups and their people in"
            " one go. Then the plan, then the ledger of problems."
        )
        first = _button(kind_of("roster"))
    return {
        "icon": "database-import",
        "sentence": _("Nothing was imported yet."),
        "what": what,
        "label": first["label"],
        "url": first["url"],
    }
