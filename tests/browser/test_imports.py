"""A workbook in real Chromium: read, answered by keyboard, imported; a file beside a problem."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.urls import reverse

from tests.foundation.files.build import docx
from tests.foundation.intake.build import PLAN_HEAD, ROSTER_HEAD, content
from tests.foundation.intake.fill import edited
from zhixing.foundation.kits.intake import jobs
from zhixing.foundation.spine.files.models import StoredFile
from zhixing.foundation.spine.orgs.models import Alias
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.models import Topic
from zhixing.solve.problems.acts import draft_problem
from zhixing.solve.problems.models import Problem

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.stray_writes,
]


def test_a_plan_is_read_answered_and_imported(enter, county):
    page = enter("office")
    page.goto(reverse("imports:upload", args=["plan"]))
    plan = content(
        [
            ["青禾县2026年安排"],
            PLAN_HEAD,
            ["7-9月", "健康县", "法律法规", "", "怎样办", "", "现场学习", "县卫健局"],
            ["某月", "没有月份", "", "", "", "", "", ""],
        ]
    )
    page.set_input_files(
        "input[type=file]",
        {"name": "安排.xlsx", "mimeType": "application/octet-stream", "buffer": plan},
    )
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/reading/**")
    assert "1 行能导入" in page.locator("h1").inner_text()
    assert page.locator("input[type=radio][value='" + county.department.pk + "']").is_checked(), (
        "the likely unit is proposed, and shown"
    )
    page.locator("summary#new").click()
    assert page.get_by_text("健康县 · 7-9月 · 县卫健局").is_visible()
    page.focus("#c1")
    page.keyboard.press("ArrowDown")
    assert page.locator("#c2").is_checked()
    page.locator("button[value=import]").click()
    page.wait_for_selector("[role=alert]")
    assert not Topic.objects.filter(title="健康县").exists() and page.locator("#c2").is_checked(), (
        "sent back as chosen, and the choice stands"
    )
    page.locator("label[for=c1]").click()
    page.locator("button[value=import]").dblclick()
    page.wait_for_url("**/imports/DR-**")
    assert (
        Topic.objects.filter(title="健康县").count() == 1
        and Alias.objects.get(name="县卫健局").unit == county.department
    )
    assert page.faults == []


def test_a_file_is_attached_and_saved_again(enter, county, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    problem = draft_problem(county.clerk, county.town, title="路灯不亮", text="x", source="other")
    page = enter("clerk")
    page.goto(problem.url)
    page.get_by_role("link", name="附上文件").click()
    page.set_input_files(
        "input[type=file]",
        {"name": "照片说明.docx", "mimeType": "application/octet-stream", "buffer": docx("三盏灯")},
    )
    page.locator("label[for=id_declared]").click()
    page.locator("form.zx-form button[type=submit].btn-primary").click()
    page.wait_for_url(f"**{problem.url}")
    page.get_by_role("link", name="照片说明.docx").click()
    with page.expect_download() as got:
        page.get_by_role("link", name="保存到本机").click()
    assert (
        got.value.suggested_filename == "照片说明.docx"
        and StoredFile.objects.get().about_id == problem.pk
    )
    assert page.faults == []


def test_the_workbook_of_a_unit_goes_out_and_comes_back(enter, county, tmp_path):
    """Downloaded from the list, filled in at a desk, read again; a cell that can not come in is
    mended in the page.
    """
    page = enter("office")
    page.goto(reverse("imports:upload", args=["unit"]))
    with page.expect_download() as got:
        page.get_by_role("link", name="下载龙泉镇的工作簿").click()
    got.value.save_as(tmp_path / "out.xlsx")
    assert got.value.suggested_filename.startswith("龙泉镇-")
    back = edited(
        (tmp_path / "out.xlsx").read_bytes(),
        {"问题登记": [{"问题": "渠首漏水", "问题来源": "上级转来"}, {"问题": "桥面破损"}]},
    )
    page.set_input_files(
        "input[type=file]",
        {"name": "龙泉镇.xlsx", "mimeType": "application/octet-stream", "buffer": back},
    )
    page.locator("form.zx-form button[type=submit]").click()
    page.wait_for_url("**/reading/**")
    assert "1 行不能" in page.locator("h1").inner_text() and not Problem.objects.exists()
    page.get_by_label("第 3 行，问题来源").fill("群众反映")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('0 行不能')")
    page.locator("button[value=import]").click()
    page.wait_for_url("**/imports/DR-**")
    assert set(Problem.objects.values_list("title", "source")) == {
        ("渠首漏水", "resident"),
        ("桥面破损", "other"),
    }
    page.goto(county.town.url)
    assert page.get_by_role("heading", name="单位工作簿").is_visible()
    assert page.faults == []


MANY = 6000  # people: so many that the bar is seen on its way


def test_a_bar_moves_and_ends_on_the_page_of_the_import(enter, county, tmp_path, settings):
    settings.VAR = tmp_path
    page = enter("office")
    page.goto(reverse("imports:upload", args=["roster"]))
    rows = [
        ROSTER_HEAD,
        *([f"新{at // 20}局", f"新人{at}", "干事", "成员", f"1{at:010d}"] for at in range(MANY)),
    ]
    page.set_input_files(
        "input[type=file]",
        {"name": "大名册.xlsx", "mimeType": "application/octet-stream", "buffer": content(rows)},
    )
    button = page.locator("main form button[type=submit]")
    assert button.get_attribute("data-busy") == "正在读取文件…"
    button.click()
    page.wait_for_url("**/reading/**")
    page.locator("button[value=import]").dblclick()
    page.wait_for_url("**/running/")
    assert (
        "排队" in page.locator("[data-progress-words]").inner_text()
        and page.locator("progress").get_attribute("value") is None
    )
    page.evaluate(
        """() => {
          window.seen = [];
          const changes = { subtree: true, childList: true, attributes: true, characterData: true };
          new MutationObserver(() => {
            const bar = document.querySelector('progress');
            const step = document.querySelector('[aria-current=step]');
            window.seen.push([step?.textContent || '', bar.position]);
            sessionStorage.seen = JSON.stringify(window.seen);
          }).observe(document.querySelector('[data-progress]'), changes);
        }"""
    )

    def work() -> None:
        jobs.run_due()
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    page.wait_for_url("**/imports/DR-**")
    worker.join()
    seen = page.evaluate("JSON.parse(sessionStorage.seen)")
    assert (
        len({step for step, _position in seen}) > 1
        and len({position for _step, position in seen if 0 < position < 1}) > 1
    ), seen
    assert "已办：导入名册" in page.locator("main").inner_text()
    assert Person.objects.filter(name__startswith="新人").count() == MANY
    assert page.faults == []
