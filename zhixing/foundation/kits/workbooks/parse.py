"""Reads one file into cells and prints them as JSON: run as a process of its own, with a limit on
its memory and its time.

Nothing of Zhixing but ``parser`` is imported here. A file that is broken or hostile can at worst
end this process; whoever started it then says so. Input: the bytes on standard input, ``{"typed":
bool, "rows": n, "columns": n, "cells": n}`` as the argument. Output: ``{"kind": ..., "sheets":
[...]}`` (``parser.page.Page.told``), or ``{"refused": code, ...facts}``.
"""

import json
import sys
from pathlib import Path
from typing import Any

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEGABYTE = 1 << 20
BASE, EACH, MOST_MEMORY = (
    160 * MEGABYTE,
    10,
    1500 * MEGABYTE,
)  # memory: so much, and so many bytes for a byte unpacked
SECONDS = 60


def main() -> None:
    from zhixing.foundation.kits.workbooks.parser.page import Refused

    ask = json.loads(sys.argv[1])
    content = sys.stdin.buffer.read()
    limit(len(content))
    try:
        answer = json.dumps(read(content, ask), ensure_ascii=False)
    except Refused as refused:
        answer = json.dumps({"refused": refused.code, **refused.facts})
    except MemoryError:
        answer = json.dumps({"refused": "workbook.heavy"})
    except BaseException as fault:  # a panic of the reader is none of Python's exceptions
        answer = json.dumps(
            {"refused": "workbook.broken", "fault": f"{type(fault).__name__}: {fault}"[:200]}
        )
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))


def limit(size: int) -> None:
    """No more memory than a file of this size may honestly need, no more time than anybody would
    wait.
    """
    try:
        import resource
    except ImportError:  # not on Windows
        return
    now = 0
    with open("/proc/self/statm") as line:
        now = int(line.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(
        resource.RLIMIT_AS, (min(now + BASE + EACH * size, MOST_MEMORY), MOST_MEMORY)
    )
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content: bytes, limits: dict[str, Any]) -> dict[str, Any]:
    """The sheets of a file, whatever kind it is. Raises Refused."""
    from zhixing.foundation.kits.workbooks.parser import ods, packed, text, xls, xlsx
    from zhixing.foundation.kits.workbooks.parser.page import Ask, Refused

    ask = Ask(limits["rows"], limits["columns"], limits["cells"], limits["typed"])
    if not content:
        raise Refused("workbook.empty")
    if content.startswith(b"PK"):
        kind, parts = packed.look_inside(content, ask)
        limit(len(content) + parts.unpacked)
        return {"kind": kind, "sheets": (ods if kind == "ods" else xlsx).sheets(parts, ask)}
    if content.startswith(OLD_EXCEL):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused("workbook.locked")
        if "_VBA_PROJECT".encode("utf-16-le") in content:
            raise Refused("workbook.macros")
        return {"kind": "xls", "sheets": xls.sheets(content, ask)}
    start = content[:2048].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if start.startswith(b"<"):
        raise Refused("workbook.html")
    if start.startswith(
        (b"%pdf", b"{\\rtf", b"\x89png", b"\xff\xd8", b"rar!", b"7z\xbc", b"\x09\x08")
    ):
        raise Refused("workbook.other")
    return {"kind": "csv", "sheets": text.sheets(content, ask)}


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).resolve().parents[4]))
    main()
