"""Pictures as pixels alone."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageOps

ON_A_PAGE = 960  # pixels; beside another picture, sharp on a phone and cheap to load


def for_page(path: Path, kind: str) -> bytes:
    """A picture of the store as a page shows it: drawn once, not for each who looks. Raises OSError
    when it is not there.
    """
    return _drawn_once(path, kind, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _drawn_once(path: Path, kind: str, _written_at: int) -> bytes:
    return drawn_anew(path.read_bytes(), kind, ON_A_PAGE)


def drawn_anew(content: bytes, kind: str, longest: int) -> bytes:
    """The picture upright, at most ``longest`` pixels a side, without EXIF, place, camera and
    whatever hid behind it.

    ``kind`` is jpg, png or webp. Raises OSError, ValueError or SyntaxError when it can not be read
    to its end.
    """
    out = io.BytesIO()
    with Image.open(io.BytesIO(content)) as picture:
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((longest, longest))
        plain = (
            upright.convert("RGB")
            if kind == "jpg" or upright.mode not in ("RGB", "RGBA", "L")
            else upright
        )
        clean = Image.new(plain.mode, plain.size)
        clean.paste(plain)
        clean.save(
            out,
            {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[kind],
            **({"quality": 85} if kind == "jpg" else {}),
        )
    return out.getvalue()
