"""What comes in, as what it really is; what does not, and why."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.foundation.files.build import docx, located_photo, pdf, photo
from zhixing.foundation.spine.files import rules
from zhixing.foundation.spine.files.refusals import Refused
from zhixing.foundation.spine.files.rules import Unacceptable, accept


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", pdf("hello"), "pdf"),
        ("a.docx", docx("村卫生室医疗废物"), "docx"),
        ("a.JPG", photo(), "jpg"),
        ("a.jpeg", photo(), "jpg"),
        ("a.png", photo(kind="PNG"), "png"),
        ("a.webp", photo(kind="WEBP"), "webp"),
        ("无名", photo(), "jpg"),
    ],
)
def test_what_comes_in(name, content, kind):
    assert accept(name, content).kind == kind


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"plain", "file.type"),
        ("a.svg", b"<svg/>", "file.type"),
        ("a.html", b"<html>", "file.type"),
        ("a.gif", photo(kind="GIF"), "file.type"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"0" * 99, "file.type"),
        ("a.pdf", b"", "file.empty"),
        ("a.pdf", photo(), "file.other_name"),
        ("a.jpg", photo(kind="PNG"), "file.other_name"),
        ("a.docx", docx("x", vbaProject=b"1"), "file.macros"),
        ("a.pdf", pdf(password="1"), "file.locked"),
        ("a.pdf", b"%PDF-1.7 nothing", "file.broken"),
        ("a.docx", docx("x")[:300], "file.broken"),
        ("a.jpg", photo()[:1500], "file.broken"),
        ("a.docx", docx("x", header1=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "file.broken"),
        ("a.docx", docx("x", header1=b"0" * 101_000_000), "file.bomb"),
        ("a.pdf", b"x" * (rules.MOST_BYTES + 1), "file.big"),
    ],
)
def test_what_does_not(name, content, code):
    with pytest.raises(Unacceptable) as refused:
        accept(name, content)
    assert refused.value.code == code and Refused.of(code).code == code


def test_too_many_pixels():
    with pytest.raises(Unacceptable) as refused:
        accept("a.png", photo((6000, 5000), "PNG"))
    assert refused.value.code == "file.bomb"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("机密★3年.docx", docx("x")),
        ("【秘密】名单.pdf", pdf()),
        ("a.docx", docx("机密★1年", "正文")),
        ("a.docx", docx("正文", "内部资料，不得外传")),
        ("a.docx", docx("正文", header1="<a><p><t>秘密★</t></p></a>".encode())),
        ("a.docx", docx("绝密")),
    ],
)
def test_a_secrecy_marking_keeps_a_file_out(name, content):
    with pytest.raises(Unacceptable) as refused:
        accept(name, content)
    assert refused.value.code == "file.marked"


@pytest.mark.parametrize(
    "text",
    [
        "国家秘密的密级分为绝密、机密、秘密三级。",
        "绝密级国家秘密是最重要的国家秘密",
        "保守秘密是每个干部的义务★",
        "机密文件管理办法",
    ],
)
def test_a_text_about_secrets_is_none(text):
    assert accept("保密法学习材料.docx", docx(text)).kind == "docx"


def test_a_picture_is_drawn_anew():
    before = located_photo()
    after = accept("a.jpg", before).content
    assert b"CAMERA-MAKER" in before and b"CAMERA-MAKER" not in after and b"script" not in after
    assert not Image.open(io.BytesIO(after)).getexif()
    large = accept("b.jpg", photo((5000, 3000))).content
    assert Image.open(io.BytesIO(large)).size == (2560, 1536)
