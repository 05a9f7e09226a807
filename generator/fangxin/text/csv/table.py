"""A CSV file as the tree that field tables read: rows of a register, each cell with its place.

The first row names the columns by the keys of the field table; ``void.date`` is the key ``date``
inside ``void``. An empty cell is a key that is not written. Commas separate, quotation marks keep
commas and line breaks together (RFC 4180). What spreadsheets make of a table is read all the same
(``fangxin.text.csv.dialect`` the bytes, ``spelling`` the cells): the tree has the canonical text
of every cell, so that nobody behind it sees how a row was spelt.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from fangxin.base.problem import Place, Problem
from fangxin.text.csv.breaks import (
    MOST_CELL,
    MOST_CELLS,
    MOST_FILLED,
    MOST_TORN,
    too_full,
    torn_row,
    unreadable,
)
from fangxin.text.csv.dialect import Saved, opened
from fangxin.text.csv.heading import no_heading, other_table, read_heading
from fangxin.text.csv.schema import columns
from fangxin.text.csv.spelling import Reasons, spelt, spoilt_cells
from fangxin.text.fields.shape import WITHHELD
from fangxin.text.fields.tables import Field, Group
from fangxin.text.yaml.characters import text_problems
from fangxin.text.yaml.dialect import refusal
from fangxin.text.yaml.reading import Map, Node, Seq, Text


class _GivenUp(Exception):
    """The table breaks, or has too much of something; the problem has been added."""


class CsvRow(NamedTuple):
    """The cells of one row, and where the row begins."""

    cells: list[Text]
    line: int


@dataclass(frozen=True, slots=True)
class CsvSheet:
    """The rows of a table as they stand, without empty ones; ``names``: its heading."""

    saved: Saved
    names: list[str]
    rows: list[CsvRow]


def read_table(data: bytes, path: str, group: Group) -> tuple[Seq | None, list[Problem]]:
    """The rows of a CSV file as maps for ``group``, and everything wrong with its form."""
    saved, names, rows, problems = _begun(data, path, group)
    if saved is None:
        return None, problems
    table = {spec.key: spec for spec in columns(group)}
    specs = [table[name] for name in names]
    reasons: Reasons = {}
    items: list[Node] = []
    try:
        for row in rows:  # each is forgotten once it is a map: both would take twice the memory
            if len(row.cells) == len(specs):
                items.append(_known(row, specs, reasons))
    except _GivenUp:
        return None, problems
    return Seq(items, 1, 1), [*problems, *spoilt_cells(reasons, path)]


def read_sheet(data: bytes, path: str, group: Group) -> tuple[CsvSheet | None, list[Problem]]:
    """The rows of a CSV file as they are spelt; those that are torn have a problem and another
    number of cells than the heading."""
    saved, names, rows, problems = _begun(data, path, group)
    if saved is None:
        return None, problems
    try:
        return CsvSheet(saved, names, list(rows)), problems
    except _GivenUp:
        return None, problems


def _begun(
    data: bytes, path: str, group: Group
) -> tuple[Saved | None, list[str], Iterator[CsvRow], list[Problem]]:
    """The text of a table, its heading, the rows below, which raise _GivenUp, and a list that gets
    what is wrong; no text, where there is no such table."""
    saved, problems = opened(data, path)
    if saved is None or not _is_ours(saved, path, problems):
        return None, [], iter(()), problems
    lines = rows_in(saved.text, saved.comma)
    first = next(lines, None)
    if first is None:
        return None, [], iter(()), [*problems, no_heading(path, group)]
    if isinstance(first, Place):
        return None, [], iter(()), [*problems, unreadable(first, saved, path)]
    names, wrong = read_heading(_trimmed(first).cells, path, group)
    if wrong:
        return None, [], iter(()), [*problems, *wrong]
    return saved, names, _below(lines, names, group, saved, path, problems), problems


def _is_ours(saved: Saved, path: str, problems: list[Problem]) -> bool:
    """Whether the text is a table in our form. What is wrong is added."""
    foreign = other_table(saved.text, path, saved.comma)
    if foreign is not None:
        problems.append(foreign)
        return False
    tabs = saved.comma == "\t"  # they separate; those within cells are looked for later
    text = saved.text.replace("\t", " ") if tabs else saved.text
    found, hopeless = text_problems(text, path, table=True)
    problems += found
    return not hopeless


def _below(
    lines: Iterator[CsvRow | Place],
    names: Sequence[str],
    group: Group,
    saved: Saved,
    path: str,
    problems: list[Problem],
) -> Iterator[CsvRow]:
    """The rows below the heading, without empty ones, as spreadsheets leave them at the end. What
    is wrong is added. Raises _GivenUp where the table breaks or is torn throughout."""
    torn = filled = 0
    for line in lines:
        if isinstance(line, Place):
            problems.append(unreadable(line, saved, path))
            raise _GivenUp
        if not any(cell.value for cell in line.cells):
            continue
        row = _fitted(line, names, group)
        filled += sum(1 for cell in row.cells if cell.value)
        if filled > MOST_FILLED:
            problems.append(too_full(Place(path, row.line)))
            raise _GivenUp
        if len(row.cells) != len(names):
            problems.append(torn_row(row.line, len(row.cells), len(names), path))
            torn += 1
        if torn > MOST_TORN:
            raise _GivenUp
        if saved.comma == "\t":
            within = (cell for cell in row.cells if "\t" in cell.value)
            problems += (refusal("tab", Place(path, cell.line, cell.column)) for cell in within)
        yield row


def _known(row: CsvRow, specs: Sequence[Field], reasons: Reasons) -> Map:
    """The row with the canonical text of its cells, those withheld that a spreadsheet spoilt."""
    cells, spoilt = [], set()
    for spec, cell in zip(specs, row.cells, strict=True):
        value, reason = spelt(spec, cell.value)
        if reason is not None:
            reasons.setdefault((spec.key, reason), []).append(cell)
            spoilt.add(spec.key)
        cells.append(cell if value == cell.value else cell._replace(value=value))
    return _tree(CsvRow(cells, row.line), [spec.key for spec in specs], spoilt)


def _fitted(row: CsvRow, names: Sequence[str], group: Group) -> CsvRow:
    """The row without the empty cells that spreadsheets leave behind its last column, and with
    those that Excel leaves out there; never so many that one would be required."""
    cells = _trimmed(row, len(names)).cells
    rest = names[len(cells) :]
    if any(spec.key in rest for spec in group.required):
        return CsvRow(cells, row.line)
    last = cells[-1]
    return CsvRow([*cells, *(Text("", last.line, last.column, True) for _ in rest)], row.line)


def _trimmed(row: CsvRow, most: int = 0) -> CsvRow:
    """The row without the empty cells that spreadsheets leave behind its last column."""
    last = len(row.cells)
    while last > most and not row.cells[last - 1].value:
        last -= 1
    return CsvRow(row.cells[:last], row.line)


_EMPTY = re.compile(r"\n{1,100000}|(?:\r\n){1,10000}")  # lines that nobody needs, at once


@cache
def _cell_pattern(comma: str) -> re.Pattern[str]:
    """A cell: in quotation marks, or bare; then the sign behind it, or the end of the line. It is
    no longer than the longest field can be, quotation marks within it twice: without an end a
    file of some megabytes takes gigabytes."""
    sign, most = re.escape(comma), f"{{0,{MOST_CELL}}}"
    return re.compile(rf'(?:"((?:[^"]|""){most})"|([^"{sign}\r\n]{most}))(?:({sign})|(\r?\n|\Z))')


def rows_in(text: str, comma: str) -> Iterator[CsvRow | Place]:
    """Rows of cells with line and column; a Place where a quotation mark stands wrongly, or where a
    cell or a row is longer than any can be."""
    pattern = _cell_pattern(comma)
    at, line, start = 0, 1, 0
    cells: list[Text] = []
    begins = 1
    while at < len(text) or cells:
        if at and not cells and (empty := _EMPTY.match(text, at)) is not None:
            at = start = empty.end()
            line = begins = line + text.count("\n", empty.start(), at)
            continue
        match = pattern.match(text, at)
        if match is None or len(cells) > MOST_CELLS:
            yield Place("", line, at - start + 1)
            return
        quoted, plain, more, _ = match.groups()
        value = plain if quoted is None else quoted.replace('""', '"')
        value = value.replace("\r\n", "\n").strip()
        cells.append(Text(value, line, at - start + 1, quoted is None))
        breaks = text.count("\n", at, match.end())
        if breaks:
            line += breaks
            start = text.rindex("\n", at, match.end()) + 1
        at = match.end()
        if more is None:
            yield CsvRow(cells, begins)
            cells, begins = [], line


def _tree(row: CsvRow, columns: Sequence[str], spoilt: Container[str] = ()) -> Map:
    """The row as a map; ``a.b`` goes into a map of its own under ``a``. Columns that are spoilt
    are withheld. Of a key only its place is asked for, which is that of its cell."""
    root = Map({}, {}, row.line, 1)
    for name, cell in zip(columns, row.cells, strict=True):
        if not cell.value:
            continue
        into = root
        *groups, key = name.split(".")
        for part in groups:
            if part not in into.entries:
                into.entries[part] = Map({}, {}, cell.line, cell.column)
                into.keys[part] = cell
            inner = into.entries[part]
            assert isinstance(inner, Map)
            into = inner
        into.entries[key] = WITHHELD if name in spoilt else cell
        into.keys[key] = cell
    return root


def tree_of(words: Mapping[str, str], line: int) -> Map:
    """A row that is not in a file, by column, as a map; all of it stands on ``line``."""
    cells = [Text(text, line, 1, False) for text in words.values()]
    return _tree(CsvRow(cells, line), list(words))


def cells_of(row: Node, above: str = "") -> dict[str, str]:
    """Column → text of a row, ``a.b`` for what stands in a map; empty cells are none."""
    found: dict[str, str] = {}
    for key, child in row.entries.items() if isinstance(row, Map) else ():
        if isinstance(child, Map):
            found |= cells_of(child, f"{above}{key}.")
        elif isinstance(child, Text):
            found[above + key] = child.value
    return found
