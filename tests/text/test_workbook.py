"""Workbooks are read as a person reads them, and no file, however made, breaks the reader."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from fangxin.facts.record.table import GRADES
from fangxin.text.fields.kinds import Choice, Flag, Whole
from fangxin.text.fields.tables import Field
from fangxin.text.fields.times import Day, Minute
from fangxin.text.workbook import opening, pages, reading
from fangxin.text.workbook.columns import options, written
from fangxin.text.workbook.marking import Mark, copy_of, place_for
from fangxin.text.workbook.reading import Grid, GridLine, below, read_workbook
from fangxin.text.workbook.saving import saved
from fangxin.text.workbook.shown import number_shown

Fill = Callable[[Any], object]


def a_book(path: Path, fill: Fill) -> Path:
    """A workbook whose first sheet ``fill`` fills."""
    book = openpyxl.Workbook()
    fill(book.active)
    book.save(path)
    return path


def read(path: Path, name: str = "") -> Grid:
    """The sheet of this name, or the first that holds something."""
    grid, problems = read_workbook(path, lambda title, head: title == name if name else bool(head))
    assert grid is not None, problems
    return grid


def refused(path: Path) -> str:
    """The code of the one problem of a file that cannot be read; both languages tell a remedy."""
    grid, problems = read_workbook(path, lambda _, head: bool(head))
    assert grid is None
    assert len(problems) == 1 and problems[0].zh and problems[0].en
    return problems[0].code


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("甲", "甲"),
        (1.0, "1"),
        (20240101, "20240101"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (-3, "-3"),
        (True, "TRUE"),
        (datetime.fromisoformat("2026-03-05"), "2026-03-05"),
        (datetime.fromisoformat("2026-03-05 09:05"), "2026-03-05 09:05"),
        (datetime.fromisoformat("2026-03-05 09:05:30"), "2026-03-05 09:05:30"),
        (time(9, 5), "09:05"),
    ],
)
def test_cells_read_as_they_are_shown(tmp_path: Path, value: object, text: str) -> None:
    """Dates are days, numbers have neither exponent nor .0, in a real file."""
    grid = read(a_book(tmp_path / "t.xlsx", lambda sheet: sheet.append([value])))
    assert grid.lines == (GridLine(1, (text,)),)
    assert grid.troubles == {}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (913307261234567890, "rounded-number"),
        (9.13e17, "rounded-number"),
        ("#N/A", "error-cell"),
        ("=A2", "formula-without-value"),
    ],
)
def test_cells_that_a_spreadsheet_spoilt_are_told(tmp_path: Path, value: object, code: str) -> None:
    """Lost digits, errors and formulas that nobody reckoned are no values."""
    grid = read(a_book(tmp_path / "t.xlsx", lambda sheet: sheet.append(["甲", value])))
    assert {at: trouble[0] for at, trouble in grid.troubles.items()} == {(1, 2): code}


def test_the_result_of_a_formula_is_read(tmp_path: Path) -> None:
    """What a spreadsheet reckoned and saved stands beside the formula."""
    path = a_book(tmp_path / "t.xlsx", lambda sheet: sheet.append(["甲", "=1+1"]))
    rewrite(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v />", b"<v>2</v>")
            .replace(b"<v/>", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>"))  # fmt: skip
    grid = read(path)
    assert grid.lines[0].cells == ("甲", "2")
    assert grid.troubles == {}


def rewrite(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change one part of a workbook."""
    with zipfile.ZipFile(path) as parts:
        data = {part: parts.read(part) for part in parts.namelist()}
    data[name] = change(data[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        for part, text in data.items():
            parts.writestr(part, text)


def test_rich_text_is_text(tmp_path: Path) -> None:
    """A cell with one bold word reads like any other."""
    rich = CellRichText("仙华", TextBlock(InlineFont(b=True), "山"), "超市")
    grid = read(a_book(tmp_path / "t.xlsx", lambda sheet: sheet.append([rich])))
    assert grid.lines[0].cells == ("仙华山超市",)


def test_rows_have_the_numbers_of_the_sheet(tmp_path: Path) -> None:
    """Blank rows count; ten thousands of formatted blank ones behind cost nothing."""

    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["A4"], sheet["B4"] = "名称", "甲", " "
        for row in range(5, 30_000):
            sheet.cell(row, 40).number_format = "@"
        sheet.cell(1_048_576, 3).number_format = "@"

    assert read(a_book(tmp_path / "t.xlsx", fill)).lines == (
        GridLine(1, ("名称",)),
        GridLine(4, ("甲",)),
    )


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    """A filter hides rows; they are there all the same."""

    def fill(sheet: Any) -> None:
        for word in "名甲乙":
            sheet.append([word])
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[9].hidden = True  # blank: nobody misses it

    grid = read(a_book(tmp_path / "t.xlsx", fill))
    assert [line.number for line in grid.lines] == [1, 2, 3]
    assert grid.hidden == {2}


def test_cells_merged_downwards_stand_in_each_row(tmp_path: Path) -> None:
    """One town beside three shops is the town of each; a title merged above the heading is none of
    our business; across columns nobody can tell."""

    def fill(sheet: Any) -> None:
        for row in (["放心名单"], ["乡镇", "名称"], ["仙华街道", "甲"], [None, "乙"], ["小计"]):
            sheet.append(row)
        for ref in ("A1:B1", "A3:A4", "A5:B5"):
            sheet.merge_cells(ref)

    grid = below(read(a_book(tmp_path / "t.xlsx", fill)), 2)
    assert [line.cells for line in grid.lines[:2]] == [("仙华街道", "甲"), ("仙华街道", "乙")]
    assert {at: one[0] for at, one in grid.troubles.items()} == {(5, 1): "merged-cells"}


def test_the_first_sheet_that_holds_something_is_read(tmp_path: Path) -> None:
    """Empty sheets and our own sheets of help are passed over; the others are named."""
    book = openpyxl.Workbook()
    for name in ("说明", "例子", "名单", "备忘"):
        book.create_sheet(name).append([name])
    book.save(tmp_path / "t.xlsx")
    grid = read(tmp_path / "t.xlsx")
    assert (grid.sheet, grid.unread) == ("名单", ("备忘",))
    assert read(tmp_path / "t.xlsx", "备忘").lines == (GridLine(1, ("备忘",)),)


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    """A zip archive with these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old-workbook"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked-workbook"),
        (b"PK\x03\x04 cut off", "broken-workbook"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "other-workbook"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "other-workbook"),
        ({"word/document.xml": b"<w/>"}, "other-workbook"),
        ({"xl/workbook.bin": b"x"}, "other-workbook"),
        (
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"},
            "broken-workbook",
        ),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "other-workbook"),
        (
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": b"\x8f\x01",
                "META-INF/manifest.xml": b"<manifest:encryption-data/>",
            },
            "locked-workbook",
        ),
        (
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "encrypted-package": b"\x8f\x01",
            },
            "locked-workbook",
        ),
        ({"readme.txt": b"x"}, "other-workbook"),
        ({"xl/workbook.xml": b"<workbook/>"}, "broken-workbook"),
        ({"xl/workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, "broken-workbook"),
        ({"xl/workbook.xml": b"<x>", "xl/media/a": bytes(210 << 20)}, "swollen-workbook"),
        ({"xl/workbook.xml": b"<x>"} | {f"a{n}": b"" for n in range(5001)}, "swollen-workbook"),
    ],
)  # fmt: skip
def test_what_is_no_readable_workbook_is_said(
    tmp_path: Path, data: bytes | dict[str, bytes], code: str
) -> None:
    """Each kind of wrong file has its own message, told before anything is unpacked."""
    path = tmp_path / "t.xlsx"
    if isinstance(data, dict):
        zipped(path, data)
    else:
        path.write_bytes(data)
    assert opening.is_workbook(path)
    assert refused(path) == code


def test_a_folder_and_a_missing_file_are_said(tmp_path: Path) -> None:
    """No OSError reaches anybody."""
    assert refused(tmp_path) == "unreadable"
    assert refused(tmp_path / "none.xlsx") == "unreadable"
    assert not opening.is_workbook(tmp_path)


def test_too_many_rows_or_columns_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table has an end."""
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    path = a_book(tmp_path / "t.xlsx", lambda sheet: [sheet.append([n]) for n in range(5)])
    assert refused(path) == "too-big"
    wide = a_book(tmp_path / "w.xlsx", lambda sheet: sheet.append([*range(501)]))
    assert refused(wide) == "too-big"


def test_a_small_file_with_very_many_empty_cells_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Empty cells pack a thousandfold, and reading them all takes minutes."""
    monkeypatch.setattr(pages, "MOST_CELLS", 90)
    path = a_book(tmp_path / "t.xlsx", lambda sheet: sheet.append(["甲"]))
    rewrite(path, "xl/worksheets/sheet1.xml",
            lambda xml: xml.replace(b"</row>", b"<c/>" * 100 + b"</row>"))  # fmt: skip
    assert refused(path) == "too-big"


def test_a_row_that_claims_an_endless_number_ends(tmp_path: Path) -> None:
    """A row 10**12 would be counted up to; no spreadsheet has it."""
    path = a_book(tmp_path / "t.xlsx", lambda sheet: [sheet.append(["甲"]), sheet.append(["乙"])])
    rewrite(path, "xl/worksheets/sheet1.xml",
            lambda xml: xml.replace(b'<row r="2"', b'<row r="1000000000000"'))  # fmt: skip
    assert read(path).lines == (GridLine(1, ("甲",)),)


def test_no_spoilt_workbook_raises(tmp_path: Path) -> None:
    """Five hundred workbooks with bytes changed, inside their parts too: rows or a problem."""
    chance = random.Random(20260305)
    whole = a_book(tmp_path / "t.xlsx", lambda sheet: [sheet.append(["甲", 1.5, "=A1"])] * 3)
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    outcomes = set()
    for turn in range(500):
        path = tmp_path / "spoilt.xlsx"
        if turn % 2:
            path.write_bytes(spoilt(whole.read_bytes(), chance))
        else:
            name = chance.choice([*parts])
            zipped(path, {**parts, name: spoilt(parts[name], chance)})
        grid, problems = read_workbook(path, lambda _, head: bool(head))
        assert problems == [] or grid is None
        outcomes.add(problems[0].code if problems else "read")
    assert {"read", "broken-workbook"} <= outcomes


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """The data with a few bytes changed, or cut."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randint(1, len(changed))] if chance.random() < 0.2 else changed)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Day(), "2026/3/5", "2026-03-05"),
        (Day(), "2026年3月5日", "2026-03-05"),
        (Day(), "2026.03.05", "2026-03-05"),
        (Day(), "２０２６－３－５", "2026-03-05"),
        (Day(), "20260305", "2026-03-05"),
        (Day(), "2026-03-05 00:00:00", "2026-03-05"),
        (Day(), "2026-02-30", "2026-02-30"),  # left for the field to refuse
        (Minute(), "2026/3/5 9:05", "2026-03-05 09:05"),
        (Minute(), "2026-03-05 09:05:33", "2026-03-05 09:05"),
        (Minute(), "2026-03-05T09:05", "2026-03-05 09:05"),
        (Minute(), "2026-03-05", "2026-03-05"),
        (Whole(0, 10**6), "1,280.00", "1280"),
        (Flag(), "TRUE", "true"),
        (Flag(), "否", "false"),
        (Choice(GRADES), "A 优秀", "A"),
        (Choice(GRADES), "优秀", "A"),
        (Choice(GRADES), "A", "A"),
    ],
)  # fmt: skip
def test_everyday_spellings_become_strict(kind: Any, text: str, expected: str) -> None:
    """What officials type and choose is what a record has."""
    assert written(Field("x", kind, "某", "x"), text, {}) == (expected, None)


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (Day(), "46086", "date-number"),
        (Day(), "3/5/26", "unclear-day"),
        (Whole(0, 9), "9.13E+17", "rounded-number"),
        (Day(), "#N/A", "error-cell"),
    ],
)
def test_what_a_csv_keeps_of_spoilt_cells_is_told(kind: Any, text: str, code: str) -> None:
    """A CSV has the same mistakes as text."""
    _, trouble = written(Field("x", kind, "某", "x"), text, {})
    assert trouble is not None and trouble[0] == code


def test_codes_that_officials_know_are_shown_with_the_label() -> None:
    """A and 12315 say more than their labels; lower-case codes say nothing."""
    spec = Field("x", Choice({"A": ("优秀", "x"), "shop": ("放心商店", "x")}), "某", "x")
    assert options(spec, {}) == {"A 优秀": "A", "放心商店": "shop"}


@given(st.floats())
def test_every_number_is_plain_text_or_told(number: float) -> None:
    """No exponent ever, and 15 digits are exact."""
    shown = number_shown(number, "General")
    assert shown.trouble is not None or float(shown.text) == pytest.approx(number, rel=1e-14)


def test_a_marked_copy_shows_what_is_wrong_and_keeps_the_rest(tmp_path: Path) -> None:
    """Red cells with all their messages, a first sheet that lists them; the original as it was."""

    def fill(sheet: Any) -> None:
        sheet.title = "名单"
        sheet.append(["名称", "日期"])
        sheet.append(["甲", "昨天"])
        sheet.column_dimensions["A"].width = 33
        sheet["A2"].comment = Comment("老批注", "x")

    source = a_book(tmp_path / "名单.xlsx", fill)
    before = source.read_bytes()
    marks = [Mark(2, 2, "不是日期"), Mark(2, 2, "太早"), Mark(2, 1, "=名称")]
    data = copy_of(source, "名单", marks)
    assert data == copy_of(source, "名单", marks)
    path = place_for(source, data)
    path.write_bytes(data)
    assert path.name == "名单-需改正.xlsx"
    assert source.read_bytes() == before
    book = openpyxl.load_workbook(path)
    sheet = book["名单"]
    assert book.sheetnames == ["需改正", "名单"]
    assert sheet.column_dimensions["A"].width == 33
    assert "不是日期\n太早" in sheet["B2"].comment.text
    assert "老批注" in sheet["A2"].comment.text
    assert sheet["B2"].fill.fgColor.rgb == sheet["A2"].fill.fgColor.rgb == "00FF7C80"
    assert sheet["A1"].fill.fill_type is None
    listed = [[cell.value for cell in row] for row in book["需改正"].iter_rows(min_row=4)]
    assert listed == [["2", "A2", "甲", "=名称"], ["2", "B2", "昨天", "不是日期\n太早"]]
    assert book["需改正"]["D4"].data_type == "s"
    assert read(path).sheet == "名单"


def test_a_copy_of_a_copy_has_only_its_own_marks(tmp_path: Path) -> None:
    """What was corrected is no longer red; no file is ever written over."""
    source = a_book(tmp_path / "名单.xlsx", lambda sheet: sheet.append(["甲", "乙"]))
    first = place_for(source, b"")
    first.write_bytes(copy_of(source, "Sheet", [Mark(1, 1, "一")]))
    again = copy_of(first, "Sheet", [Mark(1, 2, "二")])
    second = place_for(first, again)
    second.write_bytes(again)
    assert second.name == "名单-需改正2.xlsx"
    sheet = openpyxl.load_workbook(second)["Sheet"]
    assert sheet["A1"].comment is None and sheet["A1"].fill.fill_type is None
    assert "二" in sheet["B1"].comment.text
    assert place_for(source, b"another").name == "名单-需改正3.xlsx"
    assert place_for(source, first.read_bytes()) == first


def test_a_csv_comes_back_as_text(tmp_path: Path) -> None:
    """Long codes keep every digit, and nothing in it is a formula."""
    source = tmp_path / "t.csv"
    source.write_text("名称,代码\n=1+1,913307261234567890\n", "utf-8")
    lines = [GridLine(1, ("名称", "代码")), GridLine(2, ("=1+1", "913307261234567890"))]
    book = openpyxl.load_workbook(io.BytesIO(copy_of(source, "", [Mark(2, 1, "错")], lines)))
    cells = [cell for row in book.worksheets[1].iter_rows() for cell in row]
    assert [cell.value for cell in cells] == ["名称", "代码", "=1+1", "913307261234567890"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_saving_is_the_same_each_time() -> None:
    """Neither the clock nor the order of anything is in the bytes."""

    def made() -> bytes:
        book = openpyxl.Workbook()
        book.worksheets[0].append(["甲"])
        return saved(book)

    first = made()
    assert first == made()
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {2020}
        assert b"2020-01-01T00:00:00Z</dcterms:modified>" in parts.read("docProps/core.xml")
