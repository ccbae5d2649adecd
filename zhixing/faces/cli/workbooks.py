"""``zhixing import``: the same dry run and the same act as the page, in the terminal."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.progress import Progress, Told
from zhixing.foundation.spine.orgs.models import Unit, UnitKind
from zhixing.foundation.spine.people.models import Appointment
from zhixing.foundation.spine.people.roles import RoleCode
from zhixing.loop.imports.acts import (
    dry_run,
    import_bank,
    import_ledger,
    import_plan,
    import_roster,
    import_unit_workbook,
)
from zhixing.loop.imports.reading import CHANGED, NEW, REFUSED, SAME, Answers, Reading, Standing

ACTS = {"roster": import_roster, "plan": import_plan, "ledger": import_ledger, "bank": import_bank, "unit": import_unit_workbook}


def demo_folder() -> Path:
    """The county's workbooks that come with the product: beside the package in a clone, inside it in a wheel."""
    inside = Path(settings.BASE_DIR) / "demo"
    return inside if inside.is_dir() else Path(settings.BASE_DIR).parent / "demo"


def run_import(options: argparse.Namespace) -> int:
    """Read, tell, and import. Answers the exit code: 0 done (or nothing new), 2 refused."""
    try:
        book = read(options.file.name, options.file.read_bytes())
        person = _who(options.person) if options.what == "unit" else None  # its rows are tried as acts: somebody types them
        unit = _unit(options.unit).pk if options.unit else ""
        answers = Answers(_aliases(options.alias), options.year, dt.date.fromisoformat(options.received) if options.received else None, unit=unit, by=person)
        reading = dry_run(options.what, book, answers)
    except OSError as fault:
        return _fail(f"{options.file}: {fault.strerror}")
    except ValueError as fault:
        return _fail(str(fault))
    except Refusal as refusal:
        return _fail(f"{refusal.code}: {refusal}")
    tell(reading)
    if options.dry_run:
        print("Dry run: nothing was written.")
        return 0
    if not reading.to_do:
        print("Nothing in this file is new. Nothing was changed.")
        return 0
    given: dict[str, Any] = {"book": book, "aliases": answers.aliases, "whole": options.whole}
    if options.what in ("plan", "ledger"):
        given["year"] = answers.year
    if options.what == "ledger":
        given["received_on"] = answers.received_on
    if options.what == "unit":
        given["unit"] = unit
    person, county = _who(options.person), Unit.objects.get(kind=UnitKind.COUNTY)
    try:
        with progress_line():
            done = ACTS[options.what](person, county, **given, channel="cli")
    except Refusal as refusal:
        return _fail(f"{refusal.code}: {refusal}")
    print(f"Imported as {done.pk}.")
    return 0


def run_export(options: argparse.Namespace) -> int:
    """Write the workbooks of units into a folder, each under its name. Answers the exit code."""
    from zhixing.foundation.machinery import clock
    from zhixing.loop.imports import queries, unitbook

    person, on = _who(options.person), clock.today()
    try:
        queries.county_of(person)
        units = [_unit(word) for word in options.units] or list(queries.units())
        options.folder.mkdir(parents=True, exist_ok=True)
        for unit in units:
            path = options.folder / f"{unit.name}-{on:%Y-%m}.xlsx"
            path.write_bytes(unitbook.workbook(person, unit, on))
            print(path)
    except OSError as fault:
        return _fail(f"{options.folder}: {fault.strerror}")
    except Refusal as refusal:
        return _fail(f"{refusal.code}: {refusal}")
    except ValueError as fault:
        return _fail(str(fault))
    return 0


def _unit(word: str) -> Unit:
    """A unit by its code, name or other name. Raises ValueError."""
    found = Standing.load(dt.date.today(), people=False)
    unit = found.by_code.get(word.upper()) or found.unit(word)
    if unit is None:
        raise ValueError(f"“{word}” is no unit that is known here.")
    return unit


@contextmanager
def progress_line() -> Iterator[None]:
    """One line on stderr that says how far it is, where somebody looks at it."""
    if not sys.stderr.isatty():
        yield
        return

    def say(heard: Progress) -> None:
        if heard.step:
            print(f"\r\033[K{heard.step}: {heard.done:,}" + (f" of {heard.total:,}" if heard.total else ""), end="", file=sys.stderr, flush=True)

    with Told(say):
        yield
    print("\r\033[K", end="", file=sys.stderr, flush=True)


def tell(reading: Reading) -> None:
    """The dry run in words."""
    print(f"{reading.book.name}: {reading.rows} rows read, {reading.good} can come in, {reading.count(REFUSED)} can not.")
    print("  " + ", ".join(f"{name} {rows}" for name, rows in reading.sheets) + (f"; hidden, not read: {', '.join(reading.hidden)}" if reading.hidden else ""))
    print(f"  new {reading.count(NEW)}, changed {reading.count(CHANGED)}, the same {reading.count(SAME)}, left out {reading.count(REFUSED)}")
    for note in reading.notes:
        print(f"  [{note.word}] {note.sheet} {note.where} {note.heading}{f' “{note.written}”' if note.written else ''}: {note.sentence} {note.advice}".rstrip())
    for question in reading.questions.values():
        if question.chosen is None:
            print(f"  ? Which unit is “{question.name}”? ({', '.join(question.places[:3])})")
            for code, name in question.options:
                print(f"      --alias '{question.name}={code}'   {name}")
            print(f"      --alias '{question.name}='   none of them")
    if reading.asks_year and reading.answers.year is None:
        print("  ? Which year are dates of that name none? --year")


def _aliases(words: list[str]) -> dict[str, str]:
    found = {}
    for word in words:
        name, sign, code = word.partition("=")
        if not sign:
            raise ValueError(f"--alias takes NAME=CODE, not “{word}”.")
        found[name.strip()] = code.strip().upper()
    return found


def _who(word: str) -> Any:
    """Who answers for the import: the named one, or the only person who holds the office of the county."""
    from .main import _person

    if word:
        return _person(word)
    today = dt.date.today()
    holders = {one.person for one in Appointment.objects.in_force(today).filter(role=RoleCode.OFFICE, unit__kind=UnitKind.COUNTY).select_related("person")}
    if len(holders) != 1:
        raise SystemExit("Say who imports: --as USER. It is somebody with the role of the office at the county.")
    return holders.pop()


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
