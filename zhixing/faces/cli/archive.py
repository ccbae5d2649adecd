"""Backup and restore: database and files in one archive with checksums. SQLite by its online backup, PostgreSQL by pg_dump."""

from __future__ import annotations

import glob
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from pathlib import Path

from django.conf import settings
from django.db import connection

from zhixing import __version__
from zhixing.foundation.machinery import clock


def program(name: str) -> str:
    """A program of PostgreSQL, also where Debian hides it."""
    found = shutil.which(name) or next(iter(sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)), None)
    if not found:
        raise SystemExit(f"{name} is not installed. On Debian: apt-get install postgresql-client")
    return found


def _postgres() -> tuple[list[str], dict[str, str]]:
    at = connection.settings_dict
    words = ["-U", at["USER"], "-d", at["NAME"]] + (["-h", at["HOST"]] if at["HOST"] else []) + (["-p", str(at["PORT"])] if at["PORT"] else [])
    return words, os.environ | ({"PGPASSWORD": at["PASSWORD"]} if at["PASSWORD"] else {})


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def write(target: Path) -> str:
    """Write the archive, first beside its place, then in one move. Answers a sentence."""
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / ("database.sqlite3" if connection.vendor == "sqlite" else "database.dump")
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            copy = sqlite3.connect(dump)
            connection.connection.backup(copy)
            copy.close()
        else:
            words, environment = _postgres()
            subprocess.run([program("pg_dump"), "-Fc", "--no-owner", "-f", str(dump), *words], check=True, env=environment)  # noqa: S603 - words of our own settings
        media = Path(settings.MEDIA_ROOT)
        files = sorted(path for path in media.rglob("*") if path.is_file()) if media.exists() else []
        manifest = {
            "zhixing": __version__, "vendor": connection.vendor, "made": clock.now().isoformat(), "database": _digest(dump),
            "files": {str(path.relative_to(media)): _digest(path) for path in files},
        }  # fmt: skip
        (Path(folder) / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(target.name + ".part")
        with tarfile.open(beside, "w:gz") as archive:
            archive.add(Path(folder) / "manifest.json", "manifest.json")
            archive.add(dump, dump.name)
            for path in files:
                archive.add(path, f"files/{path.relative_to(media)}")
        beside.chmod(0o600)
        os.replace(beside, target)
    return f"{target}: database and {len(files)} files, {target.stat().st_size} bytes"


def read(source: Path, replace: bool = False) -> str:
    """Read an archive back after checking every sum. Refuses when a county is there, unless told to replace it."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with tarfile.open(source, "r:gz") as archive:
                archive.extractall(folder, filter="data")
            manifest = json.loads((Path(folder) / "manifest.json").read_text(encoding="utf-8"))
        except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError) as fault:
            raise SystemExit(f"{source} is no archive of Zhixing, or it is damaged ({type(fault).__name__}). Nothing was changed.") from fault
        dump = Path(folder) / ("database.sqlite3" if manifest["vendor"] == "sqlite" else "database.dump")
        if manifest["vendor"] != connection.vendor:
            raise SystemExit(f"This archive is of {manifest['vendor']}; the site runs on {connection.vendor}.")
        wrong = [] if _digest(dump) == manifest["database"] else ["database"]
        wrong += [name for name, digest in manifest["files"].items() if _digest(Path(folder) / "files" / name) != digest]
        if wrong:
            raise SystemExit("The archive is damaged: " + ", ".join(wrong[:5]))
        if not replace and "orgs_unit" in connection.introspection.table_names():
            with connection.cursor() as cursor:
                cursor.execute("SELECT COUNT(*) FROM orgs_unit")
                if cursor.fetchone()[0]:
                    raise SystemExit("There is a county here already. Say --replace to lose it.")
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            copy = sqlite3.connect(dump)
            copy.backup(connection.connection)
            copy.close()
        else:
            words, environment = _postgres()
            connection.close()
            subprocess.run([program("pg_restore"), "--clean", "--if-exists", "--no-owner", *words, str(dump)], check=True, env=environment)  # noqa: S603 - words of our own settings
        media = Path(settings.MEDIA_ROOT)
        for name in manifest["files"]:
            (media / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(folder) / "files" / name, media / name)
    return f"{len(manifest['files'])} files and the database of {manifest['made']} are back"
