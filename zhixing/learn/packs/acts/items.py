"""What lies in the next version of a pack: papers, documents, and texts, questions and addresses.

What is done to the next version is said without its titles: the records of a published pack are
read by many, the next version by its keepers alone."""

from __future__ import annotations

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.documents.drawing import drawable
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.files.acts import Upload, attach_file
from zhixing.foundation.spine.files.models import StoredFile
from zhixing.foundation.spine.groups.models import StudyGroup

from .. import may
from ..models import Pack, PackItem
from ..refusals import Refused
from ..rules import ItemKind
from .content import OPEN, check_content, needed_text, stem

MOST_ITEMS = 100


@act(
    "pack.document_added",
    label=_("Add a document"),
    says=_("added a document to the next version"),
    on=Pack,
    may=may.KEEPS,
    moves=OPEN,
)
def add_pack_document(
    actor: Actor, pack: Pack, *, upload: Upload, declared: bool, title: str = "", text: str = ""
) -> Pack:
    """A file of the pack, declared as not secret, with a name people understand. Raises BadInput
    (as for every file).
    """
    file = attach_file(actor, about=pack.thing, upload=upload, declared=declared)
    add_item(pack, ItemKind.DOCUMENT, title.strip() or stem(file.name), text=text, file=file)
    return pack


@act(
    "pack.item_added",
    label=_("Add a text, link or question"),
    says=_("added an item to the next version"),
    on=Pack,
    may=may.KEEPS,
    moves=OPEN,
)
def add_pack_item(
    actor: Actor, pack: Pack, *, kind: str, title: str, text: str = "", address: str = ""
) -> Pack:
    """A text to read, a link, a question for discussion, a question to test oneself with its
    answer. Raises BadInput for one that lacks what makes it up.
    """
    add_item(pack, ItemKind(kind), title, text=text, address=address)
    return pack


@act(
    "pack.paper_added",
    label=_("Add a paper of the record"),
    says=_("added a paper to the next version"),
    on=Pack,
    may=may.KEEPS,
    moves=OPEN,
)
def add_pack_paper(
    actor: Actor, pack: Pack, *, about: Thing, paper: str, title: str = "", text: str = ""
) -> Pack:
    """A notice, an agenda, minutes, a report ... itself: opened and printed from the pack, and part
    of its download. Whoever may not know of what it is about does not find it there. Raises
    BadInput for a paper there is none of, or one that lies in the next version already.
    """
    seen = Thing.objects.visible_to(actor).filter(pk=about.pk).first()
    known = drawable(seen.kind).get(paper) if seen is not None else None
    if seen is None or known is None:
        raise Refused.ITEM_NO_PAPER("paper")
    if pack.items.of_version(pack.next).filter(about=seen, paper=paper).exists():
        raise Refused.ITEM_PAPER_TWICE("paper")
    named = title.strip() or f"{known.label} · {seen.title}"[:160]
    add_item(pack, ItemKind.PAPER, named, text=text, about=seen, paper=paper)
    return pack


@act(
    "pack.item_changed",
    label=_("Change an item"),
    says=_("changed an item for the next version"),
    on=Pack,
    may=may.KEEPS,
    moves=OPEN,
)
def change_pack_item(
    actor: Actor,
    pack: Pack,
    *,
    item: PackItem,
    title: str,
    text: str = "",
    address: str = "",
    upload: Upload | None = None,
    declared: bool = False,
) -> Pack:
    """New words, another address, a newer file. The published version keeps what it had. Raises
    BadInput.
    """
    old = _item_of_next(pack, item)
    file = (
        attach_file(actor, about=pack.thing, upload=upload, declared=declared)
        if upload is not None and old.kind == ItemKind.DOCUMENT
        else old.file
    )
    fields = {
        "title": needed_text(title, "title"),
        "text": text.strip(),
        "address": address.strip(),
        "file": file,
    }
    check_content(old.kind, text.strip(), address.strip())
    if old.since == pack.next:
        for name, value in fields.items():
            setattr(old, name, value)
        old.save()
    else:
        old.until = pack.next
        old.save(update_fields=["until"])
        PackItem.objects.create(
            pack=pack,
            key=old.key,
            place=old.place,
            kind=old.kind,
            group=old.group,
            about=old.about,
            paper=old.paper,
            since=pack.next,
            **fields,
        )
    tell(title=fields["title"], item=old.key, was=old.title)
    return pack


@act(
    "pack.item_removed",
    label=_("Remove an item"),
    says=_("took an item out of the next version"),
    on=Pack,
    may=may.KEEPS,
    moves=OPEN,
)
def remove_pack_item(actor: Actor, pack: Pack, *, item: PackItem) -> Pack:
    """The next version is without it; the versions that have it keep it."""
    old = _item_of_next(pack, item)
    tell(title=old.title, item=old.key)
    if old.since == pack.next:
        old.delete()
    else:
        old.until = pack.next
        old.save(update_fields=["until"])
    return pack


def add_item(
    pack: Pack,
    kind: str,
    title: str,
    *,
    text: str = "",
    address: str = "",
    file: StoredFile | None = None,
    group: StudyGroup | None = None,
    about: Thing | None = None,
    paper: str = "",
) -> PackItem:
    """One more item in the next version, behind the others. Raises BadInput."""
    title, text, address = needed_text(title, "title")[:160], text.strip(), address.strip()
    check_content(kind, text, address)
    if pack.items.of_version(pack.next).count() >= MOST_ITEMS:
        raise Refused.PACK_FULL(most=MOST_ITEMS)
    place = (pack.items.aggregate(last=Max("place"))["last"] or 0) + 1
    tell(title=title)
    return PackItem.objects.create(
        pack=pack,
        place=place,
        kind=kind,
        title=title,
        text=text,
        address=address,
        file=file,
        group=group,
        about=about,
        paper=paper,
        since=pack.next,
    )


def _item_of_next(pack: Pack, item: PackItem) -> PackItem:
    """The item as it stands in the next version. Raises BadInput."""
    items = pack.items.of_version(pack.next).select_related("file", "group", "about")
    current_item = items.filter(pk=item.pk).first()
    if current_item is None:
        raise Refused.ITEM_GONE("item")
    return current_item
