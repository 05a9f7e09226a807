"""How a table breaks, and how much of it is read: the limits, and a problem for each.

Without an end a file of some megabytes takes gigabytes.
"""

from __future__ import annotations

from fangxin.base.problem import Place, Problem
from fangxin.text.csv.dialect import Saved

MOST_CELL = 4000  # characters: twice the longest field, so that what is too long is told as such
MOST_CELLS = 1 << 14  # columns that a spreadsheet can have; it may save them all, empty
MOST_FILLED = 1_000_000  # cells of a file that say something: what a county writes in many years
MOST_TORN = 200  # rows with another number of cells than the heading; then it is no table


def unreadable(at: Place, saved: Saved, path: str) -> Problem:
    """Why the table breaks at a place: a cell or row without end, or a quotation mark."""
    place = Place(path, at.line, at.column)
    line = saved.text.split("\n", at.line)[at.line - 1]
    bare = not line[at.column - 1 :].startswith('"')
    if bare and line.count(saved.comma, 0, at.column) > MOST_CELLS:
        return _endless(place, f"一行最多 {MOST_CELLS} 格", f"a row has at most {MOST_CELLS} cells")
    if bare and '"' not in line[at.column - 1 :][:MOST_CELL]:
        zh, en = f"一格最多 {MOST_CELL} 个字", f"a cell has at most {MOST_CELL} characters"
        return _endless(place, zh, en)
    return _stray_quote(place)


def _endless(place: Place, zh: str, en: str) -> Problem:
    return Problem(
        place,
        "endless-cell",
        f"{zh}，这里的没有完：多半是导出时出了错，或少了逗号、换行、引号。"
        "请从上次提交恢复，或在表格软件里核对这一行，另存为 CSV UTF-8",
        f"{en}, but this one does not end: most likely the export went wrong, or a comma, line end"
        " or quotation mark is missing; restore the last commit, or look at the row in a"
        " spreadsheet and save it as CSV UTF-8",
    )


def too_full(place: Place) -> Problem:
    """That a file has more cells than any register."""
    return Problem(
        place,
        "too-many-cells",
        f"一个登记簿文件最多 {MOST_FILLED} 格有内容，到这一行已经超过：多半是导出时出了错。"
        "确实有这么多的，请按年分成几个文件（如 inspections-2026.csv）",
        f"a file of a register has at most {MOST_FILLED} cells that say something, and with this "
        "row there are more: most likely the export went wrong; if not, split it by years "
        "(inspections-2026.csv)",
    )


def _stray_quote(place: Place) -> Problem:
    return Problem(
        place,
        "stray-quote",
        '英文引号（"）须成对，并包住整格；内容里的引号写两个（""）。请用表格软件另存为 CSV UTF-8',
        'quotation marks (") must come in pairs around a whole cell, and twice ("") inside one; '
        "save the table as CSV UTF-8 from a spreadsheet",
    )


def torn_row(line: int, cells: int, columns: int, path: str) -> Problem:
    """That a row has another number of cells than the heading."""
    return Problem(
        Place(path, line, 1),
        "torn-row",
        f"每一行须有 {columns} 格，这一行有 {cells} 格。内容里有逗号的，请用英文引号包住整格",
        f"each row must have {columns} cells, this one has {cells}; put a cell that holds "
        "a comma into quotation marks",
    )
