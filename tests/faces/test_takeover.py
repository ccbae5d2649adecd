"""Which databases this version takes over."""

from __future__ import annotations

from zhixing.faces.cli.takeover import half_way, known_steps

FIRST = {"people.0001_initial", "people.0002_initial", "people.0003_email"}
LAST = "people.0004_slowed_guessing"


def test_a_new_database_and_one_that_went_all_the_way_are_taken_over():
    assert half_way(set()) == []
    assert half_way(FIRST | {LAST}) == []
    assert FIRST | {LAST} <= known_steps()


def test_a_room_between_two_of_its_steps_is_named():
    assert half_way(FIRST) == ["people"]
    assert half_way({LAST}) == ["people"]


def test_a_new_database_that_was_cut_off_goes_on():
    """The first step of a room puts what it replaces on the list as well."""
    assert half_way({"people.0001_tables"} | FIRST) == []
