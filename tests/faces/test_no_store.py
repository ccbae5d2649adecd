"""What is made for one person is kept by no cache; what is the same for everybody still is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.templatetags.static import static
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.county import PASSWORD, logins
from tests.faces.test_login import named_urls
from tests.foundation.files.build import docx
from tests.learn.sessions.build import planned_session
from zhixing.foundation.kits.feeds.acts import make_feed
from zhixing.foundation.spine.files.acts import Upload, attach_file
from zhixing.solve.problems.acts import register_resident_problem

KEPT_BY_ALL = {"portal:window", "portal:policy", "portal:atom", "portal:lectures_ics"}


def addresses(*codes: str) -> Iterator[tuple[str, str]]:
    """Every address of the site that can be made with these codes, by its name."""
    for name, pattern in named_urls():
        wanted = pattern.pattern.regex.groups
        tried = [[]] if not wanted else [[code, *("x" * (wanted - 1))] for code in codes]
        tried += [["learn"], [codes[0], 2026]] if wanted else []
        for arguments in tried:
            try:
                yield name, reverse(name, args=arguments)
            except NoReverseMatch:
                continue


def test_no_cache_keeps_what_is_made_for_one_person(county, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    session = planned_session(county)
    upload = Upload("a.docx", docx("x"))
    file = attach_file(county.secretary, about=session.thing, upload=upload, declared=True)
    client = logins(Client, county, "secretary")["secretary"]
    pages = 0
    for name, url in addresses(
        county.group.pk, county.town.pk, county.topic.pk, session.pk, file.pk
    ):
        answer = client.get(url)
        if name in KEPT_BY_ALL:
            continue
        assert "no-store" in answer["Cache-Control"], f"{name}: {url}"
        assert "public" not in answer["Cache-Control"], f"{name}: {url}"
        pages += answer.status_code == 200
    assert pages > 60


@pytest.mark.parametrize("path", ["/api/things/none", "/nothing/here/", "/things/WT-26-AAAAA/"])
def test_a_refusal_is_kept_no_more_than_a_page(county, path):
    answer = logins(Client, county, "member")["member"].get(path)
    assert answer.status_code == 404 and "no-store" in answer["Cache-Control"]


def test_log_in_and_the_residents_case_are_not_kept(county):
    client = Client()
    assert "no-store" in client.get(reverse("login"))["Cache-Control"]
    entry = client.post(reverse("login"), {"username": "clerk", "password": PASSWORD})
    assert entry.status_code == 302 and "no-store" in entry["Cache-Control"]
    code = register_resident_problem(county.clerk, county.town, title="灯", text="灯").show_once
    resident = Client()
    for answer in (
        resident.get(reverse("portal:home")),
        resident.post(reverse("portal:home"), {"code": code}),
        resident.post(reverse("portal:home"), {"code": "wrong"}),
        resident.get(reverse("portal:case")),
        resident.post(reverse("portal:case"), {"answer": "really"}),
    ):
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("logged_in", [False, True])
def test_what_is_the_same_for_everybody_is_kept(county, logged_in):
    client = logins(Client, county, "member")["member"] if logged_in else Client()
    for name in ("portal:window", "portal:atom", "portal:lectures_ics"):
        cache = client.get(reverse(name)).get("Cache-Control", "")
        assert "no-store" not in cache or name == "portal:window"
    file = client.get(static("ui/kit/forms.css"))
    assert "public" in file["Cache-Control"] and "no-store" not in file["Cache-Control"]
    feed = reverse("feeds:feed", args=[make_feed(county.member, county.member.unit).show_once])
    first = client.get(feed)
    assert first["Cache-Control"] == "private, max-age=900"
    again = client.get(feed, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_page_that_is_kept_for_the_road_still_says_so(county):
    """The service worker keeps it in a store of its own, for its person; no cache of HTTP does."""
    session = planned_session(county)
    client = logins(Client, county, "secretary")["secretary"]
    answer = client.get(reverse("sessions:session", args=[session.pk]))
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    assert answer["X-Zhixing-Person"] == county.secretary.pk
