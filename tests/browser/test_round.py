"""The first journey once more, by hand in real Chromium: forms opened, filled in, sent; and what
only a browser shows.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.county import SEEN
from zhixing.demo.round import THE_NINE, the_round
from zhixing.demo.steps import Step, in_order, newest, resolved
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.models import Thing

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.stray_writes,
]


def fill(page: Any, data: dict[str, Any]) -> None:
    """Fill in a form as it stands: text, choices, boxes, dates."""
    for name, value in data.items():
        field = page.locator(f"[name='{name}']")
        assert field.count(), f"{page.url}: no field {name}"
        kind = field.first.evaluate(
            "one => one.tagName === 'INPUT' ? one.type : one.tagName.toLowerCase()"
        )
        if kind in ("radio", "checkbox") and value not in ("", "on"):
            box = page.locator(f"[name='{name}'][value='{value}']").first
            page.locator(f"label[for='{box.get_attribute('id')}']").first.click()
        elif kind == "checkbox":
            if field.first.is_checked() != (value == "on"):
                page.locator(f"label[for='{field.first.get_attribute('id')}']").first.click()
        elif kind == "select":
            field.first.select_option(str(value))
        elif kind == "radio" or field.first.get_attribute("type") == "hidden":
            continue  # a question that is not asked
        else:
            field.first.fill(str(value))


def take(page: Any, made: dict[str, Any], step: Step) -> None:
    page.goto(reverse("act", args=[made[step.on].pk, step.act]))
    fill(page, resolved(step, made))
    page.locator("form.zx-form button[type=submit].btn-primary").click()
    page.wait_for_load_state()
    assert "/" + step.act + "/" not in page.url, (
        f"{step.act}: {page.locator('main').inner_text()[:600]}"
    )


def test_one_topic_all_the_way_round_in_chromium(enter, county, monkeypatch):
    """Nine people, 58 steps, each a page opened and a form sent. The server's day is moved with the
    steps.
    """
    day = {"now": None}
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: day["now"] or real())
    pages = {name: enter(name) for name in THE_NINE}
    made = {
        name: getattr(county, name)
        for name in (
            "group",
            "town",
            "topic",
            "leader",
            "member",
            "deputy",
            "responsible",
            "secretary",
            "clerk",
        )
    }
    for step in in_order(the_round()):
        day["now"] = timezone.make_aware(dt.datetime.combine(step.date, dt.time(9, 0)))
        take(pages[step.who], made, step)
        if step.makes:
            made[step.makes] = newest(
                step.kind, {row.pk for row in made.values() if hasattr(row, "thing_id")}
            )
    assert Thing.objects.get(pk=made["problem"].pk).state == "solved"
    page = pages["office"]
    page.goto(made["outcome"].url)
    assert page.locator(".zx-trace-steps li.is-done").count() >= 8
    assert {
        name: opened_page.faults for name, opened_page in pages.items() if opened_page.faults
    } == {}


def test_a_double_click_stores_one_thing(enter, county):
    page = enter("clerk")
    page.goto(reverse("act", args=[county.town.pk, "register_resident_problem"]))
    fill(page, {"title": "路灯不亮", "text": "夜里看不见"})
    page.locator("form.zx-form button[type=submit].btn-primary").dblclick()
    page.wait_for_selector("[data-receipt]")
    assert Thing.objects.filter(kind="problem").count() == 1


def test_what_is_typed_comes_back_after_the_tab_was_closed(enter, county):
    page = enter("clerk")
    address = reverse("act", args=[county.town.pk, "register_resident_problem"])
    page.goto(address)
    with page.expect_response(lambda answer: "/drafts/" in answer.url and answer.status == 200):
        page.locator("[name=text]").press_sequentially("汪塘多年没人清理，夏天恶臭")
    page.goto("about:blank")
    page.goto(address)
    assert page.locator("[name=text]").input_value() == "汪塘多年没人清理，夏天恶臭"


def test_keys_move_in_a_list_and_open(enter, county):
    page = enter("office")
    page.goto("/learn/topics/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/learn/topics/ZT-*/")


def test_a_resident_looks_and_judges_on_a_phone_without_login(enter, county):
    from zhixing.solve.problems import acts

    problem = acts.register_resident_problem(
        county.clerk, county.town, title="卫生室门口有垃圾", text="夏天有味"
    )
    receipt = problem.show_once
    acts.list_problem(county.office, problem, kind="individual")
    acts.dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
    acts.accept_problem(county.clerk, problem)
    acts.start_problem(county.responsible, problem, remedy="清运")
    acts.report_solved(county.responsible, problem, before="有", after="没有了", public="已清运。")
    acts.verify_problem(county.verifier, problem, observation="看了", **SEEN)
    page = enter(width=360, height=740)
    page.goto(f"/r/#{receipt}")
    page.wait_for_function("document.querySelector('[name=code]').value.length > 20")
    assert "#" not in page.url, "the code does not stay in the address"
    page.click("form button[type=submit].btn-primary")
    page.wait_for_url("**/r/case/")
    assert receipt not in page.url
    text = page.locator("main").inner_text()
    assert "已清运" in text and county.responsible.name not in text
    page.click("button[name=answer][value=really]")
    page.wait_for_selector("button[name=rating]")
    page.click("button[name=rating][value=good]")
    page.wait_for_load_state()
    row = type(problem).objects.get(pk=problem.pk)
    assert (row.state, row.answer, row.rating) == ("solved", "really", "good")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_axe_finds_nothing_serious(enter, county, size, language):
    from axe_playwright_python.sync_playwright import Axe

    page = enter("secretary", width=size[0], height=size[1], language=language)
    violations = []
    for address in (
        "/",
        "/learn/plans/",
        "/learn/topics/",
        "/solve/problems/",
        "/loop/threads/",
        "/loop/totals/",
        county.group.url,
        reverse("act", args=[county.group.pk, "plan_session"]),
        "/search/?q=医",
    ):
        page.goto(address)
        assert (
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            <= 1
        ), address
        violations += [
            (address, violation["id"], violation["nodes"][0]["html"][:120])
            for violation in Axe().run(page).response["violations"]
            if violation["impact"] in ("serious", "critical")
        ]
    assert violations == [], json.dumps(violations, ensure_ascii=False, indent=1)
