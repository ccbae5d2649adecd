"""A task that nobody does is somebody's all the same: whoever set it names somebody."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from zhixing.faces.desk.today import today_page
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import ACTS, open_to
from zhixing.foundation.machinery.errors import NotAllowed
from zhixing.foundation.machinery.forms import form_of
from zhixing.foundation.machinery.things.page import timeline
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.tasks.acts import assign_task, give_task

DAY, LATE = dt.date(2026, 9, 2), dt.date(2026, 9, 18)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(DAY):
        yield


def asked_to_name(task) -> set[str]:
    wanted = (task.pk, "assign_task")
    return {person.name for person in Person.objects.all() if wanted in waiting_for(person)}


def test_whoever_set_it_is_asked_to_name_somebody(county):
    task = give_task(county.secretary, county.town, title="交材料", group=county.group)
    assert asked_to_name(task) == {county.secretary.name}
    with pytest.raises(NotAllowed):
        assign_task(county.stranger, task, owner=county.member)
    assign_task(county.secretary, task, owner=county.member)
    assert asked_to_name(task) == set()
    assert county.member.name in timeline(county.secretary, task)[0].sentence
    assert (task.pk, "finish_task") in waiting_for(county.member)


def test_of_what_the_loop_set_whoever_keeps_the_group_is_asked(county):
    task = give_task(county.timekeeper, county.town, title="整改", group=county.group)
    assert asked_to_name(task) == {county.secretary.name, county.clerk.name}


def test_it_can_be_handed_on_to_people_of_the_unit_or_the_group_alone(county):
    task = give_task(county.clerk, county.town, title="交材料", owner=county.member)
    assert "assign_task" in {act.name for act in open_to(county.clerk, task)}
    form = form_of(ACTS["assign_task"])
    right = form({"owner": county.responsible.pk}, person=county.clerk, row=task)
    wrong = form({"owner": county.stranger.pk}, person=county.clerk, row=task)
    assert right.is_valid() and "owner" in wrong.errors


def test_an_open_one_is_overdue_in_the_list_and_on_the_home(county):
    task = give_task(county.clerk, county.town, title="交材料", owner=county.member, due=DAY)
    client = Client()
    client.force_login(county.member.account)
    with clock.at(LATE):
        rows = client.get("/county/tasks/").content.decode().split("<tbody", 1)[1]
        assert "is-over" in rows
        items = {item.code: item.tone for item in today_page(county.member, {}).items}
        assert items[task.pk] == "over"
