"""What whoever holds the receipt sees of before and after: what was published of their case, and
nothing else; and where else the pair is shown.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins, worker_comes_by
from tests.foundation.files.build import photo
from zhixing.foundation.spine.files.acts import Upload, attach_file, describe_picture, withdraw_file
from zhixing.solve.problems import acts


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def registered(county, title="校门口积水"):
    return acts.register_resident_problem(
        county.clerk,
        county.town,
        title=title,
        text="雨后蹚水",
        reporter_phone="10000001111",
        topic=county.topic,
    )


def picture(county, problem, side, public):
    return attach_file(
        county.clerk,
        about=problem.thing,
        upload=Upload(f"{side}.jpg", photo()),
        declared=True,
        side=side,
        public=public,
    )


def entered(problem):
    client = Client()
    client.post(reverse("portal:home"), {"code": problem.show_once})
    return client


def address(side):
    return reverse("portal:picture", args=[side])


def test_the_receipt_opens_what_was_published_and_nothing_else(county):
    problem, other = registered(county), registered(county, "路灯坏了")
    shown = picture(county, problem, "before", public=True)
    hidden = picture(county, problem, "after", public=False)
    client = entered(problem)
    page = client.get(reverse("portal:case")).content.decode()
    assert address("before") in page and 'alt="以前：校门口积水"' in page
    assert address("after") not in page and hidden.pk not in page and shown.pk not in page
    answer = client.get(address("before"))
    assert answer.status_code == 200 and answer["content-type"] == "image/jpeg"
    assert "no-store" in answer["cache-control"] and "noindex" in answer["x-robots-tag"]
    assert client.get(address("after")).status_code == 404
    assert client.get(address("beside")).status_code == 404
    assert Client().get(address("before")).status_code == 404
    assert entered(other).get(address("before")).status_code == 404


def test_what_is_taken_back_or_destroyed_is_gone(county):
    problem = registered(county)
    before, after = (picture(county, problem, side, public=True) for side in ("before", "after"))
    client = entered(problem)
    describe_picture(county.clerk, before, side="before", public=False)
    withdraw_file(county.clerk, after, reason="有人脸")
    assert "zx-pictures" not in client.get(reverse("portal:case")).content.decode()
    assert {client.get(address(side)).status_code for side in ("before", "after")} == {404}


def test_whoever_was_joined_sees_the_pictures_of_the_case_that_is_followed(county):
    head, joined = registered(county), registered(county, "门口有水坑")
    acts.join_problem(county.office, joined, head=head)
    picture(county, head, "after", public=True)
    client = entered(joined)
    page = client.get(reverse("portal:case")).content.decode()
    assert address("after") in page and 'alt="现在：门口有水坑"' in page
    assert client.get(address("after")).status_code == 200


def test_the_front_page_shows_the_pair_of_the_last_one_solved(county):
    problem = registered(county)
    acts.list_problem(county.office, problem, kind="individual")
    acts.dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
    acts.accept_problem(county.clerk, problem)
    acts.start_problem(county.responsible, problem, remedy="修沟")
    sides = [picture(county, problem, side, public=False) for side in ("before", "after")]
    acts.report_solved(county.responsible, problem, before="积水", after="修了沟")
    acts.verify_problem(
        county.verifier,
        problem,
        observation="不积水",
        solved=True,
        answered=True,
        met=True,
        satisfied=True,
    )
    acts.call_back(county.caller, problem, answer="really", reason="好了")
    worker_comes_by()
    client = logins(Client, county, "office")["office"]
    for name in ("wing", "overview:page"):
        page = client.get(reverse(name, args=["solve"] if name == "wing" else [])).content.decode()
        for file in sides:
            assert f'src="{reverse("files:picture", args=[file.pk])}"' in page, name
