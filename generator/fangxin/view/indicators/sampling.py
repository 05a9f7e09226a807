"""抽检 by year: how many batches, of which goods, and how many passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date as Day
from fractions import Fraction

from fangxin.facts.recourse import stands
from fangxin.facts.registers.rows import Inspection
from fangxin.view.annulled import is_overturned
from fangxin.view.indicators.values import Figure


def known(rows: Iterable[Inspection], as_of: Day) -> tuple[Inspection, ...]:
    """The rows that stood in the register on ``as_of`` and were not void."""
    return tuple(row for row in rows if row.recorded <= as_of and stands(row, as_of))


def passed(row: Inspection, as_of: Day) -> bool:
    """Whether the batch passed, at once or by a retest that is known on ``as_of``."""
    return row.result == "passed" or is_overturned(row, as_of)


def batches(
    rows: Sequence[Inspection],
    days: Sequence[Day],
    counted: Callable[[Inspection], bool],
    part: Callable[[Inspection], str | None],
) -> tuple[Figure, ...]:
    """Batches of ``counted`` rows in the year of each day, split by ``part``. A year in which
    nothing at all was sampled has no data: that is not a zero."""
    alive = {row.date.year for row in rows}
    chosen = [row for row in rows if counted(row)]
    totals = Counter(row.date.year for row in chosen)
    parts = Counter((row.date.year, part(row)) for row in chosen)
    return tuple(
        Figure(
            day,
            Fraction(totals[day.year]),
            parts={
                code: Fraction(n)
                for (year, code), n in sorted(parts.items(), key=str)
                if year == day.year and code is not None
            },
        )
        if day.year in alive
        else Figure(day)
        for day in days
    )


def pass_rate(
    rows: Sequence[Inspection], days: Sequence[Day], stage: str, as_of: Day
) -> tuple[Figure, ...]:
    """Per cent of the batches of ``stage`` that passed, by the year in which they were sampled."""
    staged = [row for row in rows if row.stage == stage]
    of = Counter(row.date.year for row in staged)
    good = Counter(row.date.year for row in staged if passed(row, as_of))
    return tuple(share(day, good[day.year], of[day.year]) for day in days)


def share(day: Day, n: int, of: int) -> Figure:
    """``n`` of ``of`` cases in per cent; no data without cases."""
    return Figure(day, Fraction(100 * n, of), n, of) if of else Figure(day)
