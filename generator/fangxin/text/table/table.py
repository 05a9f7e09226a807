"""A foreign table, whether a CSV or a workbook, as the rows that a mapping reads."""

from __future__ import annotations

from pathlib import Path

from fangxin.base.problem import Problem
from fangxin.text.table.conditions import any_fits
from fangxin.text.table.file import unusable_file
from fangxin.text.table.heading import heading_in
from fangxin.text.table.plain import BROKEN, read_plain
from fangxin.text.table.shapes import (
    Cells,
    Table,
    TableRow,
    TableShape,
    Torn,
    clean,
    header_problems,
    strange_character,
    told,
    unreadable_in,
)
from fangxin.text.table.sheet import cell_problems, notes
from fangxin.text.workbook.opening import is_workbook
from fangxin.text.workbook.reading import Grid, GridLine, below, read_workbook

MOST_TORN = 20_000  # rows with another number of cells than the heading; then it is no table


def read_table(path: Path, mapping: TableShape) -> Table:
    """All usable rows, and a problem for each row that is not; nothing is dropped silently. Rows
    that the mapping leaves out are counted."""
    table = _whole(path, mapping)
    rows = [row for row in table.rows if not any_fits(mapping.skip, row.cells)]
    return Table(rows, table.torn, table.problems, len(table.rows) - len(rows))


def _whole(path: Path, mapping: TableShape) -> Table:
    """The rows below the heading: in a workbook of the sheet that the mapping names, or of the
    first one that is not empty."""
    unusable = unusable_file(path)
    if unusable is not None:
        return Table(problems=[unusable])
    used = set(mapping.columns())
    if is_workbook(path):

        def wanted(name: str, head: tuple[GridLine, ...]) -> bool:
            return name == mapping.sheet if mapping.sheet else bool(head)

        grid, problems = read_workbook(path, wanted, mapping.sheet or "")
    else:
        grid, problems = read_plain(path, mapping.encoding, mapping.delimiter, used)
    if grid is None:
        return Table(problems=problems or [_no_sheet(path, mapping)])
    heading, _ = heading_in(
        grid.lines, lambda line: {name.strip(): 1 for name in line.cells if name.strip() in used}
    )
    at = {name.strip(): place for place, name in enumerate(heading.cells, 1) if name.strip()}
    names = [name.strip() for name in heading.cells if name.strip()]
    wrong = list(header_problems(path, names, mapping))
    if wrong:
        return Table(problems=wrong)
    return _read(path, below(grid, heading.number), at, len(heading.cells), mapping)


def _read(path: Path, grid: Grid, at: dict[str, int], width: int, mapping: TableShape) -> Table:
    """The rows of a grid; one with a cell that cannot be read is torn, and in a CSV one with
    another number of cells than the heading."""
    used = {name: place for name, place in at.items() if name in set(mapping.columns())}
    table = Table(problems=list(notes(path, grid)))
    table.problems.extend(cell_problems(path, grid, set(used.values())))
    troubled: dict[int, set[str]] = {}
    for row, column in grid.troubles:
        for name, place in used.items():
            if place == column:
                troubled.setdefault(row, set()).add(name)
    places = {name: place - 1 for name, place in at.items()}
    blanks, plain = ("", *mapping.blanks), not is_workbook(path)
    for line in grid.lines:
        if plain and len(line.cells) != width:
            if len(table.torn) > MOST_TORN:
                return Table(problems=[told(path, "bad-csv", *BROKEN, line.number)])
            table.torn.append(Torn(line.number, ",".join(line.cells)))
            table.problems.append(_torn(path, line, width))
            continue
        short = width - len(line.cells)  # a sheet keeps no empty cells behind the last one
        raw = Cells(places, line.cells if short <= 0 else (*line.cells, *[""] * short))
        strange = [name for name in used if unreadable_in(raw[name])]
        table.problems.extend(
            strange_character(path, line.number, at[name], name, raw[name]) for name in strange
        )
        bad = troubled.get(line.number, set()).union(strange)
        if bad:
            table.torn.append(Torn(line.number, ",".join(line.cells), raw, frozenset(bad)))
        elif any(text.strip() for text in raw.values()):
            tidy = tuple(clean(cell, blanks) for cell in raw.texts)
            cells = raw if tidy == raw.texts else Cells(places, tidy)
            table.rows.append(TableRow(line.number, raw, cells, at))
    if not table.rows and not table.torn:
        table.problems.append(told(path, "no-rows", "表里一行数据也没有", "the table has no rows"))
    return table


def _torn(path: Path, line: GridLine, width: int) -> Problem:
    return told(
        path,
        "bad-row",
        f"第 {line.number} 行有 {len(line.cells)} 格，表头有 {width} 列；请检查逗号和引号",
        f"row {line.number} has {len(line.cells)} cells but the heading {width}; check commas and "
        "quotes",
        line.number,
    )


def _no_sheet(path: Path, mapping: TableShape) -> Problem:
    if not mapping.sheet:
        zh = "工作簿里没有一张工作表有内容；请核对文件"
        return told(path, "no-rows", zh, "no sheet of the workbook holds anything; check the file")
    return told(
        path,
        "missing-sheet",
        f"工作簿里没有名为“{mapping.sheet}”的工作表；请核对对照表里的 sheet，或工作表的名称",
        f"the workbook has no sheet '{mapping.sheet}'; check sheet in the mapping, or the name",
    )
