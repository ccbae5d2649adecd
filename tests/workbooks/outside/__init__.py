"""Files that failed when the product was tried from outside; the tests say what is right."""

from __future__ import annotations

from pathlib import Path

from zhixing.foundation.kits.workbooks.reading import Workbook, read

HERE = Path(__file__).resolve().parent


def outside(name: str) -> Workbook:
    return read(name, (HERE / name).read_bytes())
