"""What pages ask about files."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.lists import address, cut
from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.machinery.things.page import thing_page
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


def side_panel(person: Any, row: ThingRow) -> dict[str, Any] | None:
    """The files of a thing, for its page: one query."""
    if not takes_files(row):
        return None
    files = StoredFile.objects.filter(about=row.pk, withdrawn_on=None).order_by("added_on", "pk")
    lines = [
        {
            "title": file.name,
            "url": reverse("files:file", args=[file.pk]),
            "note": f"{file.kind_name} · {filesizeformat(file.size)} · {shortdate(file.added_on)}",
        }
        for file in files
    ]
    able = may_attach(person, row)
    if not lines and not able:
        return None
    return {
        "key": "files",
        "title": _("Files"),
        "lines": lines,
        "url": f"{reverse('new', args=['attach_file'])}?about={row.pk}" if able else "",
        "label": _("Attach a file"),
    }


def file_list(person: Any, choices: Any) -> dict[str, Any]:
    """All files this person may have, the newest first."""
    rows = (
        StoredFile.objects.visible_to(person)
        .filter(withdrawn_on=None)
        .select_related("thing", "about", "unit")
    )
    text = " ".join(choices.get("q", "").split())[:60]
    if text:
        rows = rows.filter(name__icontains=text)
    rows = rows.order_by("-thing__made_at", "pk")
    page_rows, pager = cut(rows, choices, "-thing__made_at", "pk")
    return {
        "title": _("Files"),
        "rows": page_rows,
        "pager": pager,
        "every": rows,
        "order_note": _("newest first"),
        "filtered": bool(text),
        "clear_url": "?",
        "chips": (
            [{"label": f"“{text}”", "remove_url": address(choices, q="", after="")}] if text else []
        ),
        "empty": {
            "icon": "paperclip",
            "sentence": _("No file yet."),
            "what": _(
                "Files belong to a thing: attach one on the page of a session, a problem, a"
                " measure."
            ),
            "label": "",
            "url": "",
        },
    }


def file_page(person: Any, code: str) -> dict[str, Any]:
    row = get_object_or_404(
        StoredFile.objects.visible_to(person).select_related(
            "thing", "about", "unit", "group", "topic__thing"
        ),
        pk=code,
    )
    gone = row.withdrawn_on is not None
    return thing_page(
        person,
        row,
        crumbs=[
            {"label": pgettext("wing", "County"), "url": ""},
            {"label": _("Files"), "url": reverse("files:list")},
            {"label": row.pk, "url": ""},
        ],
        trace=[],
        trace_parts=[],
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
            {"label": _("Belongs to"), "value": row.about.title, "url": row.about.url},
            {"label": _("Kind"), "value": row.kind_name},
            {"label": _("Size"), "value": filesizeformat(row.size)},
            {"label": _("Added on"), "value": shortdate(row.added_on)},
            {"label": "SHA-256", "value": row.digest, "wide": True},
        ],
        content_url="" if gone else reverse("files:content", args=[row.pk]),
    )


def file_of(person: Any, code: str) -> StoredFile:
    """The file, when this person may have it and it is still here. Raises Http404."""
    return get_object_or_404(
        StoredFile.objects.visible_to(person).filter(withdrawn_on=None), pk=code
    )
