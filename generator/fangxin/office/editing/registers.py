"""Where a row of a CSV register goes, which number it has, and what must stand in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fangxin.facts.registers.declared import every
from fangxin.facts.registers.register import Register
from fangxin.facts.values import Failure
from fangxin.office.editing.rows import ids_of, new_table
from fangxin.registry.genuine import tidy
from fangxin.text.csv.table import cells_of, read_table, tree_of
from fangxin.text.fields.tables import BROKEN, Field, Group, Report

FOLDER = "registers"


@dataclass(frozen=True, slots=True)
class CsvRegister:
    """A CSV register as commands write it."""

    register: Register[Any]

    @property
    def name(self) -> str:
        """That of its files."""
        return self.register.name

    @property
    def table(self) -> Group:
        """The table of its rows."""
        return self.register.row

    @property
    def moment(self) -> str:
        """The column that says when a row was."""
        return self.register.day

    @property
    def party(self) -> str:
        """The column with the ID of the merchant; "" where rows are about none."""
        return self.register.party

    @property
    def zh(self) -> str:
        """What its rows are."""
        return self.register.zh

    @property
    def whom(self) -> tuple[str, ...]:
        """The columns that say whom a row is about."""
        keys = (self.party, *(f"{self.party}_{one}" for one in ("uscc", "address", "name")))
        return keys if self.party else ()

    @property
    def apart(self) -> frozenset[str]:
        """Columns that no question of the usual kind is for."""
        return frozenset({"id", "void", "corrected", *self.whom})

    @property
    def same(self) -> tuple[str, ...]:
        """The columns that a row is known by again."""
        must = (spec.key for spec in self.table.required if spec.key != "id")
        return self.register.same or tuple(must)


@cache
def book_of(register: Register[Any]) -> CsvRegister:
    """The one book of a register."""
    return CsvRegister(register)


def books() -> Mapping[str, CsvRegister]:
    """Every CSV register by its name."""
    return {one.name: book_of(one) for one in every() if one.ending == "csv"}


def part(table: Group, keys: Iterable[str]) -> Group:
    """Some fields of a table, in its order and without its rules."""
    wanted = set(keys)
    return Group(tuple(spec for spec in table.fields if spec.key in wanted))


def needs(table: Group, said: Mapping[str, str]) -> tuple[str, ...]:
    """Which columns must be written because of what others say, by the rules of the table."""
    found = [
        key
        for rule in table.when
        if rule.level == "error" and said.get(rule.key) in rule.values
        for key in rule.needs
    ]
    found += [other for key, other in table.together if said.get(key)]
    return tuple(dict.fromkeys(found))


def idle(table: Group, said: Mapping[str, str]) -> frozenset[str]:
    """Which columns do not belong to what others say, and those that go with them."""
    found = {
        key for rule in table.only if said.get(rule.key) not in rule.values for key in rule.keys
    }
    return frozenset(found | {key for key, other in table.together if other in found})


def later_days(book: CsvRegister, row: Mapping[str, str], today: date) -> dict[str, str]:
    """The day on which something was recorded, where it happened on another one, so that what is
    entered late never rewrites what the registry said before."""
    found = {}
    for one in book.register.dated:
        if one.late and row.get(one.key, "")[:10] not in ("", today.isoformat()):
            found[one.recorded] = today.isoformat()
    return {key: day for key, day in found.items() if key not in row and key in book.table.table}


def files_of(book: CsvRegister, content: Path) -> list[Path]:
    """The files of a register, in the order of their names."""
    name = re.compile(rf"{book.name}(?:-[a-z0-9-]+)?\.csv")
    folder = content / FOLDER
    return [path for path in sorted(folder.glob("*.csv")) if name.fullmatch(path.name)]


def file_for(book: CsvRegister, content: Path, day: str) -> tuple[Path, bytes]:
    """The file that a row of ``day`` goes into, and its bytes: that of its year, or else the one
    without a year; a new one where there is none, of the year where others are."""
    folder, files = content / FOLDER, files_of(book, content)
    whole, of_year = folder / f"{book.name}.csv", folder / f"{book.name}-{day[:4]}.csv"
    by_year = of_year in files or (bool(files) and whole not in files)
    path = of_year if by_year else whole
    return path, path.read_bytes() if path in files else new_table(book.table)


def file_with(book: CsvRegister, content: Path, id: str) -> tuple[Path | None, bytes]:
    """The file that has the row ``id``, and its bytes; None where none has."""
    for path in files_of(book, content):
        data = path.read_bytes()
        if id in ids_of(data):
            return path, data
    return None, b""


def known_rows(data: bytes, table: Group) -> list[dict[str, str]]:
    """Column → canonical text of every row, without empty cells."""
    tree, _ = read_table(data, "register", table)
    return list(map(cells_of, tree.items)) if tree is not None else []


def known_row(data: bytes, table: Group, id: str) -> dict[str, str] | None:
    """Column → canonical text of the row ``id``, without empty cells."""
    return next((row for row in known_rows(data, table) if row.get("id") == id), None)


def ids_in(book: CsvRegister, content: Path) -> set[str]:
    """Every id of the register, over all of its files."""
    return {id for path in files_of(book, content) for id in ids_of(path.read_bytes())}


def numbers_for(
    book: CsvRegister, taken: Iterable[str], days: Iterable[str], fakes: Container[str] = ()
) -> Iterator[str]:
    """An id for a row of each day, the next of its year, in the form of the table's example; none
    of the ``fakes``, tidy codes that reports call so."""
    prefix, _, digits = book.table.table["id"].example.split("-")
    shape = re.compile(rf"{prefix}-(\d{{4}})-(\d+)")
    highest: dict[str, int] = defaultdict(int)
    width: dict[str, int] = defaultdict(int)
    for found in filter(None, map(shape.fullmatch, taken)):
        highest[found[1]] = max(highest[found[1]], int(found[2]))
        width[found[1]] = max(width[found[1]], len(found[2]))
    for day in days:
        year = day[:4]
        id = ""
        while not id or tidy(id) in fakes:
            highest[year] += 1
            id = f"{prefix}-{year}-{highest[year]:0{width[year] or len(digits)}}"
        yield id


def failure_in(book: CsvRegister, values: Mapping[str, str]) -> Failure | None:
    """The failure that a row's cells are, None when they are none or cannot be read."""
    row = row_of(book, values)
    return None if row is None else next(iter(book.register.failures((row,), None).values()), None)


def row_of(book: CsvRegister, values: Mapping[str, str]) -> Any:
    """The row that cells are, None when they cannot be read."""
    tree = tree_of(dict(values), 1)
    found = book.table.read(tree, Field("", book.table, "", ""), Report(""))
    return None if found is BROKEN else found
