"""Lines on paper: a Word file laid out as official documents are (GB/T 9704), which WPS opens too.

A4, margins 37, 35, 28 and 26 mm, 22 lines of 三号 仿宋 a page; titles in 小标宋, headings in 黑体.
The same lines give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from fangxin.office.letters.case import LetterCase
from fangxin.office.letters.code import code_png, code_side
from fangxin.office.letters.parcel import parcel
from fangxin.office.letters.text import LetterLine
from fangxin.office.letters.typeface import in_chinese

BODY, TITLE, HEADING, PLAIN = "仿宋_GB2312", "方正小标宋简体", "黑体", "宋体"
LATIN = "Times New Roman"
THREE, TWO, SMALL = 16, 22, 12  # points of 三号, 二号, 小四
LINE = Pt(28.95)  # 22 lines on the 225 mm between the margins
WIDTH = 210 - 28 - 26  # mm between the margins
NAME = 36  # mm of a table's first column


def paper(lines: tuple[LetterLine, ...], case: LetterCase) -> bytes:
    """The letter's .docx."""
    document = Document()
    _page(document)
    blocks = list(_blocks(lines))
    for number, block in enumerate(blocks):
        first = block[0]
        if first.kind == "row":
            _table(document, block)
        elif first.kind == "code":
            _code(document, block, case)
        elif first.kind == "signature":
            _signature(document, block)
        elif first.kind != "page":
            after = blocks[number + 1][0].kind if number + 1 < len(blocks) else ""
            _line(document, first, after, number > 0 and blocks[number - 1][0].kind == "page")
    _properties(document, lines, case)
    written = io.BytesIO()
    document.save(written)
    return parcel(written.getvalue())


def _blocks(lines: tuple[LetterLine, ...]) -> Iterator[tuple[LetterLine, ...]]:
    """Lines that are one thing on the paper: a table's rows, who signs, a code and its caption."""
    block: list[LetterLine] = []
    for line in lines:
        last = block[-1].kind if block else ""
        caption = line.kind == "small" and bool(block) and block[0].kind == "code"
        if block and not caption and (line.kind != last or last not in ("row", "signature")):
            yield tuple(block)
            block = []
        block.append(line)
    if block:
        yield tuple(block)


def _page(document: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    style = document.styles["Normal"]
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = LINE
    style.paragraph_format.widow_control = False
    in_chinese(document, LATIN, BODY)
    section.different_first_page_header_footer = True
    section.header_distance = Mm(8)
    for footer in (section.footer, section.first_page_footer):
        foot = footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _write(foot, "— ", PLAIN, 14)
        _page_number(foot)
        _write(foot, " —", PLAIN, 14)


def _page_number(foot: Paragraph) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = _write(foot, "", PLAIN, 14)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)


def _write(paragraph: Paragraph, text: str, font: str, points: float) -> Run:
    """Add text in one font and size; the run."""
    run = paragraph.add_run(text)
    run.font.size = Pt(points)
    run.font.name = LATIN
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")
    return run


def _line(document: Paper, line: LetterLine, after: str, new_page: bool) -> None:
    """One paragraph; ``after`` is the kind of what follows."""
    if line.kind == "header":
        section = document.sections[0]
        for header in (section.header, section.first_page_header):
            head = header.paragraphs[0]
            head.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _write(head, line.text, PLAIN, SMALL)
        return
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.page_break_before = new_page or None
    font, points = {"title": (TITLE, TWO), "heading": (HEADING, THREE)}.get(
        line.kind, (BODY, SMALL if line.kind == "small" else THREE)
    )
    _write(paragraph, line.text, font, points)
    if line.kind in ("title", "right"):
        centre = line.kind == "title"
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.RIGHT
    elif line.kind in ("body", "heading"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        _indent(paragraph)
    if line.kind == "title":
        paragraph.paragraph_format.line_spacing = Pt(34)
    if line.kind == "small":
        paragraph.paragraph_format.line_spacing = Pt(20)
    # No signature, and no heading, on a page of its own.
    last = after in ("blank", "signature")
    paragraph.paragraph_format.keep_with_next = last or line.kind == "heading"


def _indent(paragraph: Paragraph) -> None:
    """Two characters, whatever their size."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), str(2 * THREE * 20))


def _signature(document: Paper, lines: tuple[LetterLine, ...]) -> None:
    """Who signs and the day below it, centred on each other, two characters from the right."""
    widest = max(len(line.text) for line in lines) * THREE
    left = max(0.0, WIDTH / 25.4 * 72 - widest - 2 * THREE)
    for line in lines:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.left_indent = Pt(left)
        paragraph.paragraph_format.right_indent = Pt(min(2 * THREE, WIDTH / 25.4 * 72 - widest))
        paragraph.paragraph_format.keep_with_next = True
        _write(paragraph, line.text, BODY, THREE)


def _code(document: Paper, lines: tuple[LetterLine, ...], case: LetterCase) -> None:
    """The code of the status page in the corner above the first page, and beside it the small
    lines that follow."""
    header = document.sections[0].first_page_header
    side = code_side(case.url)
    table = header.add_table(1, 2, Mm(WIDTH))
    _widths(table, (WIDTH - side - 4, side + 4))
    left, right = table.rows[0].cells
    left.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
    picture = right.paragraphs[0]
    picture.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    picture.paragraph_format.line_spacing = 1
    picture.add_run().add_picture(io.BytesIO(code_png(case.url)), width=Mm(side))
    for number, line in enumerate(lines[1:]):
        place = left.paragraphs[0] if number == 0 else left.add_paragraph()
        place.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        place.paragraph_format.line_spacing = Pt(16)
        _write(place, line.text, BODY, SMALL)
    for place in (header.paragraphs[0], header.add_paragraph()):  # Word wants one after a table
        place.paragraph_format.line_spacing = Pt(14 if place.text else 2)


def _table(document: Paper, lines: tuple[LetterLine, ...]) -> None:
    """Rows with a frame; the first cell is what the row is called, the last takes what is left."""
    most = max(len(line.cells) for line in lines)
    table = document.add_table(rows=len(lines), cols=most)
    table.style = "Table Grid"
    _widths(table, (NAME, *[(WIDTH - NAME) / (most - 1 or 1)] * (most - 1)))
    for line, row in zip(lines, table.rows, strict=True):
        cells = row.cells
        for number, text in enumerate(line.cells):
            _cell(cells[number], text, centred=number == 0)
        if len(line.cells) < most:
            cells[len(line.cells) - 1].merge(cells[-1])


def _widths(table: Table, widths: tuple[float, ...]) -> None:
    """Columns so many mm wide; no row is parted between pages."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _cell(cell: _Cell, text: str, centred: bool) -> None:
    """One cell; ``\\\\`` in its text begins a new line."""
    for number, part in enumerate(text.split("\\\\")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(26)
        paragraph.paragraph_format.space_before = Pt(3 if number == 0 else 0)
        paragraph.paragraph_format.space_after = Pt(3)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _write(paragraph, part.strip(), BODY, 14)


def _properties(document: Paper, lines: tuple[LetterLine, ...], case: LetterCase) -> None:
    """What the file says of itself: the letter's title, the office, the letter's day."""
    day = case.as_of
    told = document.core_properties
    told.title = " ".join(line.text for line in lines if line.kind == "title")
    told.author = told.last_modified_by = case.programme.site.office
    told.subject, told.comments, told.keywords = case.view.name, "", case.view.id
    told.created = told.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    told.revision = 1
