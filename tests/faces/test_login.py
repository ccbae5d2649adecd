"""The door: right and wrong passwords, slowed-down guessing, first passwords, and nothing open that should not be."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern

from tests.county import PASSWORD
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.spine.people.models import Account

NEW = "一句很长很长的话可以当密码用"


def enter(client: Client, name: str = "secretary", password: str = PASSWORD, **more):
    return client.post(reverse("login"), {"username": name, "password": password, **more})


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_right_password_opens_and_a_wrong_one_says_so(county, language):
    client = Client(headers={"accept-language": language})
    answer = enter(client, password="wrong")
    assert answer.status_code == 422 and ("对不上" if language == "zh-hans" else "do not belong together") in answer.content.decode()
    assert enter(client).status_code == 302 and client.get("/").status_code == 200
    assert client.get(reverse("logout")).status_code == 405 and client.post(reverse("logout")).status_code == 302 and client.get("/").status_code == 302


@pytest.mark.parametrize("name", ["secretary", "nobody-at-all"])
def test_guessing_is_slowed_and_ends_by_itself(county, name):
    moment = dt.datetime(2026, 9, 1, 9)
    with clock.at(moment):
        answers = [enter(Client(REMOTE_ADDR="192.0.2.1"), name, "wrong").status_code for _try in range(6)]
        assert answers == [422] * 5 + [429]
        assert enter(Client(REMOTE_ADDR="192.0.2.1")).status_code == (429 if name == "secretary" else 302)
        assert enter(Client(REMOTE_ADDR="192.0.2.2")).status_code == 302, "one address does not shut the others out"
    with clock.at(moment + dt.timedelta(minutes=16)):
        assert enter(Client(REMOTE_ADDR="192.0.2.1")).status_code == 302


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "http:///evil.example"])
def test_nobody_is_sent_elsewhere(county, wanted):
    assert enter(Client(), next=wanted)["location"] == "/"
    assert enter(Client(), next="/learn/")["location"] == "/learn/"


def test_a_closed_account_and_a_person_who_has_left_stay_outside(county):
    client = Client()
    enter(client)
    with traffic("test"):
        Account.objects.filter(username="secretary").update(is_active=False)
    assert client.get("/").status_code == 302 and enter(Client()).status_code == 422


def test_a_first_password_must_be_changed_before_anything_else(county):
    with traffic("test"):
        Account.objects.filter(username="secretary").update(must_change=True)
    client = Client()
    enter(client)
    assert client.get("/")["location"] == reverse("me") and client.get(reverse("plans:list"))["location"] == reverse("me")
    assert client.get(reverse("api:thing", args=[county.group.pk])).json()["code"] == "password.first"
    assert "别人设的" in client.get(reverse("me")).content.decode()
    for old, new, again in (("wrong", NEW, NEW), (PASSWORD, NEW, "other"), (PASSWORD, "short", "short"), (PASSWORD, PASSWORD, PASSWORD)):
        assert client.post(reverse("me"), {"old": old, "new": new, "again": again}).status_code == 422
    assert client.post(reverse("me"), {"old": PASSWORD, "new": NEW, "again": NEW})["location"] == "/"
    assert client.get("/").status_code == 200, "the session goes on after the change"
    assert enter(Client(), password=PASSWORD).status_code == 422 and enter(Client(), password=NEW).status_code == 302


PUBLIC = {"outbox:worker", "outbox:manifest", "outbox:offline", "login", "set_language", "portal:home", "portal:case", "demo", "feeds:feed", "portal:window", "portal:policy", "portal:atom", "portal:lectures_ics"}


def named_urls():
    found = []

    def walk(patterns, space):
        for one in patterns:
            if isinstance(one, URLPattern):
                found.append((f"{space}:{one.name}" if space else one.name, one))
            else:
                walk(one.url_patterns, one.namespace or space)

    walk(get_resolver().url_patterns, "")
    return found


def test_a_passer_by_is_led_to_the_log_in_from_everywhere_else(county):
    seen = 0
    for name, pattern in named_urls():
        if name in PUBLIC:
            continue
        arguments = [] if not pattern.pattern.regex.groups else None
        for tried in ([] if arguments == [] else [county.group.pk], [county.group.pk, "x"], [county.group.pk, 2026], [2026], ["learn"], [county.group.pk, 2026, "x"], [county.group.pk, 2026, 3]):
            try:
                url = reverse(name, args=tried)
            except NoReverseMatch:
                continue
            break
        else:
            raise AssertionError(f"no address for {name}")
        for method in ("get", "post"):
            answer = getattr(Client(), method)(url)
            assert answer.status_code in (302, 405) and (answer.status_code == 405 or answer["location"].startswith("/login/")), f"{method} {url}: {answer.status_code}"
        seen += 1
    assert seen > 60


def test_the_demo_door_exists_only_in_demo_mode(county, settings):
    assert Client().get("/demo/").status_code == 404 and Client().post("/demo/", {"as": "office"}).status_code == 404 and Client().post("/demo/", {"as": "resident"}).status_code == 404
    settings.ZHIXING_DEMO = True
    text = Client().get("/demo/").content.decode()
    assert len(re.findall('name="as"', text)) == 10
    for name in re.findall('name="as" value="([a-z]+)"', text):
        client = Client()
        answer = client.post("/demo/", {"as": name})
        if name != "resident":
            assert answer["location"] == "/" and getattr(county, name).name in client.get("/").content.decode()
    assert Client().post("/demo/", {"as": "sys"}).status_code == 404 and Client().post("/demo/", {"as": "stranger"}).status_code == 404


def test_headers_keep_scripts_and_frames_out(county):
    client = Client()
    answer = enter(client)
    cookie = answer.cookies[django_settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    page = client.get("/")
    policy = page["content-security-policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert page["x-frame-options"] == "DENY" and page["x-content-type-options"] == "nosniff" and page["referrer-policy"] == "same-origin"
    assert "no-store" in page["cache-control"]
