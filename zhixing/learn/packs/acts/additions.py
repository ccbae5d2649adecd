"""What a group adds to a pack: its own, offered, taken or declined, received by the keepers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.errors import Invisible
from zhixing.foundation.machinery.links.models import Type, link
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.things.quoting import quoting
from zhixing.foundation.spine.files.acts import Upload, attach_file
from zhixing.foundation.spine.groups.models import StudyGroup

from .. import may
from ..models import Pack, PackAddition
from ..refusals import Refused
from ..rules import AdditionState, ItemKind
from .content import OPEN, check_content, needed_text, stem
from .items import add_item


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
    if kind == ItemKind.PAPER:
        raise Refused.ITEM_NO_PAPER("kind")
    check_content(kind, text.strip(), address.strip())
    title = title.strip() or (stem(upload.name)[:160] if upload is not None else "")
    addition = begin(
        PackAddition(
            pack=pack,
            unit=group.unit,
            group=group,
            kind=kind,
            title=needed_text(title, "title"),
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
    add_item(
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
