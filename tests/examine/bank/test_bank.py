"""The question bank: items are read, kept, corrected, taken out; keys are for those who make
papers.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.county import logins
from zhixing.examine.bank import rules
from zhixing.examine.bank.acts import (
    add_bank_item,
    correct_bank_item,
    restore_bank_item,
    withdraw_bank_item,
)
from zhixing.examine.bank.models import BankItem
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed

DAYS = ["1天", "2天", "3天", "7天"]


def item(county, **more):
    return add_bank_item(
        county.office,
        county.root,
        **(
            {
                "kind": "single",
                "text": "医疗废物暂时贮存的时间不得超过（　　）。",
                "options": DAYS,
                "solution": "b",
                "stands_at": "《医疗废物管理条例》第十七条",
            }
            | more
        ),
    )


@pytest.mark.parametrize(
    ("text", "kind", "options", "key"),
    [
        ("B", "single", DAYS, "B"),
        ("b", "single", DAYS, "B"),
        ("Ｂ", "single", DAYS, "B"),
        ("В", "single", DAYS, "B"),
        ("答案：B", "single", DAYS, "B"),
        ("②", "single", DAYS, "B"),
        ("A、C", "multiple", DAYS, "AC"),
        ("ＡＢＣ", "multiple", DAYS, "ABC"),
        ("c，a", "multiple", DAYS, "AC"),
        ("A;C", "multiple", DAYS, "AC"),
        ("A C", "multiple", DAYS, "AC"),
        ("А、С", "multiple", DAYS, "AC"),
        ("AA", "multiple", DAYS, None),
        ("甲", "single", DAYS, None),
        ("AZ", "multiple", DAYS, None),
        ("对", "true_false", [], "√"),
        ("√", "true_false", [], "√"),
        ("T", "true_false", [], "√"),
        ("正确", "true_false", [], "√"),
        ("TRUE", "true_false", [], "√"),
        ("是", "true_false", [], "√"),
        ("错", "true_false", [], "×"),
        ("×", "true_false", [], "×"),
        ("x", "true_false", [], "×"),
        ("Ｆ", "true_false", [], "×"),
        ("错误", "true_false", [], "×"),
        ("A", "true_false", ["对", "错"], "√"),
        ("B", "true_false", ["正确", "错误"], "×"),
        ("也许", "true_false", [], None),
        ("2022", "blank", [], "2022"),
    ],
)
def test_keys_however_they_are_written(text, kind, options, key):
    assert rules.read_key(text, kind, options) == key


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("单选", "single"),
        ("单选题", "single"),
        ("【单选】", "single"),
        ("单项选择题", "single"),
        ("一、单选题", "single"),
        ("不定项", "multiple"),
        ("多項選擇題", None),
        ("判斷題", "true_false"),
        ("是非题", "true_false"),
        ("填空题", "blank"),
        ("论述题", "short"),
        ("连线题", None),
        ("Sheet1", None),
    ],
)
def test_kinds(text, kind):
    assert rules.read_kind(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "A. 1天\nB. 2天\nC. 3天",
        "A、1天\r\nB、2天\r\nC、3天",
        "Ａ．1天 Ｂ．2天 Ｃ．3天",
        "(A) 1天\n(B) 2天\n(C) 3天",
        "1天；2天；3天",
        "A:1天 B:2天 C:3天",
        "1天\n2天\n3天",
    ],
)
def test_options_in_one_cell(text):
    assert rules.split_options(text) == ["1天", "2天", "3天"]


def test_question_and_options_in_one_cell():
    assert rules.options_inside("贮存的时间？\nA. 1天\nB. 2天") == (
        "贮存的时间？",
        ["1天", "2天"],
    ) and rules.options_inside("贮存的时间？") == ("贮存的时间？", [])


def test_an_item_comes_in_and_has_versions(county):
    question = item(county)
    assert (question.key, question.number, question.state, question.basis) == (
        "B",
        1,
        "draft",
        "《医疗废物管理条例》第十七条",
    )
    again = correct_bank_item(
        county.office, question, kind="multiple", text=question.text, options=DAYS, solution="A、B"
    )
    verb, who, body = last_record(again)
    assert (
        again.number == 2
        and verb == "bank_item.corrected"
        and who == county.office
        and body["key"] == ["B", "AB"]
        and body["kind"] == ["single", "multiple"]
    )


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"solution": "E"}, "item.key.outside"),
        ({"solution": ""}, "item.key.missing"),
        ({"solution": "AB"}, "item.key.single"),
        ({"options": ["1天"], "solution": "A"}, "item.options.few"),
        ({"options": ["1天", "1 天"], "solution": "A"}, "item.options.same"),
        ({"text": " "}, "item.text"),
        ({"text": "长" * 1001}, "item.long"),
        ({"kind": "true_false", "solution": "也许"}, "item.key"),
        ({"kind": "riddle"}, "item.kind"),
        ({"stands_at": "第\u202e条"}, "item.sign"),
    ],
)
def test_what_is_wrong_is_refused(county, wrong, code):
    with pytest.raises(BadInput) as refused:
        item(county, **wrong)
    assert refused.value.code == code and not BankItem.objects.exists()


def test_the_same_question_once(county):
    question = item(county)
    with pytest.raises(BadInput) as refused:
        item(county, text="医疗废物暂时贮存的时间不得超过( )")
    assert refused.value.code == "item.twice" and question.pk in str(refused.value)
    withdraw_bank_item(county.office, question, reason="条例已修订")
    two = item(county)
    with pytest.raises(BadInput):
        restore_bank_item(county.office, BankItem.objects.get(pk=question.pk))
    withdraw_bank_item(county.office, two, reason="重复")
    assert restore_bank_item(county.office, BankItem.objects.get(pk=question.pk)).state == "draft"


def test_only_the_office_keeps_the_bank_and_members_never_see_it(county, client):
    question = item(county)
    with pytest.raises(NotAllowed):
        add_bank_item(
            county.secretary, county.root, kind="true_false", text="对不对？", solution="对"
        )
    assert (
        BankItem.objects.visible_to(county.office).exists()
        and BankItem.objects.visible_to(county.secretary).exists()
    )
    assert (
        not BankItem.objects.visible_to(county.member).exists()
        and not BankItem.objects.visible_to(None).exists()
    )
    clients = logins(type(client), county, "office", "member")
    assert clients["member"].get(question.url).status_code == 404
    assert "2天" in clients["office"].get(question.url).content.decode()


def test_the_list_is_narrowed_and_exported(county, client):
    item(county)
    item(
        county,
        kind="true_false",
        text="禁止任何单位和个人转让、买卖医疗废物。",
        solution="对",
        difficulty="易",
        topic=county.topic,
    )
    office = logins(type(client), county, "office")["office"]
    page = office.get(reverse("bank:list"), {"kind": "true_false"}).content.decode()
    assert "转让" in page and "不得超过" not in page
    assert "不得超过" in office.get(reverse("bank:list"), {"q": "第十七条"}).content.decode()
    for kind in ("xlsx", "ods", "csv"):
        rows = (
            read(
                "x", b"".join(office.get(reverse("bank:list"), {"export": kind, "kind": "single"}))
            )
            .sheets[0]
            .rows
        )
        assert len(rows) == 2 and rows[1][1].startswith("医疗废物") and "B" in rows[1]


def test_the_form_says_what_is_wrong_at_its_field(county, client):
    office = logins(type(client), county, "office")["office"]
    url = reverse("act", args=[county.root.pk, "add_bank_item"])
    answer = office.post(
        url, {"kind": "single", "text": "几天？", "options": "A. 1天\nB. 2天", "solution": "C"}
    )
    assert answer.status_code == 422 and "答案必须在选项之内" in answer.content.decode()
    office.post(
        url,
        {
            "kind": "single",
            "text": "几天？",
            "options": "A. 1天\nB. 2天",
            "solution": "B",
            "_key": "k1",
        },
    )
    question = BankItem.objects.get()
    assert question.options == ["1天", "2天"] and question.key == "B"
    assert (
        "1天\n2天"
        in office.get(reverse("act", args=[question.pk, "correct_bank_item"])).content.decode()
    )
