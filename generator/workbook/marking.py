"""A table given back with its wrong cells marked: red, each with what is wrong and how to mend it.

The original is never touched. A workbook keeps everything else that it has; a CSV becomes one of
text. The first sheet lists every mark. A copy can be corrected and imported like the original.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from generator.workbook import ASIDE, MARKS
from generator.workbook.opening import is_workbook
from generator.workbook.reading import Line
from generator.workbook.saving import as_text, saved
from generator.workbook.sheets import AUTHOR, fit, heading, on_paper

RED = "FF7C80"
MOST_MARKS = 5000
ENDING = "-需改正"
_ENDING = re.compile(rf"{ENDING}(\d*)\Z")
_MARKED = "fangxin：需改正"  # how the comment of a marked cell begins


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """What is wrong with a cell, in Chinese."""

    row: int
    column: int
    text: str


def copy_of(source: Path, sheet: str, marks: Sequence[Mark], lines: Sequence[Line] = ()) -> bytes:
    """The workbook ``source`` with marks in the sheet of this name, by default the first that holds
    something, or the ``lines`` of a CSV as a workbook. Raises OSError, and ValueError when it
    cannot be made."""
    workbook = is_workbook(source)
    book = load_workbook(source, rich_text=True) if workbook else _of_lines(lines)
    if MARKS in book.sheetnames:
        del book[MARKS]
    target = _sheet(book, sheet)
    _unmark(target)
    told: dict[tuple[int, int], list[str]] = defaultdict(list)
    for mark in sorted(set(marks))[:MOST_MARKS]:
        told[mark.row, mark.column].append(mark.text)
    for at, texts in told.items():
        _mark(target, at, texts)
    _summary(book, target, told)
    return saved(book)


def place_for(source: Path, data: bytes) -> Path:
    """Where a copy goes: beside the original, never in the place of another file; a copy of a copy
    is the next one."""
    stem = source.stem
    found = _ENDING.search(stem)
    number = int(found[1] or 1) + 1 if found else 1
    stem = _ENDING.sub("", stem)
    while True:
        name = f"{stem}{ENDING}{number if number > 1 else ''}.xlsx"
        path = source.with_name(name)
        if not path.exists() or (path.is_file() and path.read_bytes() == data):
            return path
        number += 1


def _sheet(book: Workbook, name: str) -> Worksheet:
    """The sheet that was read."""
    sheets = [one for one in book.worksheets if one.title not in ASIDE]
    named = [one for one in sheets if one.title == name]
    filled = [one for one in sheets if one.max_row > 1 or one.cell(1, 1).value is not None]
    return next(iter([*named, *filled, *book.worksheets]))


def _of_lines(lines: Sequence[Line]) -> Workbook:
    """Every cell as text at its own place."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for line in lines:
        for column, text in enumerate(line.cells, 1):
            if text:
                _put(sheet.cell(line.number, column), text)
    for column in range(1, max((len(line.cells) for line in lines), default=0) + 1):
        sheet.column_dimensions[get_column_letter(column)].number_format = "@"
        sheet.column_dimensions[get_column_letter(column)].width = 18
    sheet.freeze_panes = "A2"
    return book


def _put(cell: Any, text: str) -> None:
    """Text stays text, also when it looks like a formula."""
    cell.value = as_text(text)
    cell.data_type = "s"
    cell.number_format = "@"


def _unmark(sheet: Worksheet) -> None:
    """Take away what an earlier copy was marked with."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and (cell.comment.text or "").startswith(_MARKED):
                cell.comment = None
                cell.fill = PatternFill()


def _mark(sheet: Worksheet, at: tuple[int, int], texts: Sequence[str]) -> None:
    cell: Any = sheet.cell(*at)
    for merged in sheet.merged_cells.ranges:  # only its first cell can be coloured
        if cell.coordinate in merged:
            cell = sheet.cell(merged.min_row, merged.min_col)
    own = cell.comment.text if cell.comment is not None else ""
    said = "\n".join(texts)
    more = f"\n\n原有批注：{own}" if own and not own.startswith(_MARKED) else ""
    note = as_text(f"{_MARKED}\n{said}{more}")
    cell.comment = Comment(note, AUTHOR, height=60 + 20 * (len(note) // 20), width=340)
    cell.fill = PatternFill("solid", fgColor=RED)


def _summary(book: Workbook, target: Worksheet, told: Mapping[tuple[int, int], list[str]]) -> None:
    """The first sheet: row by row what is to be mended, each line a link to its cell."""
    sheet = book.create_sheet(MARKS, 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    note = sheet.cell(1, 1)
    note.value = (
        f"“{target.title}”里有 {len(told)} 格要改（红色）。改好后保存，再导入这个文件；"
        "已经导入的行不会重复。这一张不用管，导入时不读。"
    )
    note.font = Font(bold=True)
    for at, (text, width) in enumerate((("行", 8), ("格", 10), ("写的是", 30), ("怎样改", 90)), 1):
        heading(sheet, at, text, "DDEBF7", 3)
        sheet.column_dimensions[get_column_letter(at)].width = width
    for row, ((line, column), texts) in enumerate(sorted(told.items()), 4):
        name = f"{get_column_letter(column)}{line}"
        stands = target.cell(line, column).value
        for at, text in enumerate((str(line), name, str(stands or ""), "\n".join(texts)), 1):
            _put(sheet.cell(row, at), text)
            sheet.cell(row, at).alignment = Alignment(wrap_text=True, vertical="top")
        fit(sheet, row)
        title = target.title.replace("'", "''")
        sheet.cell(row, 2).hyperlink = f"#'{title}'!{name}"
        sheet.cell(row, 2).font = Font(color="0563C1", underline="single")
    sheet.freeze_panes = "A4"
    on_paper(sheet, 3)
