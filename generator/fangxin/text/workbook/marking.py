"""A table given back with its wrong cells marked: red, each with what is wrong and how to mend it.

The original is never touched. A copy of an .xlsx is the same file with a few parts changed, so it
has everything that the original has; any other table becomes a workbook of text. The first sheet
lists every mark. A copy can be corrected and imported like the original.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from fangxin.text.workbook.cells import STRUCK, STRUCK_ROW
from fangxin.text.workbook.marked import mark_sheet
from fangxin.text.workbook.opening import OLDER, is_workbook, make_of
from fangxin.text.workbook.package import Package
from fangxin.text.workbook.reading import Grid, GridLine, read_workbook
from fangxin.text.workbook.saving import as_text, saved

MOST_MARKS = 5000
ENDING = "-需改正"
_ENDING = re.compile(rf"{ENDING}(\d*)\Z")
_NO_VALUE = "#VALUE!"  # stands for what a text cannot show, so that nobody takes it for the value


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """What is wrong with a cell, in Chinese."""

    row: int
    column: int
    text: str


def copy_of(
    source: Path, sheet: str, marks: Sequence[Mark], lines: Sequence[GridLine] = ()
) -> bytes:
    """The workbook ``source`` with marks in the sheet of this name, by default the first that holds
    something, or the ``lines`` of a CSV as a workbook. Raises OSError, and anything when it cannot
    be made."""
    texts: dict[tuple[int, int], list[str]] = defaultdict(list)
    for mark in sorted(set(marks))[:MOST_MARKS]:
        texts[mark.row, mark.column].append(mark.text)
    if not is_workbook(source):
        data, name, stands = saved(_of_lines(lines)), "Sheet", _stands(lines, texts)
    else:
        grid = _grid(source, sheet)
        stands = _stands(grid.lines, texts)
        older = make_of(source) in OLDER
        name = "Sheet" if older else grid.sheet
        data = saved(_of_lines(grid.lines, grid)) if older else source.read_bytes()
        del grid  # a large one takes much memory
    package = Package(data)
    mark_sheet(package, name, texts, stands)
    return package.bytes()


def _stands(
    lines: Sequence[GridLine], texts: Mapping[tuple[int, int], object]
) -> dict[tuple[int, int], str]:
    """What is shown where something is wrong."""
    rows = {line.number: line for line in lines}
    return {at: rows[at[0]].cell(at[1]) for at in texts if at[0] in rows}


def _grid(source: Path, sheet: str) -> Grid:
    """The sheet that was read. Raises ValueError."""
    grid, problems = read_workbook(
        source, lambda title, head: title == sheet if sheet else bool(head), sheet
    )
    if grid is None:
        raise ValueError(problems[0].zh if problems else "没有这张工作表")
    return grid


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


def _of_lines(lines: Sequence[GridLine], grid: Grid | None = None) -> Workbook:
    """Every cell as text at its own place; a cell of ``grid`` whose text is not what it says holds
    an error in its place."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    troubles = grid.troubles if grid is not None else {}
    for line in lines:
        for column, text in enumerate(line.cells, 1):
            code = troubles.get((line.number, column), ("", "", ""))[0]
            struck = code in (STRUCK[0], STRUCK_ROW[0])
            if text or code:
                _put(sheet.cell(line.number, column), text)
            if code and not struck:
                sheet.cell(line.number, column).value = _NO_VALUE
                sheet.cell(line.number, column).data_type = "e"
            if struck:
                sheet.cell(line.number, column).font = Font(strike=True)
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
