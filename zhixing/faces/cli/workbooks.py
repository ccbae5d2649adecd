"""``zhixing import`` and ``export``: the dry run and the act of the page, in the terminal."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.intake.answers import Answers, Question
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.kinds import UNIT, kind_of
from zhixing.foundation.kits.intake.notes import Note, place
from zhixing.foundation.kits.intake.queries.files import county_of, units
from zhixing.foundation.kits.intake.queries.running import progress_in_words
from zhixing.foundation.kits.intake.reading import CHANGED, NEW, REFUSED, SAME, Line, Reading
from zhixing.foundation.kits.intake.standing import Standing
from zhixing.foundation.kits.intake.unitbook.workbook import workbook
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.progress import Progress, Teller
from zhixing.foundation.spine.orgs.models import Unit, UnitKind

from . import system
from .people import person_or_office
from .speaking import fail, own_language


def run_import(options: argparse.Namespace) -> int:
    """Read, tell, and import. Answers the exit code: 0 done (or nothing new), 2 refused."""
    with own_language():
        try:
            return _import(options)
        except OSError as fault:
            return fail(f"{options.file}: {system.why(fault, options.file)}")
        except ValueError as fault:
            return fail(str(fault))
        except Refusal as refusal:
            return fail(_refused(refusal))


def _import(options: argparse.Namespace) -> int:
    book = read(options.file.name, options.file.read_bytes())
    typed_by_somebody = options.what == UNIT or not options.dry_run  # its rows are tried as acts
    person = person_or_office(options.person) if typed_by_somebody or options.person else None
    answers = _answers(options, person)
    reading = dry_run(options.what, book, answers)
    for line in dry_run_lines(reading):
        print(line)
    if options.dry_run or person is None:
        print(_("This was a dry run: nothing was written."))
        return 0
    if not reading.to_do:
        if reading.to_choose:
            print(_("Nothing is written before somebody chooses: see --choose above."))
            return 0
        print(_("There is nothing new in this file. Nothing was changed."))
        return 0
    county = Unit.objects.get(kind=UnitKind.COUNTY)
    arguments = _given(options, answers) | {"book": book}
    with progress_line():
        done = kind_of(options.what).act(person, county, **arguments, channel="cli")
    print(_("Imported as %(code)s.") % {"code": done.pk})
    return 0


def _answers(options: argparse.Namespace, person: Any) -> Answers:
    """What was said about the file. Raises ValueError."""
    received = dt.date.fromisoformat(options.received) if options.received else None
    unit = _unit(options.unit).pk if options.unit else ""
    aliases = _pairs(options.alias, "--alias", "NAME=CODE")
    choices = _pairs(options.choose, "--choose", "PLACE=CHOICE")
    codes = {name: code.upper() for name, code in aliases.items()}
    return Answers(codes, options.year, received, unit=unit, by=person, choices=choices)


def _given(options: argparse.Namespace, answers: Answers) -> dict[str, Any]:
    """The answers as the arguments of the act."""
    more = {name: getattr(answers, name) for name in kind_of(options.what).takes}
    return {
        "aliases": answers.aliases,
        "choices": answers.choices,
        "whole": options.whole,
        **more,
    }


def run_export(options: argparse.Namespace) -> int:
    """Write the workbooks of units into a folder, each under its name. Answers the exit code."""
    with own_language():
        try:
            _export(options)
        except OSError as fault:
            return fail(f"{options.folder}: {system.why(fault, options.folder)}")
        except Refusal as refusal:
            return fail(_refused(refusal))
        except ValueError as fault:
            return fail(str(fault))
    return 0


def _export(options: argparse.Namespace) -> None:
    person, on = person_or_office(options.person), clock.today()
    county_of(person)
    wanted = [_unit(word) for word in options.units] or list(units())
    options.folder.mkdir(parents=True, exist_ok=True)
    for unit in wanted:
        path = options.folder / f"{unit.name}-{on:%Y-%m}.xlsx"
        path.write_bytes(workbook(person, unit, on))
        print(path)


def _unit(word: str) -> Unit:
    """A unit by its code, name or other name. Raises ValueError."""
    standing = Standing.load(clock.today(), people=False)
    unit = standing.by_code.get(word.upper()) or standing.unit(word)
    if unit is None:
        raise ValueError(_("“%(name)s” is no unit that is known here.") % {"name": word})
    return unit


@contextmanager
def progress_line() -> Iterator[None]:
    """One line on stderr that says how far it is, where somebody looks at it."""
    if not sys.stderr.isatty():
        yield
        return

    def say(heard: Progress) -> None:
        if heard.step:
            words = progress_in_words(heard.step, heard.done, heard.total)
            print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)

    with Teller(say):
        yield
    print("\r\033[K", end="", file=sys.stderr, flush=True)


# -- the dry run in words


def dry_run_lines(reading: Reading) -> Iterator[str]:
    """The dry run, line by line, as the page shows it."""
    counts = {"file": reading.book.name, "rows": reading.rows, "good": reading.good}
    heading = _("%(file)s: rows read: %(rows)s, can come in: %(good)s, can not: %(refused)s")
    yield heading % (counts | {"refused": reading.count(REFUSED)})
    sheets = _(", ").join(f"{name} {rows}" for name, rows in reading.sheets)
    yield "  " + _("Rows of the sheets: %(sheets)s.") % {"sheets": sheets}
    if reading.hidden:
        hidden = pgettext("list separator", ", ").join(reading.hidden)
        yield "  " + _("Hidden sheets are not read: %(sheets)s.") % {"sheets": hidden}
    words = {
        NEW: pgettext("import", "new"),
        CHANGED: pgettext("import", "changed"),
        SAME: pgettext("import", "the same"),
        REFUSED: pgettext("import", "left out"),
    }
    yield "  " + _(", ").join(f"{word} {reading.count(action)}" for action, word in words.items())
    for line in reading.lines:
        yield from _changes(line, words)
    for note in reading.notes:
        yield from _note(note)
    for question in reading.questions.values():
        yield from _question(question)
    if reading.asks_year and reading.answers.year is None:
        yield "  ? " + _("Which year are the days of that name none? --year YEAR")


def _changes(line: Line, words: dict[str, str]) -> Iterator[str]:
    """What a row changes: old and new."""
    if not line.changes:
        return
    summary = " · ".join(word for word in line.says if word)
    yield f"  [{words[line.action]}] {place(line.sheet, line.row)} {summary}"
    for heading, old, new in line.changes:
        yield f"      {heading}: {old or '–'} → {new or '–'}"


def _note(note: Note) -> Iterator[str]:
    """A place to look at: what stands side by side there, and what may be chosen."""
    where = " ".join(filter(None, (note.sheet, note.where, note.heading)))
    written = f" “{note.written}”" if note.written and not note.sides else ""
    yield f"  [{note.word}] {where}{written}: {note.sentence} {note.advice}".rstrip()
    for whose, text in note.shown_sides:
        yield f"      {whose}: {text or '–'}"
    for value, choice in note.choices:
        mark = "*" if value == note.chosen else " "
        yield f"    {mark} --choose '{note.key}={value}'   {choice}"


def _question(question: Question) -> Iterator[str]:
    if question.chosen is not None:
        return
    places = pgettext("list separator", ", ").join(question.places[:3])
    asked = _("Which one is “%(name)s”? (%(places)s)")
    yield "  ? " + asked % {"name": question.name, "places": places}
    for code, name in question.options:
        yield f"      --alias '{question.name}={code}'   {name}"
    yield f"      --alias '{question.name}='   {_('None of them')}"


# -- small things


def _pairs(words: Iterable[str], option: str, form: str) -> dict[str, str]:
    """What stands left and right of the last sign of equality. Raises ValueError."""
    pairs = {}
    for word in words:
        left, sign, right = word.rpartition("=")
        if not sign:
            wrong = _("%(option)s takes %(form)s, not “%(word)s”.")
            raise ValueError(wrong % {"option": option, "form": form, "word": word})
        pairs[left.strip()] = right.strip()
    return pairs


def _refused(refusal: Refusal) -> str:
    return f"{refusal} ({refusal.code})"
