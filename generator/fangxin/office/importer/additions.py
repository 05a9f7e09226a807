"""Rows of a register's form become rows behind those that a CSV has; none is ever added twice.

Files, numbers and how a row is written are those of ``fangxin inspect`` and ``complaint``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.facts.document_number import same_document
from fangxin.office.editing.registers import (
    CsvRegister,
    books,
    file_for,
    files_of,
    ids_in,
    numbers_for,
)
from fangxin.office.editing.rows import lines_of, with_rows
from fangxin.office.importer.filled import FilledRow, FilledTable
from fangxin.office.importer.register_file import read_rows
from fangxin.office.importer.target import Already, Planned
from fangxin.office.importer.telling import told_of_cell
from fangxin.registry.genuine import called_fake
from fangxin.registry.sources.reading import Sources
from fangxin.text.csv.formulas import is_formula, words_of
from fangxin.text.csv.table import tree_of
from fangxin.text.fields.tables import Field, Lists, Report
from fangxin.text.sameness import looks

Rows = Mapping[str, Mapping[str, str]]  # id → column → text


def present_rows(
    content: Path, book: CsvRegister
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Every row of every file of the register by id, and why one could not be read."""
    rows: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for path in files_of(book, content):
        more, told = read_rows(path, book.table)
        rows |= more
        problems += told
    return rows, problems


def row_problems(row: FilledRow, filled: FilledTable, source: Path, lists: Lists) -> list[Problem]:
    """Why a row could not stand in the register, each told of its cell."""
    table = books()[filled.form.name].table
    report = Report(str(source), lists, cells=True)
    spec = Field("", table, "登记簿的一行", "a row")
    table.read(tree_of({"id": "ROW", **row.words}, row.number), spec, report)
    found = [told_of_cell(problem, filled, source, row.number) for problem in report.problems]
    for key, text in row.words.items():
        if is_formula(text):
            label = filled.column(key).label
            zh, en = words_of(f"第 {row.number} 行“{label}”", f"row {row.number}: {key}", text)
            place = Place(str(source), row.number, filled.at[key])
            found.append(Problem(place, "formula-cell", zh, en))
    return found


def told_apart(rows: Sequence[FilledRow], present: Rows, book: CsvRegister) -> Iterator[str | None]:
    """For each row the id of the row of the register that it is, or None for a new one: one that
    says the same goes first, then one that says something else but of no other document. Of equal
    rows the first is the first of those present, and so on."""
    waiting: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for id, words in present.items():
        waiting[_same(words, book)].append(id)
    ids: dict[int, str] = {}
    for fits in (_says_the_same, _may_be):
        for at, row in enumerate(rows):
            candidates = waiting[_same(row.words, book)]
            good = (id for id in candidates if _party(row.words, present[id], book))
            fitting = next((id for id in good if fits(row.words, present[id])), None)
            if at not in ids and fitting is not None:
                ids[at] = fitting
                candidates.remove(fitting)
    yield from (ids.get(at) for at in range(len(rows)))


def _says_the_same(new: Mapping[str, str], old: Mapping[str, str]) -> bool:
    return all(looks(text) == looks(old.get(key, "")) for key, text in new.items())


def _may_be(new: Mapping[str, str], old: Mapping[str, str]) -> bool:
    """Whether they do not name two documents."""
    here, there = new.get("document"), old.get("document")
    return not (here and there) or same_document(here, there)


def _same(words: Mapping[str, str], book: CsvRegister) -> tuple[str, ...]:
    return tuple(looks(words.get(key, "")) for key in book.same)


def _party(new: Mapping[str, str], old: Mapping[str, str], book: CsvRegister) -> bool:
    """Whether all that a row says of the party stands in the other, which may say more."""
    keys = (key for key in book.whom if key in new)
    return all(looks(new[key]) == looks(old.get(key, "")) for key in keys)


@dataclass(frozen=True, slots=True)
class Additions:
    """A register's rows on their way behind those of ``sources``."""

    filled: FilledTable
    source: Path
    sources: Sources
    lists: Lists

    @property
    def _book(self) -> CsvRegister:
        return books()[self.filled.form.name]

    def unusable(self) -> list[Problem]:
        """A register that cannot be read must not be written."""
        return present_rows(self.sources.content, self._book)[1]

    def wrong(self, row: FilledRow) -> list[Problem]:
        """Why the row could not stand in the register."""
        return row_problems(row, self.filled, self.source, self.lists)

    def already(self, rows: Sequence[FilledRow]) -> Iterator[Already | None]:
        """The row of the register that a row is."""
        present, _ = present_rows(self.sources.content, self._book)
        for row, id in zip(rows, told_apart(rows, present, self._book), strict=True):
            if id is None:
                yield None
                continue
            other = present[id]
            keys = [k for k, text in row.words.items() if looks(other.get(k, "")) != looks(text)]
            yield Already(id, differing=tuple(keys))

    def planned(self, rows: Sequence[FilledRow]) -> Planned:
        """The files of the register with the rows behind. Raises CannotEditError."""
        book, content = self._book, self.sources.content
        days = [row.words[book.moment][:10] for row in rows]
        known = self.sources.registry
        fakes = called_fake(known.registers, self.sources.today) if known is not None else ()
        ids = [*numbers_for(book, ids_in(book, content), days, fakes)]
        places = {day[:4]: file_for(book, content, day) for day in days}
        by_file: dict[Path, tuple[bytes, list[Mapping[str, str]]]] = {}
        for id, row, day in zip(ids, rows, days, strict=True):
            path, old = places[day[:4]]
            by_file.setdefault(path, (old, []))[1].append({"id": id, **row.words})
        files = {path: with_rows(old, book.table, new) for path, (old, new) in by_file.items()}
        numbers = {id: row.number for id, row in zip(ids, rows, strict=True)}
        begins = {
            path.as_posix(): {
                line: numbers[id] for id, line in lines_of(data).items() if id in numbers
            }
            for path, data in files.items()
        }
        return Planned(files, {row: id for id, row in numbers.items()}, begins)
