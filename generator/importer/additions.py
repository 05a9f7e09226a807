"""Rows of a register's form become rows behind those that a CSV has; none is ever added twice.

What stands in the file stays byte by byte, except where a column is missing from its heading.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.fields import Field, Lists, Report
from generator.importer.filled import Filled, FilledRow
from generator.importer.register_file import read_rows
from generator.importer.target import Already, Planned
from generator.importer.telling import told_of_cell
from generator.problem import Place, Problem
from generator.registers import ALL, Register
from generator.registers.formulas import is_formula, words_of
from generator.registers.schema import columns
from generator.registers.table import tree_of
from generator.source.characters import looks
from generator.sources import Sources

_MARK = b"\xef\xbb\xbf"
# What a row is known by again: these cells are the same, and what it says of the party too.
_SAME = {
    "inspections": ("date", "channel", "stage", "batch", "product", "producer"),
    "complaints": ("received", "channel", "class", "field", "department", "amount"),
}
_PARTY = {"inspections": "seller", "complaints": "merchant"}
_DAY = {"inspections": "date", "complaints": "received"}
Rows = Mapping[str, Mapping[str, str]]  # id → column → text


@dataclass(frozen=True, slots=True)
class Appended:
    """A register's file with rows behind: its bytes, and the line on which each id begins."""

    data: bytes
    lines: Mapping[str, int]


def register_of(name: str) -> Register:
    """The register of this name."""
    return next(one for one in ALL if one.name == name)


def present_rows(
    content: Path, register: Register
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Every row of every file of the register by id, and why one could not be read."""
    rows: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for path in sorted((content / "registers").glob(f"{register.name}*.{register.ending}")):
        more, told = read_rows(path, register.row)
        rows |= more
        problems += told
    return rows, problems


def row_problems(row: FilledRow, filled: Filled, source: Path, lists: Lists) -> list[Problem]:
    """Why a row could not stand in the register, each told of its cell."""
    table = register_of(filled.form.name).row
    report = Report(str(source), lists, cells=True)
    spec = Field("", table, "登记簿的一行", "a row")
    table.read(tree_of({"id": "ROW", **row.words}, row.number), spec, report)
    found = [told_of_cell(problem, filled, source, row.number) for problem in report.problems]
    for key, text in row.words.items():
        if is_formula(text):
            zh, en = words_of(f"第 {row.number} 行“{filled.column(key).label}”", text)
            place = Place(str(source), row.number, filled.at[key])
            found.append(Problem(place, "formula-cell", zh, en))
    return found


def told_apart(rows: Sequence[FilledRow], present: Rows, name: str) -> Iterator[str | None]:
    """For each row the id of the row of the register that it is, or None for a new one. Of equal
    rows the first is the first of those present, and so on."""
    waiting: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for id, words in present.items():
        waiting[_same(words, name)].append(id)
    for row in rows:
        candidates = waiting[_same(row.words, name)]
        found = next((id for id in candidates if _party(row.words, present[id], name)), None)
        if found is not None:
            candidates.remove(found)
        yield found


def _same(words: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(looks(words.get(key, "")) for key in _SAME[name])


def _party(new: Mapping[str, str], old: Mapping[str, str], name: str) -> bool:
    """Whether all that a row says of the party stands in the other, which may say more."""
    keys = [_PARTY[name] + rest for rest in ("", "_uscc", "_address", "_name")]
    return all(looks(new[key]) == looks(old.get(key, "")) for key in keys if key in new)


def next_row_ids(name: str, taken: Iterable[str], rows: Sequence[FilledRow]) -> Iterator[str]:
    """An id for each row: as the register's own, with the row's year and the next number."""
    example = register_of(name).row.table["id"].example
    prefix, _, digits = example.split("-")
    shape = re.compile(rf"{prefix}-(\d{{4}})-(\d+)")
    highest: dict[str, int] = defaultdict(int)
    for found in filter(None, map(shape.fullmatch, taken)):
        highest[found[1]] = max(highest[found[1]], int(found[2]))
    for row in rows:
        year = row.words[_DAY[name]][:4]
        highest[year] += 1
        yield f"{prefix}-{year}-{highest[year]:0{len(digits)}}"


def file_of(content: Path, name: str, year: str) -> Path:
    """The file that takes up rows of a year: its own, or the register's only one."""
    folder = content / "registers"
    own = folder / f"{name}-{year}.csv"
    split = any(folder.glob(f"{name}-*.csv")) and not (folder / f"{name}.csv").is_file()
    return own if own.is_file() or split else folder / f"{name}.csv"


def year_of_row(row: FilledRow, name: str) -> str:
    """The year in which a row belongs."""
    return row.words[_DAY[name]][:4]


def appended(data: bytes, register: Register, rows: Rows) -> Appended:
    """A file's bytes with the rows behind it; "" is a new file. A heading that lacks a column is
    written anew, with every row."""
    text = data.removeprefix(_MARK).decode()
    known = next(csv.reader(io.StringIO(text)), [])
    used = {key for words in rows.values() for key in words}
    if not used <= {name.strip() for name in known}:
        text, known = _rewritten(text, register, used)
    end = "\r\n" if "\r\n" in text else "\n"
    text += "" if not text or text.endswith("\n") else end
    lines = {}
    for id, words in rows.items():
        lines[id] = text.count("\n") + 1
        line = io.StringIO()
        csv.DictWriter(line, [name.strip() for name in known], lineterminator=end).writerow(words)
        text += line.getvalue()
    mark = _MARK if data.startswith(_MARK) or not data else b""
    return Appended(mark + text.encode(), lines)


def _rewritten(text: str, register: Register, used: set[str]) -> tuple[str, list[str]]:
    """The rows of a file under a heading that has the used columns too, in the table's order."""
    rows = list(csv.DictReader(io.StringIO(text)))
    has = set(rows[0]) if rows else set(next(csv.reader(io.StringIO(text)), []))
    must = {spec.key for spec in register.row.required}
    heading = [one.key for one in columns(register.row) if one.key in has | used | must]
    out = io.StringIO()
    writer = csv.DictWriter(out, heading, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue(), heading


@dataclass(frozen=True, slots=True)
class Additions:
    """A register's rows on their way behind those of ``sources``."""

    filled: Filled
    source: Path
    sources: Sources
    lists: Lists

    @property
    def _name(self) -> str:
        return self.filled.form.name

    def unusable(self) -> list[Problem]:
        """A register that cannot be read must not be written."""
        return present_rows(self.sources.content, register_of(self._name))[1]

    def wrong(self, row: FilledRow) -> list[Problem]:
        """Why the row could not stand in the register."""
        return row_problems(row, self.filled, self.source, self.lists)

    def already(self, rows: Sequence[FilledRow]) -> Iterator[Already | None]:
        """The row of the register that a row is."""
        present, _ = present_rows(self.sources.content, register_of(self._name))
        for row, id in zip(rows, told_apart(rows, present, self._name), strict=True):
            if id is None:
                yield None
                continue
            other = present[id]
            keys = [k for k, text in row.words.items() if looks(other.get(k, "")) != looks(text)]
            yield Already(id, differing=tuple(keys))

    def planned(self, rows: Sequence[FilledRow]) -> Planned:
        """The files of the register with the rows behind."""
        register = register_of(self._name)
        present, _ = present_rows(self.sources.content, register)
        ids = [*next_row_ids(self._name, present, rows)]
        by_file: dict[Path, dict[str, Mapping[str, str]]] = defaultdict(dict)
        numbers = {id: row.number for id, row in zip(ids, rows, strict=True)}
        for id, row in zip(ids, rows, strict=True):
            path = file_of(self.sources.content, self._name, year_of_row(row, self._name))
            by_file[path][id] = {"id": id, **row.words}
        files, begins = {}, {}
        for path, new in by_file.items():
            old = path.read_bytes() if path.is_file() else b""
            made = appended(old, register, new)
            files[path] = made.data
            begins[path.as_posix()] = {line: numbers[id] for id, line in made.lines.items()}
        return Planned(files, {row: id for id, row in numbers.items()}, begins)
