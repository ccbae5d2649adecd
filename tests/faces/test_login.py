"""The door: right and wrong passwords, slowed-down guessing, first passwords, and nothing open that
should not be.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern

from tests.county import PASSWORD
from zhixing.demo.tour.players import usernames
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.spine.people.models import Account, LoginTry

NEW = "一句很长很长的话可以当密码用"


def enter(client: Client, name: str = "secretary", password: str = PASSWORD, **more):
    return client.post(reverse("login"), {"username": name, "password": password, **more})


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_right_password_opens_and_a_wrong_one_says_so(county, language):
    client = Client(headers={"accept-language": language})
    answer = enter(client, password="wrong")
    assert (
        answer.status_code == 422
        and ("对不上" if language == "zh-hans" else "do not belong together")
        in answer.content.decode()
    )
    assert enter(client).status_code == 302 and client.get("/").status_code == 200
    assert (
        client.get(reverse("logout")).status_code == 405
        and client.post(reverse("logout")).status_code == 302
        and client.get("/").status_code == 302
    )


MOMENT = dt.datetime(2026, 9, 1, 9)
HERE = "192.0.2.1"


@pytest.mark.parametrize("name", ["secretary", "nobody-at-all"])
def test_guessing_is_slowed_and_ends_by_itself(county, name):
    with clock.at(MOMENT):
        answers = [enter(Client(REMOTE_ADDR=HERE), name, "wrong").status_code for _try in range(6)]
        assert answers == [422] * 5 + [429]
        assert enter(Client(REMOTE_ADDR=HERE)).status_code == (429 if name == "secretary" else 302)
        assert enter(Client(REMOTE_ADDR="192.0.2.2")).status_code == 302, (
            "one address does not shut the others out"
        )
    with clock.at(MOMENT + dt.timedelta(minutes=16)):
        assert enter(Client(REMOTE_ADDR=HERE)).status_code == 302


def test_one_address_that_tries_many_names_is_slowed_as_well(county):
    with clock.at(MOMENT):
        answers = [
            enter(Client(REMOTE_ADDR=HERE), f"somebody{number}", "wrong").status_code
            for number in range(40)
        ]
        assert answers == [422] * 30 + [429] * 10
        assert (
            enter(Client(REMOTE_ADDR=HERE)).status_code == 429
            and enter(Client(REMOTE_ADDR="192.0.2.2")).status_code == 302
        )
        six = [
            enter(
                Client(REMOTE_ADDR=f"2001:db8::{number:x}"), f"other{number}", "wrong"
            ).status_code
            for number in range(1, 33)
        ]
        assert six == [422] * 30 + [429] * 2, "the addresses of one IPv6 net are one"
    with clock.at(MOMENT + dt.timedelta(minutes=16)):
        assert enter(Client(REMOTE_ADDR=HERE)).status_code == 302


def test_a_device_that_is_known_is_not_held_up_by_others(county):
    mine = Client(REMOTE_ADDR=HERE)
    with clock.at(MOMENT):
        enter(mine, "clerk")
        mine.post(reverse("logout"))
        enter(mine)
        mine.post(reverse("logout"))
        for number in range(60):
            enter(
                Client(REMOTE_ADDR=HERE if number % 2 else f"198.51.100.{number}"),
                "secretary" if number % 3 else "clerk",
                "wrong",
            )
        for name in ("secretary", "clerk"):
            assert enter(Client(REMOTE_ADDR=HERE), name).status_code == 429
            assert enter(mine, name).status_code == 302, (
                f"the machine is known for both who use it: {name}"
            )
            mine.post(reverse("logout"))
        stolen = Client(REMOTE_ADDR=HERE)
        stolen.cookies["zhixing_device"] = mine.cookies["zhixing_device"].value
        assert [enter(stolen, "secretary", "wrong").status_code for _try in range(6)] == [
            422
        ] * 5 + [429], "the cookie is no way around the limit"


def seconds(answer) -> int:
    return int(re.search(r"(\d+) 秒", answer.content.decode()).group(1))


@pytest.mark.parametrize("spread", [False, True])
def test_after_the_pause_a_right_password_is_looked_at_whatever_others_go_on_trying(county, spread):
    """A colleague guesses every five seconds, in the same office or from many addresses; the owner
    has no known device, waits as told, and is let in.
    """
    owner, moment = Client(REMOTE_ADDR=HERE), MOMENT

    def colleague(number: int) -> None:
        enter(
            Client(REMOTE_ADDR=f"198.51.100.{number % 250}" if spread else HERE),
            "secretary",
            "wrong",
        )

    for number in range(50):
        with clock.at(moment):
            colleague(number)
        moment += dt.timedelta(seconds=5)
    with clock.at(moment):
        answer = enter(owner)
    assert answer.status_code == 429
    pause = seconds(answer)
    assert 0 < pause <= 900
    for past in range(0, pause, 10):
        with clock.at(moment + dt.timedelta(seconds=past)):
            colleague(past)
    with clock.at(moment + dt.timedelta(seconds=pause - 1)):
        again = enter(owner)
        assert again.status_code == 429 and seconds(again) == 1, "not before its time, and no later"
    for number in range(12):
        with clock.at(moment + dt.timedelta(seconds=pause, milliseconds=number)):
            colleague(number)
    with clock.at(moment + dt.timedelta(seconds=pause + 1)):
        assert enter(owner, password="wrong").status_code == 422, "looked at, once"
        assert enter(owner).status_code == 429
    with clock.at(moment + dt.timedelta(seconds=pause + 902)):
        assert enter(owner).status_code == 302


def test_tickets_are_no_way_around_the_limit(county):
    """Somebody collects a ticket for every try: five of them are good in a quarter of an hour, and
    none twice.
    """
    waiting = [Client(REMOTE_ADDR=HERE) for _number in range(40)]
    with clock.at(MOMENT):
        for _try in range(5):
            enter(Client(REMOTE_ADDR=HERE), "secretary", "wrong")
        assert {enter(client, "secretary", "wrong").status_code for client in waiting} == {429}
    tickets = [client.cookies["zhixing_turn"].value for client in waiting]
    with clock.at(MOMENT + dt.timedelta(minutes=15, seconds=1)):
        for ticket in [*tickets[:1] * 3, *tickets]:
            client = Client(REMOTE_ADDR=HERE)
            client.cookies["zhixing_turn"] = ticket
            enter(client, "secretary", "wrong")
        assert LoginTry.objects.filter(what="login", at=clock.now()).count() == 1 + 5
        forged = Client(REMOTE_ADDR=HERE)
        forged.cookies["zhixing_turn"] = tickets[-1][:-1] + ("A" if tickets[-1][-1] != "A" else "B")
        assert enter(forged, "secretary").status_code == 429


def test_the_present_password_is_guessed_no_faster_on_the_own_page(county):
    client = Client()
    with clock.at(MOMENT):
        enter(client)
        answers = [
            client.post(
                reverse("me"),
                {"old": f"wrong{number}", "new": NEW, "again": NEW},
                REMOTE_ADDR=f"192.0.2.{number}",
            ).status_code
            for number in range(7)
        ]
        assert answers == [422] * 5 + [429] * 2, "wherever it comes from"
        answer = client.post(reverse("me"), {"old": PASSWORD, "new": NEW, "again": NEW})
        assert answer.status_code == 429 and "秒" in answer.content.decode()
        assert enter(Client(REMOTE_ADDR="192.0.2.77")).status_code == 302, (
            "it holds up nobody at the door"
        )
    with clock.at(MOMENT + dt.timedelta(minutes=16)):
        enter(client)
        assert (
            client.post(
                reverse("me"), {"old": PASSWORD, "new": "kurz", "again": "kurz"}
            ).status_code
            == 422
        )
        assert (
            client.post(reverse("me"), {"old": PASSWORD, "new": NEW, "again": NEW}).status_code
            == 302
        )


@pytest.mark.parametrize("behind", [True, False])
def test_a_forwarded_address_counts_exactly_behind_a_proxy(county, settings, behind):
    settings.ZHIXING_BEHIND_PROXY = behind
    with clock.at(MOMENT):
        answers = [
            enter(
                Client(
                    REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=f"10.9.8.{number}, 203.0.113.5"
                ),
                "secretary",
                "wrong",
            ).status_code
            for number in range(6)
        ]
        assert answers[-1] == 429, "what the visitor wrote in front does not count"
        assert enter(
            Client(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.5, 203.0.113.6")
        ).status_code == (302 if behind else 429)


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "/\\evil.example",
        "http:///evil.example",
    ],
)
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
    assert client.get("/")["location"] == reverse("me") and client.get(reverse("plans:list"))[
        "location"
    ] == reverse("me")
    assert (
        client.get(reverse("api:thing", args=[county.group.pk])).json()["code"] == "password.first"
    )
    assert "别人设的" in client.get(reverse("me")).content.decode()
    for old, new, again in (
        ("wrong", NEW, NEW),
        (PASSWORD, NEW, "other"),
        (PASSWORD, "short", "short"),
        (PASSWORD, PASSWORD, PASSWORD),
    ):
        assert (
            client.post(reverse("me"), {"old": old, "new": new, "again": again}).status_code == 422
        )
    assert (
        client.post(reverse("me"), {"old": PASSWORD, "new": NEW, "again": NEW})["location"] == "/"
    )
    assert client.get("/").status_code == 200, "the session goes on after the change"
    assert (
        enter(Client(), password=PASSWORD).status_code == 422
        and enter(Client(), password=NEW).status_code == 302
    )


PUBLIC = {
    "outbox:worker",
    "outbox:manifest",
    "outbox:offline",
    "login",
    "set_language",
    "portal:home",
    "portal:case",
    "portal:picture",
    "demo",
    "feeds:feed",
    "portal:window",
    "portal:policy",
    "portal:atom",
    "portal:lectures_ics",
}


def named_urls():
    urls = []

    def walk(patterns, space):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                urls.append((f"{space}:{pattern.name}" if space else pattern.name, pattern))
            else:
                walk(pattern.url_patterns, pattern.namespace or space)

    walk(get_resolver().url_patterns, "")
    return urls


def test_a_passer_by_is_led_to_the_log_in_from_everywhere_else(county):
    seen = 0
    for name, pattern in named_urls():
        if name in PUBLIC:
            continue
        arguments = [] if not pattern.pattern.regex.groups else None
        for tried in (
            [] if arguments == [] else [county.group.pk],
            [county.group.pk, "x"],
            [county.group.pk, 2026],
            [2026],
            ["learn"],
            [county.group.pk, 2026, "x"],
            [county.group.pk, 2026, 3],
        ):
            try:
                url = reverse(name, args=tried)
            except NoReverseMatch:
                continue
            break
        else:
            raise AssertionError(f"no address for {name}")
        for method in ("get", "post"):
            answer = getattr(Client(), method)(url)
            if url.startswith("/api/"):  # machines are told, not led
                assert answer.status_code in (401, 405), f"{method} {url}: {answer.status_code}"
                continue
            assert answer.status_code in (302, 405) and (
                answer.status_code == 405 or answer["location"].startswith("/login/")
            ), f"{method} {url}: {answer.status_code}"
        seen += 1
    assert seen > 60


def test_the_demo_door_exists_only_in_demo_mode(county, settings):
    assert (
        Client().get("/demo/").status_code == 404
        and Client().post("/demo/", {"as": "office"}).status_code == 404
        and Client().post("/demo/", {"as": "resident"}).status_code == 404
    )
    settings.ZHIXING_DEMO = True
    text = Client().get("/demo/").content.decode()
    names = set(re.findall('name="as" value="([a-z_]+)"', text))
    assert names == {*usernames(), "resident"}
    for name in names - {"resident"}:
        client = Client()
        answer = client.post("/demo/", {"as": name})
        assert answer["location"] == ("/loop/" if name == "county_leader" else "/")
        assert getattr(county, name).name in client.get("/").content.decode()
    assert (
        Client().post("/demo/", {"as": "sys"}).status_code == 404
        and Client().post("/demo/", {"as": "stranger"}).status_code == 404
    )


def test_headers_keep_scripts_and_frames_out(county):
    client = Client()
    answer = enter(client)
    cookie = answer.cookies[django_settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    page = client.get("/")
    policy = page["content-security-policy"]
    assert (
        "unsafe" not in policy
        and "default-src 'none'" in policy
        and "frame-ancestors 'none'" in policy
    )
    assert (
        page["x-frame-options"] == "DENY"
        and page["x-content-type-options"] == "nosniff"
        and page["referrer-policy"] == "same-origin"
    )
    assert "no-store" in page["cache-control"]
