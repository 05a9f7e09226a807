"""A CSV file as the tree that field tables read: rows of a register, each cell with its place.

The first row names the columns by the keys of the field table; ``void.date`` is the key ``date``
inside ``void``. An empty cell is a key that is not written. Commas separate, quotation marks keep
commas and line breaks together (RFC 4180); a byte-order mark, as spreadsheets write it, is fine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.fields import Group
from generator.problem import Place, Problem
from generator.registers.heading import no_heading, other_table, read_heading
from generator.source import Map, Node, Seq, Text
from generator.source.characters import decode, text_problems

MOST_BYTES = 32 * 1024 * 1024
_MARK = b"\xef\xbb\xbf"
_CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:(,)|(\r?\n|\Z))')


class Row(NamedTuple):
    """The cells of one row, and where the row begins."""

    cells: list[Text]
    line: int


def read_table(data: bytes, path: str, group: Group) -> tuple[Seq | None, list[Problem]]:
    """The rows of a CSV file as maps for ``group``, and everything wrong with its form."""
    marked = data.removeprefix(_MARK)
    text, problems = decode(marked, path, MOST_BYTES)
    if text is None:
        return None, problems
    foreign = other_table(text, path)
    if foreign is not None:
        return None, [*problems, foreign]
    found, hopeless = text_problems(text, path, table=True)
    problems += found
    if hopeless:
        return None, problems
    rows: list[Row] = []
    for row in _rows(text):
        if isinstance(row, Place):
            problems.append(_stray_quote(Place(path, row.line, row.column)))
            return None, problems
        rows.append(row)
    if not rows:
        return None, [*problems, no_heading(path, group)]
    columns, found = read_heading(_trimmed(rows[0]).cells, path, group)
    problems += found
    if found:
        return None, problems
    items: list[Node] = []
    for row in rows[1:]:
        if not any(cell.value for cell in row.cells):
            continue  # spreadsheets leave empty lines at the end
        whole = _trimmed(row, len(columns))
        if len(whole.cells) != len(columns):
            problems.append(_torn(row, len(columns), path))
            continue
        items.append(_tree(whole, columns))
    return Seq(items, 1, 1), problems


def _trimmed(row: Row, most: int = 0) -> Row:
    """The row without the empty cells that spreadsheets leave behind its last column."""
    last = len(row.cells)
    while last > most and not row.cells[last - 1].value:
        last -= 1
    return Row(row.cells[:last], row.line)


def _rows(text: str) -> Iterator[Row | Place]:
    """Rows of cells with line and column; a Place where a quotation mark stands wrongly."""
    at, line, start = 0, 1, 0
    cells: list[Text] = []
    begins = 1
    while at < len(text) or cells:
        match = _CELL.match(text, at)
        if match is None:
            yield Place("", line, at - start + 1)
            return
        quoted, plain, comma, _ = match.groups()
        value = plain if quoted is None else quoted.replace('""', '"')
        value = value.replace("\r\n", "\n").strip()
        cells.append(Text(value, line, at - start + 1, quoted is None))
        breaks = text.count("\n", at, match.end())
        if breaks:
            line += breaks
            start = text.rindex("\n", at, match.end()) + 1
        at = match.end()
        if comma is None:
            yield Row(cells, begins)
            cells, begins = [], line


def _tree(row: Row, columns: list[str]) -> Map:
    """The row as a map; ``a.b`` goes into a map of its own under ``a``."""
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
        into.entries[key] = cell
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
