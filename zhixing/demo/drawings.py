"""The drawings of the demo county as files that somebody attaches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zhixing.foundation.spine.files.acts import Upload, attach_file
from zhixing.foundation.spine.files.rules import Side

PICTURES = Path(__file__).parent / "pictures"


def attach_drawing(person: Any, row: Any, name: str, called: str, side: Side) -> None:
    """One of them comes to a problem, under the name somebody gave it, for its reporter too."""
    content = (PICTURES / f"{name}.jpg").read_bytes()
    attach_file(
        person,
        about=row.thing,
        upload=Upload(called, content),
        declared=True,
        side=side,
        public=True,
    )
