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

from .paper import BAR_PARTS, Bars, Heading, Numbered, Paper, Paragraph, Signature, Table

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
RED_LINE = {"bottom": (12, "D7000F")}
BAR_LABEL_MM, BAR_MM, BAR_INK = 40, 100, "56606D"
LINE_MM, PAGE_MM = 156, 210  # the line of an official page: 210 less 28 and 26


def docx(paper: Paper) -> bytes:
    """The file. Every text goes in as text: nothing that was typed can become markup."""
    official = _Official(paper)
    official.lay_out()
    official.write_head()
    official.write_flow()
    official.write_signature()
    official.write_end()
    official.tell_properties()
    out = io.BytesIO()
    official.book.save(out)
    return out.getvalue()


class _Official:
    """A paper on its way into Word, from its head to what stands under its last line."""

    def __init__(self, paper: Paper) -> None:
        from docx import Document
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        self.paper, self.book, self.align = paper, Document(), WD_ALIGN_PARAGRAPH
        self.chinese = (get_language() or "").startswith("zh")

    def lay_out(self) -> None:
        from docx.shared import Mm

        page = self.book.sections[0]
        page.page_width, page.page_height = Mm(PAGE_MM), Mm(297)
        page.top_margin, page.bottom_margin = Mm(37), Mm(35)
        page.left_margin, page.right_margin = Mm(28), Mm(26)
        page.footer_distance, page.header_distance = Mm(28), Mm(15)
        _plain(self.book)
        _name_fonts(self.book)
        _foot(page.footer, self.paper.code)

    def put(
        self,
        text: str,
        font: tuple[str, str] = BODY,
        size: float = 16,
        align: Any = None,
        indent: bool = False,
        before: float = 0,
        after: float = 0,
        exact: float = 28,
        bold: bool = False,
    ) -> Any:
        from docx.shared import Pt

        paragraph = self.book.add_paragraph()
        shape = paragraph.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), Pt(exact)
        if align is not None:
            shape.alignment = align
        if indent and self.chinese:
            _two_signs(paragraph)
        _font(paragraph.add_run(text), font, size, bold)
        return paragraph

    def write_head(self) -> None:
        """Who issues it, in red; number and signer over a red line; the title."""
        from docx.shared import RGBColor

        paper, centre = self.paper, self.align.CENTER
        if paper.number and paper.issuer:
            mark = self.put(
                paper.issuer, TITLE, paper.mark_size, centre, exact=paper.mark_size * 1.3, after=14
            )
            mark.runs[0].font.color.rgb = RGBColor(0xD7, 0x00, 0x0F)
        signed = _("Signed by: %(name)s") % {"name": paper.signer} if paper.signer else ""
        if paper.number and signed:
            self._number_and_signer(signed)
        elif paper.number or signed:
            line = self.put(paper.number or signed, align=centre, after=28)
            if paper.number:
                _ruled(line, RED_LINE, 8)
        self.put("\n".join(paper.title_lines), TITLE, 22, centre, exact=34, after=22)

    def _number_and_signer(self, signed: str) -> None:
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Mm, Pt

        line = self.put(f"{self.paper.number}\t{signed}", after=28)
        shape = line.paragraph_format
        shape.first_line_indent = Pt(16)  # the line under it begins at the edge
        shape.tab_stops.add_tab_stop(Mm(LINE_MM) - Pt(16), WD_TAB_ALIGNMENT.RIGHT)
        _ruled(line, RED_LINE, 8)

    def write_flow(self) -> None:
        from docx.shared import Pt

        flow, paper = self.paper.flow, self.paper
        for block, following in zip(flow, [*flow[1:], None], strict=True):
            self._write(block)
            shape = self.book.paragraphs[-1].paragraph_format
            if isinstance(following, Table | Bars) and not isinstance(block, Table | Bars):
                shape.space_after = Pt(6)
                shape.keep_with_next = True
            if following is None and (paper.issuer or paper.date):
                shape.keep_with_next = True  # who issues it never stands alone on a page

    def _write(self, block: Any) -> None:
        flush = self.align.JUSTIFY if self.chinese else self.align.LEFT
        if isinstance(block, Heading):
            heading = self.put(block.text, HEAD, indent=True, bold=not self.chinese)
            heading.paragraph_format.keep_with_next = True
        elif isinstance(block, Paragraph):
            self.put(block.text, indent=not block.flush, align=flush)
        elif isinstance(block, Numbered):
            for line in block.lines:
                self.put(line, indent=True, align=flush)
        elif isinstance(block, Table):
            _table(self.book, block, self.chinese)
        elif isinstance(block, Bars):
            _bars(self.book, block, self.chinese)
        elif isinstance(block, Signature):
            who = {"who": block.label, "name": block.name or "＿＿＿＿＿＿＿＿"}
            words = pgettext("signature", "%(who)s: %(name)s") % who
            self.put(words, indent=True, before=14)

    def write_signature(self) -> None:
        """Who issues it, and the day under it."""
        from docx.shared import Pt

        paper = self.paper
        day = fulldate(paper.date) if paper.date else ""
        lines = [line for line in (paper.issuer, day) if line]
        for nth, line in enumerate(lines):
            put = self.put(line, align=self.align.RIGHT, before=0 if nth else 28)
            shape = put.paragraph_format
            shape.right_indent = Pt(32)
            shape.keep_together = True
            shape.keep_with_next = not nth or bool(paper.copies or paper.printed)

    def write_end(self) -> None:
        """Who gets copies and who printed it, between lines, the outer ones heavier."""
        from docx.shared import Pt

        paper = self.paper
        copies = _("Copies to: %(whom)s.") % {"whom": paper.copies} if paper.copies else ""
        lines = [line for line in (copies, paper.printed) if line]
        for nth, line in enumerate(lines):
            last = nth + 1 == len(lines)
            put = self.put(line, size=14, before=0 if nth else 28, exact=24)
            shape = put.paragraph_format
            shape.first_line_indent = Pt(14)
            shape.keep_together, shape.keep_with_next = True, not last
            sides = {"top": (4 if nth else 8, "000000")}
            if last:
                sides["bottom"] = (8, "000000")
            _ruled(put, sides, 3)

    def tell_properties(self) -> None:
        about, paper = self.book.core_properties, self.paper
        about.title, about.author = paper.title[:250], paper.issuer[:250]
        about.comments = about.last_modified_by = ""
        about.created = about.modified = clock.now().astimezone(dt.UTC).replace(tzinfo=None)
        about.language = "zh-CN" if self.chinese else "en-GB"


def _xml_element(tag: str, **attributes: object) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def _font(run: Any, font: tuple[str, str], size: float, bold: bool = False) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    east, west = font
    run.font.name, run.font.size, run.font.bold = west, Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), east)


def _plain(book: Any) -> None:
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
    properties.append(_xml_element("w:lang", val="en-GB", eastAsia="zh-CN"))
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.widow_control = True


def _name_fonts(book: Any) -> None:
    """What stands in for a font a machine does not have: the font table's alternative names."""
    from docx.opc.constants import RELATIONSHIP_TYPE as KIND
    from lxml import etree

    part = next(
        (
            relation.target_part
            for relation in book.part.rels.values()
            if relation.reltype == KIND.FONT_TABLE
        ),
        None,
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
    edges = _xml_element("w:pBdr")
    for side in ("top", "bottom"):
        if side in sides:
            width, colour = sides[side]
            edges.append(
                _xml_element(f"w:{side}", val="single", sz=width, space=space, color=colour)
            )
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
    margins = _xml_element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_xml_element(f"w:{side}", w=60, type="dxa"))
    made._tbl.tblPr.append(margins)
    widths = [Mm(LINE_MM * share / 100) for share in block.shares]
    for grid, width in zip(made.columns, widths, strict=True):
        grid.width = width
    for nth, words in enumerate((block.head, *block.rows)):
        row = made.add_row()
        shape = row._tr.get_or_add_trPr()
        shape.append(_xml_element("w:cantSplit"))
        if not nth:
            shape.append(_xml_element("w:tblHeader"))
        for cell, text, width, centred in zip(row.cells, words, widths, block.centred, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = Pt(18)
            if centred or not nth:
                paragraph.paragraph_format.alignment = ALIGN.CENTER
            _font(
                paragraph.add_run(text),
                HEAD if not nth else BODY,
                12 if chinese else 9.5,
                bold=not nth and not chinese,
            )
    after = book.add_paragraph()
    after.paragraph_format.line_spacing = Pt(12)


def _bars(book: Any, block: Bars, chinese: bool) -> None:
    """A chart that any word processor draws: a table without rules, of whose cells those under the
    bar are shaded.
    """
    from docx.shared import Mm, Pt

    made = book.add_table(rows=0, cols=BAR_PARTS + 2)
    made.autofit = False
    widths = [BAR_LABEL_MM, *[BAR_MM / BAR_PARTS] * BAR_PARTS, LINE_MM - BAR_LABEL_MM - BAR_MM]
    for grid, width in zip(made.columns, widths, strict=True):
        grid.width = Mm(width)
    for label, number, length in block.lines:
        row = made.add_row()
        row.height = Pt(20)
        row._tr.get_or_add_trPr().append(_xml_element("w:cantSplit"))
        cells = row.cells
        bar = _merged(cells, 1, length)
        if bar is not None:
            properties = bar._tc.get_or_add_tcPr()
            properties.append(_apart())
            properties.append(_xml_element("w:shd", val="clear", color="auto", fill=BAR_INK))
        _merged(cells, 1 + length, BAR_PARTS - length)
        for cell, text in ((cells[0], label), (cells[-1], str(number))):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = Pt(18)
            _font(paragraph.add_run(text), BODY, 12 if chinese else 9.5)
    after = book.add_paragraph()
    after.paragraph_format.line_spacing = Pt(12)


def _apart() -> Any:
    """White lines over and under a bar: the next one does not touch it."""
    edges = _xml_element("w:tcBorders")
    for side in ("top", "bottom"):
        edges.append(_xml_element(f"w:{side}", val="single", sz=24, space=0, color="FFFFFF"))
    return edges


def _merged(cells: Any, first: int, count: int) -> Any:
    """So many cells from one on, as one; None where there is none."""
    return cells[first].merge(cells[first + count - 1]) if count else None


def _foot(foot: Any, code: str) -> None:
    """— 1 — in the middle; the code of the product, small, under it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Pt

    paragraph = foot.paragraphs[0]
    paragraph.paragraph_format.alignment = ALIGN.CENTER
    _font(paragraph.add_run("— "), ("宋体", "Times New Roman"), 14)
    number = paragraph.add_run()
    _font(number, ("宋体", "Times New Roman"), 14)
    for part in (
        _xml_element("w:fldChar", fldCharType="begin"),
        _xml_element("w:instrText"),
        _xml_element("w:fldChar", fldCharType="separate"),
        _xml_element("w:t"),
        _xml_element("w:fldChar", fldCharType="end"),
    ):
        if part.tag.endswith("instrText"):
            part.text = "PAGE"
        elif part.tag.endswith("}t"):
            part.text = "1"
        number._r.append(part)
    _font(paragraph.add_run(" —"), ("宋体", "Times New Roman"), 14)
    if code:
        small = foot.add_paragraph()
        small.paragraph_format.alignment, small.paragraph_format.line_spacing = ALIGN.RIGHT, Pt(12)
        _font(small.add_run(code), ("宋体", "Times New Roman"), 8)
