"""Every room with pages stands on the front page of its wing, under a heading that is there."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from zhixing.faces.desk.shell import WINGS
from zhixing.faces.desk.wings import HEADINGS
from zhixing.foundation.machinery.fronts import FRONTS, Front

WING_NAMES = {name for name, _word, _icon in WINGS}


def rooms_with_pages() -> dict[str, str]:
    """Room -> its wing: those whose addresses lie below a wing's, with a page that needs no
    argument.
    """
    rooms = {}
    for room in settings.ROOMS:
        urls = import_module(f"{room}.urls") if find_spec(f"{room}.urls") else None
        wing = getattr(urls, "prefix", "").partition("/")[0]
        if wing in WING_NAMES and any("<" not in str(page.pattern) for page in urls.urlpatterns):
            rooms[room] = wing
    return rooms


def test_the_rooms_are_found():
    assert len(rooms_with_pages()) >= 30


@pytest.mark.parametrize("room", sorted(rooms_with_pages()))
def test_a_room_with_pages_has_a_front(room):
    assert find_spec(f"{room}.front"), f"{room} has pages and no front.py"
    space = import_module(f"{room}.urls").app_name
    front = FRONTS[space]
    assert front.wing == rooms_with_pages()[room]


def test_no_room_says_it_twice():
    """The front says what the room is called; its addresses do not."""
    for room in rooms_with_pages():
        assert not hasattr(import_module(f"{room}.urls"), "index"), room


@pytest.mark.parametrize("front", FRONTS.values(), ids=lambda front: front.room)
def test_a_front_stands_under_a_heading_of_its_wing(front: Front):
    assert front.heading in HEADINGS[front.wing]
    assert reverse(front.page).startswith(f"/{front.wing}/")


@pytest.mark.parametrize("wing", HEADINGS)
def test_a_wing_has_one_room_that_leads_and_few_headings(wing):
    fronts = [front for front in FRONTS.values() if front.wing == wing]
    assert sum(front.leads for front in fronts) <= 1
    assert 2 <= len(HEADINGS[wing]) <= 4
    places = [(front.heading, front.order) for front in fronts]
    assert len(places) == len(set(places)), "two rooms stand in one place"


@pytest.mark.parametrize("front", FRONTS.values(), ids=lambda front: front.room)
def test_a_line_is_said_in_both_languages(front: Front):
    lines = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            lines[language] = str(front.line)
    assert lines["zh-hans"] != lines["en"]
