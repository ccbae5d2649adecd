"""What a dump holds, read without restoring it: the chain, the migrations, its rows' files."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from zhixing.foundation.machinery.records import chain

from .archive import program

Row = dict[str, Any]
BODIES, RECORDS, HEADS = "records_recordbody", "records_record", "records_chainhead"
MIGRATIONS, FILES = "django_migrations", "files_storedfile"
TABLES = (BODIES, RECORDS, HEADS, MIGRATIONS, FILES)
ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
COPY = re.compile(r'^COPY (?:\S+\.)?"?(\w+)"? \((.*)\) FROM stdin;$')


class Damaged(Exception):
    """The dump can not be read."""


@dataclass
class Content:
    migrations: set[str] = field(default_factory=set)
    files: dict[str, str] = field(
        default_factory=dict
    )  # place -> sum, of files that were not destroyed
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    anchored: dict[tuple[str, int], str] = field(
        default_factory=dict
    )  # hashes of the records asked for
    fault: str = ""  # the first thing that is wrong with a chain


def content(dump: Path, vendor: str, wanted: set[tuple[str, int]]) -> Content:
    """Raises Damaged. ``wanted``: records (origin, seq) whose hashes are needed."""
    try:
        tables = _sqlite_rows(dump) if vendor == "sqlite" else _postgres_rows(dump)
        return _read(tables, wanted)
    except (
        sqlite3.Error,
        subprocess.CalledProcessError,
        UnicodeDecodeError,
        KeyError,
        ValueError,
    ) as fault:
        raise Damaged(
            str(fault).splitlines()[0][:200] if str(fault) else type(fault).__name__
        ) from fault


def _read(tables: Iterator[tuple[str, Row]], wanted: set[tuple[str, int]]) -> Content:
    content, bodies = Content(), {}
    records: list[Row] = []
    for table, row in tables:
        if table == BODIES:
            bodies[str(row["record_id"])] = _commitment(row)
        elif table == RECORDS:
            records.append(row)
        elif table == HEADS:
            content.heads[row["origin"]] = (int(row["seq"]), row["hash"])
        elif table == MIGRATIONS:
            content.migrations.add(f"{row['app']}.{row['name']}")
        elif table == FILES and row["withdrawn_on"] is None:
            content.files[row["place"]] = row["digest"]
    content.heads = {origin: head for origin, head in content.heads.items() if head[0]}
    records.sort(key=lambda row: (row["origin"], int(row["seq"])))
    content.fault = next(_faults(records, bodies, content.heads), "")
    asked = ((row["origin"], int(row["seq"]), row["hash"]) for row in records)
    content.anchored = {
        (origin, seq): name for origin, seq, name in asked if (origin, seq) in wanted
    }
    return content


def _commitment(row: Row) -> str | None:
    """None for a body that was erased."""
    return (
        None if row["erased_at"] is not None else chain.commit(row["salt"], json.loads(row["body"]))
    )


def _faults(
    records: Iterable[Row], bodies: dict[str, str | None], heads: dict[str, tuple[int, str]]
) -> Iterator[str]:
    last: dict[str, tuple[int, str]] = {}
    for row in records:
        seq, previous = last.get(row["origin"], (0, chain.GENESIS))
        number = int(row["seq"])
        if number != seq + 1:
            yield chain.sentence(seq + 1, "gap")
        if row["previous"] != previous:
            yield chain.sentence(number, "previous")
        if chain.link_hash(row["previous"], **_columns(row)) != row["hash"]:
            yield chain.sentence(number, "hash")
        if bodies.get(str(row["id"]), "missing") not in (None, row["commitment"]):
            yield chain.sentence(number, "body")
        last[row["origin"]] = (number, row["hash"])
    if last != heads:
        yield _("the head of a chain is not its last record")


def _columns(row: Row) -> Row:
    moment = dt.datetime.fromisoformat(row["at"])
    moment = moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    plain = {
        name: row[name]
        for name in ("origin", "verb", "act", "channel", "outcome", "refusal", "commitment")
    }
    people = {name: row[f"{name}_id"] for name in ("thing", "typist", "decider")}
    return plain | people | {"seq": int(row["seq"]), "at": moment.isoformat()}


# -- SQLite ----------------------------------------------------------------------------------------


def _sqlite_rows(dump: Path) -> Iterator[tuple[str, Row]]:
    base = sqlite3.connect(f"file:{dump}?mode=ro&immutable=1", uri=True)
    base.row_factory = sqlite3.Row
    try:
        (verdict,) = base.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise Damaged(verdict)
        for table in TABLES:
            for row in base.execute(f"SELECT * FROM {table}"):  # noqa: S608 - our own five names
                yield table, dict(row)
    finally:
        base.close()


# -- PostgreSQL ------------------------------------------------------------------------------------


def run(words: list[str], environment: dict[str, str] | None = None) -> bytes:
    """A program of PostgreSQL, to its end. Raises CalledProcessError with what it said."""
    # - our own words
    return subprocess.run(words, check=True, capture_output=True, env=environment).stdout  # noqa: S603


def _postgres_rows(dump: Path) -> Iterator[tuple[str, Row]]:
    run([program("pg_restore"), "-f", "/dev/null", str(dump)])  # all of it can be read
    tables = itertools.chain.from_iterable(("-t", table) for table in TABLES)
    words = [program("pg_restore"), "--data-only", "-f", "-", *tables, str(dump)]
    # - our own words
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        yield from _copied(line.decode().rstrip("\n") for line in process.stdout or [])
    if process.returncode:
        raise Damaged(_("pg_restore can not read it"))


def _copied(lines: Iterable[str]) -> Iterator[tuple[str, Row]]:
    """The rows of the COPY parts of a script."""
    table, columns = "", []
    for line in lines:
        head = None if table else COPY.match(line)
        if head:
            table, columns = head.group(1), [name.strip(' "') for name in head.group(2).split(",")]
        elif table and line == "\\.":
            table = ""
        elif table:
            yield table, dict(zip(columns, map(_value, line.split("\t")), strict=True))


def _value(text: str) -> str | None:
    if text == "\\N":
        return None
    return (
        re.sub(r"\\(.)", lambda sign: ESCAPES.get(sign.group(1), sign.group(1)), text)
        if "\\" in text
        else text
    )
