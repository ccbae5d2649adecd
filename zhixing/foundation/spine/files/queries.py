"""What pages ask about files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Crumb, Fact, Line, Panel
from zhixing.ui.words import shortdate

from .may import works_on
from .models import StoredFile

ALSO = frozenset(
    {"topic", "task"}
)  # things of the spine that take files; all things of the wings do


def takes_files(row: ThingRow) -> bool:
    return row.WING != "spine" or row.KIND in ALSO


def may_attach(person: Any, row: ThingRow) -> bool:
    """Who works on the thing, where it takes files."""
    return takes_files(row) and works_on(person, row)


def side_panel(person: Any, row: ThingRow) -> Panel | None:
    """The files of a thing, for its page: one query."""
    if not takes_files(row):
        return None
    files = StoredFile.objects.filter(about=row.pk, withdrawn_on=None).order_by("added_on", "pk")
    lines = [
        Line(
            file.name,
            reverse("files:file", args=[file.pk]),
            note=f"{file.kind_name} · {filesizeformat(file.size)} · {shortdate(file.added_on)}",
        )
        for file in files
    ]
    able = may_attach(person, row)
    if not lines and not able:
        return None
    return Panel(
        _("Files"),
        key="files",
        lines=lines,
        url=f"{reverse('new', args=['attach_file'])}?about={row.pk}" if able else "",
        label=_("Attach a file"),
    )


@dataclass(frozen=True, kw_only=True)
class FilePage(ThingPage):
    """A file, with the way to its bytes while they are here."""

    file: StoredFile
    content_url: str


def file_page(person: Any, code: str) -> FilePage:
    row = get_object_or_404(
        StoredFile.objects.visible_to(person).select_related(
            "thing", "about", "unit", "group", "topic__thing"
        ),
        pk=code,
    )
    gone = row.withdrawn_on is not None
    return FilePage.of(
        person,
        row,
        crumbs=[
            Crumb(pgettext("wing", "County")),
            Crumb(_("Files"), reverse("files:list")),
            Crumb(row.pk),
        ],
        trace=[],
        file=row,
        state_word=_("destroyed") if gone else "",
        tone="none",
        lead=(
            _("The bytes were destroyed on %(day)s; that the file was here stays on record.")
            % {"day": shortdate(row.withdrawn_on)}
            if gone
            else ""
        ),
        facts=[
            Fact(_("Belongs to"), row.about.title, url=row.about.url),
            Fact(_("Kind"), row.kind_name),
            Fact(_("Size"), filesizeformat(row.size)),
            Fact(_("Added on"), shortdate(row.added_on)),
            Fact("SHA-256", row.digest, wide=True),
        ],
        content_url="" if gone else reverse("files:content", args=[row.pk]),
    )


def file_of(person: Any, code: str) -> StoredFile:
    """The file, when this person may have it and it is still here. Raises Http404."""
    return get_object_or_404(
        StoredFile.objects.visible_to(person).filter(withdrawn_on=None), pk=code
    )
