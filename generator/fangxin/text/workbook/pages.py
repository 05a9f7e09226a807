"""What a workbook of any make is to its reader: pages, with rows of cells as they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from fangxin.text.workbook.cells import UNCOUNTED
from fangxin.text.workbook.shown import ShownCell, number_shown

LAST_ROW = 1_048_576  # of any sheet
MOST_CELLS = 10_000_000  # empty ones too, of which a small file may have very many

Range = tuple[int, int, int, int]  # first column, first row, last column, last row
NO_RESULT = ShownCell("", UNCOUNTED)


class TooBigError(Exception):
    """A workbook has more cells than are read."""


class LockedError(Exception):
    """A workbook has a password."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that holds something; ``struck``: its words, or some of them, are struck out."""

    column: int
    shown: ShownCell
    struck: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that holds something, its cells from left to right."""

    number: int
    cells: tuple[SheetCell, ...]
    hidden: bool = False


@dataclass(slots=True)
class Around:
    """What a page has besides its rows; known when all of these were read."""

    merged: list[Range] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)  # first and last
    changing: list[str] = field(default_factory=list)  # "B2:B9 D4": shown otherwise on condition


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A sheet: ``rows`` reads it from the start up to a row, and tells what is around. Reading a
    file made to break a reader raises anything."""

    title: str
    hidden: bool
    rows: Callable[[Around, int], Iterator[SheetRow]]


def moment_shown(day: float, code: str, from_1904: bool = False) -> ShownCell:
    """What a day given as the days since 1899-12-30 shows, whatever the file counts from."""
    return number_shown(day - 1462 if from_1904 else day, code, from_1904)


def truth_shown(is_true: bool) -> ShownCell:
    """As a spreadsheet writes it into a CSV."""
    return ShownCell("TRUE" if is_true else "FALSE")
