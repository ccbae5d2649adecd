"""The reading list of a year, and what a member keeps for themselves: nobody must, nobody is
counted, nobody else reads it.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import chain

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from tests.county import logins
from zhixing.faces.desk.today import today_page
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.records.models import Record, RecordBody
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.people.erasing import parts
from zhixing.foundation.spine.topics.acts import choose_topic
from zhixing.learn.reading.acts import (
    add_reading,
    correct_self_study,
    hand_self_study,
    note_read,
    set_reading,
    take_note_back,
    take_off_reading,
    write_self_study,
)
from zhixing.learn.reading.forms import NoteReadForm
from zhixing.learn.reading.models import Reading, ReadNote, SelfStudy, forget_self_study

BOOK = {"title": "中国共产党章程", "kind": "original", "source": "人民出版社", "year": 2026}


@pytest.fixture
def list_of_2026(county):
    with clock.at(dt.date(2026, 3, 2)):
        county.book = set_reading(county.office, county.root, **BOOK)
        county.own = add_reading(
            county.secretary,
            county.group,
            title="龙泉镇志",
            kind="broad",
            source="镇文化站",
            year=2026,
            required=False,
        )
        county.theirs = add_reading(
            county.stranger_secretary,
            county.other_group,
            title="石桥镇志",
            kind="broad",
            source="镇文化站",
            year=2026,
        )
        yield county


@pytest.fixture
def mine(list_of_2026):
    list_of_2026.mine = write_self_study(
        list_of_2026.member,
        list_of_2026.group,
        year=2026,
        books="  章程 \n\n条例",
        focus="山上村卫生室",
    )
    return list_of_2026


def test_the_office_sets_for_all_and_a_group_for_itself(list_of_2026):
    county = list_of_2026
    assert county.book.required and county.book.group_id is None and not county.own.required
    assert last_record(county.book)[:2] == ("reading.set", county.office)
    for person in (county.secretary, county.member, county.clerk):
        with pytest.raises(NotAllowed):
            set_reading(person, county.root, **BOOK | {"title": "另一本"})
    for person in (county.member, county.office, county.stranger_secretary):
        with pytest.raises(NotAllowed):
            add_reading(person, county.group, **BOOK | {"title": "另一本"})
    with pytest.raises(BadInput):
        set_reading(county.office, county.root, **BOOK | {"title": " 中国共产党章程 "})
    foreign = choose_topic(
        county.stranger_secretary,
        county.other_group,
        title="石桥",
        year=2026,
        first_month=1,
        last_month=1,
    )
    with pytest.raises(BadInput):
        add_reading(county.secretary, county.group, **BOOK | {"title": "另一本"}, topic=foreign)


def test_the_list_shows_the_countys_and_the_own_groups_titles(list_of_2026):
    for name, wanted in {
        "member": {"中国共产党章程", "龙泉镇志"},
        "stranger_secretary": {"中国共产党章程", "石桥镇志"},
        "office": {"中国共产党章程", "龙泉镇志", "石桥镇志"},
    }.items():
        client = logins(Client, list_of_2026, name)[name]
        page = client.get(reverse("reading:list") + "?year=2026").context["page"]
        assert {reading.title for reading in page.rows} == wanted, name
        assert client.get(list_of_2026.theirs.url).status_code == (404 if name == "member" else 200)
    assert {
        reading.title
        for reading in client.get(reverse("reading:list") + "?year=2026&kind=broad")
        .context["page"]
        .rows
    } == {"龙泉镇志", "石桥镇志"}
    assert client.get(reverse("reading:list") + "?year=x&kind=x").status_code == 200


def test_the_list_leads_to_what_one_may_add(list_of_2026):
    clients = logins(Client, list_of_2026, "office", "secretary", "member")
    buttons = {
        name: re.findall(
            r'href="/things/[^/"]+/(set_reading|add_reading)/"',
            client.get("/learn/reading/?year=2026").content.decode(),
        )
        for name, client in clients.items()
    }
    assert buttons == {"office": ["set_reading"], "secretary": ["add_reading"], "member": []}
    assert (
        clients["office"].get(reverse("new", args=["set_reading"]), follow=True).status_code == 200
    )


def test_a_title_is_taken_off_with_a_reason_and_may_be_set_again(list_of_2026):
    county = list_of_2026
    for person, row in (
        (county.secretary, county.book),
        (county.office, county.own),
        (county.member, county.own),
    ):
        with pytest.raises(NotAllowed):
            take_off_reading(person, row, reason="换新版")
    take_off_reading(county.office, county.book, reason="换新版")
    take_off_reading(county.leader, county.own, reason="换新版")
    assert set(Reading.objects.in_force()) == {county.theirs}
    with pytest.raises(NotNow):
        take_off_reading(county.office, county.book, reason="再来")
    assert set_reading(county.office, county.root, **BOOK).pk != county.book.pk


def test_a_member_writes_a_plan_and_notes_for_themselves(mine):
    county = mine
    assert county.mine.books == "章程\n条例" and county.mine.state == "own"
    with pytest.raises(NotNow):
        write_self_study(county.member, county.group, year=2026)
    for person in (county.office, county.clerk, county.stranger_leader):
        with pytest.raises(NotAllowed):
            write_self_study(person, county.group, year=2026)
    correct_self_study(county.member, county.mine, books="章程", focus="")
    note_read(county.member, county.mine, reading=county.book, words="第三章，支部的事。")
    note_read(county.member, county.mine, reading=county.book, words="再读一遍。")
    note_read(county.member, county.mine, reading=county.own)
    assert [
        (note.reading_id, note.words) for note in ReadNote.objects.filter(self_study=county.mine)
    ] == [(county.book.pk, "再读一遍。"), (county.own.pk, "")]
    with pytest.raises(BadInput):
        note_read(county.member, county.mine, reading=county.theirs)
    take_note_back(county.member, county.mine, reading=county.own)
    with pytest.raises(BadInput):
        take_note_back(county.member, county.mine, reading=county.own)
    for act, more in (
        (correct_self_study, {}),
        (hand_self_study, {}),
        (note_read, {"reading": county.book}),
        (take_note_back, {"reading": county.book}),
    ):
        for person in (county.leader, county.secretary, county.office, county.member2):
            with pytest.raises(NotAllowed):
                act(person, county.mine, **more)


def test_nobody_knows_of_it_until_it_is_handed_over_and_then_the_leader_alone(mine):
    county = mine
    note_read(county.member, county.mine, reading=county.book, words="只给自己看的话")
    everybody = (
        "member",
        "leader",
        "deputy",
        "secretary",
        "member2",
        "office",
        "county_leader",
        "organisation",
        "supervisor",
        "sys",
        "stranger",
    )
    clients = logins(Client, county, *everybody)

    def readers() -> set[str]:
        return {
            name
            for name, client in clients.items()
            if client.get(county.mine.url).status_code == 200
        }

    assert readers() == {"member"}
    hand_self_study(county.member, county.mine)
    assert readers() == {"member", "leader"}
    assert "只给自己看的话" in clients["leader"].get(county.mine.url).content.decode()
    with pytest.raises(NotNow):
        hand_self_study(county.member, county.mine)
    for name in set(everybody) - {"member", "leader"}:
        for url in (
            reverse("thing", args=[county.mine.pk]),
            f"/api/things/{county.mine.pk}/",
            reverse("act", args=[county.mine.pk, "note_read"]),
        ):
            assert clients[name].get(url).status_code == 404, (name, url)
        assert (
            clients[name].get(reverse("search") + f"?q={county.mine.pk}").context["page"].things
            == []
        ), name


def test_the_leader_is_told_when_it_is_handed_over(mine):
    county = mine
    hand_self_study(county.member, county.mine)
    assert [
        (delivery.to, delivery.payload["verb"])
        for delivery in Delivery.objects.filter(thing=county.mine.pk)
    ] == [(county.leader, "self_study.handed")]


def test_the_words_on_record_go_with_the_person(mine):
    """Erasing somebody empties the bodies of the records that name them."""
    county = mine
    correct_self_study(county.member, county.mine, books="另一本", focus="")
    bodies = [body.body for body in RecordBody.objects.filter(record__thing=county.mine.pk)]
    assert len(bodies) == 2 and all(body["told"]["person"] == county.member.pk for body in bodies)


def test_no_other_page_tells_who_has_read_what(mine):
    """Neither the title's page, nor the list, nor the group's, nor its file: and no record on any
    of their things.
    """
    county = mine
    note_read(county.member, county.mine, reading=county.book, words="只给自己看的话")
    assert (
        not Record.objects.filter(verb__in=["reading.noted", "self_study.written"])
        .exclude(thing=county.mine.pk)
        .exists()
    )
    clients = logins(Client, county, "leader", "secretary", "office")
    for client in clients.values():
        for url in (
            county.book.url,
            reverse("reading:list") + "?year=2026",
            reverse("reading:list") + "?year=2026&export=csv",
            county.group.url,
            "/",
        ):
            text = client.get(url).content.decode()
            assert "只给自己看的话" not in text and county.mine.pk not in text
    own = logins(Client, county, "member")["member"].get(county.book.url).content.decode()
    assert "只给自己看的话" in own


def test_nothing_is_asked_of_anybody(mine):
    county = mine
    for person in (county.member, county.member2, county.leader, county.secretary):
        assert not {entry.act for entry in today_page(person, {}).items} & {
            "write_self_study",
            "note_read",
            "hand_self_study",
        }


def test_there_is_no_column_for_how_long_how_often_or_how_many():
    models = apps.get_app_config("reading").get_models()
    columns = chain.from_iterable(model._meta.get_fields() for model in models)
    names = [column.name for column in columns]
    assert [
        name
        for name in names
        if re.search(r"minute|hour|time|count|number|times|pages|progress|percent|score", name)
    ] == []


def test_the_form_offers_the_own_list_alone(mine):
    county = mine
    form = NoteReadForm(
        {"reading": county.theirs.pk, "words": ""}, person=county.member, row=county.mine
    )
    assert not form.is_valid()
    form = NoteReadForm(
        {"reading": county.book.pk, "words": "好"}, person=county.member, row=county.mine
    )
    assert form.is_valid() and form.perform()


def test_what_a_person_wrote_goes_when_the_person_is_erased(mine):
    from zhixing.foundation.machinery.guard import traffic

    county = mine
    note_read(county.member, county.mine, reading=county.book, words="只给自己看的话")
    assert forget_self_study in parts
    with traffic("test"):
        forget_self_study(county.member)
    self_study = SelfStudy.objects.get(pk=county.mine.pk)
    assert (self_study.books, self_study.focus, self_study.notes.count()) == ("", "", 0)
    assert (
        Thing.objects.get(pk=self_study.pk).place == ""
        and Thing.objects.get(pk=self_study.pk).group_id is None
    )


def test_the_title_kept_is_the_same_in_every_language(mine):
    """It is written once, and read by everybody: a list in Chinese shows no English word."""
    from django.utils import translation

    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert mine.mine.thing_title() == f"{mine.town.name} 2026"
