"""What an archive holds takes the place of what is here, in one transaction of the database."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from . import dumped, system
from .archive import postgres, program
from .examining import Archive, Refused

# in ZHIXING_VAR, made from the data that goes
GENERATED = ("packed", "progress", "demo.unfinished")


@contextlib.contextmanager
def added_files(archive: Archive) -> Iterator[None]:
    """The archive's files come beside those that are there, before the database is swapped: until
    then they are strays that nobody knows, and when the swap fails they go again.
    """
    media, added = Path(settings.MEDIA_ROOT), []
    try:
        for name, value in archive.files.items():
            target = media / name
            if target.is_file() and _file_sum(target) == value:
                continue
            if target.exists():
                words = _("%(file)s is in the way: it is not the file of that name in the archive.")
                raise Refused(words % {"file": target})
            target.parent.mkdir(parents=True, exist_ok=True)
            added.append(target)
            shutil.copyfile(archive.folder / "files" / name, target)
        yield
    except BaseException as fault:
        for target in added:
            target.unlink(missing_ok=True)
        if isinstance(fault, OSError):
            words = _("The archive could not be read back: %(why)s.")
            raise Refused(words % {"why": system.why(fault)}) from fault
        raise


def _file_sum(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def swap(archive: Archive) -> None:
    """The database of the archive in the place of the one that is here."""
    if archive.vendor == "sqlite":
        _swap_sqlite(archive)
    else:
        _swap_postgres(archive)


def _swap_sqlite(archive: Archive) -> None:
    """In one transaction of the database that is there, so that a running site sees either; where
    it is too damaged for that, by a move of the file.
    """
    connection.close()
    source = sqlite3.connect(archive.dump)
    source.execute("DELETE FROM django_session")
    source.commit()
    place = Path(connection.settings_dict["NAME"])
    try:
        _copy_over(source, place)
    except sqlite3.OperationalError as fault:
        words = _("The database could not be replaced: %(why)s. Stop the site and try again.")
        raise Refused(words % {"why": fault}) from fault
    except sqlite3.DatabaseError:
        source.close()
        _move_over(archive.dump, place)
    finally:
        source.close()


def _copy_over(source: sqlite3.Connection, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    target = sqlite3.connect(place, timeout=20)
    try:
        target.execute("PRAGMA schema_version").fetchone()  # not a database: say so now
        source.backup(target)
        target.execute("PRAGMA journal_mode=WAL").fetchone()
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        target.close()


def _move_over(dump: Path, place: Path) -> None:
    beside = place.with_name(place.name + ".part")
    shutil.copyfile(dump, beside)
    for end in ("-wal", "-shm", "-journal"):
        place.with_name(place.name + end).unlink(missing_ok=True)
    os.replace(beside, place)


EMPTY_SCHEMA = """DO $$ DECLARE thing record; BEGIN
FOR thing IN SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() LOOP
EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', thing.name); END LOOP;
FOR thing IN SELECT p.oid::regprocedure AS name
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e'
WHERE n.nspname = current_schema() AND d.objid IS NULL AND p.prokind = 'f' LOOP
EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', thing.name); END LOOP; END $$;
"""


def _swap_postgres(archive: Archive) -> None:
    """Everything out and everything in, in one transaction."""
    words, environment = postgres()
    before, script, after = (
        archive.folder / name for name in ("before.sql", "script.sql", "after.sql")
    )
    before.write_text(EMPTY_SCHEMA, encoding="utf-8")
    after.write_text("DELETE FROM public.django_session;\n", encoding="utf-8")
    connection.close()
    scripts = (before, script, after)
    files = list(chain.from_iterable(("-f", str(path)) for path in scripts))
    try:
        dumped.run(
            [
                program("pg_restore"),
                "--no-owner",
                "--no-privileges",
                "--schema=public",
                "-f",
                str(script),
                str(archive.dump),
            ]
        )
        dumped.run(
            [program("psql"), "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", *words, *files],
            environment,
        )
    except subprocess.CalledProcessError as fault:
        spoken = (fault.stderr or b"").decode(errors="replace").strip().splitlines()
        sentence = _("The database could not be replaced: %(why)s.")
        raise Refused(sentence % {"why": (spoken or [_("no message")])[0][:200]}) from fault


def leave_nothing_old(archive: Archive) -> None:
    """Files no row knows any more, packed volumes, signs of life."""
    media = Path(settings.MEDIA_ROOT)
    for path in sorted(media.rglob("*"), reverse=True) if media.is_dir() else []:
        if path.is_file() and str(path.relative_to(media)) not in archive.files:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for name in GENERATED:
        place = Path(settings.VAR) / name
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
