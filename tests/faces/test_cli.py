"""The command line: the same acts and the same refusals, with an exit code."""

from __future__ import annotations

import io
import sys

import pytest

from tests.learn.sessions.build import planned_session
from tests.loop.imports.build import DEMO
from zhixing.faces.cli.bootstrap import new_norms
from zhixing.faces.cli.main import main
from zhixing.faces.cli.workbooks import progress_line
from zhixing.foundation.machinery import clock, progress
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.norms.models import Norm, NormVersion
from zhixing.foundation.spine.norms.queries import forget, value
from zhixing.loop.imports.models import Import


def test_an_act_is_done(county, capsys):
    session = planned_session(county)
    assert main(["act", session.pk, "cancel_session", "--as", "secretary", "reason=改期"]) == 0
    assert session.pk in capsys.readouterr().out
    assert Record.objects.done().filter(thing=session.pk).order_by("-seq").first().channel == "cli"


def test_an_act_is_recorded_for_somebody_else(county):
    session = planned_session(county)
    assert main(["act", session.pk, "cancel_session", "--as", "office", "--for", "secretary", "--basis", "电话", "reason=改期"]) == 0
    record = Record.objects.done().filter(thing=session.pk).order_by("-seq").first()
    assert (record.typist, record.decider) == (county.office, county.secretary)


@pytest.mark.parametrize(("words", "said"), [
    (["act", "{code}", "cancel_session", "--as", "member", "reason=x"], "not_allowed"), (["act", "{code}", "no_such_act", "--as", "secretary"], "no act"), (["act", "{code}", "cancel_session", "--as", "secretary"], "reason"),
    (["act", "{code}", "cancel_session", "--as", "stranger", "reason=x"], "needs the code"), (["act", "XX-00-00000", "cancel_session", "--as", "secretary", "reason=x"], "needs the code"),
])  # fmt: skip
def test_refusals_answer_two_with_a_sentence(county, capsys, words, said):
    session = planned_session(county)
    assert main([word.format(code=session.pk) for word in words]) == 2
    assert said in capsys.readouterr().err
    session.refresh_from_db()
    assert session.state == "planned"


def test_an_unknown_person_ends_it(county):
    with pytest.raises(SystemExit, match="nobody"):
        main(["act", county.group.pk, "rename_group", "--as", "no-one", "name=x"])


def test_a_dry_run_tells_and_writes_nothing(county, capsys):
    before = Thing.objects.count(), Record.objects.count()
    assert main(["import", "roster", str(DEMO / "roster.xlsx"), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "328 rows read, 325 can come in, 3 can not" in told and "顾问" in told and "县直部门 36" in told
    assert (Thing.objects.count(), Record.objects.count()) == before


def test_an_import_says_who_and_asks_what_it_must(county, capsys):
    with pytest.raises(SystemExit, match="--as"):
        main(["import", "roster", str(DEMO / "roster.xlsx")])  # two people hold the office of this county
    assert main(["import", "plan", str(DEMO / "annual_plan.xlsx"), "--as", "office", "--whole"]) == 2
    said = capsys.readouterr()
    assert "--alias '市生态环境局分局" in said.out or "市生态环境局分局" in said.out
    assert main(["import", "ledger", str(DEMO / "annual_plan.xlsx"), "--dry-run"]) == 2 and "workbook.headings" in capsys.readouterr().err
    assert main(["import", "roster", str(DEMO / "none.xlsx"), "--dry-run"]) == 2
    assert main(["import", "roster", str(DEMO / "roster.xlsx"), "--as", "office"]) == 0
    assert Import.objects.get().new == 325
    assert main(["import", "roster", str(DEMO / "roster.xlsx"), "--as", "office"]) == 0 and "Nothing was changed" in capsys.readouterr().out


def test_doctor_finds_nothing_and_says_what_it_looked_at(county, capsys, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    answer = main(["doctor"])
    told = capsys.readouterr().out
    assert "chain of" in told and "files" in told and answer == (1 if "BAD" in told else 0)
    assert "BAD  chain" not in told and "BAD  things" not in told and "BAD  deadlines" not in told and "BAD  files" not in told


def test_a_terminal_sees_how_far_an_import_is(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for terminal, seen in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", terminal)
        with progress_line():
            progress.steps("people", 12_000)
            progress.step(4000)
        assert ("people: 4,000 of 12,000" in terminal.getvalue()) is seen and terminal.getvalue().endswith("\033[K") is seen


def test_workbooks_of_units_go_out_and_come_back(county, capsys, tmp_path):
    from tests.loop.imports.fill import edited

    assert main(["export", str(tmp_path / "书"), "龙泉镇", county.other_town.pk, "--as", "office"]) == 0
    files = sorted(path.name[:3] for path in (tmp_path / "书").iterdir())
    assert files == ["石桥镇", "龙泉镇"]
    assert main(["export", str(tmp_path), "没有的局", "--as", "office"]) == 2 and "is no unit" in capsys.readouterr().err
    assert main(["export", str(tmp_path), "--as", "secretary"]) == 2
    out = next((tmp_path / "书").glob("龙泉镇*"))
    out.write_bytes(edited(out.read_bytes(), {"问题登记": [{"问题": "渠首漏水"}]}))
    assert main(["import", "unit", str(out), "--as", "office", "--dry-run"]) == 0 and Import.objects.count() == 0
    assert main(["import", "unit", str(out), "--as", "office"]) == 0
    assert Import.objects.get().numbers["of"] == county.town.pk
    assert main(["import", "unit", str(out), "--as", "office", "--unit", "没有的局"]) == 2


def test_a_county_that_is_there_gets_the_norms_of_a_newer_version(county):
    with traffic("test"):
        NormVersion.objects.filter(norm__key="plan.in_time").delete()
        Norm.objects.filter(key="plan.in_time").delete()
    forget()
    before = dict(NormVersion.objects.values_list("norm__key", "value"))
    assert new_norms() == 1 and new_norms() == 0
    assert value("plan.in_time", clock.today()) is True
    assert {key: kept for key, kept in NormVersion.objects.values_list("norm__key", "value") if key != "plan.in_time"} == before, "what is there stays as it is"
