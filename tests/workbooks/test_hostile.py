"""Files that want to do harm are refused with a sentence, in two seconds and 256 MB."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from tests.workbooks.hostile import all_of_them, honest, ods, xlsx
from zhixing.foundation.kits.workbooks import parse, reading
from zhixing.foundation.machinery.errors import BadInput

# Between the test and the reader stands a small process: the peak memory of a child is counted from the size of the process that starts it.
MEASURE = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-I", sys.argv[1], sys.argv[2]], input=sys.stdin.buffer.read(), capture_output=True)
sys.stdout.buffer.write(b"%d\\n" % resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss + done.stdout)
"""


@pytest.mark.parametrize(("content", "codes"), [pytest.param(content, codes, id=what) for what, content, codes in all_of_them()])
def test_refused_cheaply(content, codes):
    begun = perf_counter()
    with pytest.raises(BadInput) as refused:
        reading.read("x.xlsx", content)
    assert refused.value.code in codes.split() and len(str(refused.value)) > 5
    assert perf_counter() - begun < 2
    ask = json.dumps({"typed": False, "rows": reading.MOST_ROWS, "columns": reading.MOST_COLUMNS, "cells": reading.MOST_CELLS})
    peak, _sign, _rest = subprocess.run([sys.executable, "-c", MEASURE, str(Path(parse.__file__)), ask], input=content, capture_output=True, check=True).stdout.partition(b"\n")
    assert int(peak) < 256 * 1024


def test_the_same_makers_make_honest_files():
    """Otherwise the hostile ones might be refused because they are badly made."""
    assert reading.read("x", xlsx(b'<row r="1"><c r="A1"><v>1</v></c></row>')).sheets[0].rows == (("1",),)
    assert reading.read("x", ods(b'<table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>')).sheets[0].rows == (("a",),)
    assert len(reading.read("x", honest()).sheets[0].rows) == 40


def test_a_file_that_is_too_large_is_not_even_handed_over():
    with pytest.raises(BadInput) as refused:
        reading.read("x", b"x" * (reading.MOST_BYTES + 1))
    assert refused.value.code == "workbook.big"


def test_the_reader_has_no_more_memory_than_its_limit(monkeypatch):
    """A file that is honest by its looks, and far too large inside: the process ends, whoever asked gets a sentence."""
    wide = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c><c r="KN%d"><v>1</v></c></row>' % (n, n, n) for n in (1, 199_998))
    with pytest.raises(BadInput) as refused:
        reading.read("x", xlsx(wide))
    assert refused.value.code in ("workbook.heavy", "workbook.long")


def test_patience_ends(monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.001)
    with pytest.raises(BadInput) as refused:
        reading.read("x", honest())
    assert refused.value.code == "workbook.slow"
