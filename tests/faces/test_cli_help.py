"""The help of the command line speaks one language, that of the answers; Chinese where nothing
names another.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from zhixing.faces.cli import speaking
from zhixing.faces.cli.main import COMMANDS, _parser, main

HAN = re.compile(r"[一-鿿]")
# what has no other name: options, file kinds, codes, names of programs and variables
NAMES = re.compile(
    r"--?[a-z-]+|\{[^}]*\}|ZHIXING_[A-Z]+|\bLANG\b|zhixing|SQLite|PostgreSQL|Ctrl-C|\bUTF-8\b"
    r"|\.tar\.gz|docs/acts\.md|YYYY-MM-DD|\b(?:xlsx|xls|ods|csv|zh|en)\b"
    r"|\b(?:roster|plan|ledger|bank|unit|import|export|act|run|migrate|setup|demo|backup|restore"
    r"|worker|doctor)\b"
)


@pytest.fixture(autouse=True)
def nothing_names_a_language(monkeypatch):
    for name in speaking.SAID_BY:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "300")


def printed_by(capsys: Any, *words: str) -> str:
    """What the command line prints before it ends, help or a refusal of its words."""
    with pytest.raises(SystemExit):
        main(list(words))
    printed = capsys.readouterr()
    return printed.out + printed.err


PAGES = [(), *((name,) for name in COMMANDS)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page) or "all")
def test_help_in_chinese_has_no_english_and_in_english_no_chinese(capsys, page):
    chinese = printed_by(capsys, *page, "--help")
    assert HAN.search(chinese)
    assert re.findall(r"[A-Za-z]{2,}", NAMES.sub("", chinese)) == []
    english = printed_by(capsys, *page, "--help", "--lang", "en")
    assert not HAN.search(english) and english.startswith("usage: ")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_and_every_word_of_it_is_explained(lang):
    speaking.speak(["--lang", lang])
    commands = next(action for action in _parser()._actions if action.dest == "command").choices
    assert set(commands) == set(COMMANDS)
    for name, parser in commands.items():
        for action in parser._actions:
            assert action.help, f"{name}: {action.dest}"
    speaking.speak([])


REFUSED = [
    ((), "缺少参数：命令", "required: COMMAND"),
    (("act", "x"), "缺少参数：--as", "required: --as"),
    (("run", "--door", "1"), "不认识的参数：--door", "unrecognized arguments: --door"),
    (("import", "poem", "x.xlsx"), "不能选 'poem'", "invalid choice: 'poem'"),
    (("run", "--port", "x"), "不是有效的 int 值：'x'", "invalid int value: 'x'"),
    (("backup", "--lang"), "这里要写一个值", "expected one argument"),
]


@pytest.mark.parametrize(("words", "chinese", "english"), REFUSED)
def test_words_that_are_refused(capsys, monkeypatch, words, chinese, english):
    printed = printed_by(capsys, *words)
    assert chinese in printed and "用法：" in printed and "错误：" in printed
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert english in printed_by(capsys, *words)


def test_an_act_is_refused_in_the_language_that_was_asked_for(county, capsys):
    words = ["act", county.group.pk, "no_such_act", "--as", "secretary"]
    assert main(words) == 2 and "没有“no_such_act”这个动作" in capsys.readouterr().err
    assert main([*words, "--lang", "en"]) == 2 and "There is no act" in capsys.readouterr().err
