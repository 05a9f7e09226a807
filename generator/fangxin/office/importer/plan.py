"""What an import would write, and what is told of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fangxin.base.problem import Problem
from fangxin.office.importer.mapping import TableMapping
from fangxin.office.importer.rows import Words
from fangxin.text.fields.idents import check_character
from fangxin.text.table.shapes import TableRow

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ID_LETTERS = 7  # 36**7 IDs: with 100,000 merchants a double is a matter of 1 in 15


@dataclass(slots=True)
class ImportResult:
    """What an import does: counts, and every row that could not be used."""

    rows: int = 0
    skipped: int = 0  # rows that the mapping leaves out
    merchants: int = 0
    failures: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    left_out: int = 0  # merchants with an unusable row; each has one problem besides its rows'
    kept: list[str] = field(default_factory=list)  # records edited by hand that lack new facts
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PlannedRecord:
    """A record that would be written, and the rows that it comes from."""

    data: bytes
    rows: list[TableRow]
    failures: int
    created: bool
    by_fact: Mapping[str, TableRow] = field(default_factory=dict)  # id of a failure → its first row


@dataclass(slots=True)
class ImportPlan:
    """What would be written, by path."""

    source: Path
    mapping: TableMapping
    outcome: ImportResult
    entries: dict[Path, PlannedRecord] = field(default_factory=dict)

    @property
    def files(self) -> dict[Path, bytes]:
        """The text of each file."""
        return {path: entry.data for path, entry in self.entries.items()}

    def drop(self, path: Path) -> None:
        """Leave a record out after all."""
        entry = self.entries.pop(path)
        self.outcome.merchants -= 1
        self.outcome.failures -= entry.failures
        self.outcome.created -= entry.created
        self.outcome.updated -= not entry.created
        self.outcome.left_out += 1

    def names_of(self, rows: Sequence[TableRow]) -> Iterator[str]:
        """What rows call their merchant."""
        yield from filter(None, (self.mapping.merchant["name"].filled(row.cells) for row in rows))


def stable_id(prefix: str, words: Words) -> str:
    """An ID that follows from ``words`` alone: the prefix, seven letters, a check character."""
    digest = hashlib.sha256("\x1f".join(words).encode()).digest()
    number = int.from_bytes(digest[:8])
    letters = ""
    for _ in range(ID_LETTERS):
        number, rest = divmod(number, 36)
        letters += LETTERS[rest]
    body = prefix + letters
    return body + check_character(body)
