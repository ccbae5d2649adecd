"""The kit of papers: what was typed stands in the file, the form is the official one, and nothing
is fetched from anywhere.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import subprocess
import sys
import threading
import unicodedata
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import product
from zipfile import ZipFile

import pytest
from django.utils import translation
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.foundation.documents.reading import docx_text, pdf_fonts, pdf_text, said
from zhixing.foundation.kits.documents import glyphs, pdf
from zhixing.foundation.kits.documents.answers import written
from zhixing.foundation.kits.documents.paper import (
    BAR_PARTS,
    Bars,
    Heading,
    Numbered,
    Paper,
    Paragraph,
    Signature,
    numeral,
    paragraphs,
    section,
    table,
)

HOSTILE = (
    "</w:t><w:br/> {{ 7*7 }} {% now 'Y' %} <script>alert(1)</script> <b>粗</b> & &amp; \"引\" '撇'"
    " %s $x ${y}"
)
RARE = "䶮㛃𬱖𫖯𬬭㐂𬭎𠮷"
FONT = "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16"
RARE_FONT = "681f1be4bbfec8c97c12eb382c9bff3140254b0dce15ad9127b275530fa9a555"
LICENCE = "1c05c68c34f9708415aada51f17e1b0092d2cea709bf4a94cd38114f9e73d7d9"


def whole(**more) -> Paper:
    fields = {
        "name": "a",
        "title": f"第3次集体学习通知{RARE}",
        "issuer": "龙泉镇党委理论学习中心组",
        "date": dt.date(2026, 5, 6),
        "number": "龙政发〔2026〕3号",
        "signer": "韩立新",
        "copies": "县委宣传部，县委组织部",
        "code": "JT-26-ABCDE",
        "blocks": (
            Heading("时间"),
            Paragraph(HOSTILE),
            Heading(RARE),
            Numbered((HOSTILE, "二")),
            table(("序号", HOSTILE), [(1, RARE), (2, HOSTILE)], (1, 4)),
            Signature("记录人", "吴敏"),
            Signature("组长"),
        ),
    }
    return Paper(**(fields | more))


def framed(text_of: Paper) -> str:
    """The words around the text, in Chinese: before and after it."""
    return (
        f"{text_of.issuer}{text_of.number}签发人：{text_of.signer}",
        f"{text_of.issuer}2026年5月6日抄送：{text_of.copies}。{text_of.issuer}2026年5月6日印发",
    )


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_file_says_what_was_typed_and_nothing_else(kind):
    paper = whole()
    before, after = framed(paper)
    wanted = (
        before + said(paper).replace("记录人吴敏组长", "记录人：吴敏组长：＿＿＿＿＿＿＿＿") + after
    )
    content = written(paper, kind)
    assert (pdf_text(content, paper.code) if kind == "pdf" else docx_text(content)) == wanted
    assert (
        "{{7*7}}" in wanted
        and RARE in wanted
        and "<script>alert(1)</script>" in wanted
        and "</w:t>" in wanted
    )


def test_every_sign_of_gb2312_is_printed_as_itself():
    """A font of slices printed other signs than were typed, without an error."""
    signs = "".join(
        bytes(pair).decode("gb2312", "ignore")
        for pair in product(range(0xB0, 0xF8), range(0xA1, 0xFF))
    )
    assert len(signs) == 6763
    paper = Paper(
        "a", "字", tuple(Paragraph(signs[at : at + 500]) for at in range(0, len(signs), 500))
    )
    assert pdf_text(written(paper, "pdf")) == "字" + signs


def test_the_shipped_font_is_in_the_pdf_and_no_other(tmp_path):
    fonts = pdf_fonts(written(whole(), "pdf"), tmp_path)
    assert {font[0].partition("+")[2] for font in fonts} == {
        "Zhixing-Paper",
        "Zhixing-Rare",
    } and all("Zhixing-" in font[0] and font[-5:-2] == ["yes", "yes", "yes"] for font in fonts), (
        fonts
    )


def test_the_font_is_the_one_that_was_looked_at():
    assert hashlib.sha256(pdf.FONT.read_bytes()).hexdigest() == FONT
    assert hashlib.sha256(pdf.RARE.read_bytes()).hexdigest() == RARE_FONT
    assert hashlib.sha256(pdf.FONT.with_name("LICENSE").read_bytes()).hexdigest() == LICENCE
    assert "SIL OPEN FONT LICENSE" in pdf.FONT.with_name("LICENSE").read_text(encoding="utf-8")


def test_a_pdf_has_the_size_and_numbers_of_an_official_page(tmp_path):
    paper = Paper("a", "长表", (table(("序号", "姓名"), [(at, "罗小满") for at in range(1, 80)]),))
    file = tmp_path / "a.pdf"
    file.write_bytes(written(paper, "pdf"))
    info = subprocess.run(["pdfinfo", file], capture_output=True, check=True, text=True).stdout
    assert "A4" in info and "Title:           长表" in info
    pages = subprocess.run(
        ["pdftotext", "-raw", file, "-"], capture_output=True, check=True, text=True
    ).stdout.split("\f")[:-1]
    assert len(pages) >= 3
    for at, page in enumerate(pages, 1):
        assert (
            f"— {at} —" in page and "序号 姓名" in page
        )  # every page has its number and the head of the table


def test_a_docx_has_the_official_form():
    book = Document(io.BytesIO(written(whole(), "docx")))
    page = book.sections[0]
    assert [
        round(length / Mm(1))
        for length in (
            page.page_width,
            page.page_height,
            page.top_margin,
            page.bottom_margin,
            page.left_margin,
            page.right_margin,
        )
    ] == [210, 297, 37, 35, 28, 26]
    by_text = {paragraph.text: paragraph for paragraph in book.paragraphs}
    title, body, head = by_text[whole().title], by_text[HOSTILE], by_text["一、时间"]

    def font(paragraph):
        return (
            paragraph.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")),
            paragraph.runs[0].font.size,
        )

    assert (font(title), font(body), font(head)) == (
        ("方正小标宋简体", Pt(22)),
        ("仿宋_GB2312", Pt(16)),
        ("黑体", Pt(16)),
    )
    assert (
        body.paragraph_format.line_spacing == Pt(28)
        and body._p.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    )
    assert book.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    foot = "".join(
        element.text or ""
        for element in page.footer._element.iter()
        if element.tag in (qn("w:t"), qn("w:instrText"))
    )
    assert foot.startswith("— PAGE1 —") and foot.endswith("JT-26-ABCDE")
    with ZipFile(io.BytesIO(written(whole(), "docx"))) as parts:
        assert not [name for name in parts.namelist() if "vba" in name.lower()]
        assert not [
            name
            for name in parts.namelist()
            if name.endswith(".rels") and b'TargetMode="External"' in parts.read(name)
        ]


def test_signs_no_file_can_hold_are_left_out_and_no_others():
    paper = Paper(
        "a",
        "题\x00目",
        (
            Paragraph("甲\x0b乙\x1f丙￾丁\r\n戊\t己"),
            Numbered(("\x08一",)),
            table(("a\x01",), [("b\x02",)]),
        ),
    )
    assert paper.text() == "题目\n甲乙丙丁\n戊\t己\n1.一\na\nb"
    assert docx_text(written(paper, "docx")) == pdf_text(written(paper, "pdf")) == said(paper)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a.png",
        "https://example.org/a",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "file://example.org/etc/passwd",
        "data:text/plain,x",
        "file:" + str(pdf.HERE / "pdf.py"),
        (pdf.HERE / "fonts" / ".." / "pdf.py").as_uri(),
        "//example.org/a",
        "a.png",
        "",
    ],
)
def test_nothing_is_fetched_but_the_kits_own_files(url):
    with pytest.raises(ValueError, match="fetches nothing"):
        pdf.fetch(url)


def test_its_own_files_are():
    for path in pdf.OWN:
        assert pdf.fetch(path.as_uri())[1] == path.read_bytes()


def test_a_page_that_asks_for_something_asks_nobody():
    """A server that really listens, and a page that really wants things from it."""
    heard: list[str] = []

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        base = f"http://127.0.0.1:{server.server_port}"
        page = (
            f'<link rel="stylesheet" href="{base}/a.css"><style>@import url({base}/b.css);'
            f" @font-face {{ font-family: x; src: url({base}/c.ttf) }} p {{ background:"
            f' url({base}/d.png); font-family: x }}</style><p><img src="{base}/e.png">字'
        )
        made = pdf._weasyprint().HTML(string=page, url_fetcher=pdf._fetcher()).write_pdf()
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
    assert made.startswith(b"%PDF") and heard == []


def test_without_pango_a_sentence_and_the_docx(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(pdf.NoPdf) as refused:
        written(whole(), "pdf")
    assert refused.value.status == 503 and "Pango" in str(refused.value)
    assert written(whole(), "docx").startswith(b"PK")


WITHOUT = """
import django, sys
django.setup()
from zhixing.foundation.kits.documents.answers import written
from zhixing.foundation.kits.documents.paper import Paper, Paragraph
from zhixing.foundation.kits.documents.pdf import NoPdf
paper, said = Paper("a", "题", (Paragraph("文"),)), []
for _again in range(2):
    try:
        written(paper, "pdf")
    except NoPdf as refused:
        said.append(refused.status)
print(said, written(paper, "docx")[:2], file=sys.stderr)
"""


@pytest.mark.parametrize(
    "library",
    ["libpango-1.0.so.0", "libgobject-2.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0"],
)
def test_where_the_library_really_can_not_be_loaded(tmp_path, library):
    """The dynamic linker of another process finds a file that is no library where Pango should be:
    nothing of ours is replaced.
    """
    (tmp_path / library).write_bytes(b"")
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT],
        capture_output=True,
        check=True,
        text=True,
        env=os.environ | {"LD_LIBRARY_PATH": str(tmp_path)},
    )
    assert run.stderr.strip().endswith("[503, 503] b'PK'"), run.stderr


def test_the_site_starts_without_it():
    code = (
        "import django, sys; django.setup(); from django.urls import get_resolver;"
        " get_resolver().url_patterns; print('weasyprint' in sys.modules, 'docx' in sys.modules)"
    )
    assert subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    ).stdout.split() == ["False", "False"]


def test_headings_are_numbered_as_the_language_does():
    assert [numeral(at) for at in (1, 9, 10, 11, 20, 21, 99)] == [
        "一、",
        "九、",
        "十、",
        "十一、",
        "二十、",
        "二十一、",
        "九十九、",
    ]
    with translation.override("en"):
        assert numeral(12) == "12. "
    alone = Paper("a", "题", (Heading("唯一"),))
    assert [block.text for block in alone.flow] == ["唯一"]
    assert [block.text for block in Paper("a", "题", (Heading("甲"), Heading("乙"))).flow] == [
        "一、甲",
        "二、乙",
    ]


def test_a_long_title_breaks_beside_who_issues_it():
    issuer = "龙泉镇党委理论学习中心组"
    assert Paper("a", f"{issuer}2026年度学习情况报告", (), issuer=issuer).title_lines == [
        issuer,
        "2026年度学习情况报告",
    ]
    assert Paper("a", f"Notice of study session 1 of {issuer}", (), issuer=issuer).title_lines == [
        "Notice of study session 1 of",
        issuer,
    ]
    assert Paper(
        "a", f"Report on the study of {issuer} in 2026", (), issuer=issuer
    ).title_lines == ["Report on the study of", f"{issuer} in 2026"]
    assert Paper("a", "短题", (), issuer=issuer).title_lines == ["短题"]
    assert Paper("a", "长" * 30, ()).title_lines == ["长" * 30]


def test_a_section_with_nothing_in_it_is_not_there():
    assert section("空", " \n ") == [] == section("空", [])
    assert paragraphs(" 甲 \n\n乙") == [Paragraph("甲"), Paragraph("乙")]


def test_every_rare_sign_of_the_second_font_is_printed_as_itself():
    """But for a few that share their picture with another sign: there the PDF can not know which
    was meant.
    """
    from fontTools.ttLib import TTFont

    known = TTFont(pdf.RARE).getBestCmap()
    drawn = Counter(known.values())
    signs = "".join(
        chr(point)
        for point, glyph in sorted(known.items())
        if point > 0x3400
        and drawn[glyph] == 1
        and unicodedata.normalize("NFC", chr(point)) == chr(point)
    )
    assert len(signs) > 1900 and "𠮷" in signs
    mixed = [signs[at : at + 300] + "和中心组" for at in range(0, len(signs), 300)]
    assert pdf_text(
        written(Paper("a", "字", tuple(Paragraph(text) for text in mixed)), "pdf")
    ) == "字" + "".join(mixed)


UNDRAWN = "\U0002b820\U0001f600\ue000"  # a rare Han sign, a smile, a sign of somebody's own font


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "说明"), ("en", "Remark")])
def test_a_sign_without_drawing_is_remarked_on_and_no_empty_box(language, word):
    """Instead of a box: 〓 in its place, and a remark with its number, in PDF alone."""
    paper = whole(title=f"通知{UNDRAWN}", blocks=(Paragraph(f"李{UNDRAWN[0]}说"),))
    with translation.override(language):
        text = pdf_text(pdf.pdf(paper))
    assert word in text
    for sign in UNDRAWN:
        assert sign not in text and f"U+{ord(sign):04X}" in text
    assert "李〓说" in "".join(text.split())
    assert UNDRAWN in "".join(docx_text(written(paper, "docx")).split())


def test_a_paper_whose_signs_are_all_drawn_has_no_remark():
    assert "is-remark" not in pdf.html(whole())
    assert glyphs.undrawn(f"龙泉镇{RARE}①—“”·％…\u200b\ufe0f\n", (pdf.FONT, pdf.RARE)) == []


def test_bars_have_one_scale_and_what_is_not_nothing_shows():
    block = Bars(("一", "二", "三", "四"), (400, 100, 1, 0))
    assert [(number, length) for _label, number, length in block.lines] == [
        (400, BAR_PARTS),
        (100, BAR_PARTS // 4),
        (1, 1),
        (0, 0),
    ]
    assert [type(length) for _label, _number, length in block.lines] == [int] * 4
    assert Bars((), ()).lines == [] and Bars(("一",), (0,)).lines == [("一", 0, 0)]
    paper = Paper("bars", "图", (block,))
    assert all(word in paper.text() for word in ("一", "400", "四", "0"))
    page = pdf.html(paper)
    assert page.count("<rect") == 4 and 'width="10"' in page
