"""What an earlier commit kept is opened by this one: a county in use, and a backup of it.

``kept/`` holds the demo county as ``scripts/keep.sh`` wrote it at the commit in the file's name.
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.faces.sites import URL, Site, database, surroundings
from tests.patience import PATIENCE

COUNTY = "青禾县"
KEPT = sorted((Path(__file__).parent / "kept").glob("*.tar.xz"))
VENDOR = "postgresql" if URL else "sqlite"
ROWS = {
    "things": "SELECT code, kind, title, state, version FROM things_thing ORDER BY code",
    "records": "SELECT origin, seq, verb, hash FROM records_record ORDER BY origin, seq",
    "ties": "SELECT type, earlier_id, later_id FROM links_link ORDER BY 1, 2, 3",
    "deadlines": "SELECT thing_id, clock, due, state FROM deadlines_deadline ORDER BY 1, 2, 3, 4",
    "people": "SELECT uid, name FROM people_person ORDER BY uid",
}


@pytest.fixture(params=KEPT, ids=lambda path: path.name.partition(".")[0])
def saved(request, tmp_path) -> Path:
    """The folder of what was kept."""
    folder = tmp_path / "kept"
    with tarfile.open(request.param) as archive:
        archive.extractall(folder, filter="data")
    return folder


def rows(site: Site) -> dict[str, list[tuple]]:
    return {what: [tuple(map(str, row)) for row in site.sql(query)] for what, query in ROWS.items()}


def without_new_norms(
    before: dict[str, list[tuple]], after: dict[str, list[tuple]]
) -> dict[str, list[tuple]]:
    """The rows after an upgrade without the norms that this version brings; each is a thing of its
    own, begins with a record, and counts on the county. Whatever else is new stays, and is a fault.
    """
    known = {thing[0]: thing for thing in before["things"]}
    norms = [thing for thing in after["things"] if thing[0] not in known and thing[1] == "norm"]
    begun = [row for row in after["records"] if row not in before["records"]]
    if not norms or {row[2] for row in begun} != {"norm.begun", "norms.seeded"}:
        return after
    things = [
        known[thing[0]] if thing[2] == COUNTY else thing
        for thing in after["things"]
        if thing not in norms
    ]
    records = [row for row in after["records"] if row not in begun]
    return after | {"things": things, "records": records}


def restored(folder: Path, var: Path) -> Site:
    """The backup, in a place of its own; it was kept without its compression."""
    archive = folder / "backup.tar.gz"
    with (folder / f"{VENDOR}.tar").open("rb") as plain, gzip.open(archive, "wb") as packed:
        shutil.copyfileobj(plain, packed)
    var.mkdir()
    site = Site(var, database("kept"))
    answer = site.run("restore", str(archive))
    assert answer.returncode == 0, answer.stdout + answer.stderr
    upgrade(site)
    return site


def upgrade(site: Site) -> None:
    upgraded = site.run("migrate")
    assert upgraded.returncode == 0, upgraded.stdout + upgraded.stderr


def look_through(site: Site) -> None:
    """Pages of every kind of thing are shown, and a further act is recorded."""
    looked = subprocess.run(
        [sys.executable, Path(__file__).with_name("look.py")],
        env=surroundings(site.var, site.url),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert looked.returncode == 0, looked.stdout + looked.stderr
    [[county]] = site.sql("SELECT thing_id FROM orgs_unit WHERE parent_id IS NULL")
    words = ("found_unit", "--as", "office", "name=新安街道", "kind=town")
    acted = site.run("act", county, *words)
    assert acted.returncode == 0, acted.stdout + acted.stderr
    assert site.bad() == {}


def test_something_is_kept():
    assert KEPT


def test_a_county_in_use_goes_on(saved):
    site = Site(saved / "sqlite", "")
    before = rows(site)
    upgrade(site)
    assert without_new_norms(before, rows(site)) == before
    assert min(map(len, before.values())) > 100
    assert site.sql("SELECT sound FROM orgs_unit WHERE name = '龙泉镇'") == [("long quan zhen",)]
    assert site.sql("SELECT count(*) FROM people_person WHERE sound = '' AND system = ''") == [(0,)]
    look_through(site)


@pytest.mark.database
def test_a_backup_is_restored(saved, tmp_path):
    site = restored(saved, tmp_path / "here")
    assert min(map(len, rows(site).values())) > 100
    look_through(site)


COLUMNS = {
    "sqlite": (
        'SELECT m.name, c.name, upper(c.type), c."notnull" FROM sqlite_master m,'
        " pragma_table_info(m.name) c WHERE m.type = 'table'"
    ),
    "postgresql": (
        "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
        " WHERE table_schema = 'public'"
    ),
}
INDEXES = {
    "sqlite": (
        'SELECT m.name, i."unique", i.partial, group_concat(c.name) FROM sqlite_master m,'
        " pragma_index_list(m.name) i, pragma_index_info(i.name) c WHERE m.type = 'table'"
        " GROUP BY m.name, i.name"
    ),
    "postgresql": "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public'",
}


def shape(site: Site) -> dict[str, list[tuple]]:
    """Columns and indexes of every table."""
    return {
        what: sorted(tuple(map(str, row)) for row in site.sql(query[VENDOR]))
        for what, query in {"columns": COLUMNS, "indexes": INDEXES}.items()
    }


@pytest.mark.database
def test_what_was_kept_has_the_tables_of_a_new_site(saved, tmp_path):
    """The first step of a room says at once what its earlier steps said one after another."""
    (tmp_path / "new").mkdir()
    new = Site(tmp_path / "new", database("new"))
    upgrade(new)
    assert shape(restored(saved, tmp_path / "here")) == shape(new)


def test_a_database_between_two_steps_is_refused_in_words(saved):
    """Nothing leads on from there; nothing is changed."""
    site = Site(saved / "sqlite", "")
    site.sql("DELETE FROM django_migrations WHERE app = 'problems' AND name LIKE '0006%'")
    before = rows(site) | {"steps": site.sql("SELECT app, name FROM django_migrations")}
    answer = site.run("migrate")
    assert answer.returncode == 1 and "an earlier version first" in answer.stderr
    assert rows(site) | {"steps": site.sql("SELECT app, name FROM django_migrations")} == before
    assert "rooms: problems" in site.bad()["migrations"]


def test_a_backup_between_two_steps_is_refused_in_words(saved, tmp_path):
    site = Site(saved / "sqlite", "")
    site.sql("DELETE FROM django_migrations WHERE app = 'people' AND name LIKE '0003%'")
    archive = tmp_path / "between.tar.gz"
    assert site.run("backup", str(archive)).returncode == 0
    (tmp_path / "here").mkdir()
    answer = Site(tmp_path / "here", "").run("restore", str(archive))
    assert answer.returncode == 1 and "earlier version" in answer.stderr, answer.stderr
