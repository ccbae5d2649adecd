"""What doctor tells of a store that was damaged, or changed past the acts: a sentence for each,
with what to do.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from itertools import chain
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from tests.faces.sites import URL, Site, copied
from zhixing.faces.cli import soundness
from zhixing.faces.cli.doctor import examine
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.records import anchor, append_only
from zhixing.foundation.machinery.records.models import ChainHead
from zhixing.foundation.spine.orgs.acts import rename_unit

pytestmark = pytest.mark.database
LAST = "(SELECT max(seq) FROM records_record)"
CUT = [
    (
        "DELETE FROM records_recordbody WHERE record_id IN (SELECT id FROM records_record WHERE"
        f" seq > {LAST} - 5)"
    ),
    (
        "DELETE FROM records_record WHERE seq > (SELECT max(seq) - 5 FROM (SELECT seq FROM"
        " records_record) AS s)"
    ),
    (
        f"UPDATE records_chainhead SET seq = {LAST}, hash = (SELECT hash FROM records_record ORDER"
        " BY seq DESC LIMIT 1)"
    ),
]


@pytest.fixture(autouse=True)
def in_english():
    """Sentences of checks that are asked here, without the command line."""
    with translation.override("en"):
        yield


@pytest.fixture
def site(saved_county, tmp_path):
    return copied(saved_county[0], tmp_path / "copy", "changed")


def test_a_sound_county_is_called_sound(site):
    assert site.bad() == {}


def test_a_cut_end_of_the_chain(site):
    site.past_the_triggers(*CUT)
    bad = site.bad()
    assert any(
        what.startswith("anchor of county") and "the chain is cut" in sentences
        for what, sentences in bad.items()
    ), bad
    assert not any(what.startswith("chain of") for what in bad), "the chain alone can not tell"
    marks = (site.var / "anchor.jsonl").read_text()
    assert site.run("act", "DW-26-NONE0", "rename_unit", "--as", "office", "name=x").returncode != 0
    assert (site.var / "anchor.jsonl").read_text() == marks, (
        "what was there once is not overwritten"
    )


def test_a_whole_chain_that_is_gone(site):
    site.past_the_triggers(
        "DELETE FROM records_recordbody",
        "DELETE FROM records_record",
        "DELETE FROM records_chainhead",
    )
    assert "is gone" in site.bad()["chains"]


ROWS, COPIES = "rows hold what the records say", "things hold what their rows say"
CHANGES = [  # table, key, column, value
    ("problems_problem", "thing_id", "state", "'closed'"),
    ("problems_problem", "thing_id", "title", "'别的标题'"),
    ("orgs_unit", "thing_id", "name", "name || '甲'"),
    ("study_sessions_attendance", "id", "status", "'ABSENT'"),
    ("study_sessions_speech", "id", "q1", "'没有这样说过'"),
    ("plans_planline", "id", "form", "'别的方式'"),
]


def test_rows_changed_by_sql(site):
    """State, texts, names, and the lines below a thing, each changed in one row."""
    for table, key, column, value in CHANGES:
        site.sql(
            f"UPDATE {table} SET {column} = {value} WHERE {key} = (SELECT min({key}) FROM {table}"
            f" WHERE {column} <> {value})"
        )
    site.sql(
        "UPDATE things_thing SET state = 'closed', title = '别的标题' WHERE code = (SELECT"
        " min(thing_id) FROM problems_problem)"
    )
    site.sql(
        "UPDATE things_thing SET place = '/' WHERE code = (SELECT max(thing_id) FROM"
        " problems_problem)"
    )
    bad = site.bad()
    wanted = [
        " state: the records say",
        "there stands '别的标题'",
        " name: the records say",
        "its attendance are not",
        "its speeches are not",
        "its lines are not",
    ]
    assert [words for words in wanted if words not in bad[ROWS]] == [], bad
    assert " place: thing '/'" in bad[COPIES] and "by an act" in bad[ROWS]


def test_columns_that_an_upgrade_filled(site):
    """Rows of before have what no record gave them; what a record gave is held to it."""
    site.sql("UPDATE problems_problem SET check_on = '2026-12-01' WHERE check_on IS NULL")
    assert ROWS not in site.bad()
    site.sql(
        "UPDATE problems_problem SET check_on = '2030-01-01' WHERE state IN ('solved', 'archived')"
    )
    assert " check_on: the records say" in site.bad()[ROWS]


def test_a_line_that_is_gone(site):
    site.sql(
        "DELETE FROM study_sessions_guest WHERE id = (SELECT min(id) FROM study_sessions_guest)"
    )
    assert "its guests are not those the last record left" in site.bad()[ROWS]


def test_roles_and_norms_that_no_act_gave(site):
    """Who holds which role is as much on record as what was done with it."""
    site.sql(
        "UPDATE people_appointment SET until = since WHERE id = (SELECT min(id) FROM"
        " people_appointment WHERE until IS NULL)"
    )
    site.sql(
        "UPDATE groups_membership SET role = 'LEADER' WHERE id = (SELECT min(id) FROM"
        " groups_membership WHERE role = 'MEMBER')"
    )
    site.sql(
        "UPDATE norms_normversion SET value = '99' WHERE norm_id = (SELECT thing_id FROM norms_norm"
        " WHERE key = 'problem.answer')"
    )
    faults = site.bad()[ROWS]
    assert [
        name
        for name in ("appointments", "memberships", "versions")
        if f"its {name} are not those the last record left" not in faults
    ] == [], faults


def test_a_thing_called_taken_back_and_a_thing_without_record(site):
    columns = (
        "kind, title, topic_id, group_id, unit_id, place, state, audience, version, made_at,"
        " changed_at"
    )
    of_topic = "FROM things_thing WHERE code = (SELECT min(thing_id) FROM topics_topic)"
    site.sql(
        "UPDATE things_thing SET state = 'taken_back' WHERE code = (SELECT min(thing_id) FROM"
        " problems_problem)"
    )
    site.sql(
        f"INSERT INTO things_thing (code, {columns}) SELECT 'ZT-26-ZZZZZ', {columns} {of_topic}"
    )
    names = [
        name
        for name, *_more in columns_of(site, "topics_topic")
        if name not in ("thing_id", "title")
    ]
    listed = ", ".join(f'"{name}"' for name in names)
    site.sql(
        f"INSERT INTO topics_topic (thing_id, title, {listed}) SELECT 'ZT-26-ZZZZZ',"
        f" '没有来历的专题', {listed} FROM topics_topic WHERE thing_id = (SELECT min(thing_id) FROM"
        " topics_topic)"
    )
    bad = site.bad()
    assert "ZT-26-ZZZZZ: no record made it" in bad[ROWS], bad
    assert " state: thing 'taken_back'" in bad[COPIES], bad


def test_a_table_that_is_gone(site):
    site.sql("DROP TABLE drafts_draft")
    assert "drafts_draft" in site.bad()["tables of the database"]


def columns_of(site: Site, table: str) -> list[tuple]:
    if site.url:
        return site.sql(
            f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'"
        )
    return site.sql(f"SELECT name FROM pragma_table_info('{table}')")


def test_values_that_were_emptied_without_an_act(site):
    site.sql(
        "UPDATE records_recordbody SET body = '{}', salt = '', erased_at = '2026-03-01 10:00:00+00'"
        " WHERE record_id = (SELECT max(record_id) FROM records_recordbody)"
    )
    bad = site.bad()
    assert "no act erased it" in bad["erased values"], bad


def test_triggers_that_were_dropped_or_switched_off(site):
    if URL:
        site.sql("ALTER TABLE records_record DISABLE TRIGGER record_append_only")
        assert "switched off" in site.bad()["triggers"]
        site.sql("DROP TRIGGER record_append_only ON records_record")
    else:
        site.sql("DROP TRIGGER record_no_delete")
    assert "--triggers" in site.bad()["triggers"]
    assert site.run("migrate", "--triggers").returncode == 0
    assert "triggers" not in site.bad()


def test_triggers_that_stand_there_and_do_nothing(site):
    if URL:
        site.sql(
            "DROP TRIGGER record_append_only ON records_record",
            "CREATE TRIGGER record_append_only BEFORE DELETE ON records_record FOR EACH STATEMENT"
            " EXECUTE FUNCTION record_is_append_only()",
        )
    else:
        site.sql(
            "DROP TRIGGER record_no_update",
            "CREATE TRIGGER record_no_update BEFORE UPDATE ON records_record WHEN 0 BEGIN SELECT"
            " RAISE(ABORT, 'records are append-only'); END",
        )
    assert "is gone or switched off" in site.bad()["triggers"]
    assert site.run("migrate", "--triggers").returncode == 0
    assert "triggers" not in site.bad()


def test_files_that_others_may_read(site):
    for name in ("secret_key", "anchor.jsonl"):
        (site.var / name).chmod(0o644)
    site.var.chmod(0o755)
    faults = site.bad()["file modes"]
    assert "secret_key is open to others (644)" in faults and "zhixing migrate" in faults
    assert site.run("migrate").returncode == 0 and "file modes" not in site.bad()


def test_everything_is_the_owners_alone(saved_county):
    site, archive = saved_county
    open_ones = [
        path
        for path in site.var.rglob("*")
        if path.stat().st_mode & 0o077 and "static" not in path.parts
    ]
    assert open_ones == [] and site.var.stat().st_mode & 0o077 == 0
    assert {"anchor.jsonl", "secret_key"} <= {
        path.name for path in site.var.iterdir()
    } and archive.exists()


def test_an_anchor_that_can_not_be_read(site):
    (site.var / "anchor.jsonl").write_text("{not a mark\n")
    assert any("can not be read" in sentences for sentences in site.bad().values())


def test_a_key_that_can_not_be_read(tmp_path):
    (tmp_path / "secret_key").write_bytes(b"\xff\xfe")
    run = Site(tmp_path, "").run("doctor")
    assert run.returncode == 1 and "secret_key can not be read" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_store_that_is_not_there(tmp_path):
    report = Site(tmp_path, "").doctor()
    assert "zhixing migrate" in report


def test_settings_that_are_missing(settings):
    settings.ZHIXING_HTTPS, settings.ALLOWED_HOSTS = True, ["localhost"]
    settings.ZHIXING_MAIL, settings.ZHIXING_ADDRESS = {"host": "mail.example"}, ""
    settings.ZHIXING_BEHIND_PROXY = True
    from zhixing.faces.cli.doctor import missing_settings

    assert [
        "ALLOWED_HOSTS" in fault or "ZHIXING_ADDRESS" in fault for fault in missing_settings()
    ] == [True, True]
    settings.ZHIXING_BEHIND_PROXY = False
    assert len(missing_settings()) == 3, "https is demanded, and nobody ends it"


def checks() -> dict[str, list[str]]:
    return dict(chain.from_iterable(map(soundness.chain_checks, soundness.origins())))


def test_a_clock_that_went_back(county):
    with clock.at(clock.now() - dt.timedelta(days=2)):
        rename_unit(county.office, county.town, name="龙泉新镇")
    faults = checks()["times of the records of county"]
    assert len(faults) == 1 and "the clock went back" in faults[0]


def test_a_clock_that_stands_before_the_last_record(county):
    with clock.at(clock.now() - dt.timedelta(days=400)):
        faults = checks()["times of the records of county"]
    assert any("by the clock of this machine" in fault for fault in faults)


@pytest.fixture
def anchored(county, settings, tmp_path):
    """The county with an anchor of its own."""
    settings.VAR = tmp_path
    anchor.keep()
    return county


def test_the_anchor_follows_the_head_and_is_thinned(anchored):
    before = anchor.marks()
    anchor.keep()
    assert anchor.marks() == before, "the head has not moved"
    for number in range(4):
        with clock.at(clock.now() + dt.timedelta(minutes=number), ticking=True):
            rename_unit(anchored.office, anchored.town, name=f"龙泉{number}镇")
            anchor.keep()
    marks = anchor.marks()
    head = ChainHead.objects.get()
    assert (marks[-1].seq, marks[-1].hash) == (head.seq, head.hash) and len(marks) <= 3
    assert anchor.place().stat().st_mode & 0o777 == 0o600
    assert not [faults for what, faults in checks().items() if faults and what.startswith("anchor")]


def test_a_chain_written_anew_is_found(anchored):
    with traffic("test"), connection.cursor() as cursor:
        append_only.remove(connection)
        cursor.execute(
            "UPDATE records_record SET hash = %s WHERE seq = %s",
            ["0" * 64, ChainHead.objects.get().seq],
        )
        append_only.install(connection)
    faults = next(faults for what, faults in checks().items() if what.startswith("anchor"))
    assert "was written anew" in faults[0]


def test_an_anchor_that_can_not_be_written_stops_nobody(anchored, settings, tmp_path):
    settings.VAR = tmp_path / "anchor.jsonl" / "no folder"
    anchor.keep()
    assert rename_unit(anchored.office, anchored.town, name="龙泉又一镇").name == "龙泉又一镇"


def test_a_rehearsal_leaves_no_mark(anchored):
    from zhixing.foundation.machinery.rehearsal import rehearsal

    before = anchor.place().read_text()
    with rehearsal(anchored.office):
        rename_unit(anchored.office, anchored.town, name="龙泉试镇")
    anchor.keep()
    assert anchor.place().read_text() == before


def test_every_check_is_named_and_says_what_to_do(anchored):
    for what, faults in examine():
        assert what and isinstance(faults, list)
    assert json.loads(anchor.place().read_text().splitlines()[0])["epoch"] == 1


HAN = re.compile(r"[一-鿿]")
NAMES = re.compile(
    r"\(.*?\)|\S*[/_.]\S*|SQLite|PostgreSQL|fsync|county"
    r"|/\S+|\d\S*|--\S+|zhixing \w+|UTC|\bGB\b|[A-Z]{2}-\d\d-\S+"
)


def english_in(text: str) -> list[str]:
    """Words of English in Chinese answers, but for what has no other name."""
    return re.findall(r"[A-Za-z]{2,}", NAMES.sub("", text))


def test_what_keeps_the_site_answers_in_the_language_of_the_command_line(site, tmp_path):
    """Doctor, backup and restore, when all is well and when it is not."""
    archive = tmp_path / "kept.tar.gz"
    for words in (
        ("backup", archive),
        ("restore", archive),
        ("restore", archive, "--replace"),
        ("restore", tmp_path / "none"),
    ):
        chinese, english = (
            whole_output(site.run(*map(str, words), "--lang", lang)) for lang in ("zh", "en")
        )
        assert HAN.search(chinese) and not HAN.search(english), (chinese, english)
        assert english_in(chinese.replace(str(tmp_path), "")) == [], chinese
    sound = whole_output(site.run("doctor", "--lang", "zh"))
    site.sql(
        "UPDATE problems_problem SET state = 'closed' WHERE thing_id = (SELECT thing_id FROM"
        " records_record WHERE thing_id IN (SELECT thing_id FROM problems_problem)"
        " ORDER BY seq LIMIT 1)"
    )  # one whose records stand far before the end that is cut
    site.past_the_triggers(*CUT)
    bad = whole_output(site.run("doctor", "--lang", "zh"))
    assert (
        sound.count("正常") > 12 and "记录链被截断" in bad and "记录说的是" in bad and "有误" in bad
    )
    assert english_in(sound) == []


def whole_output(run: Any) -> str:
    assert "Traceback" not in run.stderr, run.stderr
    return run.stdout + run.stderr
