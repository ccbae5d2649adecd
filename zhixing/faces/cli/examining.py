"""An archive is unpacked into a folder of its own and examined there, before anything is touched.

What the sums prove: that nothing was damaged on the way. They are written by whoever wrote the
archive, so they prove nothing about a writer who changes contents and sums alike; against that
stand the chain, which such a writer must reckon anew, and the anchor of this machine, which then
names other records.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from zhixing import __version__
from zhixing.foundation.machinery.records import anchor

from . import dumped, system
from .archive import DUMPS
from .takeover import half_way, known_steps

CHUNK = 1 << 20
MANIFEST_MOST = 64 << 20
SUM = re.compile(r"[0-9a-f]{64}")


class Refused(SystemExit):
    """The archive is not read back: a sentence, and nothing was changed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(_("%(sentence)s Nothing was changed.") % {"sentence": sentence})


@dataclass(frozen=True)
class Archive:
    """An archive that was unpacked and examined."""

    folder: Path
    vendor: str
    made: str
    files: dict[str, str]  # place -> sum
    heads: dict[str, tuple[int, str]]  # origin -> (seq, hash), as the database in it has them
    anchored: dict[
        tuple[str, int], str
    ]  # hashes of its records that the anchor of this machine names

    @property
    def dump(self) -> Path:
        return self.folder / DUMPS[self.vendor]


def examined(source: Path, folder: Path) -> Archive:
    """Unpack and look at everything, without touching the site. Raises Refused."""
    try:
        sums = _unpacked(source, folder)
        manifest = _manifest(folder)
        _compare_sums(manifest, sums)
        _ask_vendor(manifest)
        _ask_version(manifest)
        _ask_migrations(set(manifest.get("migrations", [])))
        wanted = {
            (origin, seq) for origin, (seq, _hash) in _heads(manifest).items()
        } | _anchored_numbers()
        content = dumped.content(folder / DUMPS[manifest["vendor"]], manifest["vendor"], wanted)
        _ask_migrations(content.migrations, needed=True)
        _ask_chain(content, manifest)
        _ask_files(content, manifest)
    except Refused:
        raise
    except dumped.Damaged as fault:
        words = _("The database in %(file)s is damaged: %(why)s.")
        raise Refused(words % {"file": source, "why": fault}) from fault
    except (FileNotFoundError, PermissionError, IsADirectoryError) as fault:
        words = _("%(file)s can not be read: %(why)s.")
        raise Refused(words % {"file": source, "why": system.why(fault, source)}) from fault
    except (
        Exception
    ) as fault:  # bytes can be wrong in more ways than one can name; none may reach the site
        words = _("%(file)s is no archive of Zhixing, or it is damaged (%(why)s).")
        raise Refused(words % {"file": source, "why": type(fault).__name__}) from fault
    return Archive(
        folder,
        manifest["vendor"],
        str(manifest["made"]),
        manifest["files"],
        content.heads,
        content.anchored,
    )


def _unpacked(source: Path, folder: Path) -> dict[str, str]:
    """Plain files of known names only, each written while its sum is taken. name -> sum."""
    sums: dict[str, str] = {}
    with gzip.open(source) as stream, tarfile.open(fileobj=stream, mode="r:") as archive:
        for member in archive:
            _ask_member(member, sums, folder)
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            content = archive.extractfile(member)
            if content is None:
                raise ValueError(member.name)
            sums[member.name] = _copy_member(content, target, member.size)
        _read_to_the_end(stream)
    if not sums:
        raise ValueError("empty")
    return sums


def _ask_member(member: tarfile.TarInfo, sums: dict[str, str], folder: Path) -> None:
    path = PurePosixPath(member.name)
    known = member.name in ("manifest.json", *DUMPS.values()) or (
        path.parts[0] == "files" and len(path.parts) > 1
    )
    if (
        not member.isreg()
        or not known
        or ".." in path.parts
        or str(path) != member.name
        or "\x00" in member.name
    ):
        words = _("The archive holds something that is no part of a backup (%(name)r).")
        raise Refused(words % {"name": member.name[:80]})
    if member.name in sums:
        words = _("The archive holds %(name)r twice.")
        raise Refused(words % {"name": member.name[:80]})
    most = MANIFEST_MOST if member.name == "manifest.json" else shutil.disk_usage(folder).free
    if member.size > most:
        words = _(
            "%(name)r in the archive says it has %(bytes)s bytes: more than there is room for."
        )
        raise Refused(words % {"name": member.name[:80], "bytes": member.size})


def _copy_member(content: Any, target: Path, size: int) -> str:
    total, left = hashlib.sha256(), size
    with target.open("xb") as out:
        while chunk := content.read(min(CHUNK, left)):
            out.write(chunk)
            total.update(chunk)
            left -= len(chunk)
    if left:
        raise EOFError(target.name)
    return total.hexdigest()


def _read_to_the_end(stream: gzip.GzipFile) -> None:
    """The sum of the packed bytes stands behind them: a cut end is noticed only there."""
    for _chunk in range(MANIFEST_MOST // CHUNK):
        if not stream.read(CHUNK):
            return
    raise ValueError("no end")


def _manifest(folder: Path) -> dict[str, Any]:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    good = isinstance(manifest, dict) and all(
        isinstance(manifest.get(name), str) for name in ("zhixing", "vendor", "made", "database")
    )
    files = manifest.get("files") if good else None
    if not isinstance(files, dict) or not all(
        isinstance(value, str) and SUM.fullmatch(value) for value in files.values()
    ):
        raise ValueError("manifest")
    return manifest


def _compare_sums(manifest: dict[str, Any], sums: dict[str, str]) -> None:
    dump = DUMPS.get(manifest["vendor"], "database")
    wanted = {f"files/{name}": value for name, value in manifest["files"].items()} | {
        dump: manifest["database"]
    }
    actual_sums = {name: value for name, value in sums.items() if name != "manifest.json"}
    wrong = sorted(
        name
        for name in wanted.keys() | actual_sums.keys()
        if wanted.get(name) != actual_sums.get(name)
    )
    if wrong:
        words = _("The archive is damaged: %(names)s not as its list says.")
        raise Refused(words % {"names": ", ".join(wrong[:5])})


def _ask_vendor(manifest: dict[str, Any]) -> None:
    if manifest["vendor"] != connection.vendor:
        words = _("This archive is of %(theirs)s; the site runs on %(ours)s.")
        raise Refused(words % {"theirs": manifest["vendor"][:40], "ours": connection.vendor})


def _ask_version(manifest: dict[str, Any]) -> None:
    if _version_numbers(manifest["zhixing"]) > _version_numbers(__version__):
        words = _(
            "This archive was written by Zhixing %(theirs)s, this is %(ours)s: install that version"
            " first."
        )
        raise Refused(words % {"theirs": manifest["zhixing"][:20], "ours": __version__})


def _version_numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def _ask_migrations(applied: set[str], needed: bool = False) -> None:
    """A database this version does not know can not be served by it."""
    strange = sorted(applied - known_steps())
    if strange:
        words = _(
            "This archive comes from another version of Zhixing (it knows %(name)s): install that"
            " version first."
        )
        raise Refused(words % {"name": strange[0][:80]})
    if half_way(applied):
        words = _(
            "This archive is older than this version takes over: restore it with an earlier"
            " version, bring it up to date there, and back it up again."
        )
        raise Refused(words)
    if needed and not applied:
        raise Refused(_("The database in the archive is none of Zhixing's: it has no migrations."))


def _heads(manifest: dict[str, Any]) -> dict[str, tuple[int, str]]:
    """Where the chains stood when the backup began; archives of older versions do not say."""
    return {
        origin: (int(seq), str(name)) for origin, (seq, name) in manifest.get("heads", {}).items()
    }


def _anchored_numbers() -> set[tuple[str, int]]:
    try:
        return {(mark.origin, mark.seq) for mark in anchor.marks()}
    except anchor.Unreadable:
        return set()


def _ask_chain(content: dumped.Content, manifest: dict[str, Any]) -> None:
    if content.fault:
        words = _("The archive was changed after it was written: %(why)s.")
        raise Refused(words % {"why": content.fault})
    for origin, (seq, name) in _heads(manifest).items():
        if content.anchored.get((origin, seq)) != name:
            words = _(
                "The archive was changed after it was written: record %(number)s of %(origin)s is"
                " not the one its list names."
            )
            raise Refused(words % {"number": seq, "origin": origin[:40]})


def _ask_files(content: dumped.Content, manifest: dict[str, Any]) -> None:
    """Files against the rows that know them, which the list in the archive can not answer for."""
    for place, value in content.files.items():
        if manifest["files"].get(place) != value:
            words = _(
                "The archive was changed after it was written: the file %(name)s is not the one its"
                " row names."
            )
            raise Refused(words % {"name": place[:80]})


def compare_anchor(archive: Archive) -> None:
    """Records this machine has seen must be those of the archive, as far as it goes."""
    try:
        marks = anchor.marks()
    except anchor.Unreadable as fault:
        words = _(
            "%(file)s can not be read (%(why)s), so the archive can not be compared with it. Move"
            " the file away, or say --another-chain."
        )
        raise Refused(words % {"file": anchor.place(), "why": fault}) from fault
    for origin, (last, _hash) in archive.heads.items():
        for mark in anchor.epoch(marks, origin):
            if mark.seq <= last and archive.anchored.get((origin, mark.seq)) != mark.hash:
                words = _(
                    "Record %(number)s of the archive is not the one this site had at %(moment)s:"
                    " the archive was changed, or belongs to another county. Say --another-chain if"
                    " it does."
                )
                raise Refused(words % {"number": mark.seq, "moment": mark.at})
