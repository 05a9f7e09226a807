"""What the parts of an .xlsx say: strings with runs, strike, hidden sheets, strict namespaces."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from fangxin.text.table.sheet import notes
from fangxin.text.workbook import pages
from fangxin.text.workbook.reading import below, read_workbook
from tests.support.raw_book import packed, parts_of, raw_book
from tests.text.test_workbook import read, refused

FONTS = "<font/><font><strike/></font>"
OUT = "<rPr><strike/></rPr>"
IN = '<rPr><strike val="0"/></rPr>'


def struck_styles(path: Path) -> Path:
    """The same workbook with a second style, that is struck out."""
    parts = parts_of(path)
    struck = b'<xf numFmtId="0" fontId="1"/></cellXfs>'
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"</cellXfs>", struck)
    return packed(path, parts)


@pytest.mark.parametrize("strict", [False, True])
def test_both_sets_of_namespaces_are_read(tmp_path: Path, strict: bool) -> None:
    """A workbook saved as "Strict Open XML" is no other table."""
    rows = '<row r="2"><c r="B2" t="s" s="0"><v>0</v></c><c r="C2" s="1"><v>3</v></c></row>'
    path = raw_book(
        tmp_path / "t.xlsx", rows, strings="<si><t>甲</t></si>", numbers=(0, 164), strict=strict,
        formats='<numFmt numFmtId="164" formatCode="&quot;第&quot;0&quot;号&quot;"/>',
        around='<mergeCells><mergeCell ref="B2:B3"/></mergeCells>',
    )  # fmt: skip
    grid = read(path)
    assert [(line.number, line.cells) for line in grid.lines] == [(2, ("", "甲", "第3号"))]
    assert grid.merged == ((2, 2, 2, 3),)


@pytest.mark.parametrize(
    ("string", "text", "code"),
    [
        ("<t>甲</t>", "甲", ""),
        ("<r><t>仙</t></r><r><rPr><b/></rPr><t>华</t></r>", "仙华", ""),
        (f"<r><t>仙华</t></r><r>{OUT}<t>山</t></r>", "仙华山", "struck-out"),
        (f"<r>{OUT}<t> </t></r><r><t>山</t></r>", " 山", ""),
        (f"<r>{IN}<t>山</t></r>", "山", ""),
        ("<t>山</t><rPh sb='0' eb='1'><t>shan</t></rPh><phoneticPr/>", "山", ""),
        ("<t>a_x000D__x000A_b_x005F_x0041__x0007_c_xD800_</t>", "a\nb_x0041_ c_xD800_", ""),
        ('<t xml:space="preserve"> 山 </t>', " 山 ", ""),
        ("<t>乙&#10;丙</t>", "乙\n丙", ""),
    ],
)
@pytest.mark.parametrize("inline", [False, True])
def test_strings_are_read_with_their_runs(
    tmp_path: Path, string: str, text: str, code: str, inline: bool
) -> None:
    """Shared or within the cell: words of all runs, none that tell how to say them."""
    cell = f'<c t="inlineStr"><is>{string}</is></c>' if inline else '<c t="s"><v>0</v></c>'
    rows = f"<row>{cell}<c><v>1</v></c></row>"
    grid = read(raw_book(tmp_path / "t.xlsx", rows, strings=f"<si>{string}</si>"))
    assert grid.lines[0].cells == (text, "1")
    assert {at: one[0] for at, one in grid.troubles.items()} == ({(1, 1): code} if code else {})


def test_a_run_that_says_so_is_not_struck(tmp_path: Path) -> None:
    """The cell's font holds for words without a style of their own."""
    rows = (
        '<row><c t="s" s="1"><v>0</v></c><c t="s" s="1"><v>1</v></c><c s="1"/><c><v>1</v></c></row>'
    )
    strings = f"<si><r>{IN}<t>甲</t></r></si><si><r>{IN}<t>甲</t></r><r><t>乙</t></r></si>"
    path = struck_styles(raw_book(tmp_path / "t.xlsx", rows, strings=strings, fonts=FONTS))
    assert {at: one[0] for at, one in read(path).troubles.items()} == {(1, 2): "struck-out"}


def test_a_row_struck_out_is_told_as_one(tmp_path: Path) -> None:
    """Blank cells do not count; in merged cells what the first says holds for all their rows."""
    book = openpyxl.Workbook()
    sheet: Any = book.worksheets[0]
    for row in (["镇", "店"], ["仙华街道", "甲"], [None, "乙"], ["", "丙"]):
        sheet.append(row)
    sheet["A2"].font = sheet["B4"].font = Font(strike=True)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "t.xlsx")
    grid = below(read(tmp_path / "t.xlsx"), 1)
    assert {at: one[0] for at, one in grid.troubles.items()} == {
        (2, 1): "struck-out",
        (3, 1): "struck-out",
        (4, 2): "struck-row",
    }


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_read_in_place_of_the_visible_one(tmp_path: Path, state: Any) -> None:
    """It is named as unread; read only when it is asked for by name."""
    book = openpyxl.Workbook()
    book.worksheets[0].title, book.worksheets[0].sheet_state = "去年", state
    book.worksheets[0].append(["旧"])
    book.create_sheet("今年").append(["新"])
    book.active = 1
    path = tmp_path / "t.xlsx"
    book.save(path)
    grid = read(path)
    assert (grid.sheet, grid.unread) == ("今年", ("去年（隐藏）",))
    asked, _ = read_workbook(path, lambda name, _: name == "去年", "去年")
    assert asked is not None and (asked.sheet, asked.unread) == ("去年", ("今年",))


def test_only_hidden_sheets_are_said(tmp_path: Path) -> None:
    """Nobody is told that the workbook is empty."""
    book = openpyxl.Workbook()
    book.worksheets[0].title, book.worksheets[0].sheet_state = "去年", "hidden"
    book.worksheets[0].append(["旧"])
    book.create_sheet("空")
    book.active = 1
    book.save(tmp_path / "t.xlsx")
    assert refused(tmp_path / "t.xlsx") == "only-hidden-sheets"


def test_hidden_columns_are_known(tmp_path: Path) -> None:
    """Those that hold something; a range of them to the sheet's end is none."""
    rows = "<row><c><v>1</v></c><c><v>2</v></c><c/><c><v>4</v></c></row>"
    path = raw_book(tmp_path / "t.xlsx", rows)
    parts = parts_of(path)
    columns = b'<cols><col min="2" max="3" hidden="1"/><col min="4" max="4"/>' \
        b'<col min="5" max="16384" hidden="true"/></cols><sheetData>'  # fmt: skip
    sheet = parts["xl/worksheets/a.xml"].replace(b"<sheetData>", columns)
    assert read(packed(path, {**parts, "xl/worksheets/a.xml": sheet})).hidden_columns == {2}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="e"><v>#N/A</v></c>', "error-cell"),
        ('<c t="str"><f>x</f><v>甲</v></c>', "甲"),
        ('<c t="str"><f>x</f><v/></c>', ""),
        ("<c><f>x</f></c>", "formula-without-value"),
        ("<c><f>x</f><v>3</v></c>", "3"),
        ("<c><v>1E-7</v></c>", "0.0000001"),
        ("<c><v>NaN</v></c>", "error-cell"),
        ("<c><v>昨天</v></c>", "broken-workbook"),
        ('<c t="d"><v>2026-03-05</v></c>', "2026-03-05"),
        ('<c t="d"><v>昨天</v></c>', "cell-format"),
        ('<c s="77"><v>3</v></c>', "cell-format"),
        ('<c t="s"><v>99</v></c>', "broken-workbook"),
        ('<c r="XFD1"><v>3</v></c>', "too-big"),
    ],
)
def test_cells_of_each_type(tmp_path: Path, cell: str, expected: str) -> None:
    """Types of ECMA-376 part 1, 18.18.11, and what is none."""
    path = raw_book(tmp_path / "t.xlsx", f"<row>{cell}</row><row><c><v>1</v></c></row>")
    grid, problems = read_workbook(path, lambda *_: True)
    codes = [one.code for one in problems]
    if grid is not None:
        codes += [trouble[0] for trouble in grid.troubles.values()]
        assert (
            codes
            or next((line.cells[0] for line in grid.lines if line.number == 1), "") == expected
        )
    assert codes in ([], [expected])


def test_two_sheets_of_one_part_are_refused(tmp_path: Path) -> None:
    """A few bytes would have a large part read a thousand times."""
    path = raw_book(tmp_path / "t.xlsx", "<row><c><v>1</v></c></row>")
    parts = parts_of(path)
    twice = b'<sheet name="b" sheetId="2" r:id="rId1"/></sheets>'
    book = parts["xl/workbook.xml"].replace(b"</sheets>", twice)
    assert refused(packed(path, {**parts, "xl/workbook.xml": book})) == "broken-workbook"


def test_very_many_strings_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blank ones too, of which a small file may have millions."""
    monkeypatch.setattr(pages, "MOST_CELLS", 20)
    path = raw_book(tmp_path / "t.xlsx", "<row><c><v>1</v></c></row>", strings="<si/>" * 21)
    assert refused(path) == "too-big"


def test_entities_are_declared_nowhere(tmp_path: Path) -> None:
    """Neither behind a long remark that looks like the first element."""
    path = raw_book(tmp_path / "t.xlsx", "<row><c><v>1</v></c></row>")
    parts = parts_of(path)
    long = b"<!-- <a> " + b" " * 5000 + b"--><!DOCTYPE x>"
    for before in (b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<?x <a ?><!DOCTYPE x>", long):
        spoilt = {**parts, "xl/styles.xml": before + parts["xl/styles.xml"]}
        assert refused(packed(path, spoilt)) == "broken-workbook"


@pytest.mark.parametrize("shows", ["0", "1"])
def test_a_sheet_may_hide_its_noughts(tmp_path: Path, shows: str) -> None:
    """A nought that nobody sees is told; an empty cell is none."""
    path = raw_book(tmp_path / "t.xlsx", "<row><c><v>0</v></c><c/><c><v>3</v></c></row>")
    parts = parts_of(path)
    view = f'<sheetViews><sheetView showZeros="{shows}"/></sheetViews><sheetData>'.encode()
    sheet = parts["xl/worksheets/a.xml"].replace(b"<sheetData>", view)
    grid = read(packed(path, {**parts, "xl/worksheets/a.xml": sheet}))
    codes = {at: one[0] for at, one in grid.troubles.items()}
    assert codes == ({(1, 1): "hidden-value"} if shows == "0" else {})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ('<numFmt numFmtId="200" formatCode=";;;"/>', True),
        ("<font><strike/></font>", True),
        ('<font><strike val="0"/><b/></font>', False),
        ("<fill/>", False),
    ],
)
def test_formats_on_condition_that_change_words_are_told(
    tmp_path: Path, change: str, told: bool
) -> None:
    """They are not read; those that only colour are no matter."""
    around = (
        '<conditionalFormatting sqref="B2:B9 D4"><cfRule type="cellIs" dxfId="0" priority="1" '
        'operator="equal"><formula>0</formula></cfRule></conditionalFormatting>'
    )
    path = raw_book(tmp_path / "t.xlsx", "<row><c><v>1</v></c></row>", around=around)
    parts = parts_of(path)
    styles = parts["xl/styles.xml"].replace(
        b"</styleSheet>", f"<dxfs><dxf>{change}</dxf></dxfs></styleSheet>".encode()
    )
    grid = read(packed(path, {**parts, "xl/styles.xml": styles}))
    assert grid.changing == (("B2:B9 D4",) if told else ())
    codes = [one.code for one in notes(path, grid)]
    assert codes == (["conditional-format"] if told else [])
