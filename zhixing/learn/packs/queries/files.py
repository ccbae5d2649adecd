"""The files of a pack, for those who may have them."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from zhixing.foundation.spine.files.models import StoredFile

from .. import may
from ..models import Pack, PackAddition, PackItem


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
    return _there(pack_item.file)


def addition_file_of(person: Any, code: str) -> StoredFile:
    """The file of what a group added. Raises Http404."""
    addition = get_object_or_404(
        PackAddition.objects.visible_to(person).select_related("file"),
        pk=code,
        file__withdrawn_on=None,
        file__isnull=False,
    )
    return _there(addition.file)


def _there(file: StoredFile | None) -> StoredFile:
    if file is None:
        raise Http404
    return file
