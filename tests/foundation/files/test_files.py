"""Files of a thing: who may attach, have and destroy them; what is kept and where."""

from __future__ import annotations

import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.foundation.files.build import docx, pdf, photo
from tests.learn.sessions.build import planned_session
from zhixing.foundation.machinery.errors import BadInput, Invisible, NotAllowed
from zhixing.foundation.spine.files import store
from zhixing.foundation.spine.files.acts import Upload, attach_file, withdraw_file
from zhixing.foundation.spine.files.models import StoredFile

LIST_QUERIES, PAGE_QUERIES = 6, 6


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def session(county):
    return planned_session(county)


def give(person, session, name="材料.docx", content=None, declared=True):
    return attach_file(
        person,
        about=session.thing,
        upload=Upload(name, content or docx("学习材料")),
        declared=declared,
    )


@pytest.mark.parametrize(
    "who", ["secretary", "leader", "member", "clerk", "responsible", "supervisor", "office"]
)
def test_who_works_on_it_may_attach(county, session, who):
    made = give(getattr(county, who), session)
    assert (
        made.path.read_bytes()
        and (made.kind, made.group, made.unit) == ("docx", county.group, county.town)
        and oct(made.path.stat().st_mode)[-3:] == "600"
    )


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("stranger", Invisible),
        ("stranger_secretary", Invisible),
        ("county_leader", NotAllowed),
        ("publisher", (Invisible, NotAllowed)),
    ],
)
def test_others_may_not(county, session, who, refusal, media):
    with pytest.raises(refusal):
        give(getattr(county, who), session)
    assert not StoredFile.objects.exists() and not list(media.rglob("*.*"))


def test_it_must_be_declared_and_unmarked(county, session, media):
    for name, content, declared, code in (
        ("a.docx", docx("x"), False, "file.undeclared"),
        ("机密★.docx", docx("x"), True, "file.marked"),
        ("a.docx", photo(), True, "file.other_name"),
    ):
        with pytest.raises(BadInput) as refused:
            give(county.secretary, session, name, content, declared)
        assert refused.value.code == code and str(refused.value)
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_three_pictures_are_enough(county, session):
    for at in range(3):
        give(county.secretary, session, f"{at}.jpg", photo())
    with pytest.raises(BadInput) as refused:
        give(county.secretary, session, "4.jpg", photo())
    assert refused.value.code == "file.photos"
    assert give(county.secretary, session, "a.pdf", pdf()).kind == "pdf"


def test_the_bytes_are_destroyed_and_the_record_stays(
    county, session, django_capture_on_commit_callbacks
):
    made = give(county.secretary, session)
    with pytest.raises(NotAllowed):
        withdraw_file(county.member, made, reason="x")
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_file(county.secretary, made, reason="错传")
    assert not made.path.exists() and StoredFile.objects.get(pk=made.pk).withdrawn_on
    assert store.faults() == []


def test_doctor_finds_lost_changed_and_stray_bytes(county, session, media):
    lost, changed = (
        give(county.secretary, session, "a.docx"),
        give(county.secretary, session, "b.docx"),
    )
    lost.path.unlink()
    changed.path.write_bytes(b"other")
    (media / "stray").write_bytes(b"x")
    problems = store.faults()
    assert len(problems) == 3 and lost.pk in problems[0] + problems[1] and "没有登记" in problems[2]


@pytest.fixture
def clients(county):
    return logins(Client, county, "secretary", "stranger", "office", "county_leader")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_file_is_attached_found_and_saved(county, clients, session, language):
    headers = {"accept-language": language}
    url = reverse("new", args=["attach_file"])
    secretary = clients["secretary"]
    assert (
        f"{url}?about={session.pk}" in secretary.get(session.url, headers=headers).content.decode()
    )
    form = secretary.get(f"{url}?about={session.pk}", headers=headers).content.decode()
    assert session.pk in form and "multipart" in form
    content = docx("学习材料")
    answer = secretary.post(
        url,
        {"about": session.pk, "upload": SimpleUploadedFile("材料.docx", content), "declared": "on"},
        headers=headers,
    )
    assert answer["location"] == session.url
    made = StoredFile.objects.get()
    for page in (session.url, reverse("files:list"), made.url):
        assert "材料.docx" in secretary.get(page, headers=headers).content.decode()
    got = secretary.get(reverse("files:content", args=[made.pk]))
    assert (
        hashlib.sha256(b"".join(got.streaming_content)).hexdigest()
        == made.digest
        == hashlib.sha256(content).hexdigest()
    )
    assert (
        got["content-disposition"].startswith("attachment")
        and got["x-content-type-options"] == "nosniff"
        and "sandbox" in got["content-security-policy"]
    )
    for page in (made.url, reverse("files:content", args=[made.pk])):
        assert (
            clients["stranger"].get(page).status_code == 404
            and Client().get(page).status_code == 302
        )
    assert made.pk not in clients["stranger"].get(reverse("files:list")).content.decode()


def test_a_refused_file_leaves_a_sentence(county, clients, session):
    url = reverse("new", args=["attach_file"])
    answer = clients["secretary"].post(
        url,
        {
            "about": session.pk,
            "upload": SimpleUploadedFile("秘密★1年.docx", docx("x")),
            "declared": "on",
        },
    )
    assert answer.status_code == 422 and "密级标志" in answer.content.decode()
    answer = clients["secretary"].post(
        url, {"about": session.pk, "upload": SimpleUploadedFile("a.docx", docx("x"))}
    )
    assert answer.status_code == 422
    assert (
        clients["stranger"]
        .post(
            url,
            {
                "about": session.pk,
                "upload": SimpleUploadedFile("a.docx", docx("x")),
                "declared": "on",
            },
        )
        .status_code
        == 422
    )
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same(county, clients, session, count, django_assert_num_queries):
    for at in range(count):
        made = give(county.secretary, session, f"{at}.docx")
    clients["secretary"].get("/")  # what is read once a process
    with django_assert_num_queries(LIST_QUERIES):
        clients["secretary"].get(reverse("files:list"))
    with django_assert_num_queries(PAGE_QUERIES):
        clients["secretary"].get(made.url)


def test_the_api_takes_files(county, clients, session):
    answer = clients["secretary"].post(
        reverse("api:new", args=["attach_file"]),
        {
            "about": session.pk,
            "upload": SimpleUploadedFile("a.docx", io.BytesIO(docx("x")).read()),
            "declared": "true",
        },
    )
    assert answer.status_code == 201, answer.content
