"""The volume as one zip: every paper as PDF and docx, the attached files, a list of contents, and
the SHA-256 sums of all of it.
"""

from __future__ import annotations

import hashlib
import zipfile
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.documents.answers import KINDS, written
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.kits.documents.paper import Paper
from zhixing.foundation.kits.documents.pdf import NoPdf
from zhixing.foundation.kits.workbooks.writing import workbook
from zhixing.foundation.machinery import clock, progress
from zhixing.foundation.machinery.things.listing import Column

from . import papers, queries
from .rules import Item, Sort, safe_name

IN_MEMORY = 8 * 1024 * 1024
SUMS = "SHA256SUMS.txt"


class _Bundle:
    def __init__(self, root: str, out: IO[bytes]) -> None:
        self.root, self.kinds = root, list(KINDS)
        self.sums: list[tuple[str, str]] = []
        moment = clock.now()
        self.date = (moment.year, moment.month, moment.day, moment.hour, moment.minute, 0)
        self.archive = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)

    def put(self, path: str, content: bytes) -> str:
        """Answers the path in the zip; a second file of one name gets a number."""
        taken = {taken_path for _sum, taken_path in self.sums}
        stem, dot, end = path.rpartition(".")
        nth = 2
        while path in taken:
            path, nth = f"{stem} ({nth}){dot}{end}", nth + 1
        self.sums.append((hashlib.sha256(content).hexdigest(), path))
        entry = zipfile.ZipInfo(f"{self.root}/{path}", self.date)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        self.archive.writestr(entry, content)
        return path

    def put_paper(self, path: str, paper: Paper) -> list[str]:
        """Each kind this machine can make; without Pango the docx alone."""
        paths = []
        for kind in list(self.kinds):
            try:
                paths.append(self.put(f"{path}.{kind}", written(paper, kind)))
            except NoPdf:
                self.kinds.remove(kind)
        return paths

    def close(self) -> None:
        sums = "".join(f"{checksum}  {path}\n" for checksum, path in self.sums)
        self.archive.writestr(zipfile.ZipInfo(f"{self.root}/{SUMS}", self.date), sums.encode())
        self.archive.close()


def bundle(seen: queries.Year) -> IO[bytes]:
    """The zip, at its beginning."""
    out = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever asked closes it
    pack(out, seen)
    out.seek(0)
    return out


@in_county_language()
def pack(out: IO[bytes], seen: queries.Year) -> None:
    """Write the zip. ``sha256sum -c SHA256SUMS.txt`` in its folder proves it. Tells how far it is,
    a piece of the volume at a time.
    """
    volume = queries.volume(seen)
    progress.steps("packing", len(volume.items) + 1)
    made = _Bundle(safe_name(f"{volume.group.name} {volume.year}"), out)
    files = {file.pk: file for file in seen.files}
    lines: list[tuple[int, Item, list[str]]] = []
    for at, item in enumerate(volume.items, 1):
        place = "/".join(
            filter(
                None,
                (
                    safe_name(str(item.keep.label)),
                    safe_name(item.folder) if item.folder else "",
                    f"{at:03d} {safe_name(item.title)}",
                ),
            )
        )
        if item.sort == Sort.FILE:
            path = files[item.key].path
            lines.append((at, item, [made.put(place, path.read_bytes())] if path.is_file() else []))
        else:
            lines.append((at, item, made.put_paper(place, queries.paper_of(seen, item))))
        progress.step()
    made.put_paper(safe_name(_("Contents")), papers.contents(volume))
    columns: list[Column] = [
        Column(_("No."), lambda line: line[0]),
        Column(_("Title"), lambda line: line[1].title),
        Column(_("Kind"), lambda line: str(line[1].word)),
        Column(pgettext("archive", "Date"), lambda line: line[1].date),
        Column(pgettext("archive", "How long"), lambda line: str(line[1].keep.label)),
        Column(_("Code"), lambda line: line[1].key),
        Column(
            pgettext("archive", "Files of the volume"),
            lambda line: "\n".join(line[2]) or _("The bytes are not there."),
        ),
        Column("SHA-256", _sums_of(made)),
    ]
    made.put(f"{safe_name(_('Contents'))}.xlsx", workbook(lines, columns))
    made.close()
    progress.step()


def _sums_of(pack: _Bundle) -> Any:
    by_path = {path: checksum for checksum, path in pack.sums}
    return lambda line: "\n".join(by_path[path] for path in line[2])
