"""A paper as PDF by WeasyPrint: the kit's own template, style and font, and nothing from anywhere
else. Imported only when a PDF is asked for: its libraries may be missing.
"""

from __future__ import annotations

import atexit
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from PIL import ImageFile

from zhixing.foundation.machinery.errors import Refusal

from . import glyphs
from .paper import Paper

HERE = Path(__file__).resolve().parent
FONT = (
    HERE / "fonts" / "NotoSansSC-Regular.ttf"
)  # one whole file: of sliced web fonts WeasyPrint prints wrong signs without a word
STYLE = HERE / "paper.css"
RARE = HERE / "fonts" / "NotoSansSC-Rare.otf"  # the 2,389 rare signs the other one lacks
OWN = frozenset({FONT, RARE, STYLE})
_drawing_lock = (
    Lock()
)  # a page takes half a second of one core, and fontconfig is shared by the process
_shared: dict[str, Any] = {}
atexit.register(_shared.clear)  # the font is laid out in a folder of its own, which goes with it


class NoPdf(Refusal):
    """503: this machine has no Pango. The docx of the same paper is there."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            "pdf.missing",
            _(
                "This machine can not make PDF files: the library Pango is missing. Download the"
                " paper as docx, or ask whoever runs the machine (Debian: apt-get install"
                " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)."
            ),
        )


def fetch(url: str) -> tuple[Path, bytes]:
    """The kit's own style and font; everything else is refused, on the disk as on the net. Raises
    ValueError.
    """
    parts = urlsplit(url)
    path = Path(unquote(parts.path)) if parts.scheme == "file" and not parts.netloc else None
    if path is None or path not in OWN:
        raise ValueError(f"a paper fetches nothing: {url[:200]}")
    return path, path.read_bytes()


def refuse_without_pango() -> None:
    """For what can not be printed later: before anything is done. Raises NoPdf."""
    _weasyprint()


def _weasyprint() -> Any:
    try:
        import weasyprint

        # importing it turns this on for the whole process; a picture that is cut off is refused
        # here (spine/files)
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    except (OSError, ImportError) as fault:
        raise NoPdf from fault
    return weasyprint


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurs(URLFetcher):  # type: ignore[misc]  # WeasyPrint brings no types
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - WeasyPrint's
            path, content = fetch(url)
            return URLFetcherResponse(
                url,
                content,
                {
                    "Content-Type": (
                        {".css": "text/css", ".otf": "font/otf"}.get(path.suffix, "font/ttf")
                    )
                },
            )

    return OnlyOurs(allowed_protocols=["file"], allow_redirects=False)


def html(paper: Paper) -> str:
    """The paper as the HTML that is printed: an autoescaped template.

    A sign that the fonts lack would be an empty box: it is printed as 〓, and a remark names it.
    """
    text = render_to_string("documents/pdf.html", {"paper": paper})
    lacking = glyphs.undrawn(text, (FONT, RARE))
    if not lacking:
        return text
    remark = glyphs.code_points(lacking)
    text = render_to_string("documents/pdf.html", {"paper": paper, "undrawn": remark})
    return glyphs.with_geta(text, lacking)


def pdf(paper: Paper) -> bytes:
    """The file. Raises NoPdf where the libraries are missing."""
    weasyprint = _weasyprint()
    text = html(paper)
    with _drawing_lock:
        if not _shared:
            from weasyprint.text.fonts import FontConfiguration

            fonts, fetcher = FontConfiguration(), _fetcher()
            _shared.update(
                fonts=fonts,
                fetcher=fetcher,
                style=weasyprint.CSS(url=STYLE.as_uri(), font_config=fonts, url_fetcher=fetcher),
            )
        page = weasyprint.HTML(
            string=text, base_url=HERE.as_uri() + "/", url_fetcher=_shared["fetcher"]
        )
        file: bytes = page.write_pdf(
            stylesheets=[_shared["style"]], font_config=_shared["fonts"], presentational_hints=True
        )
        return file
