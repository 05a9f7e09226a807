"""How a foreign table becomes records: what a small declarative file says.

``docs/import.md`` explains every key to officials. A value of a record comes from a ``Cell``: a
column of the table (with a map from its words to ours), several columns put together, or a
constant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fangxin.text.table.cells import CellRule
from fangxin.text.table.conditions import Condition
from fangxin.text.table.days import DayFormat

BLANKS = ("",)
OTHERWISE = Condition(otherwise=True)


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day in a column."""

    column: str
    format: str = ""
    calendar: str = "gregorian"

    @property
    def reading(self) -> DayFormat:
        """How its words are read."""
        return DayFormat(self.format, self.calendar)


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """What says whether a row tells of something that went well or wrong: conditions on ``column``
    unless they name another one."""

    column: str
    passed: tuple[Condition, ...] = ()
    failed: tuple[Condition, ...] = ()

    def columns(self) -> Iterator[str]:
        """Every column that is looked at."""
        yield self.column
        yield from (one.column for one in (*self.passed, *self.failed) if one.column)


@dataclass(frozen=True, slots=True)
class KindWhen:
    """The kind of failure a row is when its condition holds; the first that fits counts, and one
    without any condition takes what is left."""

    kind: str
    condition: Condition = OTHERWISE

    def fits(self, text: str) -> bool:
        """Whether the words of its column meet the condition."""
        return self.condition.otherwise or self.condition.fits(text)


@dataclass(frozen=True, slots=True)
class Failing:
    """What a failed row becomes. ``summary`` joins columns; ``final``: the finding is final;
    ``fields``: further keys of a failure, dotted for those of its appeal."""

    date: DayCell
    kinds: tuple[KindWhen, ...]
    summary: tuple[str, ...] = ()
    document: CellRule | None = None
    final: bool = False
    rectified_by_later_pass: bool = False
    fields: Mapping[str, CellRule] = field(default_factory=dict)

    def columns(self) -> Iterator[str]:
        """Every column that is read."""
        yield self.date.column
        yield from self.summary
        yield from (kind.condition.column for kind in self.kinds if kind.condition.column)
        for cell in (self.document, *self.fields.values()):
            yield from cell.columns() if cell is not None else ()


@dataclass(frozen=True, slots=True)
class Granted:
    """The certification that every merchant has, ``imported: true``: the same for all, or taken
    from columns, where rows of other days are further ones. ``certificate``: a number, or what
    stands before the ID when it is constant."""

    date: CellRule
    until: CellRule
    document: CellRule
    certificate: CellRule
    recorded: CellRule | None = None  # for a registry that is public already: the day of the import

    @property
    def constant(self) -> bool:
        """Whether all merchants have the same."""
        return not any(True for _ in self.date.columns())

    def columns(self) -> Iterator[str]:
        """Every column that is read."""
        for cell in (self.date, self.until, self.document, self.certificate, self.recorded):
            yield from cell.columns() if cell is not None else ()


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A whole mapping. ``group_by``: rows that look the same there are one merchant; ``skip``: rows
    left out; ``whole``: the table has everything, so that what it no longer has was taken back;
    ``codes``: credit codes whose check character fails, and which are right all the same;
    ``listed``: what makes the items of the record's lists, by the name of the list."""

    title: str
    group_by: tuple[str, ...]
    prefix: str
    folder: str
    merchant: Mapping[str, CellRule]
    certified: Granted
    outcome: OutcomeRule | None = None
    failures: Failing | None = None
    skip: tuple[Condition, ...] = ()
    whole: bool = False
    codes: tuple[str, ...] = ()
    listed: Mapping[str, tuple[Mapping[str, CellRule], ...]] = field(default_factory=dict)
    encoding: str = "utf-8-sig"
    delimiter: str = ""  # default: what stands between the names of the columns
    blanks: tuple[str, ...] = BLANKS
    sheet: str = ""  # of a workbook; default: the first one that is not empty

    def columns(self) -> Iterator[str]:
        """Every column that is read, so that a missing one is told at once."""
        yield from self.group_by
        for cell in self.merchant.values():
            yield from cell.columns()
        yield from self.certified.columns()
        for items in self.listed.values():
            for cells in items:
                for cell in cells.values():
                    yield from cell.columns()
        yield from (one.column for one in self.skip if one.column)
        if self.outcome is not None:
            yield from self.outcome.columns()
        if self.failures is not None:
            yield from self.failures.columns()
