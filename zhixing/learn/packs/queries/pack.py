"""The page of one pack, in any of its versions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.kits.documents.answers import KINDS
from zhixing.foundation.kits.documents.registrable import url_of
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.page import ThingPage, act_url, in_order
from zhixing.foundation.machinery.things.parts import Button, Crumb, Fact, Line, Way
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.ui.words import fulldate, shortdate

from .. import may, rules
from ..models import Pack, PackAddition, PackItem, PackVersion
from ..rules import SECTIONS, AdditionState, ItemKind, State
from .words import change_lines, crumbs, for_whom, version_url

ADDING = ("add_pack_document", "add_pack_paper", "add_pack_item")
ON_ITEMS = (*ADDING, "change_pack_item", "remove_pack_item")


@dataclass(frozen=True)
class Seen:
    """A pack as one person sees it: every form of every item, read once."""

    pack: Pack
    keeps: bool
    items: list[PackItem]
    versions: list[PackVersion]

    def of(self, number: int) -> list[PackItem]:
        return [item for item in self.items if rules.holds(item.since, item.until, number)]

    def version(self, number: int) -> PackVersion | None:
        return next((version for version in self.versions if version.number == number), None)

    def changes(self, before: int, after: int) -> list[rules.Change]:
        return rules.changes(
            [item.line for item in self.of(before)] if before else [],
            [item.line for item in self.of(after)],
        )


def read(person: Any, code: str) -> Seen:
    """The pack with all its items, when this person may know of it. Raises Http404."""
    pack = get_object_or_404(
        Pack.objects.visible_to(person)
        .select_related("thing", "unit__thing", "group", "topic__thing")
        .prefetch_related("groups"),
        pk=code,
    )
    return Seen(
        pack,
        may.KEEPS.allows(person, pack),
        pack.items.all().found_by(person),
        list(pack.versions.all()),
    )


@dataclass(frozen=True, kw_only=True)
class PackPage(ThingPage):
    """A pack in one of its versions; what its keepers do with it, and what my groups have added,
    stand on the page of the present one.
    """

    pack: Pack
    version: PackVersion | None
    number: int
    sections: list[Section]
    changed: list[Line]
    versions: list[VersionLine]
    print_page: str
    keep: OfflineCopy | None
    kinds: tuple[str, ...] = KINDS
    older: bool = False
    able: bool = False
    add_urls: dict[str, str] = field(default_factory=dict)
    pending: list[Line] = field(default_factory=list)
    next: int = 0
    now: list[ItemLine] = field(default_factory=list)
    edit: dict[str, str] = field(default_factory=dict)
    ours: list[Line] = field(default_factory=list)
    offered: list[Line] = field(default_factory=list)
    add_ours: list[Way] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """The items of one kind."""

    kind: str
    word: str
    items: list[ItemLine]


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """An item with the way to it; ``gone``: its file was destroyed."""

    item: PackItem
    title: str
    text: str
    url: str
    group: str
    gone: bool
    file_url: str
    file_note: str
    of_the_record: bool = False  # a paper: opened and printed on its own page
    note: str = ""


@dataclass(frozen=True)
class VersionLine:
    """A published version, and what was said with it."""

    number: int
    url: str
    said: str
    day: str
    here: bool


@dataclass(frozen=True)
class OfflineCopy:
    """What a machine keeps of a version (addresses as JSON), and the words on the button."""

    addresses: str
    word: str


def pack_page(person: Any, code: str) -> PackPage:
    """The present version, what changed with it, the next one for who keeps the pack, and what my
    group has added.
    """
    seen = read(person, code)
    pack = seen.pack
    page = _page(person, seen, pack.number or pack.next, crumbs(Crumb(pack.pk)))
    additions = list(
        PackAddition.objects.visible_to(person)
        .filter(pack=pack)
        .exclude(state=AdditionState.REMOVED)
        .select_related("thing", "group", "file")
        .order_by("thing__made_at", "pk")
    )
    codes = holdings(person).group_codes()
    pending = (
        seen.changes(pack.number, pack.next) if seen.keeps and pack.state != State.WITHDRAWN else []
    )
    able = any(act.name == "add_pack_item" for act in page.acts)
    return replace(
        page,
        acts=_acts_at_head(page.acts, bool(pack.number), bool(pending)),
        sections=page.sections if pack.number or seen.keeps else [],
        lead=_lead(seen),
        able=able,
        add_urls=_add_urls(pack) if able else {},
        pending=change_lines(pending) if pack.number else [],
        next=pack.next,
        now=_next_items(seen) if able else [],
        edit=_edit_urls(pack),
        ours=[_addition(addition) for addition in additions if addition.group_id in codes],
        offered=[
            _addition(addition)
            for addition in additions
            if addition.group_id not in codes
            and addition.state == AdditionState.OFFERED
            and seen.keeps
        ],
        add_ours=_add_links(person, pack),
    )


def _acts_at_head(acts: list[Button], published: bool, pending: bool) -> list[Button]:
    """Without those that stand at the items; to publish is the main thing where something waits for
    it, and not offered of a draft with nothing in it.
    """
    at_head = [act for act in acts if act.name not in ON_ITEMS]
    return in_order(
        replace(act, primary=act.name == "publish_pack" and pending)
        for act in at_head
        if act.name != "publish_pack" or published or pending
    )


def version_page(person: Any, code: str, number: int) -> PackPage:
    """An older version, as it was. Raises Http404 for one that was never published."""
    seen = read(person, code)
    version = seen.version(number)
    if version is None:
        raise Http404
    way = crumbs(
        Crumb(seen.pack.title, seen.pack.url),
        Crumb(_("Version %(number)s") % {"number": number}),
    )
    day = fulldate(version.published_on)
    return replace(
        _page(person, seen, number, way),
        acts=[],
        lead=_("Version %(number)s, published on %(day)s.") % {"number": number, "day": day},
        older=number < seen.pack.number,
        title=_("%(title)s, version %(number)s") % {"title": seen.pack.title, "number": number},
    )


def _page(person: Any, seen: Seen, number: int, where: list[Crumb]) -> PackPage:
    pack, version = seen.pack, seen.version(number)
    items = seen.of(number)
    page = PackPage.of(
        person,
        pack,
        trace=[],
        crumbs=where,
        pack=pack,
        facts=_facts(pack, version),
        version=version,
        number=number,
        sections=_sections(pack, items),
        changed=(
            change_lines(seen.changes(number - 1, number))
            if version is not None and number > 1
            else []
        ),
        versions=[
            VersionLine(
                published.number,
                version_url(pack, published.number),
                published.said,
                shortdate(published.published_on),
                published.number == number,
            )
            for published in seen.versions
        ],
        print_page=(
            reverse("packs:print", args=[pack.pk, number])
            if items and (version is not None or seen.keeps)
            else ""
        ),
        keep=None if version is None else _offline_copy(pack, items, number),
    )
    return page.without_panel("files")  # they stand among the items


def _facts(pack: Pack, version: PackVersion | None) -> list[Fact]:
    facts = [
        Fact(pgettext("pack", "From"), pack.unit.name),
        Fact(pgettext("pack", "For whom"), for_whom(pack)),
    ]
    if pack.topic is not None:
        facts.append(Fact(_("Topic"), pack.topic.title, pack.topic.url))
    if version is not None:
        day = shortdate(version.published_on)
        facts.append(Fact(_("Version"), str(version.number), note=day))
    return facts


def _sections(pack: Pack, items: list[PackItem]) -> list[Section]:
    """The items by kind; a kind without any is left out."""
    sections = []
    for kind in ItemKind:
        lines = [_item(pack, item) for item in items if item.kind == kind]
        if lines:
            sections.append(Section(kind.value, str(SECTIONS[kind]), lines))
    return sections


def _offline_copy(pack: Pack, items: Sequence[Any], number: int) -> OfflineCopy:
    """What a machine keeps of a version, and the words on the button."""
    filed = [item for item in items if item.file is not None and item.file.withdrawn_on is None]
    files = [reverse("packs:file", args=[pack.pk, item.pk]) for item in filed]
    word = _("Keep on this machine")
    if filed:
        size = filesizeformat(sum(item.file.size for item in filed))
        word = ngettext(
            "Keep on this machine (%(files)s file, %(size)s)",
            "Keep on this machine (%(files)s files, %(size)s)",
            len(filed),
        ) % {"files": len(filed), "size": size}
    return OfflineCopy(json.dumps([version_url(pack, number), *files]), word)


def _lead(seen: Seen) -> str:
    pack, version = seen.pack, seen.version(seen.pack.number)
    if pack.state == State.WITHDRAWN:
        return _("It was withdrawn; it goes to nobody any more.")
    if version is None:
        return _("A draft: no group has it yet.")
    return _("Version %(number)s, published on %(day)s for %(whom)s.") % {
        "number": version.number,
        "day": fulldate(version.published_on),
        "whom": for_whom(pack),
    }


def _item(pack: Pack, item: PackItem) -> ItemLine:
    gone = item.file is not None and item.file.withdrawn_on is not None
    return ItemLine(
        item=item,
        title=item.title,
        text=item.text,
        url=url_of(item.about, item.paper) if item.about is not None else item.address,
        group=item.group.name if item.group else "",
        gone=gone,
        file_url=(
            reverse("packs:file", args=[pack.pk, item.pk])
            if item.file is not None and not gone
            else ""
        ),
        file_note=(
            f"{item.file.kind_name} · {filesizeformat(item.file.size)}"
            if item.file is not None
            else ""
        ),
        of_the_record=item.kind == ItemKind.PAPER,
        note=f"{item.about.title} · {item.about.state_word}" if item.about is not None else "",
    )


def _add_urls(pack: Pack) -> dict[str, str]:
    return {name: act_url(pack.pk, name) for name in ADDING}


def _edit_urls(pack: Pack) -> dict[str, str]:
    return {name: act_url(pack.pk, f"{name}_pack_item") for name in ("change", "remove")}


def _next_items(seen: Seen) -> list[ItemLine]:
    return [_item(seen.pack, item) for item in seen.of(seen.pack.next)]


def _addition(addition: PackAddition) -> Line:
    return Line(
        addition.title,
        addition.url,
        note=f"{addition.get_kind_display()} · {addition.group.name}",
        word=str(addition.state_word(addition.state)),
        tone=addition.tone,
    )


def _add_links(person: Any, pack: Pack) -> list[Way]:
    """Where to add something for my group: one way for each group I study in."""
    if pack.state != State.PUBLISHED:
        return []
    groups = StudyGroup.objects.active().filter(may.ADDS.q(person))
    return [
        Way(group.name, f"{act_url(group.pk, 'add_to_pack')}?pack={pack.pk}") for group in groups
    ]
