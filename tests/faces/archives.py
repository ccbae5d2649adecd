"""Archives of a backup, taken apart and put together again by hand."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest
from django.utils import translation

from zhixing.faces.cli import restoring


def parts(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as content:
        return {member.name: content.extractfile(member).read() for member in content}


def packed(target: Path, content: dict[str, bytes], *odd: tarfile.TarInfo) -> Path:
    with tarfile.open(target, "w:gz") as archive:
        for name, data in content.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        for member in odd:
            archive.fileobj.write(member.tobuf(tarfile.GNU_FORMAT))
    return target


def with_manifest(content: dict[str, bytes], **changes: object) -> dict[str, bytes]:
    """The same content with another list."""
    manifest = json.loads(content["manifest.json"]) | changes
    return content | {"manifest.json": json.dumps(manifest).encode()}


def summed(content: dict[str, bytes]) -> dict[str, bytes]:
    """As somebody who changed the content, and the sums with it."""
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in content.items()}
    files = {
        name.removeprefix("files/"): value
        for name, value in sums.items()
        if name.startswith("files/")
    }
    (dump,) = (name for name in content if name.startswith("database."))
    return with_manifest(content, database=sums[dump], files=files)


def link(name: str, to: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, to
    return member


def huge(name: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size = 10**15
    return member


def refusal(archive: Path, folder: Path) -> str:
    """The sentence; it names neither exception nor line."""
    with translation.override("en"), pytest.raises(restoring.Refused) as refused:
        restoring.examined(archive, folder)
    sentence = str(refused.value)
    assert sentence.endswith("Nothing was changed.") and "\n" not in sentence
    return sentence
