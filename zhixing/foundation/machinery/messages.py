"""Compile the message catalogues (``python -m zhixing.foundation.machinery.messages``): every room keeps its own.

``--check`` also fails on an empty or fuzzy message, and on a message that two catalogues translate differently.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]


def catalogues() -> list[Path]:
    return sorted(ROOT.glob("**/locale/*/LC_MESSAGES/django.po"))


def compile_stale(check: bool = False) -> tuple[int, list[str]]:
    """Compile what is older than its source; answers (how many, faults)."""
    compiled, faults = 0, []
    seen: dict[tuple[str | None, object], tuple[object, Path]] = {}
    for path in catalogues():
        target = path.with_suffix(".mo")
        if not check and target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.parts[-3])
        for message in catalogue:
            if not message.id:
                continue
            texts = message.string if isinstance(message.string, list | tuple) else [message.string]
            where = f"{path.relative_to(ROOT)}: {message.id!r}"
            if message.fuzzy:
                faults.append(f"fuzzy: {where}")
            if not all(texts):
                faults.append(f"not translated: {where}")
            other = seen.setdefault((message.context, message.id), (message.string, path))
            if other[0] != message.string:
                faults.append(f"two translations: {where} {message.string!r} and {other[1].relative_to(ROOT)} {other[0]!r}")
        with target.open("wb") as out:
            write_mo(out, catalogue)
        compiled += 1
    return compiled, faults


def main(arguments: list[str]) -> int:
    compiled, faults = compile_stale("--check" in arguments)
    if "--quiet" not in arguments:
        print(f"{compiled} catalogues compiled, {len(catalogues())} in all")
    for fault in faults if "--check" in arguments else ():
        print(fault)
    return 1 if faults and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
