"""A table that somebody else made → its rows, by what its columns mean.

Workbooks and CSVs are read; titles above the heading are passed over. A column is known by the
words that offices head it with; ``chosen`` says it where they use others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fangxin.base.problem import Problem, errors
from fangxin.text.table.heading import bare, heading_in, outside
from fangxin.text.table.plain import read_plain
from fangxin.text.table.shapes import clean, told
from fangxin.text.table.sheet import cell_problems, notes
from fangxin.text.workbook.opening import is_workbook
from fangxin.text.workbook.reading import HEAD, Grid, GridLine, below, read_workbook

Headings = Mapping[str, Sequence[str]]  # key → the words that may head its column
_MOST_NAMED = 30


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: its number as a spreadsheet shows it, and the words of its cells by key."""

    number: int
    cells: Mapping[str, str]

    def get(self, key: str) -> str:
        """The words of a cell, "" where there are none."""
        return self.cells.get(key, "")


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a list; which heading was taken for which key, and headings nobody knows."""

    rows: tuple[ListRow, ...]
    columns: Mapping[str, str]
    unused: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def read_list(
    path: Path, headings: Headings, needed: Sequence[Sequence[str]], chosen: Mapping[str, str]
) -> tuple[Listed | None, list[Problem]]:
    """The list, or None with the reason. ``needed``: groups of keys, of one of which every key
    must have a column."""
    grid, problems = _grid(path, headings, chosen)
    if grid is None:
        return None, problems or [told(path, "no-rows", "表里没有内容", "the table is empty")]
    row, at = heading_in(grid.lines, lambda line: _places(line, headings, chosen))
    missing = [group for group in needed if not set(group) <= set(at)]
    if len(missing) == len(needed):
        return None, [_no_columns(path, grid, needed, headings)]
    whole = below(grid, row.number)
    found = [*notes(path, whole), *cell_problems(path, whole, set(at.values()))]
    rows = tuple(ListRow(line.number, cells) for line in whole.lines if (cells := _cells(line, at)))
    if not rows and not errors(found):
        found.append(told(path, "no-rows", "表里一行数据也没有", "the table has no rows"))
    taken = set(at.values())
    unused = [text.strip() for place, text in enumerate(row.cells, 1) if place not in taken]
    columns = {key: row.cell(place).strip() for key, place in at.items()}
    return Listed(rows, columns, tuple(filter(None, unused)), tuple(found)), []


def _grid(
    path: Path, headings: Headings, chosen: Mapping[str, str]
) -> tuple[Grid | None, list[Problem]]:
    """The first sheet with a column that is known, or else the first with anything."""
    if not is_workbook(path):
        return read_plain(path)

    def known(_: str, head: tuple[GridLine, ...]) -> bool:
        return any(_places(line, headings, chosen) for line in head[:HEAD])

    grid, problems = read_workbook(path, known)
    if grid is None and not problems:
        return read_workbook(path, lambda _, head: bool(head))
    return grid, problems


def _places(line: GridLine, headings: Headings, chosen: Mapping[str, str]) -> dict[str, int]:
    """Key → column; a heading that says it exactly goes before one that says more."""
    cells = {place: bare(text) for place, text in enumerate(line.cells, 1) if text.strip()}
    found: dict[str, int] = {}
    for key, words in headings.items():
        wanted = [bare(chosen[key])] if key in chosen else [bare(word) for word in words]
        exact = [place for word in wanted for place, text in cells.items() if text == word]
        loose = [place for word in wanted for place, text in cells.items() if outside(text) == word]
        free = [place for place in (*exact, *loose) if place not in found.values()]
        if free:
            found[key] = free[0]
    return found


def _cells(line: GridLine, at: Mapping[str, int]) -> dict[str, str]:
    cells = {key: clean(line.cell(place), ()) for key, place in at.items()}
    return {key: text for key, text in cells.items() if text}


def _no_columns(
    path: Path, grid: Grid, needed: Sequence[Sequence[str]], headings: Headings
) -> Problem:
    """That the table has no column to tell merchants by."""
    first = grid.lines[0] if grid.lines else GridLine(1, ())
    has = [text.strip() for text in first.cells if text.strip()][:_MOST_NAMED]
    zh = "，或 ".join("和".join(f"“{headings[key][0]}”" for key in group) for group in needed)
    en = ", or ".join(" and ".join(f"'{headings[key][0]}'" for key in group) for group in needed)
    return told(
        path,
        "missing-column",
        f"表里须有 {zh} 这样的列；现有：{'、'.join(has) or '（空）'}。请核对表头",
        f"the table must have a column {en}; it has: {', '.join(has) or '(nothing)'}; check the "
        "heading",
        first.number,
    )
