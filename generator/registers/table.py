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

MOST_CELL = 4000  # characters: twice the longest field, so that what is too long is told as such
MOST_CELLS = 1 << 14  # columns that a spreadsheet can have; it may save them all, empty
MOST_TORN = 200  # rows with another number of cells than the heading; then it is no table


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
    rows, items = sheet.rows, list[Node]()
    rows.reverse()
    while rows:  # a row is forgotten once it is a map: both would take twice the memory
        row = rows.pop()
        if len(row.cells) == len(specs):
            items.append(_known(row, specs, reasons))
    return Seq(items, 1, 1), [*problems, *spoilt_cells(reasons, path)]


def read_sheet(data: bytes, path: str, group: Group) -> tuple[Sheet | None, list[Problem]]:
    """The rows of a CSV file as they are spelt; those that are torn have a problem and another
    number of cells than the heading."""
    saved, problems = opened(data, path)
    if saved is None or not _is_ours(saved, path, problems):
        return None, problems
    lines = rows_in(saved.text, saved.comma)
    first = next(lines, None)
    if first is None:
        return None, [*problems, no_heading(path, group)]
    if isinstance(first, Place):
        return None, [*problems, _unreadable(first, saved, path)]
    names, wrong = read_heading(_trimmed(first).cells, path, group)
    if wrong:
        return None, [*problems, *wrong]
    whole = _whole(lines, names, group, saved, path, problems)
    return (None if whole is None else Sheet(saved, names, whole)), problems


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


def _whole(
    lines: Iterator[Row | Place],
    names: Sequence[str],
    group: Group,
    saved: Saved,
    path: str,
    problems: list[Problem],
) -> list[Row] | None:
    """The rows below the heading, without empty ones, as spreadsheets leave them at the end; None
    where the table breaks. What is wrong is added; a file that is torn throughout is given up."""
    rows: list[Row] = []
    torn = 0
    for line in lines:
        if isinstance(line, Place):
            problems.append(_unreadable(line, saved, path))
            return None
        if not any(cell.value for cell in line.cells):
            continue
        row = _fitted(line, names, group)
        rows.append(row)
        if len(row.cells) != len(names):
            problems.append(_torn(row, len(names), path))
            torn += 1
        if torn > MOST_TORN:
            return None
        if saved.comma == "\t":
            within = (cell for cell in row.cells if "\t" in cell.value)
            problems += (refusal("tab", Place(path, cell.line, cell.column)) for cell in within)
    return rows


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


_EMPTY = re.compile(r"\n{1,100000}|(?:\r\n){1,10000}")  # lines that nobody needs, at once


@cache
def _cell_pattern(comma: str) -> re.Pattern[str]:
    """A cell: in quotation marks, or bare; then the sign behind it, or the end of the line. It is
    no longer than the longest field can be, quotation marks within it twice: without an end a
    file of some megabytes takes gigabytes."""
    sign, most = re.escape(comma), f"{{0,{MOST_CELL}}}"
    return re.compile(rf'(?:"((?:[^"]|""){most})"|([^"{sign}\r\n]{most}))(?:({sign})|(\r?\n|\Z))')


def rows_in(text: str, comma: str) -> Iterator[Row | Place]:
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


def _unreadable(at: Place, saved: Saved, path: str) -> Problem:
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
