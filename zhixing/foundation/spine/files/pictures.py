"""Pictures as pixels alone."""

from __future__ import annotations

import io

from PIL import Image, ImageOps


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
