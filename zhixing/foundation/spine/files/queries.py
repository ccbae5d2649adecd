"""What pages ask about files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Crumb, Fact, Line, Panel, Picture
from zhixing.ui.words import shortdate

from .may import works_on
from .models import StoredFile
from .rules import PICTURES, Side

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
            note=" · ".join(_notes(file)),
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


def _notes(file: StoredFile) -> list[str]:
    words = [str(file.get_side_display())] if file.side else []
    return [*words, str(file.kind_name), filesizeformat(file.size), shortdate(file.added_on)]


def newest_pair(files: Iterable[StoredFile]) -> list[StoredFile]:
    """The newest picture of before and the newest of after, in this order, of those there are."""
    newest = {file.side: file for file in files}
    return [newest[side] for side in Side.values if side in newest]


def pair_of(person: Actor, row: ThingRow, **texts: str) -> list[Picture]:
    """The pair of a thing, for its page: one query. ``texts``: what is said of each side; it stands
    below the pictures where both are there.
    """
    files = newest_pair(StoredFile.objects.visible_to(person).before_and_after(row.pk))
    whole = len(files) == len(Side)
    return [
        replace(
            picture(file, row.thing_title(), reverse("files:picture", args=[file.pk])),
            url=file.url,
            text=texts.get(file.side, "") if whole else "",
        )
        for file in files
    ]


def published_pair(code: str) -> list[StoredFile]:
    """What of the pair of a case is published: for pages of whoever holds its receipt."""
    return newest_pair(StoredFile.objects.before_and_after(code).filter(public=True))


def picture(file: StoredFile, title: str, source: str) -> Picture:
    """A picture as a page draws it."""
    words = {"side": file.get_side_display(), "title": title}
    return Picture(
        source=source,
        word=str(file.get_side_display()),
        day=file.added_on,
        alt=pgettext("picture", "%(side)s: %(title)s") % words,
    )


@dataclass(frozen=True, kw_only=True)
class FilePage(ThingPage):
    """A file, with the way to its bytes while they are here."""

    file: StoredFile
    pictures: list[Picture]
    content_url: str


def _itself(row: StoredFile) -> list[Picture]:
    """The picture on its own page."""
    if row.kind not in PICTURES:
        return []
    source = reverse("files:picture", args=[row.pk])
    return [replace(picture(row, row.about.title, source), alt=row.name)]


def _facts_of_picture(row: StoredFile) -> list[Fact]:
    if not row.side:
        return []
    seen = _("whoever reported it sees it") if row.public else _("not published")
    return [Fact(_("What the picture shows"), row.get_side_display(), note=seen)]


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
        pictures=[] if gone else _itself(row),
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
            *_facts_of_picture(row),
            Fact("SHA-256", row.digest, wide=True),
        ],
        content_url="" if gone else reverse("files:content", args=[row.pk]),
    )


def picture_of(person: Any, code: str) -> StoredFile:
    """The same of a picture. Raises Http404."""
    pictures = StoredFile.objects.visible_to(person).at_hand().filter(kind__in=PICTURES)
    return get_object_or_404(pictures, pk=code)


def file_of(person: Any, code: str) -> StoredFile:
    """The file, when this person may have it and it is still here. Raises Http404."""
    return get_object_or_404(
        StoredFile.objects.visible_to(person).filter(withdrawn_on=None), pk=code
    )
