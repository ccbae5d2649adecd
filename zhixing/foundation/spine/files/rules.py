"""What a file may be: its real type by its bytes, its limits, the markings that keep it out. No
database, no clock.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from typing import Any

from defusedxml.ElementTree import fromstring
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from .pictures import drawn_anew

MOST_BYTES = 10_000_000
MOST_UNPACKED = 100_000_000
MOST_ENTRIES = 2_000
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 2560  # pixels; a photo of evidence needs no more
READ_PAGES = 3  # of a PDF: a marking stands on its first page

KINDS = {
    "pdf": ("application/pdf", _("PDF")),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _("Word document"),
    ),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _("workbook")),
    "pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _("presentation"),
    ),
    "jpg": ("image/jpeg", _("picture")),
    "png": ("image/png", _("picture")),
    "webp": ("image/webp", _("picture")),
}
PICTURES = ("jpg", "png", "webp")
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}

# The mark of a classified document is its grade before a star and its term (GB/T 9704 and the rules
# on marking state secrets); a text that only speaks of secrets, as the law on them does, carries
# none.
MARKING = re.compile(
    r"(绝密|机密|秘密)\s*[★☆✩✭]|[【\[（(〔](绝密|机密|秘密)[】\]）)〕]|内部(资料|文件)[,，、"
    r"\s]*(不得外传|严禁外传|注意保存)|(?m:^\s*(绝密|机密)\s*$)"
)


class Side(TextChoices):
    """What a picture shows of a piece of work."""

    BEFORE = "before", pgettext_lazy("picture", "before")
    AFTER = "after", pgettext_lazy("picture", "after")


class Seen(TextChoices):
    """Whether whoever holds the receipt sees a picture, as the record says it."""

    YES = "yes", pgettext_lazy("picture", "yes")
    NO = "no", pgettext_lazy("picture", "no")


class Unacceptable(ValueError):
    """The file does not come in. ``code`` names why; the sentence stands in ``refusals``."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True)
class Accepted:
    """What will be kept: the bytes (pictures are drawn anew, without place and camera), their real
    kind.
    """

    content: bytes
    kind: str


def accept(name: str, content: bytes) -> Accepted:
    """Look at a file. Raises Unacceptable."""
    if not content:
        raise Unacceptable("file.empty")
    if len(content) > MOST_BYTES:
        raise Unacceptable("file.big", most=MOST_BYTES // 1_000_000)
    _refuse_marked(name)
    kind, text = _kind(content)
    called = name.rpartition(".")[2].lower()
    called = {"jpeg": "jpg"}.get(called, called)
    if called in KINDS and called != kind:
        raise Unacceptable("file.other_name", called=called, kind=kind)
    _refuse_marked(text)
    if kind not in PICTURES:
        return Accepted(content, kind)
    try:
        return Accepted(drawn_anew(content, kind, LONGEST_SIDE), kind)
    except (OSError, ValueError, SyntaxError) as fault:
        raise Unacceptable("file.broken") from fault


def _refuse_marked(text: str) -> None:
    marking = MARKING.search(text)
    if marking:
        raise Unacceptable("file.marked", mark=marking.group(0).strip()[:12])


def _kind(content: bytes) -> tuple[str, str]:
    """(real kind, the text in which a marking could stand)."""
    if content.startswith(b"%PDF-"):
        return "pdf", _pdf_text(content)
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=list(_FORMATS)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Unacceptable("file.bomb")
                return _FORMATS[str(picture.format)], ""
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise Unacceptable("file.bomb") from fault
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as fault:
        if isinstance(fault, Unacceptable):
            raise
        raise Unacceptable("file.type") from fault


def _pdf_text(content: bytes) -> str:
    try:
        pages = PdfReader(io.BytesIO(content))
        if pages.is_encrypted:
            raise Unacceptable("file.locked")
        return "\n".join(page.extract_text() for page in pages.pages[:READ_PAGES])
    except Unacceptable:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OSError,
    ) as fault:
        raise Unacceptable("file.broken") from fault


def _office(content: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            entries = parts.infolist()
            names = {entry.filename for entry in entries}
            if (
                len(entries) > MOST_ENTRIES
                or sum(entry.file_size for entry in entries) > MOST_UNPACKED
            ):
                raise Unacceptable("file.bomb")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Unacceptable("file.macros")
            kind = next((kind for name, kind in _OFFICE.items() if name in names), "")
            if not kind:
                raise Unacceptable("file.type")
            wanted = [
                name
                for name in sorted(names)
                if re.fullmatch(
                    r"word/(document|header\d*|footer\d*)\.xml|xl/sharedStrings\.xml|ppt/slides/slide\d+\.xml",
                    name,
                )
            ][:40]
            return kind, "\n".join(_xml_text(parts.read(name)) for name in wanted)
    except zipfile.BadZipFile as fault:
        raise Unacceptable("file.broken") from fault


def _xml_text(content: bytes) -> str:
    """The text of a part, one paragraph in a line. Entities and external parts are refused by the
    reader (defusedxml).
    """
    try:
        root = fromstring(content)
    except Exception as fault:
        raise Unacceptable("file.broken") from fault
    lines: list[str] = []
    line = ""
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name in ("p", "si"):
            lines.append(line)
            line = ""
        elif name == "t":
            line += element.text or ""
    return "\n".join([*lines, line])
