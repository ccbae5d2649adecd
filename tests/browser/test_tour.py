"""The tour of the demo, clicked by somebody who knows nothing: from the door through the six stops,
each page seen to hold what its line says; how many clicks that takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

# key of a stop -> as whom one is there, and what its line says one sees
SEEN_AT: dict[str, tuple[str, tuple[str, ...]]] = {
    "session": (
        "学习秘书",
        ("这口塘臭了好几年，夏天不敢开窗", "赵桂兰", "现场学习", "集中调研", "工作落实"),
    ),
    "visits": ("成员", ("走访 6 次", "北坡小学", "塘北豆腐坊", "三处污水直排")),
    "clock": ("县办", ("报办结", "早 3 个工作日")),
    "pictures": ("验收人", ("前后对照", "现场验收", "魏青")),
    "really": ("", ("您说：真解决了",)),
    "rule": ("县领导", ("龙政发〔2026〕15号", "龙泉镇人民政府", "北坡村汪塘三处污水直排")),
}


def total_of_rules(page: Any) -> int:
    """How many institutional outcomes a page of totals counts."""
    return int(re.search(r"制度性成果\s+(\d+)", page.locator("main").inner_text()).group(1))


def pictures_shown(page: Any) -> list[bool]:
    """Of each picture of the pair, whether it is really drawn."""
    pictures = page.locator("main figure img")
    pictures.first.scroll_into_view_if_needed()
    return pictures.evaluate_all(
        "pictures => pictures.map(picture => picture.complete && picture.naturalWidth > 100)"
    )


def walk(page: Any, look: Callable[[str], None]) -> int:
    """Through all stops from the door; how many clicks it took."""
    clicks = 1
    page.locator(".zx-acts form button").click()
    for number, (key, (role, words)) in enumerate(SEEN_AT.items(), 1):
        bar = page.locator(".zx-tour")
        assert f"第 {number} 站，共 {len(SEEN_AT)} 站" in bar.inner_text()
        text = page.locator("main").inner_text()
        assert [word for word in words if word not in text] == [], key
        assert role in page.locator("header").first.text_content()  # a phone hides it
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), key
        look(key)
        following = page.locator(".zx-tour-on")
        assert following.count() == (number < len(SEEN_AT))
        if number < len(SEEN_AT):
            following.click()
            clicks += 1
            page.wait_for_url(re.compile(r"^(?!.*/demo/)"))
    return clicks


def test_the_six_stops_clicked_by_one_who_knows_nothing(server, browser):
    page = browser().new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(server.base + "/demo/")
    assert page.locator(".zx-stops > li").count() == len(SEEN_AT)

    def look(key: str) -> None:
        if key == "pictures":
            assert pictures_shown(page) == [True, True]

    clicks = walk(page, look)
    print(f"the tour: {clicks} clicks for {len(SEEN_AT)} stops")
    assert clicks == len(SEEN_AT), "one click a stop, the first one at the door"
    page.get_by_text("看算进它的总数").click()
    after = total_of_rules(page)
    assert "1至8月" in page.locator("main").inner_text()
    page.goto(server.base + "/loop/totals/taken/")
    page.get_by_text("1至7月学习成果转化统计").first.click()
    assert after == total_of_rules(page) + 1, "the county's total has one more"
    page.locator(".zx-tour-door", has_text="回到演示首页").click()
    assert page.url == server.base + "/demo/" and not page.locator(".zx-tour").count()
    page.goto(server.base + "/loop/")
    assert not page.locator(".zx-tour").count(), "the tour is over"
    assert faults == []


def test_the_six_stops_on_a_phone(server, browser):
    window = browser()
    page = window.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server.base + "/demo/")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    def look(_key: str) -> None:
        box = page.locator(".zx-tour").bounding_box()
        assert box["y"] == 0 and box["height"] < 140, "in sight, and not half of the screen"

    assert walk(page, look) == len(SEEN_AT)


def test_who_goes_back_in_the_browser_gets_on_from_there(server, browser):
    """Another person has logged in meanwhile; the page that comes back is made anew for them."""
    page = browser().new_page()
    page.goto(server.base + "/demo/")
    page.locator(".zx-acts form button").click()
    page.locator(".zx-tour-on").click()
    page.wait_for_url("**/research/**")
    page.go_back()
    page.locator(".zx-tour-on").click()
    page.wait_for_url("**/problems/**")
    assert "第 3 站" in page.locator(".zx-tour").inner_text()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_door_and_in_the_bar(server, chromium, language, scheme):
    from axe_playwright_python.sync_playwright import Axe

    window = chromium.new_context(
        locale=language, extra_http_headers={"Accept-Language": language}, color_scheme=scheme
    )
    try:
        page = window.new_page()
        for width in (1366, 390):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(server.base + "/demo/")
            faults = Axe().run(page).response["violations"]
            page.locator(".zx-acts form button").click()
            faults += Axe().run(page, context=".zx-tour").response["violations"]
            assert [(fault["id"], fault["nodes"][0]["html"][:160]) for fault in faults] == []
    finally:
        window.close()
