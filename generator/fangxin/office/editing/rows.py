"""Rows are put into a CSV register, later cells filled in; every byte that stood there stays.

    data = with_row(data, INSPECTION, {"id": "INS-2026-0102", "date": "2026-10-12", …})
    data = with_cells(data, INSPECTION, "INS-2026-0102", {"final": "2026-11-02"})

A new row is written in the way of the file: its order of columns, its ends of lines, quotation
marks around every cell where every cell has them. A cell that is filled is never changed. A column
that the file does not have yet is added behind the last one, which puts a comma behind each row.
Only a file that a spreadsheet saved in another encoding, or with semicolons or tabs, is written
anew, as UTF-8 and with commas.
The result is read again and compared, so that nothing is mangled unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fangxin.base.problem import Place, errors
from fangxin.office.editing.text import CannotEditError
from fangxin.text.csv.dialect import MARK, Saved, as_text, opened
from fangxin.text.csv.heading import columns_of
from fangxin.text.csv.schema import columns
from fangxin.text.csv.spelling import spelt
from fangxin.text.csv.table import cells_of, read_table, rows_in
from fangxin.text.fields.tables import Field, Group

_CELL = re.compile(r'("(?:[^"]|"")*"|[^",\r\n]*)(?:(,)|(\r?\n|\Z))')
_SPECIAL = re.compile(r'[",\r\n]|\A\s|\s\Z')


class FilledError(Exception):
    """A cell holds something else already: its column, what stands there, what was wanted."""

    def __init__(self, column: str, there: str, new: str) -> None:
        super().__init__(column)
        self.column, self.there, self.new = column, there, new


@dataclass(frozen=True, slots=True)
class CsvCell:
    """One cell: where it is written, quotation marks included, and what it says."""

    start: int
    end: int
    value: str
    quoted: bool


def new_table(table: Group) -> bytes:
    """A register without rows: its heading alone, marked so that spreadsheets read it as UTF-8."""
    return MARK + (",".join(columns_of(table)) + "\n").encode()


def rows_of(data: bytes) -> list[dict[str, str]]:
    """Column → text of every row, in the order of the file; empty for what is no table."""
    try:
        rows = _rows(_text(data))
    except CannotEditError:
        return []
    names = _names(rows)
    return [{name: cell.value for name, cell in zip(names, row, strict=False)} for row in rows[1:]]


def ids_of(data: bytes) -> list[str]:
    """The id of every row; empty for what is no table."""
    return [id for row in rows_of(data) if (id := row.get("id"))]


def lines_of(data: bytes) -> dict[str, int]:
    """The line on which the row of each id begins. Raises CannotEditError."""
    text = _text(data)
    rows = _rows(text)
    at = _names(rows).index("id")
    found: dict[str, int] = {}
    line, last = 1, 0
    for row in rows[1:]:
        line, last = line + text.count("\n", last, row[0].start), row[0].start
        if at < len(row):
            found.setdefault(row[at].value, line)
    return found


def with_rows(data: bytes, table: Group, rows: Sequence[Mapping[str, str]]) -> bytes:
    """The register with more rows at its end. Raises CannotEditError."""
    text = _with_columns(_text(data), {name: "" for values in rows for name in values})
    there = _rows(text)
    names = _names(there)
    always = all(cell.quoted for cell in there[-1])
    end = "\r\n" if "\r\n" in text else "\n"
    glue = "" if text.endswith("\n") else end
    for values in rows:
        cells = [_written(values.get(name, ""), always) for name in names]
        glue += ",".join(cells) + end
    new = _like(data, text + glue)
    _prove(data, new, table, {str(values["id"]): values for values in rows})
    return new


def with_row(data: bytes, table: Group, values: Mapping[str, str]) -> bytes:
    """The register with one more row at its end. Raises CannotEditError."""
    return with_rows(data, table, [values])


def with_cells(
    data: bytes, table: Group, id: str, values: Mapping[str, str], other: bool = False
) -> bytes:
    """The register with empty cells of the row ``id`` filled in; a cell that says the same already
    is left alone. Raises FilledError for one that says something else, unless it may become
    ``other`` because it is not public yet, and CannotEditError."""
    text = _filled_up(_with_columns(_text(data), values), id)
    rows = _rows(text)
    names = _names(rows)
    at = names.index("id")
    found = [row for row in rows[1:] if at < len(row) and row[at].value == id]
    if len(found) != 1:
        raise CannotEditError(f"{len(found)} rows {id}")
    always = all(cell.quoted for cell in rows[0])
    specs = {spec.key: spec for spec in columns(table)}
    edits: list[tuple[CsvCell, str]] = []
    for name, cell in zip(names, found[0], strict=False):
        new = values.get(name)
        if new is None or _spelt(specs, name, cell.value) == _spelt(specs, name, new):
            continue
        if cell.value and not other:
            raise FilledError(name, cell.value, new)
        edits.append((cell, _written(new, always or cell.quoted)))
    for cell, words in reversed(edits):
        text = text[: cell.start] + words + text[cell.end :]
    changed = _like(data, text)
    _prove(data, changed, table, {id: values})
    return changed


def _text(data: bytes) -> str:
    saved = _saved(data)
    if saved.plain:
        return saved.text
    rows = list(rows_in(saved.text, saved.comma))
    if any(isinstance(row, Place) for row in rows):
        raise CannotEditError("a quotation mark stands wrongly")
    return as_text(row.cells for row in rows if not isinstance(row, Place))


def _saved(data: bytes) -> Saved:
    saved, _ = opened(data, "register")
    if saved is None:
        raise CannotEditError("not UTF-8")
    return saved


def _like(data: bytes, text: str) -> bytes:
    """The bytes of ``text``, with the byte-order mark where the file has one or is written anew."""
    saved = _saved(data)
    return (MARK if saved.mark or not saved.plain else b"") + text.encode()


def _rows(text: str) -> list[list[CsvCell]]:
    """The cells of every row, in the order of the file."""
    found = list(_cells(text))
    if not found:
        raise CannotEditError("no heading")
    return found


def _cells(text: str) -> Iterator[list[CsvCell]]:
    at, row = 0, list[CsvCell]()
    while at < len(text) or row:
        match = _CELL.match(text, at)
        if match is None:
            raise CannotEditError("a quotation mark stands wrongly")
        words = match[1]
        quoted = words.startswith('"')
        value = words[1:-1].replace('""', '"') if quoted else words
        row.append(CsvCell(match.start(1), match.end(1), _value(value), quoted))
        at = match.end()
        if match[2] is None:
            yield row
            row = []


def _value(words: str) -> str:
    """What a reader of the register takes the cell for."""
    return words.replace("\r\n", "\n").strip()


def _spelt(specs: Mapping[str, Field], name: str, text: str) -> str:
    """The canonical text of a cell."""
    return spelt(specs[name], text)[0] if name in specs else text


def _names(rows: Sequence[Sequence[CsvCell]]) -> list[str]:
    """The columns, without the empty cells that spreadsheets leave behind the last one."""
    names = [cell.value for cell in rows[0]]
    while names and not names[-1]:
        names.pop()
    return names


def _with_columns(text: str, values: Mapping[str, str]) -> str:
    """With a column for each value that has none yet, behind the last one."""
    rows = _rows(text)
    names = _names(rows)
    missing = [name for name in values if name not in names]
    if not missing:
        return text
    for number, row in reversed(list(enumerate(rows))):
        if len(row) < len(names):
            continue  # an empty line
        mark = '"' if row[len(names) - 1].quoted else ""
        words = missing if number == 0 else [""] * len(missing)
        end = row[len(names) - 1].end
        text = text[:end] + "".join(f",{mark}{word}{mark}" for word in words) + text[end:]
    return text


def _filled_up(text: str, id: str) -> str:
    """With every cell of the row ``id``; Excel leaves out empty ones at the end of a row."""
    names, *rows = _rows(text)
    at = [cell.value for cell in names].index("id")
    for row in rows:
        if at < len(row) < len(names) and row[at].value == id:
            end = row[-1].end
            text = text[:end] + "," * (len(names) - len(row)) + text[end:]
    return text


def _written(value: str, always: bool) -> str:
    if always or _SPECIAL.search(value):
        return '"' + value.replace('"', '""') + '"'
    return value


def _prove(
    old: bytes, new: bytes, table: Group, rows: Mapping[str, Mapping[str, str]]
) -> None:  # fmt: skip
    """Only these rows differ, and only by what was to be written."""
    wanted = _read(old, table)
    specs = {spec.key: spec for spec in columns(table)}
    for id, values in rows.items():
        written = {name: _spelt(specs, name, _value(text)) for name, text in values.items() if text}
        wanted[id] = wanted.get(id, {}) | written
    if _read(new, table) != wanted:
        raise CannotEditError(f"something besides {', '.join(rows)} would differ")


def _read(data: bytes, table: Group) -> dict[str, dict[str, str]]:
    """Row id → column → text, as every reader of the register has it."""
    tree, problems = read_table(data, "register", table)
    if tree is None or errors(problems):
        said = str(errors(problems)[0]) if errors(problems) else "empty"
        raise CannotEditError(f"the register has errors: {said}")
    rows = [cells_of(node) for node in tree.items]
    return {row.get("id", f"row {at}"): row for at, row in enumerate(rows)}
