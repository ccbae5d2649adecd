"""Two writings of one unit that is new: asked once, and known ever after."""

from __future__ import annotations

import pytest

from tests.foundation.intake.build import ROSTER_HEAD, book
from zhixing.foundation.kits.intake.acts import import_roster, undo_import
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.machinery.errors import BadInput
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Alias, Unit

ROWS = [
    ["桃源镇", "甲", "", "组长", ""],
    ["桃源镇人民政府", "乙", "", "成员", ""],
    ["桃源镇人民政府", "丙", "", "学习秘书", ""],
]
FILE = book([ROSTER_HEAD, *ROWS])
KEY = "表!3!unit"


def rehearse(**choices: str):
    return dry_run("roster", FILE, Answers(choices=choices))


def test_it_is_asked_once_and_two_until_somebody_chooses(county):
    reading = rehearse()
    (note,) = [note for note in reading.notes if note.code == "unit.alike"]
    assert (note.key, note.options, note.chosen) == (KEY, ("two_units", "same_unit"), "")
    assert reading.numbers["new_units"] == 2


def test_the_same_unit_is_one_unit_with_another_name(county):
    assert rehearse(**{KEY: "same_unit"}).numbers["new_units"] == 1
    done = import_roster(county.office, county.root, book=FILE, choices={KEY: "same_unit"})
    unit = Unit.objects.get(name__startswith="桃源镇")
    assert Alias.objects.get().name == "桃源镇人民政府" and Alias.objects.get().unit_id == unit.pk
    group = StudyGroup.objects.get(unit=unit)
    assert set(group.memberships.values_list("person__name", flat=True)) == set("甲乙丙")
    again = rehearse()
    assert again.to_do == 0 and not [note for note in again.notes if "alike" in note.code]
    undo_import(county.office, done, reason="试导")
    assert not Alias.objects.exists()


def test_a_new_writing_of_a_unit_that_is_here_is_asked_too(county):
    file = book([ROSTER_HEAD, ["龙泉鎮", "甲", "", "成员", ""]])
    key = "表!2!unit"
    import_roster(county.office, county.root, book=file, choices={key: "same_unit"})
    assert Alias.objects.get(name="龙泉鎮").unit_id == county.town.pk
    assert county.group.memberships.filter(person__name="甲").exists()


def test_what_can_not_be_chosen_is_refused(county):
    with pytest.raises(BadInput):
        rehearse(**{KEY: "same"})


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        (["", "", "", "", ""], set()),
        (["桃源镇", "", "", "顾问", ""], {"name", "role"}),
        (["123", "456", "", "顾问", ""], {"unit", "name", "role"}),
    ],
)
def test_all_faults_of_a_row_of_the_roster_are_said_at_once(county, row, columns):
    reading = dry_run("roster", book([ROSTER_HEAD, ROWS[0], row]), Answers())
    assert {note.column for note in reading.notes if note.what == "refused"} == columns
