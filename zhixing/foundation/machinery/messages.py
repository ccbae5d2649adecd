"""Compile the message catalogues (``python -m zhixing.foundation.machinery.messages``): every room
keeps its own, and those of a language are compiled into one.

Django looks a message up in one catalogue after the other; with forty rooms that was a seventh of
the time of a page. ``--check`` also fails on an empty or fuzzy message, and on one that two
catalogues translate differently.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
COMPILED = ROOT / "locale"  # of all rooms; one of settings.LOCALE_PATHS


def catalogues() -> list[Path]:
    """The sources, in the order in which they are read."""
    return sorted(ROOT.glob("**/locale/*/LC_MESSAGES/django.po"))


def languages() -> dict[str, list[Path]]:
    """language -> its sources."""
    sources: dict[str, list[Path]] = {}
    for path in catalogues():
        sources.setdefault(path.parts[-3], []).append(path)
    return sources


def compile_stale(check: bool = False) -> tuple[int, list[str]]:
    """Compile the languages of which a source is newer; answers (how many sources, faults)."""
    compiled, faults = 0, []
    for language, sources in languages().items():
        target = COMPILED / language / "LC_MESSAGES" / "django.mo"
        if check or _stale(target, sources):
            whole = Catalog(locale=language)
            faults += list(_read_together(whole, sources))
            for left in (path.with_suffix(".mo") for path in sources):
                left.unlink(missing_ok=True)  # of a checkout that is older
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as out:
                write_mo(out, whole)
            compiled += len(sources)
    return compiled, faults


def _stale(target: Path, sources: list[Path]) -> bool:
    """Some source is newer than what was made of them, or has come or gone since."""
    if not target.exists():
        return True
    made = target.stat().st_mtime
    places = {*sources, *(path.parent for path in sources)}
    return any(place.stat().st_mtime >= made for place in places)


def _read_together(whole: Catalog, sources: list[Path]) -> Iterator[str]:
    """Put the messages of all sources into one catalogue; answers what is wrong with them."""
    homes: dict[tuple[str | None, Any], Path] = {}
    for path in sources:
        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.parts[-3])
        for message in catalogue:
            if not message.id:
                continue
            home = homes.setdefault((message.context, message.id), path)
            other = whole.get(message.id, message.context)
            yield from _faults(message, path, other, home)
            whole[message.id] = message


def _faults(message: Message, path: Path, other: Message | None, home: Path) -> Iterator[str]:
    texts = message.string if isinstance(message.string, list | tuple) else [message.string]
    where = f"{path.relative_to(ROOT)}: {message.id!r}"
    if message.fuzzy:
        yield f"fuzzy: {where}"
    if not all(texts):
        yield f"not translated: {where}"
    if other is not None and other.string != message.string:
        yield (
            f"two translations: {where} {message.string!r}"
            f" and {home.relative_to(ROOT)} {other.string!r}"
        )


def main(arguments: list[str]) -> int:
    compiled, faults = compile_stale("--check" in arguments)
    if "--quiet" not in arguments:
        print(f"{compiled} catalogues compiled, {len(catalogues())} in all")
    for fault in faults if "--check" in arguments else ():
        print(fault)
    return 1 if faults and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
