"""A question is known by its whole text; another answer is never taken in silence."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.foundation.intake.test_as_shown import noted_cells, upload
from tests.workbooks import shown
from tests.workbooks.outside import HERE, outside
from zhixing.examine.bank.countyfile import import_bank
from zhixing.examine.bank.models import BankItem
from zhixing.examine.bank.rules import LONGEST_SAME, same_stem, same_text
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.reading import CHANGED, NEW, SAME
from zhixing.foundation.kits.workbooks.reading import read

HEAD = ["题型", "题干", "选项A", "选项B", "选项C", "答案"]


def bank(*rows):
    return read("a.xlsx", shown.xlsx([HEAD, *rows], sheet="题库"))


@pytest.mark.parametrize(
    ("stem", "other"),
    [
        ("提高3.5个百分点", "提高35个百分点"),
        ("得分≥60分", "得分≤60分"),
        ("气温-5℃", "气温5℃"),
        ("1-3年", "13年"),
        ("50%", "50‰"),
        ("9:30", "930"),
        ("A=B", "A≠B"),
        ("1/2", "12"),
        ("3～5天", "35天"),
        ("1,2", "12"),
        ("+3", "-3"),
        ("5>3", "5<3"),
        ("①", "②"),
        ("2023.12", "202.312"),
        ("正确的√", "正确的×"),
        ("第1、2条", "第12条"),
    ],
)
def test_other_questions(stem, other):
    assert same_text(stem) != same_text(other)


@pytest.mark.parametrize(
    ("stem", "other"),
    [
        ("时间不得超过（　　）。", "时间不得超过( )"),
        ("《条例》第“三”条", "条例第三条"),
        ("到____年", "到__年"),
        ("1—3年", "1-3年"),
        ("９：３０", "9:30"),
        ("得分 ≥ 60 分！", "得分≥60分"),
        ("問題", "问题"),
        ("甲，乙；丙：", "甲,乙;丙:"),
    ],
)
def test_the_same_question(stem, other):
    assert same_text(stem) == same_text(other)


def test_long_questions_differ_at_their_end():
    long = "长" * 900
    assert (
        same_text(long + "一") != same_text(long + "二")
        and len(same_text(long + "一")) == LONGEST_SAME
        and same_stem(long) == long
    )


@pytest.mark.django_db
def test_questions_that_read_alike_are_four(county):
    import_bank(county.office, county.root, book=outside("bank_first.xlsx"))
    reading = dry_run("bank", outside("bank_second.xlsx"), Answers())
    assert [line.action for line in reading.lines] == [NEW, NEW] and [
        note.code for note in reading.notes
    ] == ["item.like"] * 2
    assert reading.notes[0].sides == {
        "here": "本县森林覆盖率到2026年底要提高3.5个百分点。 → √",
        "file": "本县森林覆盖率到2026年底要提高35个百分点。 → ×",
    }
    assert reading.notes[0].options == ("new", "here", "file")
    import_bank(county.office, county.root, book=outside("bank_second.xlsx"))
    assert sorted(BankItem.objects.values_list("key", flat=True)) == ["×", "×", "√", "√"]
    assert dry_run("bank", outside("bank_second.xlsx"), Answers()).count(SAME) == 2
    assert dry_run("bank", outside("bank_first.xlsx"), Answers()).count(SAME) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("choice", "key", "number"),
    [({}, "√", 2), ({"file": 1}, "×", 1), ({"here": 1}, "√", 1), ({"new": 1}, "√", 2)],
)
def test_a_like_question_is_chosen(county, choice, key, number):
    first, second = (
        bank(["判断", "提高3.5个点", "", "", "", "对"]),
        bank(["判断", "提高35个点", "", "", "", "错"], ["判断", "别的", "", "", "", "对"]),
    )
    import_bank(county.office, county.root, book=first)
    choices = {"题库!2!text": next(iter(choice))} if choice else {}
    reading = dry_run("bank", second, Answers(choices=choices))
    made = import_bank(county.office, county.root, book=second, choices=choices)
    assert (made.new, made.changed) == (reading.count(NEW), reading.count(CHANGED))
    like = BankItem.objects.filter(text__startswith="提高")
    assert (
        like.count() == number
        and like.earliest("pk" if number == 1 else "thing__made_at").key == key
    )


@pytest.mark.django_db
def test_another_answer_of_the_same_question_is_never_taken_in_silence(county):
    import_bank(
        county.office, county.root, book=bank(["单选", "保存几年？", "1年", "2年", "3年", "C"])
    )
    flipped = bank(
        ["单选", "保存几年", "1年", "2年", "3年", "B"], ["判断", "别的", "", "", "", "对"]
    )
    reading = dry_run("bank", flipped, Answers())
    note = next(note for note in reading.notes if note.options)
    assert (note.code, note.options, [line.action for line in reading.lines]) == (
        "item.answer",
        ("here", "file"),
        [SAME, NEW],
    )
    assert note.sides == {"here": "保存几年？ → 3年", "file": "保存几年 → 2年"}
    import_bank(county.office, county.root, book=flipped)
    assert BankItem.objects.get(text="保存几年？").key == "C"
    import_bank(county.office, county.root, book=flipped, choices={note.key: "file"})
    assert BankItem.objects.get(text="保存几年？").key == "B"


@pytest.mark.django_db
def test_other_words_of_the_options_are_another_answer_too(county):
    import_bank(county.office, county.root, book=bank(["单选", "占几成？", "50%", "25%", "", "A"]))
    reading = dry_run("bank", bank(["单选", "占几成？", "25%", "50%", "", "A"]), Answers())
    assert [note.code for note in reading.notes] == ["item.answer"] and reading.to_do == 0
    moved = dry_run("bank", bank(["单选", "占几成？", "25%", "50%", "", "B"]), Answers())
    assert (
        not [note for note in moved.notes if note.options]
        and moved.count(CHANGED) == 1
        and moved.lines[0].changes
    )  # the answer stays, and the change is shown


@pytest.mark.django_db
def test_twice_in_one_file(county):
    reading = dry_run(
        "bank",
        bank(
            ["判断", "题一", "", "", "", "对"],
            ["判断", "题一。", "", "", "", "对"],
            ["判断", "题一！", "", "", "", "错"],
        ),
        Answers(),
    )
    assert noted_cells(reading, "refused") == [
        (3, "item.twice", "text", 2),
        (4, "item.twice_otherwise", "key", 6),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "code", "column", "at"),
    [
        (["单选", "题", "甲", "乙" * 301, "丙", "A"], "item.long", "B", 4),
        (["单选", "题" * 1001, "甲", "乙", "", "A"], "item.long", "text", 2),
        (["填空", "题", "", "", "", "答" * 501], "item.long", "key", 6),
        (["单选", "题", "甲", "乙", "甲", "A"], "item.options.same", "C", 5),
        (["单选", "题", "甲", "", "", "A"], "item.options.few", "B", 4),
        (["单选", "题", "甲", "乙\u202e", "丙\u202e丁", "A"], "text.unseen", "C", 5),
        (["单选", "题\u200b目", "甲", "乙", "", "A"], "text.unseen", "text", 2),
        (["单选", "题", "甲", "乙", "", "Z"], "item.key", "key", 6),
        (["单选", "题", "", "乙", "丙", "B"], "item.options.gap", "A", 3),
    ],
)
def test_the_wrong_column_is_never_blamed(county, row, code, column, at):
    assert noted_cells(dry_run("bank", bank(row), Answers()), "refused") == [(2, code, column, at)]


@pytest.mark.django_db
def test_the_page_shows_both_and_takes_the_choice(county):
    import_bank(county.office, county.root, book=outside("bank_first.xlsx"))
    browser = logins(Client, county, "office")["office"]
    url = upload(browser, "bank", HERE / "bank_second.xlsx")
    page = browser.get(url).content.decode()
    assert "3.5个百分点。 → √" in page and "35个百分点。 → ×" in page
    answer = browser.post(
        url, {"do": "import", "_key": "k", "choice_key_0": "题库!2!text", "choice_0": "here"}
    )
    assert answer.status_code == 302 and BankItem.objects.count() == 3
    assert browser.get(reverse("bank:list")).status_code == 200
