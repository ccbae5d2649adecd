"""Files that want to do harm are refused with a sentence, in two seconds of the processor and 256
MB.
"""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import chain, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workbooks.hostile import (
    honest,
    number,
    odd_books,
    ods,
    parts_of,
    refused_books,
    sheets,
    strings,
    words,
    xls,
    xlsx,
    zipped,
)
from zhixing.foundation.kits.workbooks import parse, reading
from zhixing.foundation.kits.workbooks.writing import remarked
from zhixing.foundation.machinery.errors import BadInput

# Between the test and the reader stands a small process: what a child has used is counted for the
# process that starts it.
MEASURE = """
import resource, subprocess, sys
reader = [sys.executable, "-I", sys.argv[1], sys.argv[2]]
done = subprocess.run(reader, input=sys.stdin.buffer.read(), capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss, used.ru_utime + used.ru_stime)
"""


def cost(content: bytes) -> tuple[float, float]:
    """Peak megabytes of the reader, and its seconds of the processor: those of the clock would be
    somebody else's too.
    """
    ask = json.dumps(
        {
            "typed": False,
            "rows": reading.MOST_ROWS,
            "columns": reading.MOST_COLUMNS,
            "cells": reading.MOST_CELLS,
        }
    )
    figures = subprocess.run(
        [sys.executable, "-c", MEASURE, str(Path(parse.__file__)), ask],
        input=content,
        capture_output=True,
        check=True,
    ).stdout.split()
    return int(figures[0]) / 1024, float(figures[1])


@pytest.mark.parametrize(
    ("content", "codes"),
    [pytest.param(content, codes, id=what) for what, content, codes in refused_books()],
)
def test_refused_cheaply(content, codes):
    with pytest.raises(BadInput) as refused:
        reading.read("x.xlsx", content)
    assert refused.value.code in codes.split() and len(str(refused.value)) > 5
    megabytes, seconds = cost(content)
    assert megabytes < 256 and seconds < 2


@pytest.mark.parametrize(
    ("content", "rows"),
    [pytest.param(content, rows, id=what) for what, content, rows in odd_books()],
)
def test_read_as_what_it_says(content, rows):
    assert reading.read("x.xlsx", content).sheets[0].rows == rows
    typed = reading.read("x.xlsx", content, typed=True)
    assert len(remarked(typed, {(typed.sheets[0].name, 1, 1): ("soon", "x")})) > 100


def test_names_of_sheets_are_such_as_a_workbook_may_have():
    names = ["甲" * 10_000, "甲" * 9_999, "a[1]:b*?", "A[1]:B*?", "'x'", "../../etc/passwd"]
    long = words(20_000).decode()[800:6000]
    book = reading.read("x.xlsx", sheets(*names, long))
    names_read = [sheet.name for sheet in book.sheets]
    assert names_read == [
        "甲" * 31,
        "甲" * 26 + " 2",
        "a_1__b__",
        "A_1__B__ 2",
        "x",
        ".._.._etc_passwd",
        long[:31],
    ]
    assert len(remarked(book, {})) > 100
    assert reading.read("../a:b[1].csv", b"unit,name\n").sheets[0].name == ".._a_b_1_"


# -- bytes changed at random -----------------------------------------------------------------------


def honest_books() -> dict[str, bytes]:
    cell = '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>'
    return {
        "xlsx": honest(),
        "xls": xls(
            *(number(row, column, row * column) for row, column in product(range(20), range(4)))
        ),
        "csv": "单位,姓名,电话\n水利局,甲,10000000001\n".encode("gb18030") * 20,
        "ods": ods(
            "".join(
                f"<table:table-row>{cell % f'单位{n}'}{cell % f'姓名{n}'}</table:table-row>"
                for n in range(20)
            ).encode()
        ),
    }


GOOD = honest_books()
PARTS = {kind: parts_of(GOOD[kind]) for kind in ("xlsx", "ods")}
CHANGES = st.lists(
    st.tuples(st.integers(0, 1 << 20), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6
)


def changed(body: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    made = bytearray(body)
    for at, new in changes:
        place = at % max(len(made), 1)
        made[place : place + len(new)] = new
    return bytes(made)


def read_or_refused(content: bytes) -> None:
    try:
        book = reading.read("x", content)
    except BadInput as refused:
        assert len(str(refused)) > 5
        return
    rows = chain.from_iterable(sheet.rows for sheet in book.sheets)
    cells = chain.from_iterable(rows)
    assert all(isinstance(cell, str) and "\0" not in cell for cell in cells)


@pytest.mark.parametrize("kind", sorted(GOOD))
@settings(max_examples=40, deadline=None, derandomize=True)
@given(changes=CHANGES)
def test_changed_bytes_are_read_or_refused(kind, changes):
    read_or_refused(changed(GOOD[kind], changes))


@pytest.mark.parametrize("kind", sorted(PARTS))
@settings(max_examples=40, deadline=None, derandomize=True)
@given(changes=CHANGES, nth=st.integers(0, 20))
def test_changed_parts_are_read_or_refused(kind, changes, nth):
    """Changed before packing: a packed file that was changed fails at its sum, and its reader sees
    nothing of it.
    """
    names = sorted(PARTS[kind])
    name = names[nth % len(names)]
    read_or_refused(zipped(PARTS[kind] | {name: changed(PARTS[kind][name], changes)}))


def test_the_same_makers_make_honest_files():
    """Otherwise the hostile ones might be refused because they are badly made."""
    assert reading.read("x", xlsx(b'<row r="1"><c r="A1"><v>1</v></c></row>')).sheets[0].rows == (
        ("1",),
    )
    assert reading.read(
        "x",
        ods(
            b"<table:table-row><table:table-cell"
            b' office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>'
        ),
    ).sheets[0].rows == (("a",),)
    assert len(reading.read("x", honest()).sheets[0].rows) == 40
    assert reading.read("x", xls(number(0, 0, 7))).sheets[0].rows == (("7",),)
    assert [sheet.name for sheet in reading.read("x", sheets("a", "b")).sheets] == ["a", "b"]
    assert reading.read("x", strings(b"<si><t>a</t></si>")).sheets[0].rows == (("a",),)


def test_a_file_that_is_too_large_is_not_even_handed_over():
    with pytest.raises(BadInput) as refused:
        reading.read("x", b"x" * (reading.MOST_BYTES + 1))
    assert refused.value.code == "workbook.big"


def test_the_reader_has_no_more_memory_than_its_limit(monkeypatch):
    """A file that is honest by its looks, and far too large inside: the process ends, whoever asked
    gets a sentence.
    """
    wide = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="KN%d"><v>1</v></c></row>' % (n, n, n)
        for n in (1, 199_998)
    )
    with pytest.raises(BadInput) as refused:
        reading.read("x", xlsx(wide))
    assert refused.value.code in ("workbook.heavy", "workbook.long")


def test_patience_ends(monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.001)
    with pytest.raises(BadInput) as refused:
        reading.read("x", honest())
    assert refused.value.code == "workbook.slow"
