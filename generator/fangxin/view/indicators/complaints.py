"""投诉处理率 and the clock of each class by year, from what ``registers.handling`` says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date as Day

from fangxin.facts.policy.clocks import CLASSES
from fangxin.facts.programme.programme import Programme
from fangxin.facts.registers.handling import Handling, JudgedComplaint, handling_of, judged
from fangxin.facts.registers.rows import Complaint
from fangxin.view.indicators.sampling import share
from fangxin.view.indicators.values import Figure


def handled_by_year(
    complaints: Iterable[Complaint], days: Sequence[Day], programme: Programme
) -> dict[Day, Handling]:
    """What became of the complaints received in the year of each day, as known on the last day."""
    found: defaultdict[int, list[JudgedComplaint]] = defaultdict(list)
    for row in judged(complaints, days[-1], programme):
        found[row.complaint.received.year].append(row)
    return {day: handling_of(found[day.year]) for day in days}


def handling_rate(years: dict[Day, Handling]) -> tuple[Figure, ...]:
    """Per cent handled of those whose clock has run out."""
    return tuple(share(day, one.handled, one.due) for day, one in years.items())


def in_time(years: dict[Day, Handling]) -> dict[str, tuple[Figure, ...]]:
    """Class of complaint → per cent in time of those of which it can be said."""
    return {
        code: tuple(
            share(day, one.classes[code].met, one.classes[code].judged)
            for day, one in years.items()
        )
        for code in CLASSES
    }
