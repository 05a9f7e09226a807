"""What a foreign table is read into, whether it was a CSV or a workbook."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from fangxin.base.problem import Place, Problem
from fangxin.text.sameness import private_use, standard
from fangxin.text.table.conditions import Condition

MOST_NAMED = 30  # columns that a message lists


class TableShape(Protocol):
    """What a mapping says of the table itself."""

    @property
    def encoding(self) -> str: ...
    @property
    def delimiter(self) -> str: ...
    @property
    def blanks(self) -> tuple[str, ...]: ...
    @property
    def sheet(self) -> str: ...
    @property
    def skip(self) -> tuple[Condition, ...]: ...
    def columns(self) -> Iterator[str]:
        """Every column that is read."""


class Cells(Mapping[str, str]):
    """Column's name → cell of one row, where all rows have the same columns: two words a cell,
    which a dict of each row would take eight times. ``places`` are those of the columns, from 0."""

    __slots__ = ("places", "texts")

    def __init__(self, places: Mapping[str, int], texts: tuple[str, ...]) -> None:
        self.places, self.texts = places, texts

    def __getitem__(self, name: str) -> str:
        return self.texts[self.places[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def __repr__(self) -> str:
        return repr(dict(self))


@dataclass(frozen=True, slots=True)
class TableRow:
    """``raw``: the cells as they stand, which tell merchants apart; ``cells``: the clean ones."""

    number: int  # as a spreadsheet shows it
    raw: Mapping[str, str]
    cells: Mapping[str, str]
    at: Mapping[str, int] = field(default_factory=dict)  # column's name → its place, from 1


@dataclass(frozen=True, slots=True)
class Torn:
    """A row with too few or too many cells: what it says cannot be told by column. Of one in which
    only the cells ``bad`` cannot be read, the others are ``cells``."""

    number: int
    text: str
    cells: Mapping[str, str] = field(default_factory=dict)
    bad: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """What could be read: whole rows, torn ones, and a problem for whatever is not usable."""

    rows: list[TableRow] = field(default_factory=list)
    torn: list[Torn] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: int = 0  # rows that the mapping leaves out


def unreadable_in(text: str) -> str:
    """A character of ``text`` that means nothing anywhere else: a private-use one that no standard
    has given a place, or the mark of what could not be decoded; "" when there is none."""
    return private_use(text) or ("\ufffd" if "\ufffd" in text else "")


def strange_character(path: Path, row: int, column: int, name: str, text: str) -> Problem:
    """That a cell holds such a character."""
    found = f"U+{ord(unreadable_in(text)):04X}"
    return told(
        path,
        "private-use-character",
        f"第 {row} 行“{name}”里有一个没有标准的字（{found}，造字或乱码），"
        "在别的电脑上看不出是什么；请照原件换成标准的字",
        f"row {row}: the column '{name}' has a private-use or undecodable character ({found}), "
        "which nobody else can read; write the standard character",
        row,
        column,
    )


def clean(text: str, blanks: tuple[str, ...]) -> str:
    """One line in NFC without control and invisible characters; blanks become nothing."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", standard(text))
    if not text.isprintable():
        text = "".join(
            " " if char.isspace() else char
            for char in text
            if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Cn")
        )
    text = " ".join(text.split())
    return "" if text in blanks else text


def told(path: Path, code: str, zh: str, en: str, line: int = 1, column: int = 1) -> Problem:
    """A problem of the table as a whole, or of a line."""
    return Problem(Place(str(path), line, column), code, zh, en)


def header_problems(path: Path, header: Sequence[str], mapping: TableShape) -> Iterator[Problem]:
    """What is wrong with the names of the columns: one that is read is missing, one is double."""
    named = [name[:MOST_NAMED] for name in header[:MOST_NAMED]]
    named += ["…"] if len(header) > MOST_NAMED else []
    for name in dict.fromkeys(mapping.columns()):
        if name not in header:
            yield told(
                path,
                "missing-column",
                f"表里没有“{name}”这一列；现有：{'、'.join(named) or '（空）'}。请核对对照表",
                f"the table has no column '{name}'; it has: {', '.join(named) or '(nothing)'}; "
                "check the mapping",
            )
    twice = sorted(name for name, count in Counter(header).items() if count > 1)
    for name in twice[:MOST_NAMED]:
        yield told(
            path,
            "double-column",
            f"“{name}”这一列出现了两次；请改名或删去一列",
            f"the column '{name}' stands twice; rename or delete one",
        )
