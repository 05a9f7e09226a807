"""What is the matter with the cells of a sheet, and what whoever sent it may not have meant."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from openpyxl.utils import get_column_letter

from fangxin.base.problem import Place, Problem
from fangxin.text.table.shapes import told
from fangxin.text.workbook.cells import STRUCK_ROW
from fangxin.text.workbook.reading import Grid

MOST_TOLD = 10
MOST_SHOWN = 80  # characters of a list of ranges


def cell_problems(path: Path, grid: Grid, columns: set[int]) -> Iterator[Problem]:
    """What is the matter with cells of these columns; of a row struck out as a whole it is told
    once."""
    rows: set[int] = set()
    for (row, column), (code, zh, en) in sorted(grid.troubles.items()):
        if column in columns and row not in rows:
            yield told(path, code, f"第 {row} 行：{zh}", f"row {row}: {en}", row, column)
            rows |= {row} if code == STRUCK_ROW[0] else set()
    yield from _partly(path, grid, columns)
    hidden = sorted(grid.hidden_columns & columns)
    if hidden:
        names = "、".join(map(get_column_letter, hidden[:MOST_TOLD]))
        names += " 等" if len(hidden) > MOST_TOLD else ""
        yield Problem(
            Place(str(path), 1, hidden[0]),
            "hidden-columns",
            f"要读的列里有 {len(hidden)} 列是隐藏的：{names}；它们也照样导入。"
            "请核对，不要的列请删去",
            f"hidden columns that are read all the same: {', '.join(names.split('、'))}; check "
            "them, delete what you do not want",
            "warning",
        )


def _partly(path: Path, grid: Grid, columns: set[int]) -> Iterator[Problem]:
    """Days of which the sheet shows no year, or no day."""
    lines = {line.number: line for line in grid.lines}
    places = sorted(at for at in grid.partly if at[1] in columns and at[0] in lines)
    if places:
        cells = (f"{get_column_letter(at[1])}{at[0]} {lines[at[0]].cell(at[1])}" for at in places)
        named = "、".join(islice(cells, MOST_TOLD)) + (" 等" if len(places) > MOST_TOLD else "")
        yield Problem(
            Place(str(path), *places[0]),
            "date-partly-shown",
            f"有 {len(places)} 格日期没有显示完整（如只显示“3月5日”），按格子里存的日期读作："
            f"{named}；年份可能是录入那天的，请核对",
            f"days that are not shown in full: {len(places)}; read as the cells hold them; the "
            "year may be that of the typing, check it",
            "warning",
        )


def notes(path: Path, grid: Grid) -> Iterator[Problem]:
    """What whoever sent the sheet may not have meant: hidden rows are read, other sheets not."""
    if grid.hidden:
        rows = "、".join(map(str, sorted(grid.hidden)[:MOST_TOLD]))
        rows += " 等" if len(grid.hidden) > MOST_TOLD else ""
        yield Problem(
            Place(str(path), min(grid.hidden)),
            "hidden-rows",
            f"有 {len(grid.hidden)} 行是隐藏的（或筛选掉的）：第 {rows} 行；它们也照样导入。"
            "不要的行请删去",
            f"hidden or filtered rows: {len(grid.hidden)}; they are imported too, delete what you "
            "do not want",
            "warning",
        )
    if grid.changing:
        ranges = "、".join(one.replace(" ", "、") for one in grid.changing)
        short = ranges if len(ranges) <= MOST_SHOWN else f"{ranges[:MOST_SHOWN]}…"
        yield Problem(
            Place(str(path)),
            "conditional-format",
            f"{short} 的条件格式会改变显示的字或画删除线，程序不读条件格式，读的是平时的样子；"
            "请核对这些格，或清除条件格式",
            f"formats on condition in {short} change or strike out what is shown; they are not "
            "read, so check these cells, or clear the formats",
            "warning",
        )
    if grid.unread:
        names = "、".join(f"“{name}”" for name in grid.unread[:MOST_TOLD])
        yield Problem(
            Place(str(path)),
            "sheet-not-read",
            f"只读了“{grid.sheet}”这一张工作表，没有读 {names}；要导入别的，请分别存成文件",
            f"only the sheet '{grid.sheet}' was read, not {', '.join(grid.unread[:MOST_TOLD])}; "
            "save other sheets to files of their own to import them",
            "warning",
        )
