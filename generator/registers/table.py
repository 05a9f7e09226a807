"""A CSV file as the tree that field tables read: rows of a register, each cell with its place.

The first row names the columns by the keys of the field table; ``void.date`` is the key ``date``
inside ``void``. An empty cell is a key that is not written. Commas separate, quotation marks keep
commas and line breaks together (RFC 4180). What spreadsheets make of a table is read all the same
(``generator.registers.dialect`` the bytes, ``spelling`` the cells): the tree has the canonical text
of every cell, so that nobody behind it sees how a row was spelt.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from generator.fields import Field, Group
from generator.fields.shape import WITHHELD
from generator.problem import Place, Problem
from generator.registers.dialect import Saved, opened
from generator.registers.heading import no_heading, other_table, read_heading
from generator.registers.schema import columns
from generator.registers.spelling import Reasons, spelt, spoilt_cells
from generator.source import Map, Node, Seq, Text
from generator.source.characters import text_problems
from generator.source.dialect import refusal


class Row(NamedTuple):
    """The cells of one row, and where the row begins."""

    cells: list[Text]
    line: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table as they stand, without empty ones; ``names``: its heading."""

    saved: Saved
    names: list[str]
    rows: list[Row]


def read_table(data: bytes, path: str, group: Group) -> tuple[Seq | None, list[Problem]]:
    """The rows of a CSV file as maps for ``group``, and everything wrong with its form."""
    sheet, problems = read_sheet(data, path, group)
    if sheet is None:
        return None, problems
    table = {spec.key: spec for spec in columns(group)}
    specs = [table[name] for name in sheet.names]
    reasons: Reasons = {}
    items: list[Node] = [
        _known(row, specs, reasons) for row in sheet.rows if len(row.cells) == len(specs)
    ]
    return Seq(items, 1, 1), [*problems, *spoilt_cells(reasons, path)]


def read_sheet(data: bytes, path: str, group: Group) -> tuple[Sheet | None, list[Problem]]:
    """The rows of a CSV file as they are spelt; those that are torn have a problem and another
    number of cells than the heading."""
    saved, problems = opened(data, path)
    rows = _lines(saved, path, problems) if saved is not None else None
    if saved is None or rows is None:
        return None, problems
    if not rows:
        return None, [*problems, no_heading(path, group)]
    names, wrong = read_heading(_trimmed(rows[0]).cells, path, group)
    if wrong:
        return None, [*problems, *wrong]
    whole = [
        _fitted(row, names, group) for row in rows[1:] if any(cell.value for cell in row.cells)
    ]  # spreadsheets leave empty lines at the end
    problems += (_torn(row, len(names), path) for row in whole if len(row.cells) != len(names))
    return Sheet(saved, names, whole), problems


def _lines(saved: Saved, path: str, problems: list[Problem]) -> list[Row] | None:
    """Every row of the text; None where it is no table in our form. What is wrong is added."""
    foreign = other_table(saved.text, path, saved.comma)
    if foreign is not None:
        problems.append(foreign)
        return None
    tabs = saved.comma == "\t"  # they separate; those within cells are looked for below
    text = saved.text.replace("\t", " ") if tabs else saved.text
    found, hopeless = text_problems(text, path, table=True)
    problems += found
    rows: list[Row] = []
    for row in rows_in(saved.text, saved.comma) if not hopeless else ():
        if isinstance(row, Place):
            problems.append(_stray_quote(Place(path, row.line, row.column)))
            return None
        rows.append(row)
    if tabs:
        cells = (cell for row in rows for cell in row.cells if "\t" in cell.value)
        problems += (refusal("tab", Place(path, cell.line, cell.column)) for cell in cells)
    return None if hopeless else rows


def _known(row: Row, specs: Sequence[Field], reasons: Reasons) -> Map:
    """The row with the canonical text of its cells, those withheld that a spreadsheet spoilt."""
    cells, spoilt = [], set()
    for spec, cell in zip(specs, row.cells, strict=True):
        value, reason = spelt(spec, cell.value)
        if reason is not None:
            reasons.setdefault((spec.key, reason), []).append(cell)
            spoilt.add(spec.key)
        cells.append(cell if value == cell.value else cell._replace(value=value))
    return _tree(Row(cells, row.line), [spec.key for spec in specs], spoilt)


def _fitted(row: Row, names: Sequence[str], group: Group) -> Row:
    """The row without the empty cells that spreadsheets leave behind its last column, and with
    those that Excel leaves out there; never so many that one would be required."""
    cells = _trimmed(row, len(names)).cells
    rest = names[len(cells) :]
    if any(spec.key in rest for spec in group.required):
        return Row(cells, row.line)
    last = cells[-1]
    return Row([*cells, *(Text("", last.line, last.column, True) for _ in rest)], row.line)


def _trimmed(row: Row, most: int = 0) -> Row:
    """The row without the empty cells that spreadsheets leave behind its last column."""
    last = len(row.cells)
    while last > most and not row.cells[last - 1].value:
        last -= 1
    return Row(row.cells[:last], row.line)


@cache
def _cell_pattern(comma: str) -> re.Pattern[str]:
    """A cell: in quotation marks, or bare; then the sign behind it, or the end of the line."""
    sign = re.escape(comma)
    return re.compile(rf'(?:"((?:[^"]|"")*)"|([^"{sign}\r\n]*))(?:({sign})|(\r?\n|\Z))')


def rows_in(text: str, comma: str) -> Iterator[Row | Place]:
    """Rows of cells with line and column; a Place where a quotation mark stands wrongly."""
    pattern = _cell_pattern(comma)
    at, line, start = 0, 1, 0
    cells: list[Text] = []
    begins = 1
    while at < len(text) or cells:
        match = pattern.match(text, at)
        if match is None:
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
            yield Row(cells, begins)
            cells, begins = [], line


def _tree(row: Row, columns: Sequence[str], spoilt: Container[str] = ()) -> Map:
    """The row as a map; ``a.b`` goes into a map of its own under ``a``. Columns that are spoilt
    are withheld."""
    root = Map({}, {}, row.line, 1)
    for name, cell in zip(columns, row.cells, strict=True):
        if not cell.value:
            continue
        into = root
        *groups, key = name.split(".")
        for part in groups:
            if part not in into.entries:
                into.entries[part] = Map({}, {}, cell.line, cell.column)
                into.keys[part] = Text(part, cell.line, cell.column, True)
            inner = into.entries[part]
            assert isinstance(inner, Map)
            into = inner
        into.entries[key] = WITHHELD if name in spoilt else cell
        into.keys[key] = Text(key, cell.line, cell.column, True)
    return root


def tree_of(words: Mapping[str, str], line: int) -> Map:
    """A row that is not in a file, by column, as a map; all of it stands on ``line``."""
    cells = [Text(text, line, 1, False) for text in words.values()]
    return _tree(Row(cells, line), list(words))


def cells_of(row: Node, above: str = "") -> dict[str, str]:
    """Column → text of a row, ``a.b`` for what stands in a map; empty cells are none."""
    found: dict[str, str] = {}
    for key, child in row.entries.items() if isinstance(row, Map) else ():
        if isinstance(child, Map):
            found |= cells_of(child, f"{above}{key}.")
        elif isinstance(child, Text):
            found[above + key] = child.value
    return found


def _stray_quote(place: Place) -> Problem:
    return Problem(
        place,
        "stray-quote",
        '英文引号（"）须成对，并包住整格；内容里的引号写两个（""）。请用表格软件另存为 CSV UTF-8',
        'quotation marks (") must come in pairs around a whole cell, and twice ("") inside one; '
        "save the table as CSV UTF-8 from a spreadsheet",
    )


def _torn(row: Row, columns: int, path: str) -> Problem:
    return Problem(
        Place(path, row.line, 1),
        "torn-row",
        f"每一行须有 {columns} 格，这一行有 {len(row.cells)} 格。"
        "内容里有逗号的，请用英文引号包住整格",
        f"each row must have {columns} cells, this one has {len(row.cells)}; put a cell that holds "
        "a comma into quotation marks",
    )
