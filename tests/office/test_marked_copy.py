"""A marked copy gives back what was there: only what is marked differs from the original."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from fangxin.text.workbook.marking import Mark, copy_of
from fangxin.text.workbook.reading import read_workbook
from tests.support.raw_book import packed, parts_of, raw_book

SHEET = "xl/worksheets/sheet1.xml"
EXTENSION = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations count="1" '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>选单!$A$1:$A$2</xm:f>'
    "</x14:formula1><xm:sqref>A2:A9</xm:sqref></x14:dataValidation></x14:dataValidations>"
    "</ext></extLst>"
)
MARKS = [Mark(2, 1, "坏"), Mark(3, 2, "也坏"), Mark(7, 9, "空格也坏")]


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """A workbook with lists of both kinds, comments, a chart, a picture, names, colours."""
    book = openpyxl.Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = "名单"
    for row in (["名称", "数", "类"], ["甲", 5, "x"], ["乙", 7, "y"]):
        sheet.append(row)
    note = Comment("老批注", "某")
    note.width, note.height = 400, 200
    sheet["A2"].comment, sheet["B1"].comment = note, Comment("头注", "某")
    sheet["B3"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["A2"].font = Font(strike=True)
    rule = Rule("cellIs", operator="greaterThan", formula=["6"])
    sheet.conditional_formatting.add("B2:B9", rule)
    choice = DataValidation("list", formula1='"x,y"')
    choice.add("C2:C9")
    sheet.add_data_validation(choice)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3))
    sheet.add_chart(chart, "E5")
    Picture.new("RGB", (20, 20), "red").save(tmp_path / "p.png")
    sheet.add_image(Image(tmp_path / "p.png"), "E1")
    sheet.print_title_rows, sheet.auto_filter.ref = "1:1", "A1:C3"
    lists = book.create_sheet("选单")
    for word in "xy":
        lists.append([word])
    book.defined_names["我的名"] = DefinedName("我的名", attr_text="名单!$A$1")
    book.save(tmp_path / "t.xlsx")
    parts = parts_of(tmp_path / "t.xlsx")
    parts[SHEET] = parts[SHEET].replace(b"</worksheet>", EXTENSION.encode() + b"</worksheet>")
    return packed(tmp_path / "t.xlsx", parts)


def made(folder: Path, source: Path, sheet: str, marks: list[Mark], name: str = "c.xlsx") -> Path:
    """The copy as a file."""
    path = folder / name
    path.write_bytes(copy_of(source, sheet, marks))
    return path


def test_nothing_else_is_touched(rich: Path, tmp_path: Path) -> None:
    """Pictures, charts and themes byte by byte; lists of either kind, rules and names stay."""
    old, new = parts_of(rich), parts_of(made(tmp_path, rich, "名单", MARKS))
    changed = {name for name in old if old[name] != new[name]}
    assert all(re.search(r"sheet\d|comment|styles|workbook|Types", name) for name in changed)
    assert {"xl/media/image1.png", "xl/charts/chart1.xml", "xl/theme/theme1.xml"} <= set(
        old
    ) - changed
    text = new[SHEET].decode()
    for kept in (
        "选单!$A$1:$A$2",
        '<formula1>"x,y"</formula1>',
        "<cfRule",
        "<drawing",
        "autoFilter",
    ):
        assert kept in text
    book = new["xl/workbook.xml"].decode()
    assert "我的名" in book
    assert re.search(r'_FilterDatabase" localSheetId="1"', book)  # the sheet is the second now
    assert re.search(r"Print_Titles\" localSheetId=\"1\"[^>]*>'?名单", book)


def test_comments_keep_their_boxes(rich: Path, tmp_path: Path) -> None:
    """An old comment comes behind what is said, in its own box; the marks go as they came."""
    first = made(tmp_path, rich, "名单", MARKS)
    assert comments(first) == {
        "A2": "fangxin：需改正\n坏\n\n原有批注：老批注",
        "B1": "头注",
        "B3": "fangxin：需改正\n也坏",
        "I7": "fangxin：需改正\n空格也坏",
    }
    boxes = parts_of(first)["xl/drawings/commentsDrawing1.vml"].decode()
    assert "width:400px" in boxes and boxes.count(":Row>") == 8
    again = made(tmp_path, first, "名单", [Mark(3, 2, "还坏")], "d.xlsx")
    assert comments(again) == {"A2": "老批注", "B1": "头注", "B3": "fangxin：需改正\n还坏"}
    assert parts_of(again)["xl/drawings/commentsDrawing1.vml"].count(b":Row>") == 6
    book = parts_of(again)["xl/workbook.xml"].decode()
    assert re.findall(r'<sheet [^>]*?name="([^"]+)"', book) == ["需改正", "名单", "选单"]


def comments(path: Path) -> dict[str, str]:
    """What is said of cells of the sheet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(path)["名单"]
    cells = (cell for row in sheet for cell in row if cell.comment)
    return {cell.coordinate: str(cell.comment.text) for cell in cells if cell.comment}


def test_colours_and_strike_come_back(rich: Path, tmp_path: Path) -> None:
    """A cell is red while it is wrong, and has its own colour again afterwards."""
    first = made(tmp_path, rich, "名单", MARKS)
    again = made(tmp_path, first, "名单", [Mark(2, 3, "别的")], "d.xlsx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        red, after = (openpyxl.load_workbook(path)["名单"] for path in (first, again))
    assert red["B3"].fill.fgColor.rgb == red["A2"].fill.fgColor.rgb == "00FF7C80"
    assert after["B3"].fill.fgColor.rgb == "00FFFF00" and after["A2"].fill.fill_type is None
    assert red["A2"].font.strike and after["A2"].font.strike


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_spreadsheet_opens_the_copy(rich: Path, tmp_path: Path) -> None:
    """LibreOffice shows marks, comments, both lists, the chart and the picture."""
    copy = made(tmp_path, rich, "名单", MARKS)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", tmp_path, copy],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = parts_of(tmp_path / "c.ods")["content.xml"].decode()
    assert text.count("<table:content-validation ") == 2 and "$选单.$A$1" in text
    assert "空格也坏" in text and "老批注" in text and "#ff7c80" in text
    assert "draw:object" in text and "draw:image" in text
    assert re.findall(r'<table:table table:name="([^"]+)"', text) == ["需改正", "名单", "选单"]


def test_a_strict_workbook_comes_back_strict(tmp_path: Path) -> None:
    """Rows and cells without places of their own, no comments yet, the other namespaces."""
    rows = '<row><c t="inlineStr"><is><t>名称</t></is></c></row><row><c><v>5</v></c></row>'
    fonts = '<font><sz val="11"/><name val="宋体"/></font>'
    around = '<tableParts count="0"/>'
    source = raw_book(tmp_path / "t.xlsx", rows, fonts=fonts, around=around, strict=True)
    copy = made(tmp_path, source, "表", [Mark(2, 1, "坏"), Mark(2, 3, "缺"), Mark(1, 2, "缺")])
    text = parts_of(copy)["xl/worksheets/a.xml"].decode()
    assert re.findall(r'<c [^>]*?r="([A-Z0-9]+)"', text) == ["A1", "B1", "A2", "C2"]
    assert text.index("<legacyDrawing") < text.index("<tableParts")
    names = [name for name in parts_of(copy) if re.match(r"xl/worksheets/[^/]+\.xml", name)]
    assert len(names) == 2
    assert all(b"purl.oclc.org" in parts_of(copy)[name] for name in names)
    grid, _ = read_workbook(copy, lambda _, head: bool(head))
    assert grid is not None and [line.cells for line in grid.lines] == [("名称",), ("5",)]


def test_a_mark_in_merged_cells_is_at_their_first(tmp_path: Path) -> None:
    """Only that can be coloured."""
    book = openpyxl.Workbook()
    sheet: Any = book.worksheets[0]
    for row in (["镇", "店"], ["仙华街道", "甲"], [None, "乙"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "t.xlsx")
    data = copy_of(tmp_path / "t.xlsx", "", [Mark(3, 1, "没有"), Mark(2, 1, "没有")])
    copy = openpyxl.load_workbook(io.BytesIO(data))["Sheet"]
    assert copy["A2"].comment is not None and copy["A2"].comment.text.count("没有") == 1
    assert copy["A2"].fill.fgColor.rgb == "00FF7C80"


def test_what_cannot_be_marked_raises(tmp_path: Path) -> None:
    """A workbook without styles is readable, and is told as one that has no copy."""
    source = raw_book(tmp_path / "t.xlsx", "<row><c><v>5</v></c></row>")
    parts = parts_of(source)
    parts["xl/styles.xml"] = b"<styleSheet/>"
    with pytest.raises(ValueError, match="styles"):
        copy_of(packed(source, parts), "", [Mark(1, 1, "坏")])


@pytest.mark.parametrize("kind", ["sheet.macroEnabled.main", "template.main"])
def test_a_copy_with_the_name_of_a_workbook_is_one(tmp_path: Path, kind: str) -> None:
    """Macros stay behind, and a template becomes a workbook, or Excel would not open it."""
    fonts = '<font><sz val="11"/></font>'
    source = raw_book(tmp_path / "t.xlsm", "<row><c><v>5</v></c></row>", fonts=fonts)
    parts = parts_of(source)
    links, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    parts["xl/vbaProject.bin"] = b"macro"
    link = b'<Relationship Id="m" Type="http://x/vbaProject" Target="vbaProject.bin"/>'
    parts[links] = parts[links].replace(b"</Relationships>", link + b"</Relationships>")
    main = b"openxmlformats-officedocument.spreadsheetml.sheet.main"
    other = b'<Override PartName="/xl/vbaProject.bin" ContentType="application/x"/></Types>'
    parts[types] = parts[types].replace(main, f"ms-excel.{kind}".encode())
    parts[types] = parts[types].replace(b"</Types>", other)
    copy = parts_of(made(tmp_path, packed(source, parts), "表", [Mark(1, 1, "坏")]))
    assert main in copy[types] and b"vbaProject" not in copy[types] + copy[links]
    assert "xl/vbaProject.bin" not in copy
