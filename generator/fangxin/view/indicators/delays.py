"""失信即时退出 by year: days from the failure to its record, and from the record to the exit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date as Day
from fractions import Fraction
from statistics import median

from fangxin.view.exits import Exit
from fangxin.view.indicators.values import Figure


def delays(
    exits: Iterable[Exit], days: Sequence[Day], span: Callable[[Exit], int]
) -> tuple[Figure, ...]:
    """The longest ``span`` of the exits in the year of each day; its median is the part
    ``median``. No exit, no data."""
    found: dict[int, list[int]] = {day.year: [] for day in days}
    for one in exits:
        if one.left.year in found:
            found[one.left.year].append(span(one))
    return tuple(_figure(day, found[day.year]) for day in days)


def _figure(day: Day, spans: list[int]) -> Figure:
    if not spans:
        return Figure(day)
    middle = {"median": Fraction(median(spans))}
    return Figure(day, Fraction(max(spans)), of=len(spans), parts=middle)


def to_exit(one: Exit) -> int:
    """Days from the record of the failure to the exit."""
    return (one.left - one.recorded).days


def to_record(one: Exit) -> int:
    """Days from the failure to its record."""
    return (one.recorded - one.happened).days
