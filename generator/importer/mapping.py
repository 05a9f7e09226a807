"""How a foreign table becomes records: what a small declarative file says.

``docs/import.md`` explains every key to officials. A value of a record comes from a ``Cell``: a
column of the table (with a map from its words to ours), or a constant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from datetime import date as Day  # a field named ``date`` would hide the type

BLANKS = ("",)
_ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\d", re.ASCII)
_FORMAT = re.compile(r"Y(\W*)m(\W*)d")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value: a constant, or a column, its words translated by ``words`` when given."""

    column: str | None = None
    value: str | None = None
    words: Mapping[str, str] | None = None
    default: str | None = None


@dataclass(frozen=True, slots=True)
class DateCell:
    """A day in a column. ``format`` has Y, m and d once each, in this order: ``Y/m/d``, ``Ymd``."""

    column: str
    format: str = "Y-m-d"
    calendar: str = "gregorian"

    def read(self, text: str) -> date | None:
        """The day, or None when ``text`` is not one. YYYY-MM-DD is a day in any format, because
        that is what the date cells of a workbook give."""
        if _ISO.fullmatch(text):
            return _day(*map(int, text.split("-")))
        shape = _FORMAT.fullmatch(self.format)
        if shape is None:
            return None
        first, second = (re.escape(part) for part in shape.groups())
        short = r"\d{2}" if not first and not second else r"\d{1,2}"
        found = re.fullmatch(rf"(\d{{1,4}}){first}({short}){second}({short})", text, re.ASCII)
        if found is None:
            return None
        year, month, day = map(int, found.groups())
        return _day(year + 1911 if self.calendar == "roc" else year, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The column that says whether a row tells of something that went well or wrong."""

    column: str
    passed: tuple[str, ...]
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindWhen:
    """The kind of failure a row is when all its conditions hold; the first that fits counts."""

    kind: str
    column: str | None = None
    is_: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    at_least: int | None = None

    def fits(self, text: str) -> bool:
        """Whether the words of ``column`` meet the conditions."""
        if self.is_ and text not in self.is_:
            return False
        if self.contains and not any(word in text for word in self.contains):
            return False
        return self.at_least is None or (text.isdecimal() and int(text) >= self.at_least)


@dataclass(frozen=True, slots=True)
class Failing:
    """What a failed row becomes. ``summary`` joins columns; ``final``: the finding is final."""

    date: DateCell
    kinds: tuple[KindWhen, ...]
    summary: tuple[str, ...] = ()
    document: Cell | None = None
    final: bool = False
    rectified_by_later_pass: bool = False


@dataclass(frozen=True, slots=True)
class Granted:
    """A certification that every merchant is taken to have; it is written ``imported: true``."""

    date: Day
    until: Day
    document: str
    certificate: str  # prefix of the certificate's number; the ID follows
    recorded: Day | None = None  # for a registry that is public already: the day of the import


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A whole mapping. ``group_by``: rows with the same words there are one merchant."""

    title: str
    group_by: tuple[str, ...]
    prefix: str
    folder: str
    merchant: Mapping[str, Cell]
    certified: Granted
    outcome: Outcome | None = None
    failures: Failing | None = None
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    blanks: tuple[str, ...] = BLANKS
    sheet: str = ""  # of a workbook; default: the first one that is not empty

    def columns(self) -> Iterator[str]:
        """Every column that is read, so that a missing one is told at once."""
        yield from self.group_by
        yield from (cell.column for cell in self.merchant.values() if cell.column)
        if self.outcome is not None:
            yield self.outcome.column
        if self.failures is not None:
            yield self.failures.date.column
            yield from self.failures.summary
            yield from (kind.column for kind in self.failures.kinds if kind.column)
            if self.failures.document is not None and self.failures.document.column:
                yield self.failures.document.column
