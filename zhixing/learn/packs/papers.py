"""A study pack on paper: a list of contents, then section by section what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.documents.paper import (
    Block,
    Heading,
    Paper,
    Paragraph,
    numeral,
    paragraphs,
    table,
)
from zhixing.ui.words import fulldate

from .models import Pack, PackItem, PackVersion
from .rules import SECTIONS, ItemKind


@dataclass(frozen=True)
class Part:
    """A heading of the paper and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


def parts(items: Sequence[PackItem]) -> list[Part]:
    """Each text is a part of its own; documents, links, questions are one part each; the answers to
    the self-test come last, on a part of their own.
    """
    pack_parts = [
        Part(item.title, tuple(paragraphs(item.text)))
        for item in items
        if item.kind == ItemKind.TEXT
    ]
    for kind in (
        ItemKind.PAPER,
        ItemKind.DOCUMENT,
        ItemKind.LINK,
        ItemKind.QUESTION,
        ItemKind.SELF_TEST,
    ):
        if rows := [item for item in items if item.kind == kind]:
            pack_parts.append(Part(str(SECTIONS[kind]), tuple(_lines(kind, rows))))
    answered = [
        (at, item)
        for at, item in enumerate((item for item in items if item.kind == ItemKind.SELF_TEST), 1)
        if item.text
    ]
    if answered:
        pack_parts.append(
            Part(
                pgettext("pack", "Answers"),
                tuple(Paragraph(f"{at}. {item.text}") for at, item in answered),
            )
        )
    return pack_parts


def _record_parts(items: Sequence[PackItem], drawn: Mapping[int, Paper]) -> list[Part]:
    """Each paper of the record in full: its title, number, who issued it and when, its words."""
    return [
        Part(item.title, tuple(_whole_paper(drawn[item.pk]))) for item in items if item.pk in drawn
    ]


def _whole_paper(paper: Paper) -> Iterable[Block]:
    """Its headings as lines: those of the pack are numbered."""
    issued = fulldate(paper.date) if paper.date else ""
    yield Paragraph(paper.title, flush=True)
    yield Paragraph(" ".join(filter(None, (paper.number, paper.issuer, issued))), flush=True)
    for block in paper.flow:
        yield Paragraph(block.text) if isinstance(block, Heading) else block


def _lines(kind: str, rows: Iterable[PackItem]) -> Iterable[Block]:
    for at, item in enumerate(rows, 1):
        title = item.title
        if item.file is not None:
            title = (
                _("%(title)s (the file was destroyed)") % {"title": title}
                if item.file.withdrawn_on
                else _("%(title)s (%(kind)s, %(size)s)")
                % {
                    "title": title,
                    "kind": item.file.kind_name,
                    "size": filesizeformat(item.file.size),
                }
            )
        yield Paragraph(f"{at}. {title}")
        if kind == ItemKind.LINK:
            yield Paragraph(item.address)
        if kind != ItemKind.SELF_TEST:
            yield from paragraphs(item.text)


def paper(
    pack: Pack,
    version: PackVersion | None,
    items: Sequence[PackItem],
    pages: Sequence[int] = (),
    behind: Mapping[str, int] | None = None,
    drawn: Mapping[int, Paper] | None = None,
) -> Paper:
    """The pack. ``pages`` are the pages on which its parts begin, ``behind`` what is bound behind
    it with the page each begins on: known to who binds it, left out otherwise. ``drawn``: item ->
    the paper of the record it holds, where that stands in the text and is not bound behind.
    """
    pack_parts, bound = [*parts(items), *_record_parts(items, drawn or {})], behind or {}
    many = len(pack_parts) > 1
    rows = [
        (f"{numeral(at) if many else ''}{part.title}", pages[at - 1] if at <= len(pages) else "")
        for at, part in enumerate(pack_parts, 1)
    ]
    rows += [
        (_("Bound behind: %(title)s") % {"title": title}, page or "")
        for title, page in bound.items()
    ]
    head = (pgettext("pack", "Contents"), _("Page"))
    contents = (
        table(head, rows, (85, 15))
        if pages or bound
        else table(head[:1], [row[:1] for row in rows])
    )
    blocks: list[Block] = [*paragraphs(pack.about), Paragraph(_state(version), flush=True)]
    if version is not None and version.said and version.number > 1:
        blocks.append(Paragraph(_("New: %(said)s") % {"said": version.said}, flush=True))
    blocks.append(contents)
    for part in pack_parts:
        blocks += [Heading(part.title), *part.blocks]
    return Paper(
        name=f"pack-{pack.pk}-{version.number if version else 'draft'}",
        title=pack.title,
        blocks=tuple(blocks),
        issuer=pack.unit.name,
        date=version.published_on if version else None,
        code=pack.pk,
    )


def _state(version: PackVersion | None) -> str:
    if version is None:
        return _("Draft, not published.")
    return _("Study pack, version %(number)s of %(day)s.") % {
        "number": version.number,
        "day": fulldate(version.published_on),
    }
