"""A workbook is read as text."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter

from tests.foundation.intake.build import book, demo
from zhixing.foundation.kits.workbooks.reading import read


def test_cells_become_text():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as file:
        page = file.add_worksheet("a")
        page.write_row(0, 0, ["x", 10000000022, 1.5])
        page.write_datetime(
            0, 3, dt.datetime(2026, 9, 30), file.add_format({"num_format": "yyyy-mm-dd"})
        )
        page.merge_range(1, 1, 3, 1, "merged down")
        page.write_string(3, 2, "last")
        hidden = file.add_worksheet("b")
        hidden.write_string(0, 0, "secret")
        hidden.hide()
    workbook = read("x.xlsx", out.getvalue())
    assert workbook.sheets[0].rows[0] == ("x", "10000000022", "1.5", "2026-09-30")
    assert [row[1] for row in workbook.sheets[0].rows[1:]] == ["merged down"] * 3
    assert workbook.sheets[1].hidden and workbook.sheets[1].rows == ()


def test_the_same_bytes_have_the_same_digest():
    assert demo("roster").digest == demo("roster").digest != book([["a"]]).digest
