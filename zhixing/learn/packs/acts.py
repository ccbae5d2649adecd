"""Acts on study packs: written, published version by version, added to by groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, copy_to_thing, lock, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.bulk import insert_many
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import Invisible
from zhixing.foundation.machinery.links.models import Type, link
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.machinery.things.quoting import quoting
from zhixing.foundation.spine.files.acts import Upload, attach_file
from zhixing.foundation.spine.files.models import StoredFile
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.models import Topic
from zhixing.foundation.spine.topics.refusals import Refused as TopicRefused

from . import may, rules
from .models import Pack, PackAddition, PackItem, PackVersion
from .refusals import Refused
from .rules import AdditionState, ItemKind, State

OPEN = {State.DRAFT: State.DRAFT, State.PUBLISHED: State.PUBLISHED}
MOST_ITEMS = 100
# What is done to the next version is said without its titles: the records of a published pack are
# read by many, the next version by its keepers alone.


# -- the pack and its next version -----------------------------------------------------------------


@act(
    "pack.begun",
    label=_("Begin a study pack"),
    says=_("began the study pack “%(title)s”"),
    on=Unit,
    may=may.BEGINS,
    when=Where(until__isnull=True),
    creates=Pack,
)
def begin_pack(
    actor: Actor, unit: Unit, *, title: str, about: str = "", topic: Topic | None = None
) -> Pack:
    """资料包: a name, what it is for, the topic it belongs to. It is empty and nobody else reads it
    yet. Raises BadInput.
    """
    group = StudyGroup.objects.active().filter(unit=unit).first()
    if topic is not None and topic.group_id not in (None, group.pk if group else None):
        raise TopicRefused.TOPIC_ELSEWHERE("topic")
    pack = begin(
        Pack(
            unit=unit,
            group=group,
            topic=topic,
            title=_needed_text(title, "title"),
            about=about.strip(),
        )
    )
    if topic is not None:
        link(pack, Type.CONCERNS, topic)
    tell(title=pack.title)
    return pack


@act(
    "pack.corrected",
    label=_("Correct title or purpose"),
    says=_("corrected the study pack"),
    on=Pack,
    may=may.KEEPS,
    moves=OPEN,
)
def correct_pack(actor: Actor, pack: Pack, *, title: str, about: str = "") -> Pack:
    """Holds at once, for every version; what it said before stays in the record."""
    pack.title, pack.about = _needed_text(title, "title"), about.strip()
    return pack


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
    _add_item(pack, ItemKind.DOCUMENT, title.strip() or _stem(file.name), text=text, file=file)
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
    _add_item(pack, ItemKind(kind), title, text=text, address=address)
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
        "title": _needed_text(title, "title"),
        "text": text.strip(),
        "address": address.strip(),
        "file": file,
    }
    _check_content(old.kind, text.strip(), address.strip())
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


@act(
    "pack.published",
    label=_("Publish the version"),
    says=_(
        "published version %(number)s: added %(added)s, changed %(changed)s, removed %(removed)s"
    ),
    on=Pack,
    may=may.KEEPS,
    moves={State.DRAFT: State.PUBLISHED, State.PUBLISHED: State.PUBLISHED},
)
def publish_pack(
    actor: Actor,
    pack: Pack,
    *,
    for_all: bool,
    groups: Sequence[StudyGroup] = (),
    said: str = "",
    non_secret: bool = False,
) -> Pack:
    """发布: from now on the groups read this version; all of them, or those chosen, get an alert
    and nobody must read. What changed is listed item by item; from the second version on the
    publisher says it in a sentence too.

    For all groups only an office publishes. Raises BadInput when nothing is in it, nothing has
    changed, nobody is chosen, or it was not declared free of secrets; NotAllowed.
    """
    if not non_secret:
        raise Refused.PACK_SECRET("non_secret")
    if for_all and not may.PUSHES_TO_ALL.allows(actor, pack):
        raise Refused.PACK_FOR_ALL()
    chosen = [] if for_all else list(groups)
    if not for_all and not chosen:
        raise Refused.PACK_NOBODY("groups")
    now = [item.line for item in pack.items.of_version(pack.next)]
    if not now:
        raise Refused.PACK_EMPTY()
    changes = rules.changes(
        [item.line for item in pack.items.of_version(pack.number)] if pack.number else [], now
    )
    before = set(pack.groups.values_list("pk", flat=True))
    if not changes and (pack.for_all, before) == (for_all, {group.pk for group in chosen}):
        raise Refused.PACK_SAME(number=pack.number)
    if pack.number and not said.strip():
        raise Refused.PACK_UNSAID("said")
    pack.number += 1
    pack.state, pack.for_all = State.PUBLISHED, for_all
    pack.shared = for_all or any(group.pk != pack.group_id for group in chosen)
    pack.groups.set(chosen)
    PackVersion.objects.create(
        pack=pack, number=pack.number, said=said.strip(), published_on=clock.today()
    )
    counts = {
        what: sum(change.what == what for change in changes)
        for what in ("added", "changed", "removed")
    }
    tell(number=pack.number, for_all=for_all, groups=[group.pk for group in chosen], **counts)
    _alert(pack, actor)
    return pack


@act(
    "pack.withdrawn",
    label=_("Withdraw the study pack"),
    says=_("withdrew the study pack"),
    on=Pack,
    may=may.KEEPS,
    moves={State.DRAFT: State.WITHDRAWN, State.PUBLISHED: State.WITHDRAWN},
    danger=True,
)
def withdraw_pack(actor: Actor, pack: Pack, *, reason: str) -> Pack:
    """It was wrong or is over: it is pushed to nobody any more, and only the own unit and the roles
    above still find it.
    """
    pack.state = State.WITHDRAWN
    return pack


# -- what a group adds -----------------------------------------------------------------------------


@act(
    "addition.made",
    label=_("Add to a study pack"),
    says=_("added “%(title)s” to the study pack “%(pack)s” for the group"),
    on=StudyGroup,
    may=may.ADDS,
    when=Where(until__isnull=True),
    creates=PackAddition,
)
def add_to_pack(
    actor: Actor,
    group: StudyGroup,
    *,
    pack: Pack,
    kind: str,
    title: str,
    text: str = "",
    address: str = "",
    upload: Upload | None = None,
    declared: bool = False,
) -> PackAddition:
    """A local case, a document, a question: the own group's members find it on the page of the
    pack, nobody else does. Raises BadInput; Invisible for a pack one can not read.
    """
    if not Pack.objects.visible_to(actor).published().filter(pk=pack.pk).exists():
        raise Invisible()
    kind = ItemKind(kind)
    if (kind == ItemKind.DOCUMENT) != (upload is not None):
        raise Refused.ITEM_FILE("upload")
    _check_content(kind, text.strip(), address.strip())
    title = title.strip() or (_stem(upload.name)[:160] if upload is not None else "")
    addition = begin(
        PackAddition(
            pack=pack,
            unit=group.unit,
            group=group,
            kind=kind,
            title=_needed_text(title, "title"),
            text=text.strip(),
            address=address.strip(),
        )
    )
    link(addition, Type.PART_OF, pack)
    if upload is not None:
        addition.file = attach_file(actor, about=addition.thing, upload=upload, declared=declared)
        addition.save(update_fields=["file"])
    tell(title=addition.title, pack=quoting(pack))
    return addition


@act(
    "addition.offered",
    label=_("Offer it to all"),
    says=_("offered it to all"),
    on=PackAddition,
    may=may.KEEPS_ADDITION,
    moves={AdditionState.OWN: AdditionState.OFFERED, AdditionState.DECLINED: AdditionState.OFFERED},
    primary=True,
)
def offer_addition(actor: Actor, addition: PackAddition, *, word: str = "") -> PackAddition:
    """Whoever keeps the pack takes it into the next version, or says why not."""
    tell(reason=word.strip()) if word.strip() else None
    return addition


@act(
    "addition.taken",
    label=_("Take it into the next version"),
    says=_("took it into the next version"),
    on=PackAddition,
    may=may.KEEPS_ITS_PACK,
    moves={AdditionState.OFFERED: AdditionState.TAKEN},
    asks=True,
)
def take_addition(actor: Actor, addition: PackAddition) -> PackAddition:
    """It becomes an item of the pack, with the name of the group that offered it."""
    receive_item(actor, addition.pack, addition=addition)
    return addition


@act(
    "addition.declined",
    label=_("Do not take it"),
    says=_("did not take it into the pack"),
    on=PackAddition,
    may=may.KEEPS_ITS_PACK,
    moves={AdditionState.OFFERED: AdditionState.DECLINED},
)
def decline_addition(actor: Actor, addition: PackAddition, *, reason: str) -> PackAddition:
    """It stays with the group that made it, which reads why."""
    return addition


@act(
    "addition.removed",
    label=_("Remove what we added"),
    says=_("removed what the group had added"),
    on=PackAddition,
    may=may.KEEPS_ADDITION,
    moves={
        AdditionState.OWN: AdditionState.REMOVED,
        AdditionState.OFFERED: AdditionState.REMOVED,
        AdditionState.DECLINED: AdditionState.REMOVED,
    },
    danger=True,
)
def remove_addition(actor: Actor, addition: PackAddition, *, reason: str) -> PackAddition:
    """The members do not find it on the pack any more."""
    return addition


@act(
    "pack.addition_received",
    label=_("Receive what a group offered"),
    says=_("took in what %(group)s had offered"),
    on=Pack,
    may=may.KEEPS,
    moves=OPEN,
    inner_only=True,
)
def receive_item(actor: Actor, pack: Pack, *, addition: PackAddition) -> Pack:
    """Called by ``take_addition``: the pack is locked while its next version grows."""
    _add_item(
        pack,
        addition.kind,
        addition.title,
        text=addition.text,
        address=addition.address,
        file=addition.file,
        group=addition.group,
    )
    tell(group=addition.group.name)
    return pack


# -- helpers ---------------------------------------------------------------------------------------


def _needed_text(text: str, name: str) -> str:
    if not text.strip():
        raise Common.TEXT_MISSING(name)
    return text.strip()


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _check_content(kind: str, text: str, address: str) -> None:
    """A text has its words, a link its address. Raises BadInput."""
    if kind == ItemKind.TEXT and not text:
        raise Refused.ITEM_TEXT("text")
    if kind == ItemKind.LINK and not address.lower().startswith(("https://", "http://")):
        raise Refused.ITEM_ADDRESS("address")
    if address and kind != ItemKind.LINK:
        raise Refused.ITEM_NO_ADDRESS("address")


def _add_item(
    pack: Pack,
    kind: str,
    title: str,
    *,
    text: str = "",
    address: str = "",
    file: StoredFile | None = None,
    group: StudyGroup | None = None,
) -> PackItem:
    title, text, address = _needed_text(title, "title")[:160], text.strip(), address.strip()
    _check_content(kind, text, address)
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
        since=pack.next,
    )


def _item_of_next(pack: Pack, item: PackItem) -> PackItem:
    """The item as it stands in the next version. Raises BadInput."""
    items = pack.items.of_version(pack.next).select_related("file", "group")
    current_item = items.filter(pk=item.pk).first()
    if current_item is None:
        raise Refused.ITEM_GONE("item")
    return current_item


def let_keepers_know(row: Any) -> None:
    """Inside an act: who keeps the packs of a unit or group has changed; what is offered to these
    packs is known to whoever keeps them now.
    """
    offered = PackAddition.objects.filter(state=AdditionState.OFFERED)
    for addition in lock(offered.filter(Q(pack__group=row.pk) | Q(pack__unit=row.pk))):
        copy_to_thing(addition)


def _alert(pack: Pack, actor: Actor) -> None:
    """One message to everybody of the groups; nobody is asked whether they read it."""
    seats = (
        Membership.objects.in_force(clock.today()).filter(group__until=None)
        if pack.for_all
        else Membership.objects.in_force(clock.today()).filter(group__in=pack.groups.all())
    )
    moment = clock.now()
    people = (
        Person.objects.filter(pk__in=seats.values("person"), active=True)
        .exclude(pk=actor.pk)
        .values_list("pk", flat=True)
    )
    insert_many(
        Delivery(
            kind="alert",
            to_id=person_id,
            thing_id=pack.pk,
            payload={"verb": "pack.published"},
            not_before=moment,
            made_at=moment,
        )
        for person_id in people
    )
