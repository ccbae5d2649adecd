"""What is found of a SQLite file that somebody changed: by doctor, and in an archive by restore.

Without the mark ``database``: the run on PostgreSQL has no such file, and leaves no test out.
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.faces.archives import packed, refusal, summed
from tests.faces.sites import Site, copied, zhixing
from tests.faces.test_doctor import CUT


@pytest.mark.parametrize("at", [0, 0.5])
def test_damaged_pages(saved_county, tmp_path, at):
    site = copied(saved_county[0], tmp_path / "copy", "changed")
    file = site.var / "zhixing.sqlite3"
    content = bytearray(file.read_bytes())
    start = int(len(content) * at) // 4096 * 4096
    content[start : start + 8192] = bytes(8192) if at else b"nothing of a database" * 100
    file.write_bytes(bytes(content))
    for end in ("-wal", "-shm"):
        Path(f"{file}{end}").unlink(missing_ok=True)
    bad = site.bad()
    assert (
        "damaged" in bad["pages of the database"]
        or "can not be examined" in bad["pages of the database"]
    ), bad


def test_doctor_finds_a_changed_byte(saved_county, tmp_path):
    var = saved_county[0].var
    for name in ("zhixing.sqlite3", "zhixing.sqlite3-wal"):
        if (var / name).exists():
            shutil.copyfile(var / name, tmp_path / name)
    shutil.copytree(var / "files", tmp_path / "files")
    assert zhixing(tmp_path, "doctor").returncode == 0
    with sqlite3.connect(tmp_path / "zhixing.sqlite3") as file:
        for (trigger,) in file.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            file.execute(f'DROP TRIGGER "{trigger}"')
        number, body = file.execute(
            "SELECT record_id, body FROM records_recordbody WHERE body LIKE '%told%' ORDER BY"
            " record_id LIMIT 1 OFFSET 50"
        ).fetchone()
        file.execute(
            "UPDATE records_recordbody SET body = ? WHERE record_id = ?",
            (body.replace("told", "tolD", 1), number),
        )
    file.close()
    doctor = zhixing(tmp_path, "doctor")
    assert doctor.returncode == 1 and "BAD  chain" in doctor.stdout, doctor.stdout


def changed(whole: dict[str, bytes], folder: Path, *statements: str) -> dict[str, bytes]:
    """The database of an archive, changed by somebody who then reckons the sums anew."""
    name = "database.sqlite3"
    (folder / name).write_bytes(whole[name])
    Site(folder, "").sql("SELECT 1")
    base = sqlite3.connect(folder / name)
    for (trigger,) in base.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        base.execute(f'DROP TRIGGER "{trigger}"')
    for statement in statements:
        base.execute(statement)
    base.commit()
    base.close()
    return summed(whole | {name: (folder / name).read_bytes()})


TAMPERED = {
    "a body": ("UPDATE records_recordbody SET body = '{}' WHERE record_id = 50",),
    "a record": ("UPDATE records_record SET verb = 'x.y' WHERE seq = 50",),
    "a record less": (
        "DELETE FROM records_recordbody WHERE record_id = 50",
        "DELETE FROM records_record WHERE id = 50",
    ),
    "an end that is cut": CUT,
    "a time": ("UPDATE records_record SET at = '2026-01-01 00:00:00' WHERE seq = 50",),
    "a file's row": ("UPDATE files_storedfile SET digest = 'x'",),
    "a migration": (
        (
            "INSERT INTO django_migrations (app, name, applied) VALUES ('problems',"
            " '9999_from_tomorrow', '2026-01-01')"
        ),
    ),
    "no records at all": ("DROP TABLE records_record",),
}


@pytest.mark.parametrize("kind", TAMPERED)
def test_an_archive_changed_together_with_its_sums(whole, room, tmp_path, kind):
    made, inside = room
    refusal(packed(made, changed(whole, tmp_path, *TAMPERED[kind])), inside)
