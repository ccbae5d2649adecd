"""An archive that is not as it should be is answered with a sentence and changes nothing; one that
is takes the place of everything that was here.
"""

from __future__ import annotations

import gzip
import json
import random
import shutil
import tarfile

import pytest
from django.db import connection

from tests.faces.archives import huge, link, packed, parts, refusal, summed, with_manifest
from tests.faces.sites import URL, Site, copied, database
from zhixing.faces.cli import dumped, restoring
from zhixing.foundation.machinery.records import anchor

pytestmark = pytest.mark.database
SEED = 20261127


def other_vendor() -> str:
    return "sqlite" if connection.vendor == "postgresql" else "postgresql"


BAD_LISTS = {
    "not JSON": lambda content: content | {"manifest.json": b"{"},
    "not UTF-8": lambda content: content | {"manifest.json": b"\xff\xfe"},
    "a list": lambda content: content | {"manifest.json": b"[]"},
    "null": lambda content: content | {"manifest.json": b"null"},
    "deep": lambda content: content | {"manifest.json": b"[" * 100_000},
    "no vendor": lambda content: with_manifest(content, vendor=None),
    "files a list": lambda content: with_manifest(content, files=["a"]),
    "a sum that is none": lambda content: with_manifest(content, files={"a": "b"}),
    "migrations a number": lambda content: with_manifest(content, migrations=7),
    "heads a text": lambda content: with_manifest(content, heads="x"),
    "no list": lambda content: {
        name: data for name, data in content.items() if name != "manifest.json"
    },
    "no database": lambda content: {
        name: data for name, data in content.items() if not name.startswith("database.")
    },
    "no files": lambda content: {
        name: data for name, data in content.items() if not name.startswith("files/")
    },
    "a file more": lambda content: content | {"files/aa/more": b"x"},
    "nothing": lambda content: {},
    "a wrong sum": lambda content: with_manifest(content, database="0" * 64),
    "another vendor": lambda content: with_manifest(content, vendor=other_vendor()),
    "no vendor of ours": lambda content: with_manifest(content, vendor="oracle"),
    "a newer version": lambda content: with_manifest(content, zhixing="99.0.0"),
    "an unknown migration": lambda content: with_manifest(
        content, migrations=["problems.9999_from_tomorrow"]
    ),
    "an unknown room": lambda content: with_manifest(
        content, migrations=["rooms_of_tomorrow.0001_initial"]
    ),
    "another head": lambda content: with_manifest(content, heads={"county": [3, "0" * 64]}),
    "a path upwards": lambda content: content | {"files/../../evil": b"x"},
    "an absolute path": lambda content: content | {"/tmp/evil": b"x"},
    "another name": lambda content: content | {"evil.py": b"x"},
}


@pytest.mark.parametrize("kind", BAD_LISTS)
def test_an_archive_that_is_none(whole, room, kind):
    made, inside = room
    refusal(packed(made, BAD_LISTS[kind](whole)), inside)
    assert sorted(path.name for path in made.parent.iterdir()) == [
        "inside",
        "made.tar.gz",
    ], "nothing beside its folder"


ODD = {
    "a link": lambda: link("files/aa/link", "/etc/passwd"),
    "a hard link": lambda: link("files/aa/link", "manifest.json", tarfile.LNKTYPE),
    "a device": lambda: link("files/aa/device", "", tarfile.CHRTYPE),
    "a pipe": lambda: link("files/aa/pipe", "", tarfile.FIFOTYPE),
    "a folder": lambda: link("files", "", tarfile.DIRTYPE),
    "a list twice": lambda: tarfile.TarInfo("manifest.json"),
    "an absurd size": lambda: huge("files/aa/huge"),
    "an absurd list": lambda: huge("manifest.json"),
}


@pytest.mark.parametrize("kind", ODD)
def test_a_member_that_is_no_part_of_a_backup(whole, room, kind):
    made, inside = room
    refusal(packed(made, whole, ODD[kind]()), inside)


def test_bytes_that_are_no_archive(saved_county, room):
    made, inside = room
    whole = saved_county[1].read_bytes()
    for content in (
        b"",
        b"\x1f\x8b",
        b"no archive",
        gzip.compress(b"x" * 5000),
        gzip.compress(b""),
        bytes(10_000),
        whole[:10],
        whole[: len(whole) // 2],
        whole[:-9],
    ):
        made.write_bytes(content)
        refusal(made, inside)
        shutil.rmtree(inside)
        inside.mkdir()
    refusal(made.parent / "is not there", inside)
    refusal(made.parent, inside)


def test_random_bytes_anywhere(saved_county, room):
    """Each archive with one to fifty bytes changed: refused, or (where gzip does not care) the same
    content.
    """
    made, inside = room
    whole, dice = saved_county[1].read_bytes(), random.Random(SEED)
    accepted = 0
    for number in range(60):
        content = bytearray(whole)
        first = dice.randrange(len(content) if number % 3 else 600)
        for at in range(first, min(first + dice.choice([1, 1, 8, 50]), len(content))):
            content[at] = dice.randrange(256)
        made.write_bytes(bytes(content))
        try:
            archive = restoring.examined(made, inside)
        except restoring.Refused as fault:
            assert str(fault).endswith(("Nothing was changed.", "什么都没有改动。")), (SEED, number)
        else:
            accepted += 1
            assert {f"files/{name}" for name in archive.files} | {
                "manifest.json",
                archive.dump.name,
            } == set(parts(saved_county[1]))
            assert archive.dump.read_bytes() == parts(saved_county[1])[archive.dump.name], (
                SEED,
                number,
            )
        shutil.rmtree(inside)
        inside.mkdir()
    print(f"seed {SEED}: {accepted} of 60 changed nothing that counts")
    assert accepted < 10


def test_a_file_changed_together_with_its_sum(whole, room):
    made, inside = room
    name = next(name for name in whole if name.startswith("files/"))
    sentence = refusal(packed(made, summed(whole | {name: b"other bytes"})), inside)
    assert "is not the one its row names" in sentence


def test_what_is_read_from_a_dump(saved_county, room):
    """Both databases: heads, migrations and files as the site has them; the lines of COPY are
    understood.
    """
    _made, inside = room
    site, archive = saved_county
    examined = restoring.examined(archive, inside)
    ((seq, name),) = site.sql("SELECT seq, hash FROM records_chainhead")
    content = dumped.content(examined.dump, examined.vendor, {("county", 7), ("county", seq)})
    assert (
        examined.heads == {"county": (seq, name)}
        and content.anchored[("county", seq)] == name
        and content.fault == ""
    )
    assert len(content.migrations) == site.sql("SELECT count(*) FROM django_migrations")[0][0]
    assert set(content.files) == set(examined.files)
    row = "1\t\\N\t" + r'{"a": "b\\n\tc"}'
    lines = ["x", 'COPY public.t (id, "at", body) FROM stdin;', row, "\\.", "y"]
    assert list(dumped._copied(lines)) == [
        ("t", {"id": "1", "at": None, "body": '{"a": "b\\n\tc"}'})
    ]


# -- on a site that has something to lose ----------------------------------------------------------


def state(site: Site) -> tuple[object, ...]:
    """Everything a restore could change."""
    files = {
        str(path): path.read_bytes() for path in (site.var / "files").rglob("*") if path.is_file()
    }
    rows = [
        site.sql(f"SELECT count(*) FROM {table}")
        for table in ("things_thing", "django_session", "records_recordbody")
    ]
    marks = (site.var / "anchor.jsonl").read_text()
    return (
        files,
        rows,
        site.sql("SELECT seq, hash FROM records_chainhead"),
        marks,
        sorted(path.name for path in site.var.iterdir()),
    )


@pytest.fixture
def site(saved_county, tmp_path):
    return copied(saved_county[0], tmp_path / "site", "replaced")


SESSION = (
    "INSERT INTO django_session (session_key, session_data, expire_date) VALUES ('old', 'x',"
    " '2099-01-01')"
)


def test_damaged_archives_change_nothing_of_a_site(site, whole, saved_county, tmp_path):
    before = state(site)
    (dump,) = (name for name in whole if name.startswith("database."))
    broken = bytearray(whole[dump])
    broken[len(broken) // 2 : len(broken) // 2 + 4096] = bytes(4096)
    archives = [
        whole | {"evil": b"x"},
        summed(whole | {dump: b"no database"}),
        summed(whole | {dump: bytes(broken)}),
        with_manifest(whole, zhixing="99.0"),
    ]
    for number, content in enumerate(archives):
        answer = site.run(
            "restore", "--replace", str(packed(tmp_path / f"{number}.tar.gz", content))
        )
        assert (
            answer.returncode != 0
            and "Nothing was changed." in answer.stderr
            and "Traceback" not in answer.stderr
        ), answer.stderr
        assert state(site) == before, number
    answer = site.run("restore", str(saved_county[1]))
    assert answer.returncode != 0 and "--replace" in answer.stderr and state(site) == before


def test_replacing_leaves_nothing_old_behind_and_is_no_cut_chain(site, saved_county):
    """An older backup, read back on purpose after more was done."""
    old = state(site)
    assert site.run("act", *_topic(site), "--as", "office").returncode == 0
    site.sql(SESSION)
    for name in ("packed/old.zip", "progress/old.json", "files/zz/stray"):
        (site.var / name).parent.mkdir(parents=True, exist_ok=True)
        (site.var / name).write_bytes(b"old")
    later = anchor_of(site)[-1]
    answer = site.run("restore", "--replace", str(saved_county[1]))
    assert answer.returncode == 0, answer.stderr
    new = state(site)
    assert new[0] == old[0] and new[2] == old[2], "files and chain as they were"
    assert site.sql("SELECT count(*) FROM django_session")[0][0] == 0
    assert not any((site.var / name).exists() for name in ("packed", "progress", "files/zz"))
    wal = site.var / "zhixing.sqlite3-wal"
    assert not wal.exists() or wal.stat().st_size == 0
    marks = anchor_of(site)
    assert (
        later in marks
        and marks[-1]["epoch"] == later["epoch"] + 1
        and "was read back" in marks[-1]["reason"]
    )
    assert later["seq"] > marks[-1]["seq"], "it is an older one"
    assert site.bad() == {}
    assert [path for path in site.var.rglob("*") if path.stat().st_mode & 0o077] == []


def _topic(site: Site) -> list[str]:
    return [
        site.sql("SELECT thing_id FROM groups_studygroup ORDER BY thing_id LIMIT 1")[0][0],
        "rename_group",
        "name=换了名的组",
    ]


def anchor_of(site: Site) -> list[dict]:
    return [json.loads(line) for line in (site.var / "anchor.jsonl").read_text().splitlines()]


def test_an_archive_of_another_chain_needs_a_word(site, saved_county):
    marks = anchor_of(site)
    (site.var / "anchor.jsonl").write_text(
        "".join(json.dumps(mark | {"hash": "0" * 64}) + "\n" for mark in marks)
    )
    before = state(site)
    answer = site.run("restore", "--replace", str(saved_county[1]))
    assert answer.returncode != 0 and "--another-chain" in answer.stderr and state(site) == before
    assert site.run("restore", "--replace", "--another-chain", str(saved_county[1])).returncode == 0
    assert site.bad() == {}


def test_a_site_that_is_damaged_gets_its_county_back(site, saved_county):
    if URL:
        site.sql(
            "DROP TABLE records_recordbody CASCADE", "CREATE TABLE of_another_program (id int)"
        )
    else:
        for end in ("-wal", "-shm"):
            (site.var / f"zhixing.sqlite3{end}").unlink(missing_ok=True)
        (site.var / "zhixing.sqlite3").write_bytes(b"nothing of a database" * 1000)
    answer = site.run("restore", "--replace", str(saved_county[1]))
    assert answer.returncode == 0, answer.stderr
    assert site.bad() == {}


def test_a_swap_that_fails_leaves_no_file_behind(saved_county, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT, settings.VAR = tmp_path / "files", tmp_path

    def fails(_archive):
        raise restoring.Refused("The database could not be replaced.")

    monkeypatch.setattr(restoring, "swap", fails)
    monkeypatch.setattr(restoring, "_holds_county", lambda: False)
    with pytest.raises(restoring.Refused):
        restoring.read(saved_county[1])
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
    assert not anchor.place().exists()


def test_a_backup_that_can_not_be_written_says_so(site, tmp_path):
    (tmp_path / "file").write_text("no folder")
    answer = site.run("backup", str(tmp_path / "file" / "backup.tar.gz"))
    assert (
        answer.returncode != 0
        and "was not written" in answer.stderr
        and "Traceback" not in answer.stderr
    )


def test_an_empty_site_of_each_database(saved_county, tmp_path):
    var = tmp_path / "empty"
    var.mkdir()
    empty = Site(var, database("empty"))
    assert empty.run("restore", str(saved_county[1])).returncode == 0
    assert empty.bad() == {}
