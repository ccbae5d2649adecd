"""A county that begins: Today of those who set it up is a list that ticks itself."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.county import logins
from tests.foundation.intake.build import ROSTER_HEAD, content
from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.faces.cli.bootstrap import set_up_county
from zhixing.faces.desk import first
from zhixing.faces.desk.first import first_steps_of, is_begun
from zhixing.foundation.kits.intake.acts import import_roster
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.first_steps import FirstStep, first_step, first_steps
from zhixing.foundation.machinery.may import Role
from zhixing.foundation.machinery.records import append_only
from zhixing.foundation.machinery.registry import holdings, keep_holdings
from zhixing.foundation.spine.norms.acts import confirm_norms
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people import acts as people
from zhixing.foundation.spine.people.models import Account, Person
from zhixing.foundation.spine.topics.acts import set_topic
from zhixing.learn.plans.acts import draft_plan
from zhixing.learn.sessions.acts import issue_notice, plan_session

pytestmark = pytest.mark.database
ROSTER = [
    ROSTER_HEAD,
    ["龙泉镇", "韩立新", "镇长", "组长", ""],
    ["龙泉镇", "罗小满", "干事", "学习秘书", ""],
    ["龙泉镇", "葛春晖", "副镇长", "成员", ""],
]


def emptied() -> None:
    append_only.remove(connection)
    if Unit.objects.exists():
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def new_county(transactional_db, request):
    """A county as ``setup`` leaves it, with somebody in the office."""
    emptied()
    list(set_up_county("清溪县", "秦致远"))
    Account.objects.update(must_change=False)
    return {account.username: account.person for account in Account.objects.all()}


def steps_of(person: Person) -> dict[str, str]:
    """What Today shows this person: title -> tone; empty once the list is gone."""
    person = Person.objects.get(pk=person.pk)
    first = first_steps_of(person, holdings(person))
    return {step.title: step.tone for step in first.steps} if first is not None else {}


def page_of(person: Person, **query: str) -> str:
    client = Client()
    client.force_login(person.account)
    return client.get("/", query).content.decode()


@pytest.mark.stray_writes
def test_the_list_ticks_itself_until_it_is_gone(new_county):
    office, sys, sec = (new_county[name] for name in ("office", "sys", "sec"))
    county = Unit.objects.get()
    assert steps_of(office) == {
        "县": "done",
        "名册": "here",
        "日历和规则": "later",
        "第一个专题": "later",
    }
    assert steps_of(sys) == {
        "县办由谁担任": "done",
        "县办的账号": "done",
        "一次开好账号": "later",
    }
    assert steps_of(sec) == {"县办的角色": "done", "办问题的角色": "later"}
    assert not is_begun()
    import_roster(office, county, book=read("名册.xlsx", content(ROSTER)))
    assert (steps_of(office)["名册"], steps_of(office)["日历和规则"]) == ("done", "here")
    assert steps_of(sys)["一次开好账号"] == "here", "the roster is there: the turn is theirs"
    secretary = Person.objects.get(name="罗小满")
    people.give_accounts(sys, county, people=[secretary])
    assert steps_of(sys) == {}, "all is ticked"
    confirm_norms(office, county)
    set_topic(office, county, title="生态环境保护", year=2026, first_month=1, last_month=12)
    assert set(steps_of(office).values()) == {"done"}, "the office still waits for the groups"
    assert steps_of(secretary)["本组成员"] == "done"
    (group,) = secretary.memberships.values_list("group", flat=True)
    plan = draft_plan(secretary, secretary.memberships.get().group, year=2026)
    session = plan_session(
        secretary,
        plan.group,
        topic=plan.lines.get().topic,
        day=clock.today() + dt.timedelta(days=7),
        begins=dt.time(9),
        place="柳沟村",
        place_kind="field",
        kind="three_part",
        draft_agenda=True,
    )
    assert steps_of(secretary)["学习通知"] == "here" and group == plan.group_id
    issue_notice(secretary, session)
    assert [title for title, tone in steps_of(secretary).items() if tone != "done"] == [
        "第一份一学一报"
    ]


@pytest.mark.stray_writes
def test_nobody_reads_all_done_in_a_county_that_has_not_begun(new_county):
    county = Unit.objects.get()
    import_roster(new_county["office"], county, book=read("名册.xlsx", content(ROSTER)))
    chosen = list(Person.objects.filter(name__in=["罗小满", "葛春晖"]))
    people.give_accounts(new_county["sys"], county, people=chosen)
    Account.objects.update(must_change=False)
    for account in Account.objects.select_related("person"):
        page = page_of(account.person)
        assert "都办完了" not in page and "没有等我办的" not in page or "刚刚起步" in page
    member = next(person for person in chosen if person.name == "葛春晖")
    assert "县里刚刚起步" in page_of(member)


@pytest.mark.stray_writes
def test_each_step_begins_where_it_says_for_whoever_has_it(new_county):
    for name in ("office", "sys", "sec"):
        client = Client()
        client.force_login(new_county[name].account)
        for address in set(re.findall(r'href="([^"]+)"', client.get("/").content.decode())):
            if address.startswith("/") and not address.startswith("/static/"):
                assert client.get(address, follow=True).status_code == 200, address


@pytest.mark.stray_writes
def test_without_an_office_the_two_administrators_begin(transactional_db):
    emptied()
    list(set_up_county("清溪县"))
    sys, sec = (Person.objects.get(account__username=name) for name in ("sys", "sec"))
    county = Unit.objects.get()
    assert steps_of(sys)["县办由谁担任"] == "here"
    assert steps_of(sec)["县办的角色"] == "later", "it waits for the person"
    person = people.register_person(sys, county, name="秦致远")
    assert steps_of(sec)["县办的角色"] == "here" and steps_of(sys)["县办的账号"] == "later"
    people.appoint(sec, county, person=person, role="OFFICE")
    assert steps_of(sys)["县办的账号"] == "here"
    people.give_accounts(sys, county, people=[person])
    assert steps_of(person)["名册"] == "here"


def test_whoever_has_no_step_pays_nothing_for_it(county, django_assert_max_num_queries):
    for name, most in (("office", 3), ("secretary", 3), ("sys", 3)):
        person = keep_holdings(getattr(county, name))
        held = holdings(person)
        with django_assert_max_num_queries(most):
            first_steps_of(person, held)
    with CaptureQueriesContext(connection) as asked:
        page_of(county.verifier)
    flags = [query["sql"] for query in asked.captured_queries if "whole_roster" in query["sql"]]
    assert len(flags) <= 1


def test_the_list_can_be_put_aside_and_comes_back(county):
    client = logins(Client, county, "office")["office"]
    assert "先把县立起来" in client.get("/").content.decode()
    answer = client.post(reverse("first_aside"))
    assert answer.status_code == 302 and client.get(reverse("first_aside")).status_code == 405
    page = client.get("/").content.decode()
    assert "先把县立起来" not in page and 'href="?first=1"' in page
    assert "先把县立起来" in client.get("/?first=1").content.decode()
    other = logins(Client, county, "secretary")["secretary"]
    other.cookies["zhixing_aside"] = county.office.pk
    assert "先把本组立起来" in other.get("/").content.decode(), "it is one person's own"


def test_two_steps_at_one_place_are_refused():
    known = first_steps()[0]
    for key, place in ((known.key, 999), ("another", known.place)):
        with pytest.raises(ValueError, match="already"):
            first_step(
                FirstStep(
                    key=key,
                    place=place,
                    title="x",
                    says="x",
                    minutes=1,
                    whose=Role("OFFICE", at=""),
                    role="x",
                    rows=Unit.objects.all,
                    label="x",
                    begin=lambda code: code,
                )
            )
    assert len(first_steps()) == len({step.place for step in first_steps()})


def test_once_all_is_ticked_it_costs_nothing(county, settings, monkeypatch):
    monkeypatch.setattr(first, "_settled", set())
    settings.ZHIXING_TEST = False
    verifier = keep_holdings(county.verifier)  # nothing is theirs, so nothing is left
    secretary = keep_holdings(county.secretary)
    for asked in (1, 0):
        with CaptureQueriesContext(connection) as queries:
            assert first_steps_of(verifier, holdings(verifier)) is None
        assert len(queries) == asked
        assert first_steps_of(secretary, holdings(secretary)) is not None, (
            "what is open is asked again"
        )
    assert not is_begun() and not is_begun()


def test_a_county_at_work_is_told_in_a_line_what_is_open_of_them(county):
    """One founded before there were first steps has gone some of them in its own way."""
    walk(county, in_order(the_round()))
    page = page_of(county.office)
    assert "zx-firsts" not in page and "县里刚刚起步" not in page
    assert re.search(r'href="\?first=1"\s*>\s*起步', page), "what is open is a line"
    assert "zx-firsts" in page_of(county.office, first="1")
    confirm_norms(county.office, Unit.objects.get(kind="county"))
    assert steps_of(county.office) == {}, "the own ones are ticked: nothing waits for others"
