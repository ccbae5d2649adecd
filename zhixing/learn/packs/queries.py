"""What the pages of study packs show. Nobody's reading is looked at."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.lists import cut, first_rows
from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.machinery.things.page import act_url, thing_page
from zhixing.foundation.spine.files.models import StoredFile
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.ui.words import fulldate, shortdate

from . import may, rules
from .models import Pack, PackAddition, PackItem, PackVersion
from .rules import SECTIONS, AdditionState, ItemKind, State

ON_ITEMS = ("add_pack_document", "add_pack_item", "change_pack_item", "remove_pack_item")
CHANGE_WORDS = {
    "added": lambda: pgettext("pack", "added"),
    "changed": lambda: pgettext("pack", "changed"),
    "removed": lambda: pgettext("pack", "removed"),
}
CHANGE_TONES = {"added": "done", "changed": "soon", "removed": "over"}


def crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"label": pgettext("wing", "Learn"), "url": reverse("wing", args=["learn"])},
        {"label": _("Study packs"), "url": reverse("packs:list")},
        *more,
    ]


# -- list ------------------------------------------------------------------------------------------


def pack_list(person: Any, choices: Any) -> dict[str, Any]:
    """Packs for my group, or all that I may read; those with these words in them. The latest
    published first.
    """
    in_group = bool(holdings(person).group_codes())
    mine = choices.get("for", "mine" if in_group else "all") != "all" and in_group
    text, topic = " ".join(choices.get("q", "").split())[:60], choices.get("topic", "")
    seen = (
        Pack.objects.pushed_to(person)
        if mine
        else Pack.objects.visible_to(person).exclude(state=State.WITHDRAWN)
    )
    rows = seen.searched(text) if text else seen
    if topic:
        rows = rows.filter(topic=topic)
    rows = rows.select_related("thing", "unit", "topic").prefetch_related(
        Prefetch("versions", queryset=PackVersion.objects.order_by("-number")), "groups"
    )
    packs, pager = cut(rows, choices, "-thing__changed_at", "pk")
    for pack in packs:
        pack.whom, pack.day = for_whom(pack), published_on(pack)
    named = bool(topic and packs and packs[0].topic)
    return {
        "rows": packs,
        "pager": pager,
        "every": rows.order_by("-thing__changed_at", "pk"),
        "mine": mine,
        "in_group": in_group,
        "q": text,
        "topic": topic,
        "topic_name": packs[0].topic.title if named else topic,
    }


def for_whom(pack: Pack) -> str:
    """Whom it goes to, in words; ``groups`` should have been read."""
    if pack.state == State.DRAFT:
        return "–"
    if pack.for_all:
        return _("all study groups")
    chosen = list(pack.groups.all())
    return (
        chosen[0].name if len(chosen) == 1 else _("%(count)s study groups") % {"count": len(chosen)}
    )


def published_on(pack: Pack) -> Any:
    """The day of its present version; None for a draft."""
    return next(
        (version.published_on for version in pack.versions.all() if version.number == pack.number),
        None,
    )


# -- one pack --------------------------------------------------------------------------------------


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
        list(pack.items.select_related("file", "group")),
        list(pack.versions.all()),
    )


def pack_page(person: Any, code: str) -> dict[str, Any]:
    """The present version, what changed with it, the next one for who keeps the pack, and what my
    group has added.
    """
    seen = read(person, code)
    pack = seen.pack
    shown = pack.number or pack.next
    page = _page(person, seen, shown, crumbs({"label": pack.pk, "url": ""}))
    additions = list(
        PackAddition.objects.visible_to(person)
        .filter(pack=pack)
        .exclude(state=AdditionState.REMOVED)
        .select_related("thing", "group", "file")
        .order_by("thing__made_at", "pk")
    )
    codes = holdings(person).group_codes()
    allowed = {act["name"] for act in page["acts"]}
    pending = (
        seen.changes(pack.number, pack.next) if seen.keeps and pack.state != State.WITHDRAWN else []
    )
    page["acts"] = [
        act | {"primary": act["name"] == "publish_pack" and bool(pending)}
        for act in page["acts"]
        if act["name"] not in ON_ITEMS and (act["name"] != "publish_pack" or pack.number or pending)
    ]
    page["acts"].sort(key=lambda act: (act["danger"], act["primary"]))
    able = "add_pack_item" in allowed
    if not pack.number and not seen.keeps:
        page["sections"] = []
    return page | {
        "lead": _lead(seen),
        "able": able,
        "add_urls": (
            {name: act_url(pack.pk, name) for name in ("add_pack_document", "add_pack_item")}
            if able
            else {}
        ),
        "pending": _change_lines(pending) if pack.number else [],
        "next": pack.next,
        "now": _next_items(seen) if able else [],
        "edit": _edit_urls(pack),
        "ours": [_addition(addition) for addition in additions if addition.group_id in codes],
        "offered": [
            _addition(addition)
            for addition in additions
            if addition.group_id not in codes
            and addition.state == AdditionState.OFFERED
            and seen.keeps
        ],
        "add_ours": _add_links(person, pack),
    }


def version_page(person: Any, code: str, number: int) -> dict[str, Any]:
    """An older version, as it was. Raises Http404 for one that was never published."""
    seen = read(person, code)
    if seen.version(number) is None:
        raise Http404
    page = _page(
        person,
        seen,
        number,
        crumbs(
            {"label": seen.pack.title, "url": seen.pack.url},
            {"label": _("Version %(number)s") % {"number": number}, "url": ""},
        ),
    )
    day = fulldate(seen.version(number).published_on)
    return page | {
        "acts": [],
        "lead": _("Version %(number)s, published on %(day)s.") % {"number": number, "day": day},
        "older": number < seen.pack.number,
        "title": _("%(title)s, version %(number)s") % {"title": seen.pack.title, "number": number},
    }


def _page(person: Any, seen: Seen, number: int, where: list[dict[str, str]]) -> dict[str, Any]:
    pack, version = seen.pack, seen.version(number)
    items = seen.of(number)
    facts = [
        {"label": pgettext("pack", "From"), "value": pack.unit.name},
        {"label": pgettext("pack", "For whom"), "value": for_whom(pack)},
    ]
    if pack.topic_id:
        facts.append({"label": _("Topic"), "value": pack.topic.title, "url": pack.topic.url})
    if version is not None:
        facts.append(
            {"label": _("Version"), "value": str(number), "note": shortdate(version.published_on)}
        )
    page = thing_page(
        person,
        pack,
        trace=[],
        trace_parts=[],
        crumbs=where,
        pack=pack,
        facts=facts,
        version=version,
        number=number,
        sections=[
            {"kind": kind.value, "word": str(SECTIONS[kind]), "items": rows}
            for kind in ItemKind
            if (rows := [_item(pack, item) for item in items if item.kind == kind])
        ],
        changed=(
            _change_lines(seen.changes(number - 1, number))
            if version is not None and number > 1
            else []
        ),
        versions=[
            {
                "number": listed_version.number,
                "url": _version_url(pack, listed_version.number),
                "said": listed_version.said,
                "day": shortdate(listed_version.published_on),
                "here": listed_version.number == number,
            }
            for listed_version in seen.versions
        ],
        print_page=(
            reverse("packs:print", args=[pack.pk, number])
            if items and (version is not None or seen.keeps)
            else ""
        ),
        keep=None if version is None else _offline_copy(pack, items, number),
    )
    page["beside"] = [
        panel for panel in page["beside"] if panel.get("key") != "files"
    ]  # they stand among the items
    return page


def _version_url(pack: Pack, number: int) -> str:
    return pack.url if number == pack.number else reverse("packs:version", args=[pack.pk, number])


def _offline_copy(pack: Pack, items: Sequence[Any], number: int) -> dict[str, Any]:
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
    return {"addresses": json.dumps([_version_url(pack, number), *files]), "word": word}


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


def _item(pack: Pack, item: PackItem) -> dict[str, Any]:
    gone = item.file is not None and item.file.withdrawn_on is not None
    return {
        "item": item,
        "title": item.title,
        "text": item.text,
        "url": item.address,
        "group": item.group.name if item.group else "",
        "gone": gone,
        "file_url": (
            reverse("packs:file", args=[pack.pk, item.pk])
            if item.file is not None and not gone
            else ""
        ),
        "file_note": (
            f"{item.file.kind_name} · {filesizeformat(item.file.size)}"
            if item.file is not None
            else ""
        ),
    }


def _change_lines(changes: list[rules.Change]) -> list[dict[str, Any]]:
    """What changed, as lines: the title, what kind of item, what it was called before."""
    return [
        {
            "title": change.line.title,
            "note": (
                str(ItemKind(change.line.kind).label)
                + (
                    f" · {_('before: %(title)s') % {'title': change.old.title}}"
                    if change.old and change.new and change.old.title != change.new.title
                    else ""
                )
            ),
            "word": CHANGE_WORDS[change.what](),
            "tone": CHANGE_TONES[change.what],
            "url": "",
        }
        for change in changes
    ]


def _edit_urls(pack: Pack) -> dict[str, str]:
    return {name: act_url(pack.pk, f"{name}_pack_item") for name in ("change", "remove")}


def _next_items(seen: Seen) -> list[dict[str, Any]]:
    return [_item(seen.pack, item) for item in seen.of(seen.pack.next)]


def _addition(addition: PackAddition) -> dict[str, Any]:
    return {
        "title": addition.title,
        "url": addition.url,
        "note": f"{addition.get_kind_display()} · {addition.group.name}",
        "word": str(addition.state_word(addition.state)),
        "tone": addition.tone,
    }


def _add_links(person: Any, pack: Pack) -> list[dict[str, str]]:
    """Where to add something for my group: one way for each group I study in."""
    if pack.state != State.PUBLISHED:
        return []
    groups = StudyGroup.objects.active().filter(may.ADDS.q(person))
    return [
        {"url": f"{act_url(group.pk, 'add_to_pack')}?pack={pack.pk}", "label": group.name}
        for group in groups
    ]


def addition_page(person: Any, code: str) -> dict[str, Any]:
    """What a group added: for its people, and for who keeps the pack once it is offered."""
    addition = get_object_or_404(
        PackAddition.objects.visible_to(person).select_related(
            "thing", "group__thing", "unit", "pack__thing", "pack__topic", "file"
        ),
        pk=code,
    )
    facts = [
        {"label": _("Study pack"), "value": addition.pack.title, "url": addition.pack.url},
        {"label": _("Added by"), "value": addition.group.name, "url": addition.group.url},
        {"label": pgettext("pack", "Kind"), "value": addition.get_kind_display()},
    ]
    page = thing_page(
        person,
        addition,
        trace=[],
        trace_parts=[],
        crumbs=crumbs(
            {"label": addition.pack.title, "url": addition.pack.url},
            {"label": addition.pk, "url": ""},
        ),
        addition=addition,
        facts=facts,
        lead=_addition_lead(addition),
    )
    page["beside"] = [part for part in page["beside"] if part.get("key") != "files"]
    gone = addition.file is not None and addition.file.withdrawn_on is not None
    return page | {
        "gone": gone,
        "file_url": (
            reverse("packs:addition_file", args=[addition.pk])
            if addition.file is not None and not gone
            else ""
        ),
        "file_note": f"{addition.file.kind_name} · {filesizeformat(addition.file.size)}"
        if addition.file
        else "",
    }


def _addition_lead(addition: PackAddition) -> str:
    return {
        AdditionState.OWN: _("Only the own group sees it, on the page of the pack."),
        AdditionState.OFFERED: _(
            "Offered to all: whoever keeps the pack takes it into the next version, or says why"
            " not."
        ),
        AdditionState.TAKEN: _("It is part of the pack from the next version on."),
        AdditionState.DECLINED: _("It stays with the own group."),
        AdditionState.REMOVED: _("It does not stand on the pack any more."),
    }[AdditionState(addition.state)]


def file_of(person: Any, code: str, item: int) -> StoredFile:
    """The file of an item that stands in a version this person may read. Raises Http404."""
    pack = get_object_or_404(
        Pack.objects.visible_to(person).select_related("thing", "unit", "group"), pk=code
    )
    most = pack.next if may.KEEPS.allows(person, pack) else pack.number
    pack_item = get_object_or_404(
        PackItem.objects.select_related("file"),
        pk=item,
        pack=pack,
        since__lte=most,
        file__withdrawn_on=None,
        file__isnull=False,
    )
    return pack_item.file


def addition_file_of(person: Any, code: str) -> StoredFile:
    """The file of what a group added. Raises Http404."""
    addition = get_object_or_404(
        PackAddition.objects.visible_to(person).select_related("file"),
        pk=code,
        file__withdrawn_on=None,
        file__isnull=False,
    )
    return addition.file


# -- on other pages --------------------------------------------------------------------------------


def side_panel(person: Any, row: ThingRow) -> dict[str, Any] | None:
    """The packs of a topic on its page, with one query; on its sessions' pages the way to them."""
    if row.KIND == "session" and row.thing.topic_id:
        link = {"url": _packs_url(row.thing.topic_id), "label": _("Of this topic")}
        return {"title": _("Study packs"), "lines": [], **link}
    if row.KIND != "topic":
        return None
    rows = Pack.objects.visible_to(person).published().filter(topic=row.pk)
    packs, pager = first_rows(rows.select_related("unit").order_by("thing__made_at", "pk"), 12)
    if not packs:
        return None
    lines = [_pack_line(pack) for pack in packs]
    more = _packs_url(row.pk) if pager["total"] > len(lines) else ""
    return {
        "title": _("Study packs"),
        "lines": lines,
        "count": pager["total"],
        "url": more,
        "label": _("Of this topic"),
    }


def _packs_url(code: str) -> str:
    return f"{reverse('packs:list')}?for=all&topic={code}"


def _pack_line(pack: Pack) -> dict[str, Any]:
    version = _("Version %(number)s") % {"number": pack.number}
    note = f"{pack.unit.name} · {version}"
    return {"title": pack.title, "url": pack.url, "note": note, "word": "", "tone": "none"}
