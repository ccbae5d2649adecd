"""The command line: the same acts and the same refusals, with an exit code."""

from __future__ import annotations

import io
import re
import sys

import pytest

from tests.foundation.intake.build import DEMO
from tests.learn.sessions.build import planned_session
from zhixing.faces.cli.bootstrap import new_norms
from zhixing.faces.cli.main import main
from zhixing.faces.cli.workbooks import progress_line
from zhixing.foundation.kits.intake.models import Import
from zhixing.foundation.machinery import clock, progress
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.norms.models import Norm, NormVersion
from zhixing.foundation.spine.norms.queries import forget, value


def test_an_act_is_done(county, capsys):
    session = planned_session(county)
    assert main(["act", session.pk, "cancel_session", "--as", "secretary", "reason=改期"]) == 0
    assert session.pk in capsys.readouterr().out
    assert Record.objects.done().filter(thing=session.pk).order_by("-seq").first().channel == "cli"


def test_an_act_is_recorded_for_somebody_else(county):
    session = planned_session(county)
    assert (
        main(
            [
                "act",
                session.pk,
                "cancel_session",
                "--as",
                "office",
                "--for",
                "secretary",
                "--basis",
                "电话",
                "reason=改期",
            ]
        )
        == 0
    )
    record = Record.objects.done().filter(thing=session.pk).order_by("-seq").first()
    assert (record.typist, record.decider) == (county.office, county.secretary)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["act", "{code}", "cancel_session", "--as", "member", "reason=x"], "not_allowed"),
        (["act", "{code}", "no_such_act", "--as", "secretary"], "no act"),
        (["act", "{code}", "cancel_session", "--as", "secretary"], "reason"),
        (["act", "{code}", "cancel_session", "--as", "stranger", "reason=x"], "needs the code"),
        (
            ["act", "XX-00-00000", "cancel_session", "--as", "secretary", "reason=x"],
            "needs the code",
        ),
        (
            ["act", "{code}", "cancel_session", "--as", "secretary", "reason=x", "reason=y"],
            "reason: ",
        ),
        (["act", "{code}", "cancel_session", "--as", "secretary", "reason=\udcff"], "U+0000"),
        (["act", "\udcff", "cancel_session", "--as", "secretary", "reason=x"], "U+0000"),
        (["act", "{code}", "cancel_session", "--as", "\udcff", "reason=x"], "U+0000"),
    ],
)
def test_refusals_answer_two_with_a_sentence(county, capsys, words, sentence):
    session = planned_session(county)
    assert main(["--lang", "en", *(word.format(code=session.pk) for word in words)]) == 2
    assert sentence in capsys.readouterr().err
    session.refresh_from_db()
    assert session.state == "planned"


def test_an_unknown_person_ends_it(county):
    with pytest.raises(SystemExit, match="nobody"):
        main(["--lang", "en", "act", county.group.pk, "rename_group", "--as", "no-one", "name=x"])


def test_a_dry_run_tells_and_writes_nothing(county, capsys):
    before = Thing.objects.count(), Record.objects.count()
    assert main(["import", "roster", str(DEMO / "roster.xlsx"), "--dry-run", "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    assert (
        "rows read: 328, can come in: 325, can not: 3" in printed
        and "顾问" in printed
        and "县直部门 36" in printed
    )
    assert (Thing.objects.count(), Record.objects.count()) == before


def test_an_import_says_who_and_asks_what_it_must(county, capsys):
    with pytest.raises(SystemExit, match="--as"):
        main(
            ["import", "roster", str(DEMO / "roster.xlsx")]
        )  # two people hold the office of this county
    assert (
        main(["import", "plan", str(DEMO / "annual_plan.xlsx"), "--as", "office", "--whole"]) == 2
    )
    printed = capsys.readouterr()
    assert "--alias '市生态环境局分局" in printed.out or "市生态环境局分局" in printed.out
    assert (
        main(["import", "ledger", str(DEMO / "annual_plan.xlsx"), "--dry-run"]) == 2
        and "workbook.headings" in capsys.readouterr().err
    )
    assert main(["import", "roster", str(DEMO / "none.xlsx"), "--dry-run"]) == 2
    assert main(["import", "roster", str(DEMO / "roster.xlsx"), "--as", "office"]) == 0
    assert Import.objects.get().new == 325
    assert (
        main(["import", "roster", str(DEMO / "roster.xlsx"), "--as", "office", "--lang", "en"]) == 0
    )
    assert "Nothing was changed" in capsys.readouterr().out


CHINESE = re.compile("[\u4e00-\u9fff]")
ASIDE = re.compile(
    r"--\w+( '[^']*')?|“[^”]*”|\b[A-Z]{2}-\d\d-\w+|\([a-z_.]+\)|\S+\.(xlsx|csv)|名册|Excel"
)


@pytest.mark.parametrize("chosen", ["zh", "en"])
def test_the_import_answers_in_one_language(county, capsys, tmp_path, chosen):
    """Every line, in words of one language: what the file itself says stands aside."""
    from tests.foundation.intake.build import LEDGER_HEAD, ROSTER_HEAD, content

    roster, ledger = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    roster.write_bytes(
        content(
            [
                ROSTER_HEAD,
                ["龙泉镇", "韩立新", "副镇长", "成员", "10000001234"],
                ["县卫健局", "苗青", "", "顾问", "12"],
            ]
        )
    )
    ledger.write_bytes(
        content(
            [LEDGER_HEAD, ["群众反映", "路灯不亮", "", "龙泉镇", "", "12.31", "正在推进", "否"]]
        )
    )
    lines = []
    for words in (
        ["import", "roster", str(roster), "--as", "office", "--dry-run"],
        ["import", "roster", str(roster), "--as", "office"],
        ["import", "roster", str(roster), "--as", "office", "--whole"],
        ["import", "ledger", str(ledger), "--dry-run"],
        ["import", "plan", str(roster), "--dry-run"],
        ["import", "ledger", str(ledger), "--dry-run", "--received", "2999-01-01"],
        ["import", "ledger", str(ledger), "--dry-run", "--alias", "x"],
        ["export", str(tmp_path), "没有的局", "--as", "office"],
    ):
        main([*words, "--lang", chosen])
        printed = capsys.readouterr()
        lines += (printed.out + printed.err).splitlines()
    assert len(lines) > 20
    for line in lines:
        plain = ASIDE.sub("", line)
        if chosen == "zh":
            assert not re.search("[a-z]{3,}", plain), line
        else:
            assert re.search("[A-Za-z]{3,}|→|--", line), line


def test_the_import_tells_old_and_new_of_every_change(county, capsys, tmp_path):
    from tests.foundation.intake.build import ROSTER_HEAD, content

    path = tmp_path / "a.xlsx"
    path.write_bytes(content([ROSTER_HEAD, ["龙泉镇", "韩立新", "副镇长", "成员", "10000001234"]]))
    assert main(["import", "roster", str(path), "--dry-run"]) == 0
    printed = capsys.readouterr().out
    assert "手机号: – → 10000001234" in printed and "职务: " in printed and "→ 副镇长" in printed


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "试读"),
        ({"LANG": "en_US.UTF-8"}, "dry run"),
        ({"LANG": "en_US.UTF-8", "ZHIXING_LANG": "zh"}, "试读"),
        ({"LANG": "C.UTF-8"}, "试读"),
    ],
)
def test_the_language_is_that_of_the_environment_else_chinese(
    county, capsys, monkeypatch, environment, words
):
    for name in ("ZHIXING_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value_ in environment.items():
        monkeypatch.setenv(name, value_)
    assert main(["import", "roster", str(DEMO / "roster.xlsx"), "--dry-run"]) == 0
    assert words in capsys.readouterr().out


def test_a_choice_is_made_on_the_command_line(county, capsys, tmp_path):
    from tests.foundation.intake.build import LEDGER_HEAD, content

    row = ["群众反映", "路灯不亮", "", "龙泉镇", "", "2026-12-31", "正在推进", "否"]
    first, later = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    first.write_bytes(content([LEDGER_HEAD, row]))
    later.write_bytes(content([LEDGER_HEAD, [*row[:5], "2027-01-20", *row[6:]]]))
    assert main(["import", "ledger", str(first), "--as", "office"]) == 0
    capsys.readouterr()
    assert main(["import", "ledger", str(later), "--dry-run"]) == 0
    printed = capsys.readouterr().out
    assert "现在这里: 2026-12-31" in printed and "表里: 2027-01-20" in printed
    key = re.search("--choose '(.*)=new'", printed).group(1)
    assert main(["import", "ledger", str(later), "--as", "office", "--choose", f"{key}=new"]) == 0
    assert Import.objects.order_by("-pk").filter(new=1).count() == 2


def test_doctor_finds_nothing_and_says_what_it_looked_at(county, capsys, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    answer = main(["doctor", "--lang", "en"])
    printed = capsys.readouterr().out
    assert "chain of" in printed and "files" in printed and answer == (1 if "BAD" in printed else 0)
    assert (
        "BAD  chain" not in printed
        and "BAD  things" not in printed
        and "BAD  deadlines" not in printed
        and "BAD  files" not in printed
    )


def test_a_terminal_sees_how_far_an_import_is(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for terminal, seen in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", terminal)
        with progress_line():
            progress.steps("people", 12_000)
            progress.step(4000)
        assert (
            "正在写入人员：4,000 / 12,000" in terminal.getvalue()
        ) is seen and terminal.getvalue().endswith("\033[K") is seen


def test_workbooks_of_units_go_out_and_come_back(county, capsys, tmp_path):
    from tests.foundation.intake.fill import edited

    assert (
        main(["export", str(tmp_path / "书"), "龙泉镇", county.other_town.pk, "--as", "office"])
        == 0
    )
    files = sorted(path.name[:3] for path in (tmp_path / "书").iterdir())
    assert files == ["石桥镇", "龙泉镇"]
    assert main(["export", str(tmp_path), "没有的局", "--as", "office", "--lang", "en"]) == 2
    assert "is no unit" in capsys.readouterr().err
    assert main(["export", str(tmp_path), "--as", "secretary"]) == 2
    out = next((tmp_path / "书").glob("龙泉镇*"))
    out.write_bytes(edited(out.read_bytes(), {"问题登记": [{"问题": "渠首漏水"}]}))
    assert (
        main(["import", "unit", str(out), "--as", "office", "--dry-run"]) == 0
        and Import.objects.count() == 0
    )
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
    assert {
        key: norm_value
        for key, norm_value in NormVersion.objects.values_list("norm__key", "value")
        if key != "plan.in_time"
    } == before, "what is there stays as it is"
