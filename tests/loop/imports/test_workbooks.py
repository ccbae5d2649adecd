"""What is no workbook is refused with a sentence, before it costs anything; what is one is read as text."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter

from tests.loop.imports.build import DEMO, book, demo
from zhixing.foundation.kits.workbooks.reading import MOST_BYTES, read
from zhixing.foundation.machinery.errors import BadInput


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), data)
    return out.getvalue()


@pytest.mark.parametrize(("content", "code"), [
    (b"", "workbook.empty"), (b"name,phone\n", "workbook.other"), (b"\xd0\xcf\x11\xe0" + b"0" * 600, "workbook.old"), (b"x" * (MOST_BYTES + 1), "workbook.big"), (zipped(word__document_xml=b"<x/>"), "workbook.other"),
    (zipped(xl__workbook_xml=b"<x/>", xl__vbaProject_bin=b"1"), "workbook.macros"), (zipped(xl__workbook_xml=b"0" * 61_000_000), "workbook.bomb"), (zipped(xl__workbook_xml=b"<workbook>"), "workbook.broken"),
    ((DEMO / "roster.xlsx").read_bytes()[:9000], "workbook.other"),
])  # fmt: skip
def test_what_is_no_workbook(content, code):
    with pytest.raises(BadInput) as refused:
        read("x.xlsx", content)
    assert refused.value.code == code and len(str(refused.value)) > 5


def test_cells_become_text():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as file:
        page = file.add_worksheet("a")
        page.write_row(0, 0, ["x", 10000000022, 1.5])
        page.write_datetime(0, 3, dt.datetime(2026, 9, 30), file.add_format({"num_format": "yyyy-mm-dd"}))
        page.merge_range(1, 1, 3, 1, "merged down")
        page.write_string(3, 2, "last")
        hidden = file.add_worksheet("b")
        hidden.write_string(0, 0, "secret")
        hidden.hide()
    found = read("x.xlsx", out.getvalue())
    assert found.sheets[0].rows[0] == ("x", "10000000022", "1.5", "2026-09-30")
    assert [row[1] for row in found.sheets[0].rows[1:]] == ["merged down"] * 3
    assert found.sheets[1].hidden and found.sheets[1].rows == ()


def test_the_same_bytes_have_the_same_digest():
    assert demo("roster").digest == demo("roster").digest != book([["a"]]).digest
