"""Telephones and roles as offices write them; one telephone under two names; rows of totals."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.foundation.intake.build import demo
from tests.foundation.intake.test_as_shown import HEAD, book, groups, noted_cells, upload
from tests.workbooks import shown
from tests.workbooks.outside import HERE, outside
from zhixing.demo.cast import _units_of
from zhixing.foundation.kits.intake.acts import import_roster, undo_import
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.reading import CHANGED, NEW, REFUSED
from zhixing.foundation.kits.intake.roster.phones import read_phone
from zhixing.foundation.kits.intake.roster.roles import read_roles, unclear_role
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.kits.workbooks.tables import is_total
from zhixing.foundation.machinery.errors import BadInput
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.people.rules import phone

# -- telephones ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10000000001", "10000000001"),
        ("100-0000-0027", "10000000027"),
        ("１００００００００３１", "10000000031"),
        ("0535-1234567", "05351234567"),
        ("\u202d10000001001\u202c", "10000001001"),
        ("10000001009\u200b", "10000001009"),
        ("\ufeff10000001001\xa0", "10000001001"),
        ("100\u200b0000\u20601001", "10000001001"),
        ("0086-10000001003", "10000001003"),
        ("86 10000001004", "10000001004"),
        ("+86 100 0000 1005", "10000001005"),
        ("8610000001001", "10000001001"),
        ("（+86）10000001001", "10000001001"),
        ("+86-535-1234567", "05351234567"),
        ("0086 0535 1234567", "05351234567"),
        ("86-0535-1234567", "05351234567"),
        ("0000-1234567", "00001234567"),
        ("(0535)1234567", "05351234567"),
        ("021-12345678", "02112345678"),
        ("手机10000001010", "10000001010"),
        ("办：0535-1234567", "05351234567"),
        ("tel: 10000001001", "10000001001"),
        ("10000001001（办）", "10000001001"),
        ("'10000001001", "10000001001"),
        ("10000001001.0", "10000001001"),
        ("10,000,000,001", "10000000001"),
        ("1.0000001001E+10", "10000001001"),
        ("4001234567", "4001234567"),
        ("+852 12345678", "+85212345678"),
        ("", ""),
    ],
)
def test_telephones(text, number):
    telephone = read_phone(text)
    assert (telephone.number, telephone.code) == (number, "")


def test_a_typed_telephone_loses_signs_that_nobody_sees_too():
    assert (
        phone("\u202d100 0000 1001\u202c\ufeff") == "10000001001"
        and phone("+86\u200b10000001001") == "+8610000001001"
    )


@pytest.mark.parametrize(
    ("text", "number", "code", "params"),
    [
        ("1.00E+10", "", "phone.lost", {"kept": "3"}),
        ("1.10101E+17", "", "phone.lost", {"kept": "6"}),
        ("1E+10", "", "phone.lost", {"kept": "1"}),
        ("１．３Ｅ＋１０", "", "phone.lost", {"kept": "2"}),
        ("1000000", "", "phone.length", {"digits": "7"}),
        ("100000000011", "", "phone.length", {"digits": "12"}),
        ("1000000100", "", "phone.length", {"digits": "10"}),
        ("无", "", "phone.none", {}),
        ("13X00001111", "", "phone.none", {}),
        ("-", "", "phone.none", {}),
        ("10000001001/10000001002", "10000001001", "phone.several", {"count": "2"}),
        ("10000001001 10000001002", "10000001001", "phone.several", {"count": "2"}),
        ("10000001001\n0535-1234567", "10000001001", "phone.several", {"count": "2"}),
        ("10000001001、10000001002；10000001003", "10000001001", "phone.several", {"count": "3"}),
        ("1234567转801", "1234567", "phone.extension", {"extension": "801"}),
        ("0535-1234567-801", "05351234567", "phone.extension", {"extension": "801"}),
        ("021-12345678 转 8001", "02112345678", "phone.extension", {"extension": "8001"}),
        ("2345678", "2345678", "phone.local", {}),
    ],
)
def test_what_is_said_about_a_telephone(text, number, code, params):
    telephone = read_phone(text)
    assert (telephone.number, telephone.code, telephone.params) == (number, code, params)


@pytest.mark.django_db
def test_telephones_from_outside(county):
    import_roster(county.office, county.root, book=outside("52_phone_202c.xlsx"))
    phones = dict(Person.objects.filter(unit__name="桃源镇").values_list("name", "phone"))
    assert phones == {
        "欧阳一帆": "10000001001",
        "钱多多": "10000001002",
        "孙小圣": "10000001003",
        "周一": "10000001004",
        "吴二": "10000001005",
        "郑三": "00001234567",
        "王四": "1234567",
        "冯五": "10000001008",
        "陈六": "10000001009",
        "褚七": "10000001010",
    }
    reading = dry_run("roster", outside("07_phones_sci.csv"), Answers())
    assert (
        noted_cells(reading, "cell")
        == [(2, "phone.lost", "phone", 5), (3, "phone.lost", "phone", 5)]
        and reading.count(REFUSED) == 0
    )
    assert "丢了数字" in reading.notes[0].sentence


@pytest.mark.django_db
def test_a_number_keeps_its_digits_however_the_sheet_shows_it(county):
    rows = [
        ["桃源镇", name, "", "成员", (number, look)]
        for name, number, look in (
            ("甲", 10000001001, "0.00E+00"),
            ("乙", 10000001002, "#,##0"),
            ("丙", 5351234567, "00000000000"),
            ("丁", 10000001004, "General"),
            ("戊", 5351234567, "0000-0000000"),
        )
    ]
    import_roster(county.office, county.root, book=book(rows))
    phones = dict(Person.objects.filter(unit__name="桃源镇").values_list("name", "phone"))
    assert phones == {
        "甲": "10000001001",
        "乙": "10000001002",
        "丙": "05351234567",
        "丁": "10000001004",
        "戊": "05351234567",
    }


# -- roles -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes", "read_as"),
    [
        ("组长（兼）", (G.LEADER,), "组长"),
        ("组长/学习秘书", (G.LEADER, G.SECRETARY), "组长、学习秘书"),
        ("第一组长", (G.LEADER,), "组长"),
        ("常务副组长", (G.DEPUTY,), "副组长"),
        ("第一副组长", (G.DEPUTY,), "副组长"),
        ("副组长兼学习秘书", (G.DEPUTY, G.SECRETARY), "副组长、学习秘书"),
        ("秘书", (G.SECRETARY,), "学习秘书"),
        ("组员", (G.MEMBER,), "成员"),
        ("列席", (G.ATTENDEE,), "列席人员"),
        ("扩大", (G.INVITED,), "扩大人员"),
        ("理论学习中心组组长", (G.LEADER,), "组长"),
        ("中心组成员", (G.MEMBER,), "成员"),
        ("县委中心组副组长", (G.DEPUTY,), "副组长"),
        ("党委理论学习中心组学习秘书", (G.SECRETARY,), "学习秘书"),
        ("成员（学习秘书）", (G.MEMBER, G.SECRETARY), "成员、学习秘书"),
        ("成员学习秘书", (G.MEMBER, G.SECRETARY), "成员、学习秘书"),
        ("成员;成员", (G.MEMBER,), "成员"),
        ("组长。", (G.LEADER,), "组长"),
        ("成員", (G.MEMBER,), "成员"),
        ("副组长（主持工作）", (G.DEPUTY,), "副组长"),
    ],
)
def test_writings_of_roles(text, codes, read_as):
    roles = read_roles(text)
    assert roles is not None and (roles.codes, roles.read_as) == (tuple(map(str, codes)), read_as)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("学习秘书、联络员", "联络员"),
        ("成员（列席）", "成员（列席）"),
        ("顾问", "顾问"),
        ("扩大人员（乡镇）", "扩大人员（乡镇）"),
    ],
)
def test_what_is_asked_about_a_role(text, asked):
    assert unclear_role(text) == asked


@pytest.mark.django_db
def test_roles_from_outside_are_read_or_asked_once_and_remembered(county):
    file = outside("66_roles.xlsx")
    reading = dry_run("roster", file, Answers())
    assert [question.name for question in reading.questions.values()] == [
        "成员（列席）",
        "联络员",
    ] and reading.count(REFUSED) == 2
    assert {note.row: note.code for note in reading.notes if note.what == "refused"} == {
        7: "role.asked",
        8: "role.asked",
    }
    with pytest.raises(BadInput) as wrong:
        dry_run("roster", file, Answers({"联络员": "KING"}))
    assert wrong.value.code == "role.code"
    made = import_roster(
        county.office,
        county.root,
        book=file,
        aliases={"联络员": "SECRETARY", "成员（列席）": "ATTENDEE"},
    )
    assert made.refused == 0
    roles = {}
    for row in Membership.objects.filter(group__unit__name="桃源镇").order_by("pk"):
        roles.setdefault(row.person.name, []).append(row.role)
    assert (roles["赵六"], roles["赵七"], roles["赵一"]) == (
        ["ATTENDEE"],
        ["SECRETARY"],
        ["LEADER"],
    )
    later = book([["甲乡", "甲", "", "联络员、成员", ""]])
    reading = dry_run("roster", later, Answers())
    assert not reading.questions and reading.lines[0].plan.roles == ("SECRETARY", "MEMBER")
    undo_import(county.office, made, reason="拿错了")
    assert dry_run("roster", later, Answers()).questions  # what was undone has explained nothing


@pytest.mark.django_db
def test_the_page_asks_which_role_it_is(county):
    browser = logins(Client, county, "office")["office"]
    url = upload(browser, "roster", HERE / "66_roles.xlsx")
    page = browser.get(url).content.decode()
    assert "是哪种身份？" in page and "联络员" in page and 'value="SECRETARY"' in page
    answers = {
        "name_1": "成员（列席）",
        "unit_1": "MEMBER",
        "name_2": "联络员",
        "unit_2": "SECRETARY",
    }
    again = browser.post(url, answers | {"do": "read"}).content.decode()
    assert "导入 18 行" in again and "还没定下" not in again
    assert browser.post(url, answers | {"do": "import", "_key": "k"}).status_code == 302
    assert Membership.objects.filter(person__name="赵七", role="SECRETARY").count() == 1


# -- one telephone, two names ----------------------------------------------------------------------


@pytest.mark.django_db
def test_one_telephone_under_two_names(county):
    file = outside("samephone.xlsx")
    reading = dry_run("roster", file, Answers())
    notes = [note for note in reading.notes if note.code == "person.same_phone"]
    assert [(note.row, note.options) for note in notes] == [
        (3, ("two", "same")),
        (5, ("two", "same")),
    ]
    assert notes[1].sides == {"here": "马𠮷祥", "file": "马吉祥"}
    assert "可能是同一人" in notes[0].sentence and all(note.kept()["sides"] == {} for note in notes)
    import_roster(county.office, county.root, book=file, choices={notes[0].key: "same"})
    assert (
        sorted(map(len, groups()["测试点镇"])) == [3, 3, 5]
        and Person.objects.filter(phone="10000001111").count() == 1
    )
    again = book([["测试点镇", "马吉翔", "", "列席人员", "10000001112"]])
    note = next(
        note
        for note in dry_run("roster", again, Answers()).notes
        if note.code == "person.same_phone_here"
    )
    reading = dry_run("roster", again, Answers(choices={note.key: "same"}))
    assert reading.count(CHANGED) == 1 and reading.numbers["new_people"] == 0


@pytest.mark.django_db
def test_a_landline_is_shared(county):
    reading = dry_run(
        "roster",
        book([["甲乡", name, "", "成员", "0535-1234567"] for name in ("甲", "乙", "丙")]),
        Answers(),
    )
    assert not [note for note in reading.notes if note.code.startswith("person.same")]


# -- the right column ------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("column", "at"), [("unit", 0), ("name", 1), ("post", 2), ("role", 3)])
def test_the_wrong_column_is_never_blamed(county, column, at):
    row = ["甲乡", "甲", "镇长", "成员", ""]
    row[at] = row[at][:1] + "\u202e" + row[at][1:] + "x"
    assert noted_cells(dry_run("roster", book([row]), Answers()), "refused") == [
        (2, "text.unseen", column, at + 1)
    ]
    row[at] = "长" * 201
    assert noted_cells(dry_run("roster", book([row]), Answers()), "refused") == [
        (2, "text.long", column, at + 1)
    ]


# -- totals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        ["合\u3000计"],
        ["小计：3人"],
        ["", "合计", "3人"],
        ["总计", "3"],
        ["", "合计（人）", "3"],
        ["共3人"],
        ["合计（人）", "", "3"],
        ["共计", "12"],
        ["3", "小计"],
        ["本页合计", "5"],
        ["合计：12 条"],
        ["总人数合计"],
        ["全县合计", "300"],
        ["合计3名"],
        ["总共 12人。"],
        ["累计"],
        ["合计人数", "9"],
    ],
)
def test_rows_of_totals(row):
    assert is_total(row)


@pytest.mark.parametrize(
    "row",
    [
        ["城关镇", "合计"],
        ["总工会", "3"],
        ["共青团县委"],
        ["合计局"],
        ["小计算"],
        ["3", "4"],
        ["共产党员"],
        ["统计局", "5"],
        [""],
    ],
)
def test_no_rows_of_totals(row):
    assert not is_total(row)


@pytest.mark.django_db
def test_totals_from_outside_are_nobody(county):
    reading = dry_run("roster", outside("14_totals.xlsx"), Answers())
    assert [line.row for line in reading.lines] == [2, 3, 4] and reading.count(REFUSED) == 0
    assert [(note.code, note.params["count"]) for note in reading.notes if note.row == 0] == [
        ("rows.totals", 6)
    ]
    units = set(Unit.objects.values_list("name", flat=True))
    import_roster(county.office, county.root, book=outside("14_totals.xlsx"))
    assert set(Unit.objects.values_list("name", flat=True)) == units | {"桃源镇"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row",
    [
        ["小计", "", "", "", 2],
        ["合计（人）", 2, "", "", ""],
        ["甲乡", "小计", "2", "", ""],
        ["", "合计", 2, "人", ""],
        ["合计", 2, 3, "2人", 4],
    ],
)
def test_a_total_with_a_number_is_neither_unit_nor_person(county, row):
    reading = dry_run(
        "roster",
        book([["甲乡", "甲", "", "组长", ""], row, ["乙乡", "乙", "", "组长", ""]]),
        Answers(),
    )
    assert [(line.row, line.action) for line in reading.lines] == [
        (2, NEW),
        (4, NEW),
    ] and not reading.questions


@pytest.mark.django_db
def test_beside_each_other_each_table_has_its_totals(county):
    rows = [
        [*HEAD[:2], HEAD[3], *HEAD[:2], HEAD[3]],
        ["甲乡", "甲", "成员", "乙乡", "乙", "成员"],
        ["合计", 1, "", "乙乡", "丙", "成员"],
    ]
    reading = dry_run("roster", read("a.xlsx", shown.xlsx(rows)), Answers())
    assert [line.says[0] for line in reading.lines] == ["甲", "乙", "丙"]


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["roster", "ledger"])
def test_the_demo_has_no_unit_of_totals(county, what):
    import_roster(county.office, county.root, book=demo("roster"))
    reading = dry_run(
        what, demo("problem_ledger" if what == "ledger" else "roster"), Answers(year=2026)
    )
    assert "rows.totals" in {note.code for note in reading.notes}
    assert not Unit.objects.filter(name__regex="合计|小计|总计|共计").exists()
    assert not any("计" in question.name for question in reading.questions.values())


def test_the_demo_county_is_founded_without_a_unit_of_totals():
    towns, departments = demo("roster").sheets[:2]
    units = [*_units_of(towns), *_units_of(departments)]
    assert len(units) == 45 and not any("计" in unit and "局" not in unit for unit in units)


@pytest.mark.django_db
def test_the_members_of_a_unit_are_read_alike(county):
    browser = logins(Client, county, "office")["office"]
    head = ["单位", "姓名", "职务", "中心组身份", "手机号", "离任日期"]
    rows = [
        head,
        [county.town.name, "测甲", "委员", "组员", "\u202d+86 10000001901\u202c"],
        [county.town.name, "测乙", "委员", "列席", "10000001902/10000001903"],
        ["合计（人）", "2", "", "", ""],
    ]
    file = read("a.xlsx", shown.xlsx(rows, sheet="成员"))
    reading = dry_run("unit", file, Answers(by=county.office))
    assert reading.count(REFUSED) == 0, [note.sentence for note in reading.notes]
    assert {"rows.totals", "phone.several"} <= {
        note.code for note in reading.notes if note.what == "check"
    }
    assert browser.get(reverse("imports:list")).status_code == 200
