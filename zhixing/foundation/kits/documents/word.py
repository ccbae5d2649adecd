"""A paper as docx, in the official page form. Fonts are named only: an office's own machine has
仿宋 and 小标宋 and uses them. No template is ever uploaded: this is the template.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from zhixing.foundation.machinery import clock
from zhixing.ui.words import fulldate

from .paper import Heading, Numbered, Paper, Paragraph, Signature, Table

TITLE, BODY, HEAD, SECOND = (
    ("方正小标宋简体", "Times New Roman"),
    ("仿宋_GB2312", "Times New Roman"),
    ("黑体", "Times New Roman"),
    ("楷体_GB2312", "Times New Roman"),
)
INSTEAD = {
    "方正小标宋简体": ("华文中宋", "86", "auto", "roman"),
    "仿宋_GB2312": ("仿宋", "86", "modern", "modern"),
    "楷体_GB2312": ("楷体", "86", "modern", "modern"),
    "黑体": ("SimHei", "86", "auto", "swiss"),
}
LINE_MM, PAGE_MM = 156, 210  # the line of an official page: 210 less 28 and 26


def docx(paper: Paper) -> bytes:
    """The file. Every text goes in as text: nothing that was typed can become markup."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm, Pt, RGBColor

    RED = RGBColor(0xD7, 0x00, 0x0F)
    book = Document()
    chinese = (get_language() or "").startswith("zh")
    page = book.sections[0]
    page.page_width, page.page_height = Mm(PAGE_MM), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    page.footer_distance, page.header_distance = Mm(28), Mm(15)
    _plain(book, chinese)
    _name_fonts(book)

    def put(
        text: str,
        font: tuple[str, str] = BODY,
        size: float = 16,
        align: Any = None,
        indent: bool = False,
        before: float = 0,
        after: float = 0,
        exact: float = 28,
        bold: bool = False,
        to: Any = None,
    ) -> Any:
        one = (to or book).add_paragraph()
        shape = one.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), Pt(exact)
        if align is not None:
            shape.alignment = align
        if indent and chinese:
            _two_signs(one)
        run = one.add_run(text)
        _font(run, font, size, bold)
        return one

    if paper.number and paper.issuer:
        put(
            paper.issuer,
            TITLE,
            paper.mark_size,
            ALIGN.CENTER,
            exact=paper.mark_size * 1.3,
            after=14,
        ).runs[0].font.color.rgb = RED
    signed = _("Signed by: %(name)s") % {"name": paper.signer} if paper.signer else ""
    if paper.number or signed:
        one = put(
            (
                "　".join(filter(None, (paper.number, signed)))
                if not (paper.number and signed)
                else f"{paper.number}\t{signed}"
            ),
            align=None if paper.number and signed else ALIGN.CENTER,
            after=28,
        )
        if paper.number and signed:
            one.paragraph_format.first_line_indent = Pt(16)  # the line under it begins at the edge
            one.paragraph_format.tab_stops.add_tab_stop(
                Mm(LINE_MM) - Pt(16), WD_TAB_ALIGNMENT.RIGHT
            )
        if paper.number:
            _ruled(one, {"bottom": (12, "D7000F")}, 8)
    put("\n".join(paper.title_lines), TITLE, 22, ALIGN.CENTER, exact=34, after=22)
    flow = paper.flow
    for nth, block in enumerate(flow, 1):
        if isinstance(block, Heading):
            put(
                block.text, HEAD, indent=True, bold=not chinese
            ).paragraph_format.keep_with_next = True
        elif isinstance(block, Paragraph):
            put(block.text, indent=not block.flush, align=ALIGN.JUSTIFY if chinese else ALIGN.LEFT)
        elif isinstance(block, Numbered):
            for line in block.lines:
                put(line, indent=True, align=ALIGN.JUSTIFY if chinese else ALIGN.LEFT)
        elif isinstance(block, Table):
            _table(book, block, chinese)
        elif isinstance(block, Signature):
            put(
                pgettext("signature", "%(who)s: %(name)s")
                % {
                    "who": block.label,
                    "name": block.name or "＿＿＿＿＿＿＿＿",
                },
                indent=True,
                before=14,
            )
        last = book.paragraphs[-1]
        if nth < len(flow) and isinstance(flow[nth], Table) and not isinstance(block, Table):
            last.paragraph_format.space_after = Pt(6)
            last.paragraph_format.keep_with_next = True
        if nth == len(flow) and (paper.issuer or paper.date):
            last.paragraph_format.keep_with_next = (
                True  # who issues it never stands alone on a page
            )
    if paper.issuer or paper.date:
        for at, line in enumerate(
            filter(None, (paper.issuer, fulldate(paper.date) if paper.date else ""))
        ):
            one = put(line, align=ALIGN.RIGHT, before=28 if not at else 0)
            one.paragraph_format.right_indent = Pt(32)
            one.paragraph_format.keep_together = True
            one.paragraph_format.keep_with_next = not at or bool(paper.copies or paper.printed)
    end = [_("Copies to: %(whom)s.") % {"whom": paper.copies}] if paper.copies else []
    end += [paper.printed] if paper.printed else []
    for at, line in enumerate(end):
        one = put(line, size=14, before=0 if at else 28, exact=24)
        one.paragraph_format.first_line_indent = Pt(14)
        one.paragraph_format.keep_together, one.paragraph_format.keep_with_next = (
            True,
            at + 1 < len(end),
        )
        _ruled(
            one,
            ({"top": (8, "000000")} if not at else {"top": (4, "000000")})
            | ({"bottom": (8, "000000")} if at + 1 == len(end) else {}),
            3,
        )
    _foot(page.footer, paper.code)
    about = book.core_properties
    about.title, about.author, about.comments, about.last_modified_by = (
        paper.title[:250],
        paper.issuer[:250],
        "",
        "",
    )
    about.created = about.modified = clock.now().astimezone(dt.UTC).replace(tzinfo=None)
    about.language = "zh-CN" if chinese else "en-GB"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _made(tag: str, **given: object) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    one = OxmlElement(tag)
    for name, value in given.items():
        one.set(qn(f"w:{name}"), str(value))
    return one


def _font(run: Any, font: tuple[str, str], size: float, bold: bool = False) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    east, west = font
    run.font.name, run.font.size, run.font.bold = west, Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), east)


def _plain(book: Any, chinese: bool) -> None:
    """The style all text starts from: the body's font, both languages told, no space between
    paragraphs, no hanging punctuation lost.
    """
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style = book.styles["Normal"]
    style.font.name, style.font.size = BODY[1], Pt(16)
    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), BODY[0])
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(_made("w:lang", val="en-GB", eastAsia="zh-CN"))
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.widow_control = True


def _name_fonts(book: Any) -> None:
    """What stands in for a font a machine does not have: the font table's alternative names."""
    from docx.opc.constants import RELATIONSHIP_TYPE as KIND
    from lxml import etree

    part = next(
        (one.target_part for one in book.part.rels.values() if one.reltype == KIND.FONT_TABLE), None
    )
    if part is None:
        return
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    tree = etree.fromstring(part.blob)
    for name, (other, charset, pitch, family) in INSTEAD.items():
        font = etree.SubElement(tree, f"{{{space}}}font", {f"{{{space}}}name": name})
        etree.SubElement(font, f"{{{space}}}altName", {f"{{{space}}}val": other})
        etree.SubElement(font, f"{{{space}}}charset", {f"{{{space}}}val": charset})
        etree.SubElement(font, f"{{{space}}}family", {f"{{{space}}}val": family})
        etree.SubElement(
            font,
            f"{{{space}}}pitch",
            {f"{{{space}}}val": "fixed" if pitch == "modern" else "default"},
        )
    part._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _two_signs(paragraph: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph.paragraph_format.first_line_indent = Pt(32)
    paragraph._p.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), "200")


def _ruled(paragraph: Any, sides: dict[str, tuple[int, str]], space: int) -> None:
    """Lines over and under a paragraph: side -> (eighths of a point, colour)."""
    edges = _made("w:pBdr")
    for side in ("top", "bottom"):
        if side in sides:
            width, colour = sides[side]
            edges.append(_made(f"w:{side}", val="single", sz=width, space=space, color=colour))
    paragraph._p.get_or_add_pPr().insert_element_before(
        edges, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _table(book: Any, block: Table, chinese: bool) -> None:
    """12 pt, ruled, its head on every page, no row cut in two."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Mm, Pt

    made = book.add_table(rows=0, cols=len(block.head))
    made.style, made.autofit, made.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
    margins = _made("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_made(f"w:{side}", w=60, type="dxa"))
    made._tbl.tblPr.append(margins)
    widths = [Mm(LINE_MM * share / 100) for share in block.shares]
    for grid, width in zip(made.columns, widths, strict=True):
        grid.width = width
    for nth, words in enumerate((block.head, *block.rows)):
        row = made.add_row()
        shape = row._tr.get_or_add_trPr()
        shape.append(_made("w:cantSplit"))
        if not nth:
            shape.append(_made("w:tblHeader"))
        for cell, text, width, centred in zip(row.cells, words, widths, block.centred, strict=True):
            cell.width = width
            one = cell.paragraphs[0]
            one.paragraph_format.line_spacing = Pt(18)
            if centred or not nth:
                one.paragraph_format.alignment = ALIGN.CENTER
            _font(
                one.add_run(text),
                HEAD if not nth else BODY,
                12 if chinese else 9.5,
                bold=not nth and not chinese,
            )
    after = book.add_paragraph()
    after.paragraph_format.line_spacing = Pt(12)


def _foot(foot: Any, code: str) -> None:
    """— 1 — in the middle; the code of the product, small, under it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Pt

    one = foot.paragraphs[0]
    one.paragraph_format.alignment = ALIGN.CENTER
    _font(one.add_run("— "), ("宋体", "Times New Roman"), 14)
    number = one.add_run()
    _font(number, ("宋体", "Times New Roman"), 14)
    for part in (
        _made("w:fldChar", fldCharType="begin"),
        _made("w:instrText"),
        _made("w:fldChar", fldCharType="separate"),
        _made("w:t"),
        _made("w:fldChar", fldCharType="end"),
    ):
        if part.tag.endswith("instrText"):
            part.text = "PAGE"
        elif part.tag.endswith("}t"):
            part.text = "1"
        number._r.append(part)
    _font(one.add_run(" —"), ("宋体", "Times New Roman"), 14)
    if code:
        small = foot.add_paragraph()
        small.paragraph_format.alignment, small.paragraph_format.line_spacing = ALIGN.RIGHT, Pt(12)
        _font(small.add_run(code), ("宋体", "Times New Roman"), 8)
