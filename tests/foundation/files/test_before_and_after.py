"""Pictures that say how something was before and how it is after: typed with the file or said
later, seen side by side by whoever may know of the thing.
"""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.county import logins
from tests.foundation.files.build import docx, photo
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.spine.files.acts import (
    Upload,
    attach_file,
    describe_picture,
    withdraw_file,
)
from zhixing.foundation.spine.files.models import StoredFile
from zhixing.foundation.spine.files.queries import pair_of, published_pair
from zhixing.solve.problems import acts as problems


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def problem(county):
    return problems.register_resident_problem(
        county.clerk,
        county.town,
        title="汪塘发臭",
        text="夏天开不了窗",
        reporter_phone="10000001111",
    )


def picture(county, problem, side="", *, public=False, name="塘边.jpg", size=(1800, 1200)):
    return attach_file(
        county.clerk,
        about=problem.thing,
        upload=Upload(name, photo(size)),
        declared=True,
        side=side,
        public=public,
    )


@pytest.mark.parametrize(
    ("name", "content", "how", "code"),
    [
        ("说明.docx", docx("说明"), {"side": "before"}, "file.no_picture"),
        ("塘边.jpg", photo(), {"public": True}, "file.public_shows"),
    ],
)
def test_only_a_picture_shows_it_and_only_what_it_shows_is_published(
    county, problem, media, name, content, how, code
):
    with pytest.raises(BadInput) as refused:
        attach_file(
            county.clerk, about=problem.thing, upload=Upload(name, content), declared=True, **how
        )
    assert refused.value.code == code and list(refused.value.fields) == ["side"]
    assert not StoredFile.objects.exists() and not list(media.rglob("*.*"))


def test_the_newest_of_each_stand_side_by_side(county, problem):
    picture(county, problem, "before", name="旧.jpg")
    newer = picture(county, problem, "before", name="新.jpg")
    assert [shown.url for shown in pair_of(county.office, problem)] == [newer.url]
    after = picture(county, problem, "after")
    pair = pair_of(county.office, problem)
    assert [shown.url for shown in pair] == [newer.url, after.url]
    assert [shown.word for shown in pair] == ["以前", "现在"]
    assert pair[0].alt == "以前：汪塘发臭"
    assert pair_of(county.stranger, problem) == []
    worded = pair_of(county.office, problem, before="臭", after="不臭")
    assert [shown.text for shown in worded] == ["臭", "不臭"]
    withdraw_file(county.clerk, after, reason="拍错了")
    assert [shown.text for shown in pair_of(county.office, problem, before="臭")] == [""]
    assert [shown.url for shown in pair_of(county.office, problem)] == [newer.url]


def test_what_it_shows_is_said_later_and_taken_back(county, problem):
    file = picture(county, problem)
    assert pair_of(county.office, problem) == [] and published_pair(problem.pk) == []
    with pytest.raises(NotAllowed):
        describe_picture(county.member, file, side="before", public=True)
    describe_picture(county.responsible, file, side="before", public=True)
    assert published_pair(problem.pk) == [file]
    verb, decider, body = last_record(file)
    assert (verb, decider) == ("file.described", county.responsible)
    assert body["told"] == {"side": "before", "public": "yes"}
    client = logins(Client, county, "clerk")["clerk"]
    for side, public in (("before", ""), ("", "")):
        typed = {"side": side, "public": public}
        answer = client.post(reverse("act", args=[file.pk, "describe_picture"]), typed)
        assert answer.status_code == 302
        assert published_pair(problem.pk) == []
    assert pair_of(county.office, problem) == []
    page = client.get(file.url, headers={"accept-language": "zh-hans"}).content.decode()
    assert "写明了图片内容：以前；反映人：看得到" in page


def test_another_file_says_nothing_of_before(county, problem):
    file = attach_file(
        county.clerk, about=problem.thing, upload=Upload("a.docx", docx("x")), declared=True
    )
    with pytest.raises(NotNow):
        describe_picture(county.clerk, file, side="before")


def test_its_pixels_are_small_and_for_those_who_may_know(county, problem):
    file = picture(county, problem, "before")
    paper = attach_file(
        county.clerk, about=problem.thing, upload=Upload("a.docx", docx("x")), declared=True
    )
    clients = logins(Client, county, "clerk", "stranger")
    address = reverse("files:picture", args=[file.pk])
    answer = clients["clerk"].get(address)
    assert Image.open(io.BytesIO(answer.content)).size == (960, 640)
    assert answer["content-type"] == "image/jpeg" and answer["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer["content-security-policy"]
    assert clients["clerk"].get(reverse("files:picture", args=[paper.pk])).status_code == 404
    assert f'src="{address}" alt="塘边.jpg"' in clients["clerk"].get(file.url).content.decode()
    assert "zx-pictures" not in clients["clerk"].get(paper.url).content.decode()
    assert clients["stranger"].get(address).status_code == 404
    assert Client().get(address).status_code == 302
    file.path.unlink()
    assert clients["clerk"].get(address).status_code == 404


def test_the_page_of_the_problem_shows_the_pair(county, problem, django_assert_max_num_queries):
    client = logins(Client, county, "clerk")["clerk"]
    client.get(problem.url)
    with django_assert_max_num_queries(40) as bare:
        assert "zx-pictures" not in client.get(problem.url).content.decode()
    sides = [picture(county, problem, side) for side in ("before", "after")]
    with django_assert_max_num_queries(40) as full:
        page = client.get(problem.url).content.decode()
    for file in sides:
        assert f'src="{reverse("files:picture", args=[file.pk])}"' in page
        assert f'alt="{"以前" if file.side == "before" else "现在"}：汪塘发臭"' in page
    assert len(full) == len(bare)


def test_the_form_asks_in_words_what_the_picture_shows(county, problem):
    client = logins(Client, county, "clerk")["clerk"]
    address = f"{reverse('new', args=['attach_file'])}?about={problem.pk}"
    form = client.get(address, headers={"accept-language": "zh-hans"}).content.decode()
    assert "图片内容" in form and "反映人看得到这张图片" in form
