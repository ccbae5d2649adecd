"""The service worker, the manifest and the page for no network; whose page it is."""

from __future__ import annotations

import json

from django.http import HttpResponse
from django.test import Client, RequestFactory

from zhixing.foundation.kits.outbox import readable_offline


def test_the_worker_is_served_to_everybody_for_every_page(db):
    answer = Client().get("/sw.js")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/" and "no-cache" in answer["Cache-Control"]
    text = answer.content.decode()
    assert all(f'"{place}"' in text for place in ("/logout/", "/offline/", "/static/"))
    assert "/*" + "logout" not in text
    policy = answer["Content-Security-Policy"]
    assert (
        "worker-src 'self'" in policy
        and "manifest-src 'self'" in policy
        and "default-src 'none'" in policy
    )


def test_the_manifest_names_icons_that_are_there(db):
    client = Client()
    answer = client.get("/manifest.webmanifest", headers={"Accept-Language": "zh-CN"})
    manifest = json.loads(answer.content)
    assert (
        answer["Content-Type"] == "application/manifest+json"
        and manifest["name"] == "知行"
        and manifest["start_url"] == "/"
        and manifest["display"] == "standalone"
    )
    assert all(client.get(icon["src"]).status_code == 200 for icon in manifest["icons"]) and {
        "192x192",
        "512x512",
    } <= {icon["sizes"] for icon in manifest["icons"]}


def test_the_page_for_no_network_speaks_both_languages_and_names_nobody(county):
    client = Client()
    client.force_login(county.secretary.account)
    html = client.get("/offline/").content.decode()
    assert (
        "没有网络" in html
        and "No network" in html
        and county.secretary.name not in html
        and county.secretary.pk not in html
    )


def test_pages_say_whose_they_are(county):
    client = Client()
    assert "X-Zhixing-Person" not in client.get("/login/")
    client.force_login(county.secretary.account)
    page = client.get("/")
    assert page["X-Zhixing-Person"] == county.secretary.pk and "X-Zhixing-Offline" not in page
    assert (
        'rel="manifest"' in page.content.decode()
        and 'data-worker="/sw.js"' in page.content.decode()
    )


def test_only_a_page_that_was_found_may_be_kept(county):
    request = RequestFactory().get("/")
    request.person = county.secretary
    assert (
        readable_offline(lambda request: HttpResponse("x"))(request)["X-Zhixing-Offline"] == "yes"
    )
    assert "X-Zhixing-Offline" not in readable_offline(
        lambda request: HttpResponse("x", status=404)
    )(request)


def test_nothing_is_done_under_another_name(county):
    client = Client()
    client.force_login(county.secretary.account)
    address, body = (
        f"/api/v1/things/{county.group.pk}/plan_session",
        {
            "topic": county.topic.pk,
            "day": "2026-09-15",
        },
    )
    other = client.post(address, body, headers={"X-Zhixing-As": county.leader.pk})
    assert other.status_code == 409 and other.json()["code"] == "other_person"
    mine = client.post(
        address,
        body | {"kind": "collective", "place_kind": "room"},
        headers={"X-Zhixing-As": county.secretary.pk},
    )
    assert mine.status_code == 201, mine.content.decode()
