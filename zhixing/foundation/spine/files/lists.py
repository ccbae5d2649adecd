"""The list of files."""

from __future__ import annotations

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage, Look
from zhixing.foundation.machinery.things.lists import Choices, address, cut, words_in
from zhixing.foundation.machinery.things.parts import Chip, Empty
from zhixing.ui.words import shortdate

from .models import StoredFile


def file_list(person: Actor, choices: Choices) -> ListPage:
    """All files this person may have, the newest first."""
    rows = (
        StoredFile.objects.visible_to(person)
        .filter(withdrawn_on=None)
        .select_related("thing", "about", "unit")
    )
    text = words_in(choices, "q")
    if text:
        rows = rows.filter(name__icontains=text)
    rows = rows.order_by("-thing__made_at", "pk")
    page_rows, pager = cut(rows, choices, "-thing__made_at", "pk")
    return ListPage(
        title=_("Files"),
        columns=_columns(),
        rows=page_rows,
        every=rows,
        file="files",
        kind=StoredFile,
        pager=pager,
        order_note=_("newest first"),
        chips=[Chip(f"“{text}”", address(choices, q="", after=""))] if text else [],
        empty=Empty(
            _("No file yet."),
            _(
                "Files belong to a thing: attach one on the page of a session, a problem, a"
                " measure."
            ),
            "paperclip",
        ),
    )


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(_("File"), lambda file: file.name),
        Column(
            _("Belongs to"),
            lambda file: file.about.title,
            lambda file: Cell(file.about.title, file.about.url, way="zx-link"),
            labelled=False,
        ),
        Column(
            _("Unit"),
            lambda file: file.unit.name if file.unit_id else "",
            nothing="–",
            labelled=False,
        ),
        Column.of_screen(_("Size"), lambda file: filesizeformat(file.size), Look.NUMBER),
        Column.of_file(_("Size in bytes"), lambda file: file.size),
        Column.day(
            _("Added on"), lambda file: file.added_on, lambda file: shortdate(file.added_on)
        ),
    ]
