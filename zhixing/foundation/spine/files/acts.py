"""Acts on files: attach one, destroy one that should not be here."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.errors import Invisible, NotAllowed
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs.rules import UnseenSign, stored

from . import may, store
from .models import StoredFile
from .queries import may_attach
from .refusals import Refused
from .rules import MOST_BYTES, PICTURES, Seen, Side, Unacceptable, accept

HERE = Where(withdrawn_on__isnull=True)
IS_PICTURE = Where(kind__in=list(PICTURES))


class Upload:
    """A file as it was handed in: its name and its bytes. An idempotency key knows it by both."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self.content = name, content

    def __str__(self) -> str:
        return f"{self.name} {hashlib.sha256(self.content).hexdigest()}"


@act(
    "file.attached",
    label=_("Attach a file"),
    says=_("attached “%(name)s”, declared as not secret"),
    may=may.ATTACHES,
    creates=StoredFile,
    locks=("about",),
)
def attach_file(
    actor: Actor,
    *,
    about: Thing,
    upload: Upload,
    declared: bool,
    side: str = "",
    public: bool = False,
) -> StoredFile:
    """A file comes to a thing. ``declared``: whoever hands it in says that it holds no state and no
    work secret. ``side``: of a picture, how it was before or is after; ``public``: whoever holds
    the receipt of the case may see that too.

    Raises BadInput for what is no allowed file, carries a secrecy marking, or is one photo too many
    by the norm; NotAllowed, Invisible.
    """
    seen = Thing.objects.visible_to(actor).filter(pk=about.pk).first()
    if seen is None:
        raise Invisible()
    about = seen
    row = about.model._base_manager.select_related("thing").get(pk=about.pk)
    if not may_attach(actor, row):
        raise NotAllowed()
    if declared is not True:
        raise Refused.FILE_UNDECLARED("declared")
    if len(upload.content) > MOST_BYTES:
        raise Refused.FILE_BIG("upload", most=MOST_BYTES // 1_000_000)
    try:
        name = stored(upload.name.replace("\\", "/").rpartition("/")[2])[-120:]
        accepted = accept(name, upload.content)
    except UnseenSign as fault:
        raise Common.TEXT_UNSEEN("upload", sign=fault.sign) from fault
    except Unacceptable as fault:
        raise Refused.of(fault.code)("upload", **fault.params) from fault
    side = _shown(accepted.kind, side, public)
    if accepted.kind in PICTURES:
        most = value("files.max_photos", clock.today())
        if (
            StoredFile.objects.filter(about=about, kind__in=PICTURES, withdrawn_on=None).count()
            >= most
        ):
            raise Refused.FILE_PHOTOS("upload", most=most)
    place, digest = store.put(accepted.content)
    tell(name=name, about=about)
    return StoredFile(
        about=about,
        unit=row.thing_unit(),
        group=row.thing_group(),
        topic=row.thing_topic(),
        name=name or accepted.kind,
        kind=accepted.kind,
        size=len(accepted.content),
        digest=digest,
        place=place,
        added_on=clock.today(),
        side=side,
        public=public,
    )


def _shown(kind: str, side: str, public: bool) -> str:
    """What a file of this kind shows. Raises BadInput where it can not."""
    if side and kind not in PICTURES:
        raise Refused.FILE_NO_PICTURE("side")
    if public and not side:
        raise Refused.FILE_PUBLIC_SHOWS("side")
    return Side(side) if side else ""


@act(
    "file.described",
    label=_("Say what the picture shows"),
    says=_("said what the picture shows: %(side)s, seen by the reporter: %(public)s"),
    tells={"side": Side, "public": Seen},
    on=StoredFile,
    may=may.DESCRIBES,
    when=HERE & IS_PICTURE,
)
def describe_picture(
    actor: Actor, file: StoredFile, *, side: str = "", public: bool = False
) -> StoredFile:
    """How it was before or is after; and whether whoever holds the receipt of the case sees it,
    which can be taken back at any time.
    """
    file.side, file.public = _shown(file.kind, side, public), public
    tell(side=str(file.side), public=str(Seen.YES if public else Seen.NO))
    return file


@act(
    "file.withdrawn",
    label=_("Destroy the file"),
    says=_("destroyed the file"),
    on=StoredFile,
    may=may.WITHDRAWS,
    when=HERE,
    danger=True,
)
def withdraw_file(actor: Actor, file: StoredFile, *, reason: str) -> StoredFile:
    """It should not be here (a secret, a face, a mistake): the bytes are destroyed, that it was
    here stays on record.
    """
    file.withdrawn_on = clock.today()
    place = file.place
    transaction.on_commit(lambda: store.destroy(place))
    return file
