"""The rows of a sheet as text, each with the number that a spreadsheet shows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.text.workbook import ASIDE
from fangxin.text.workbook.cells import MERGED, STRUCK, STRUCK_ROW, Trouble
from fangxin.text.workbook.makes import opened
from fangxin.text.workbook.opening import broken, told, why_not
from fangxin.text.workbook.pages import (
    LAST_ROW,
    Around,
    LockedError,
    SheetPage,
    SheetRow,
    TooBigError,
)

MOST_ROWS = 200_000
MOST_COLUMNS = 500
SEARCHED = 1000  # rows in which a sheet begins
MOST_MERGED = 500_000  # rows in merged cells
HEAD = 20  # rows in which a heading is looked for; above it titles and notes may stand


@dataclass(frozen=True, slots=True)
class GridLine:
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
    lines: tuple[GridLine, ...]
    troubles: Mapping[tuple[int, int], Trouble] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    unread: tuple[str, ...] = ()  # other sheets that hold something
    hidden_columns: frozenset[int] = frozenset()
    partly: frozenset[tuple[int, int]] = frozenset()  # days of which the year is not shown
    changing: tuple[str, ...] = ()  # ranges whose cells may show something else on condition


Choose = Callable[[str, tuple[GridLine, ...]], bool]


def read_workbook(path: Path, choose: Choose, named: str = "") -> tuple[Grid | None, list[Problem]]:
    """The first sheet for whose name and first rows ``choose`` is true, or None with the reason,
    or with none where no sheet was chosen; a hidden one only if it is ``named``. No file raises
    anything."""
    try:
        unfit = why_not(path)
        if unfit is not None:
            return None, [unfit]
        return _read(path, choose, named)
    except OSError as error:
        return None, [_unreadable(path, error)]
    except (MemoryError, TooBigError):
        return None, [_too_big(path)]
    except LockedError:
        return None, [told(path, "locked-workbook")]
    except Exception:  # a file made to break the library breaks it in any way
        return None, [broken(path)]


def _unreadable(path: Path, error: OSError) -> Problem:
    zh, en = f"读不出文件（{error.strerror}）", f"cannot read the file ({error.strerror})"
    return Problem(
        Place(str(path)), "unreadable", f"{zh}；请检查文件权限", f"{en}; check its rights"
    )


def _only_hidden(path: Path, pages: Sequence[SheetPage]) -> Problem:
    names = "、".join(f"“{page.title}”" for page in pages[:HEAD])
    return Problem(
        Place(str(path)),
        "only-hidden-sheets",
        f"有内容的工作表都是隐藏的（{names}），没有读；要导入哪一张，请取消隐藏，保存再导入",
        f"all sheets that hold something are hidden ({names}), so none was read; unhide the one to "
        "import",
    )


def _too_big(path: Path) -> Problem:
    return Problem(
        Place(str(path)),
        "too-big",
        f"表里超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列，请拆开，或删去多余的行列",
        f"the table has over {MOST_ROWS} rows or {MOST_COLUMNS} columns; split it",
    )


def _read(path: Path, choose: Choose, named: str) -> tuple[Grid | None, list[Problem]]:
    with opened(path) as pages:
        chosen: SheetPage | None = None
        others: list[SheetPage] = []
        for page in pages:
            if page.title in ASIDE:
                continue
            head = _head(page)
            may = page.title == named or not page.hidden
            if chosen is None and may and choose(page.title, head):
                chosen = page
            elif head:
                others.append(page)
        if chosen is None:
            return None, [_only_hidden(path, others)] if _all_hidden(others) else []
        grid = _grid(chosen)
        unread = tuple(f"{one.title}（隐藏）" if one.hidden else one.title for one in others)
        return replace(grid, unread=unread), []


def _all_hidden(pages: Sequence[SheetPage]) -> bool:
    return bool(pages) and all(page.hidden for page in pages)


def _head(page: SheetPage) -> tuple[GridLine, ...]:
    """The first rows that hold something, in which a heading is looked for."""
    rows = page.rows(Around(), SEARCHED)
    return tuple(islice((line for row in rows if (line := _line(row))), HEAD))


def _line(row: SheetRow) -> GridLine | None:
    """The texts of a row in their places, up to the last that is not blank."""
    texts: list[str] = []
    for cell in row.cells:
        if cell.shown.text.strip() and cell.column > len(texts):
            texts.extend([""] * (min(cell.column, MOST_COLUMNS + 1) - len(texts)))
        if cell.column <= len(texts):
            texts[cell.column - 1] = cell.shown.text
    return GridLine(row.number, tuple(texts)) if texts else None


def _grid(page: SheetPage) -> Grid:
    """The whole sheet. Raises TooBigError."""
    around = Around()
    lines: list[GridLine] = []
    troubles: dict[tuple[int, int], Trouble] = {}
    partly: set[tuple[int, int]] = set()
    hidden: set[int] = set()
    for row in page.rows(around, LAST_ROW):
        line = _line(row)
        if line is not None:
            lines.append(line)
        troubles |= _troubles(row)
        partly |= {(row.number, cell.column) for cell in row.cells if cell.shown.partly}
        if line is not None and row.hidden:
            hidden.add(row.number)
        if len(lines) > MOST_ROWS or any(cell.column > MOST_COLUMNS for cell in row.cells):
            raise TooBigError
    numbers = [line.number for line in lines]
    if sum(len(_within(numbers, one)) for one in around.merged) > MOST_MERGED:
        raise TooBigError
    columns = _covered(around.hidden_columns, lines)
    return Grid(
        page.title,
        tuple(lines),
        troubles,
        frozenset(hidden),
        tuple(around.merged),
        hidden_columns=columns,
        partly=frozenset(partly),
        changing=tuple(around.changing),
    )


def _troubles(row: SheetRow) -> dict[tuple[int, int], Trouble]:
    """What is the matter with the cells of a row; words that are struck out are the matter first,
    for nobody need mend what does not hold."""
    whole = all(cell.struck for cell in row.cells)
    line = STRUCK_ROW if whole else STRUCK
    found = ((cell, line if cell.struck else cell.shown.trouble) for cell in row.cells)
    return {(row.number, cell.column): trouble for cell, trouble in found if trouble is not None}


def _covered(ranges: Sequence[tuple[int, int]], lines: Sequence[GridLine]) -> frozenset[int]:
    """The columns of the table that lie in ranges of columns."""
    width = max((len(line.cells) for line in lines), default=0)
    return frozenset(
        column
        for first, last in ranges
        for column in range(max(first, 1), min(last, width) + 1)
        if any(line.cell(column).strip() for line in lines)
    )


def _within(numbers: list[int], merged: tuple[int, int, int, int]) -> list[int]:
    """Those of the ascending ``numbers`` that lie in a merged range."""
    return numbers[bisect_left(numbers, merged[1]) : bisect_right(numbers, merged[3])]


def below(grid: Grid, heading: int) -> Grid:
    """The rows below the row numbered ``heading``. A cell merged over several of them stands in
    each; one merged across columns is a trouble."""
    lines = {line.number: line for line in grid.lines if line.number > heading}
    troubles = {at: trouble for at, trouble in grid.troubles.items() if at[0] > heading}
    partly = set(grid.partly)
    numbers = list(lines)
    for left, top, right, bottom in grid.merged:
        rows = _within(numbers, (left, top, right, bottom)) if top > heading else []
        if left != right:
            troubles |= dict.fromkeys(((row, left) for row in rows), MERGED)
        elif top in lines:
            text, trouble = lines[top].cell(left), troubles.get((top, left))
            lines |= {row: _filled(lines[row], left, text) for row in rows if row != top}
            if trouble is not None:
                troubles |= dict.fromkeys(((row, left) for row in rows), trouble)
            partly |= {(row, left) for row in rows} if (top, left) in partly else set()
    return replace(grid, lines=tuple(lines.values()), troubles=troubles, partly=frozenset(partly))


def _filled(line: GridLine, column: int, text: str) -> GridLine:
    cells = [*line.cells, *[""] * (column - len(line.cells))]
    cells[column - 1] = text
    return GridLine(line.number, tuple(cells))
