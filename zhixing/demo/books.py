"""The four workbooks of the demo county, which come with the package."""

from __future__ import annotations

from pathlib import Path

from zhixing.foundation.kits.workbooks.reading import Workbook, read

WORKBOOKS = Path(__file__).parent / "workbooks"


def demo_book(name: str) -> Workbook:
    """One of them, read."""
    return read(name, (WORKBOOKS / name).read_bytes())
