"""A study pack kept on the machine with one tap: read with the network cut, in a new tab too, and
gone at log-out.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.learn.packs.test_packs import added, published
from zhixing.foundation.machinery import clock

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.stray_writes,
]
KEPT = (
    "() => caches.open('zx-pages').then(cache => cache.keys()).then(all => all.map(one => new"
    " URL(one.url).pathname))"
)


@pytest.fixture
def pack(county):
    with clock.at(dt.datetime(2026, 9, 8, 9)):
        made = published(county)
        added(county, made)
    return made


def opened(page, pack):
    page.goto(pack.url)
    page.wait_for_selector("html[data-readable-offline]")
    return page.locator("[data-keep]")


def test_a_pack_is_kept_with_one_tap_and_read_without_network(enter, county, pack):
    page = enter("member")
    part = opened(page, pack)
    button = part.locator("[data-keep-do]")
    expect(button).to_contain_text("1 个文件")
    expect(button).to_contain_text("KB")
    file = reverse("packs:file", args=[pack.pk, pack.items.get(kind="document").pk])
    assert file not in page.evaluate(KEPT), "no file is kept before somebody asks for it"
    button.click()
    expect(part.locator("[data-keep-done]")).to_be_visible()
    expect(button).to_be_hidden()
    assert {pack.url, file} <= set(page.evaluate(KEPT))

    page.context.set_offline(True)
    page.reload()
    expect(page.locator("main")).to_contain_text("村卫生室最难收")
    expect(page.locator("main")).to_contain_text("柳沟村的箱子谁管？")
    expect(page.locator(".zx-note.is-above")).to_contain_text("没有网络")
    expect(page.locator("[data-keep-done]")).to_be_visible()
    with page.expect_download() as got:
        page.locator(f"a[href='{file}']").click()
    assert got.value.path().read_bytes().startswith(b"%PDF-")
    assert got.value.suggested_filename.endswith(".pdf")
    page.close()

    again = page.context.new_page()
    again.goto(pack.url)
    expect(again.locator("h1")).to_contain_text("医疗废物管理资料包")
    again.goto(reverse("packs:list"))
    expect(again.locator("main")).to_contain_text("没有网络")
    page.context.set_offline(False)
    again.goto(pack.url)
    again.locator("[data-keep-drop]").click()
    expect(again.locator("[data-keep-do]")).to_be_visible()
    assert file not in again.evaluate(KEPT)


def test_log_out_drops_what_was_kept(enter, county, pack):
    page = enter("member")
    part = opened(page, pack)
    part.locator("[data-keep-do]").click()
    expect(part.locator("[data-keep-done]")).to_be_visible()
    page.locator("form[action='/logout/'] button").first.click()
    page.wait_for_url("**/login/**")
    assert page.evaluate("() => caches.has('zx-pages')") is False
    page.context.set_offline(True)
    page.goto(pack.url)
    expect(page.locator("main")).to_contain_text("没有网络")
    assert "村卫生室最难收" not in page.content()
    page.context.set_offline(False)


def test_when_the_network_fails_it_says_so(enter, county, pack):
    page = enter("member")
    part = opened(page, pack)
    page.context.set_offline(True)
    part.locator("[data-keep-do]").click()
    expect(part.locator("[data-keep-failed]")).to_be_visible()
    expect(part.locator("[data-keep-do]")).to_be_enabled()
    page.context.set_offline(False)
    part.locator("[data-keep-do]").click()
    expect(part.locator("[data-keep-done]")).to_be_visible()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_page_fits_a_phone_and_complains_of_nothing(enter, county, pack, language):
    page = enter("secretary", width=390, height=844, language=language)
    for url in (
        pack.url,
        reverse("packs:version", args=[pack.pk, 1]),
        reverse("packs:list"),
        reverse("act", args=[county.group.pk, "add_to_pack"]),
    ):
        page.goto(url)
        assert (
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            <= 1
        ), url
    assert page.faults == []
