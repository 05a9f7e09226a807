"""The rows of a sheet as text, each with the number that a spreadsheet shows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from generator.problem import Place, Problem
from generator.workbook import ASIDE
from generator.workbook.cells import MERGED, UNCOUNTED, Trouble, text_of
from generator.workbook.opening import broken, why_not
from generator.workbook.scan import LAST_ROW, MOST_CELLS, scan

MOST_ROWS = 200_000
MOST_COLUMNS = 500
SEARCHED = 1000  # rows in which a sheet begins
MOST_MERGED = 500_000  # rows in merged cells
HEAD = 20  # rows in which a heading is looked for; above it titles and notes may stand


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is not blank; ``cells`` begin with column A."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The text in a column, counted from 1."""
        return self.cells[column - 1] if column <= len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its rows, what is the matter with cells by (row, column), hidden rows, and merged
    ranges as (first column, first row, last column, last row)."""

    sheet: str
    lines: tuple[Line, ...]
    troubles: Mapping[tuple[int, int], Trouble] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    unread: tuple[str, ...] = ()  # other sheets that hold something


Choose = Callable[[str, tuple[Line, ...]], bool]


def read_workbook(path: Path, choose: Choose) -> tuple[Grid | None, list[Problem]]:
    """The first sheet for whose name and first rows ``choose`` is true, or None with the reason,
    or with none where no sheet was chosen. No file raises anything."""
    try:
        unfit = why_not(path)
        if unfit is not None:
            return None, [unfit]
        return _read(path, choose)
    except OSError as error:
        return None, [_unreadable(path, error)]
    except MemoryError:
        return None, [_too_big(path)]
    except Exception as error:  # a file made to break the library breaks it in any way
        return None, [broken(path, error)]


def _unreadable(path: Path, error: OSError) -> Problem:
    zh, en = f"读不出文件（{error.strerror}）", f"cannot read the file ({error.strerror})"
    return Problem(
        Place(str(path)), "unreadable", f"{zh}；请检查文件权限", f"{en}; check its rights"
    )


def _too_big(path: Path) -> Problem:
    return Problem(
        Place(str(path)),
        "too-big",
        f"表里超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列，请拆开，或删去多余的行列",
        f"the table has over {MOST_ROWS} rows or {MOST_COLUMNS} columns; split it",
    )


def _read(path: Path, choose: Choose) -> tuple[Grid | None, list[Problem]]:
    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        chosen, unread = None, []
        for sheet in book.worksheets:
            if sheet.title in ASIDE:
                continue
            begin = islice(_lines(sheet, MOST_COLUMNS + 1, SEARCHED), HEAD)
            head = tuple(line for line, _ in begin)
            if chosen is None and choose(sheet.title, head):
                chosen = sheet
            elif head:
                unread.append(sheet.title)
        if chosen is None:
            return None, []
        grid = _grid(path, chosen, tuple(unread))
        return (None, [_too_big(path)]) if grid is None else (grid, [])
    finally:
        book.close()


def _lines(
    sheet: Any, width: int, rows: int = LAST_ROW
) -> Iterator[tuple[Line, list[tuple[int, Trouble]]]]:
    """Rows that hold something in the first ``width`` columns, with their troubles by column."""
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    blank: Any = None
    for number, cells in enumerate(sheet.iter_rows(max_row=rows, max_col=width), 1):
        if cells is blank or all(cell.value is None for cell in cells):
            blank = cells  # the same for each row that is missing, of which there may be a million
            continue
        texts, wrong = [], []
        for column, cell in enumerate(cells, 1):
            text, trouble = text_of(cell.value, getattr(cell, "data_type", ""))
            texts.append(text)
            if trouble is not None:
                wrong.append((column, trouble))
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            yield Line(number, tuple(texts)), wrong


def _grid(path: Path, sheet: Any, unread: tuple[str, ...]) -> Grid | None:
    """The whole sheet; None when it is too big."""
    with ZipFile(path) as parts, parts.open(sheet._worksheet_path) as text:
        seen = scan(text)
    if seen.width > MOST_COLUMNS or seen.cells > MOST_CELLS:
        return None
    lines: list[Line] = []
    troubles: dict[tuple[int, int], Trouble] = dict.fromkeys(seen.unreckoned, UNCOUNTED)
    for line, wrong in _lines(sheet, max(seen.width, 1)):
        if len(lines) >= MOST_ROWS:
            return None
        lines.append(line)
        troubles |= {(line.number, column): trouble for column, trouble in wrong}
    merged = tuple(_range(ref) for ref in seen.merged)
    numbers = [line.number for line in lines]
    if sum(len(_within(numbers, one)) for one in merged) > MOST_MERGED:
        return None
    hidden = seen.hidden & set(numbers)
    return Grid(sheet.title, tuple(lines), troubles, frozenset(hidden), merged, unread)


def _within(numbers: list[int], merged: tuple[int, int, int, int]) -> list[int]:
    """Those of the ascending ``numbers`` that lie in a merged range."""
    return numbers[bisect_left(numbers, merged[1]) : bisect_right(numbers, merged[3])]


def _range(ref: str) -> tuple[int, int, int, int]:
    first_column, first_row, last_column, last_row = range_boundaries(ref)
    return int(first_column or 1), int(first_row or 1), int(last_column or 1), int(last_row or 1)


def below(grid: Grid, heading: int) -> Grid:
    """The rows below the row numbered ``heading``. A cell merged over several of them stands in
    each; one merged across columns is a trouble."""
    lines = {line.number: line for line in grid.lines if line.number > heading}
    troubles = {at: trouble for at, trouble in grid.troubles.items() if at[0] > heading}
    numbers = list(lines)
    for left, top, right, bottom in grid.merged:
        rows = _within(numbers, (left, top, right, bottom)) if top > heading else []
        if left != right:
            troubles |= dict.fromkeys(((row, left) for row in rows), MERGED)
        elif top in lines:
            text = lines[top].cell(left)
            lines |= {row: _filled(lines[row], left, text) for row in rows if row != top}
    return Grid(grid.sheet, tuple(lines.values()), troubles, grid.hidden, grid.merged, grid.unread)


def _filled(line: Line, column: int, text: str) -> Line:
    cells = [*line.cells, *[""] * (column - len(line.cells))]
    cells[column - 1] = text
    return Line(line.number, tuple(cells))
