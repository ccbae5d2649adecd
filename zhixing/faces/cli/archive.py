"""Backup: database and files in one archive with checksums. SQLite by its online backup, PostgreSQL
by pg_dump. How it is read back: examining.py, swapping.py.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from zhixing import __version__
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.records.models import ChainHead

from . import system
from .takeover import applied_steps

DUMPS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def program(name: str) -> str:
    """A program of PostgreSQL, also where Debian hides it."""
    path = shutil.which(name) or next(
        iter(sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)), None
    )
    if not path:
        words = _("%(program)s is not installed. On Debian: apt-get install postgresql-client")
        raise SystemExit(words % {"program": name})
    return path


def postgres() -> tuple[list[str], dict[str, str]]:
    """Words and surroundings with which PostgreSQL's programs reach our database."""
    at = connection.settings_dict
    words = (
        ["-U", at["USER"], "-d", at["NAME"]]
        + (["-h", at["HOST"]] if at["HOST"] else [])
        + (["-p", str(at["PORT"])] if at["PORT"] else [])
    )
    return words, os.environ | ({"PGPASSWORD": at["PASSWORD"]} if at["PASSWORD"] else {})


def digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def write(target: Path) -> str:
    """Write the archive, first beside its place, then in one move. Answers a sentence."""
    beside = target.with_name(target.name + ".part")
    try:
        with tempfile.TemporaryDirectory() as folder:
            files = _written(Path(folder), beside)
        os.replace(beside, target)
    except subprocess.CalledProcessError as fault:
        words = _("The backup was not written: pg_dump failed (%(why)s).")
        raise SystemExit(words % {"why": _last_line(fault.stderr)}) from fault
    except (OSError, sqlite3.Error, DatabaseError) as fault:
        reason = system.why(fault) if isinstance(fault, OSError) else fault
        raise SystemExit(_("The backup was not written: %(why)s.") % {"why": reason}) from fault
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    words = _("%(file)s: database, files: %(count)s, bytes: %(bytes)s")
    return words % {"file": target, "count": files, "bytes": target.stat().st_size}


def _written(folder: Path, beside: Path) -> int:
    dump, media = folder / DUMPS[connection.vendor], Path(settings.MEDIA_ROOT)
    state = {"migrations": sorted(applied_steps()), "heads": _heads()}
    _dump_sqlite(dump) if connection.vendor == "sqlite" else _dump_postgres(dump)
    files = sorted(path for path in media.rglob("*") if path.is_file()) if media.exists() else []
    manifest = {
        "zhixing": __version__,
        "vendor": connection.vendor,
        "made": clock.now().isoformat(),
        "database": digest(dump),
        "files": {str(path.relative_to(media)): digest(path) for path in files},
    } | state
    (folder / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    beside.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(beside, "w:gz") as archive:
        archive.add(folder / "manifest.json", "manifest.json")
        archive.add(dump, dump.name)
        for path in files:
            archive.add(path, f"files/{path.relative_to(media)}")
    beside.chmod(0o600)
    return len(files)


def _dump_sqlite(dump: Path) -> None:
    connection.ensure_connection()
    copy = sqlite3.connect(dump)
    connection.connection.backup(copy)
    copy.close()


def _dump_postgres(dump: Path) -> None:
    words, environment = postgres()
    subprocess.run(  # noqa: S603 - words of our own settings
        [program("pg_dump"), "-Fc", "--no-owner", "-f", str(dump), *words],
        check=True,
        env=environment,
        capture_output=True,
    )


def _heads() -> dict[str, list[object]]:
    """How far the chains had come when the backup began."""
    return {head.origin: [head.seq, head.hash] for head in ChainHead.objects.exclude(seq=0)}


def _last_line(text: bytes | None) -> str:
    lines = (text or b"").decode(errors="replace").strip().splitlines()
    return lines[-1][:200] if lines else _("no message")
