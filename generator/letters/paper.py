"""Lines on paper: a Word file laid out as official documents are (GB/T 9704), which WPS opens too.

A4, margins 37, 35, 28 and 26 mm, 22 lines of 三号 仿宋 a page; titles in 小标宋, headings in 黑体.
The same lines give the same bytes.
"""

from __future__ import annotations

import io
from datetime import datetime

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from PIL import Image

from generator.letters.case import Case
from generator.letters.parcel import parcel
from generator.letters.text import Line
from generator.symbol import QUIET, matrix

BODY, TITLE, HEADING, PLAIN = "仿宋_GB2312", "方正小标宋简体", "黑体", "宋体"
LATIN = "Times New Roman"
THREE, TWO, SMALL = 16, 22, 12  # points of 三号, 二号, 小四
LINE = Pt(28.95)  # 22 lines on the 225 mm between the margins
WIDTH = 210 - 28 - 26  # mm between the margins
CODE = 26  # mm of the code's side, its light margin included


def paper(lines: tuple[Line, ...], case: Case) -> bytes:
    """The letter's .docx."""
    document = Document()
    _page(document)
    at = 0
    while at < len(lines):
        same = at + 1
        if lines[at].kind == "row":
            while same < len(lines) and lines[same].kind == "row":
                same += 1
            _table(document, lines[at:same])
        elif lines[at].kind == "code":
            while same < len(lines) and lines[same].kind == "small":
                same += 1
            _code(document, lines[at:same], case)
        elif lines[at].kind == "signature":
            while same < len(lines) and lines[same].kind == "signature":
                same += 1
            _signature(document, lines[at:same])
        else:
            _line(document, lines[at], lines[same] if same < len(lines) else None)
        at = same
    _properties(document, lines, case)
    written = io.BytesIO()
    document.save(written)
    return parcel(written.getvalue())


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
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(language)
    foot = section.footer.paragraphs[0]
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


def _line(document: Paper, line: Line, following: Line | None) -> None:
    if line.kind == "header":
        head = document.sections[0].header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _write(head, line.text, PLAIN, SMALL)
        return
    paragraph = document.add_paragraph()
    if line.kind == "page":
        paragraph.add_run().add_break(WD_BREAK.PAGE)
        return
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
    last = following is not None and following.kind in ("blank", "signature")
    paragraph.paragraph_format.keep_with_next = last or line.kind == "heading"


def _indent(paragraph: Paragraph) -> None:
    """Two characters, whatever their size."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), str(2 * THREE * 20))


def _signature(document: Paper, lines: tuple[Line, ...]) -> None:
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


def _code(document: Paper, lines: tuple[Line, ...], case: Case) -> None:
    """The code of the status page, and beside it what the small lines after it say."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = Mm(CODE + 4), Mm(WIDTH - CODE - 4)
    picture = left.paragraphs[0]
    picture.paragraph_format.line_spacing = 1
    picture.add_run().add_picture(io.BytesIO(code_png(case.url)), width=Mm(CODE))
    for number, line in enumerate(lines):
        place = right.paragraphs[0] if number == 0 else right.add_paragraph()
        place.paragraph_format.line_spacing = Pt(20)
        _write(place, line.text, HEADING if number == 0 else BODY, SMALL)


def code_png(url: str, scale: int = 12) -> bytes:
    """The QR symbol with its light margin as PNG, ``scale`` pixels a module."""
    modules = matrix(url)
    side = len(modules) + 2 * QUIET
    picture = Image.new("1", (side, side), 1)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                picture.putpixel((x + QUIET, y + QUIET), 0)
    data = io.BytesIO()
    picture.resize((side * scale, side * scale), Image.Resampling.NEAREST).save(data, "PNG")
    return data.getvalue()


def _table(document: Paper, lines: tuple[Line, ...]) -> None:
    """Rows with a frame; the first cell is what the row is called, the last takes what is left."""
    most = max(len(line.cells) for line in lines)
    table = document.add_table(rows=0, cols=most)
    table.style = "Table Grid"
    table.autofit = False
    first = 34
    for line in lines:
        cells = table.add_row().cells
        for number, cell in enumerate(cells):
            cell.width = Mm(first if number == 0 else (WIDTH - first) / (most - 1 or 1))
            if number < len(line.cells):
                _cell(cell, line.cells[number], centred=number == 0)
        if len(line.cells) < most:
            cells[len(line.cells) - 1].merge(cells[-1])


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


def _properties(document: Paper, lines: tuple[Line, ...], case: Case) -> None:
    """What the file says of itself: the letter's title, the office, the letter's day."""
    day = case.as_of
    told = document.core_properties
    told.title = " ".join(line.text for line in lines if line.kind == "title")
    told.author = told.last_modified_by = case.programme.site.office
    told.subject, told.comments, told.keywords = case.view.name, "", case.view.id
    told.created = told.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    told.revision = 1
