"""Certified units: how many there were on past days, as the registry said it then, and where."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Day
from itertools import accumulate

from fangxin.facts.values import Status
from fangxin.view.catalogue import Catalogue, Entry
from fangxin.view.indicators.values import TownCount


def certified_on(entries: Iterable[Entry], days: Sequence[Day]) -> dict[str, tuple[int, ...]]:
    """Category → how many units were certified on each of ``days`` (ascending): one pass over all
    changes of statuses."""
    steps: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(days) + 1))
    for entry in entries:
        for move in entry.moves:
            change = (move.after is Status.CERTIFIED) - (move.before is Status.CERTIFIED)
            if change:
                steps[entry.category][bisect_left(days, move.date)] += change
    return {category: tuple(accumulate(step[:-1])) for category, step in steps.items()}


def first_word(entries: Iterable[Entry]) -> Day | None:
    """The first day of which the registry says anything; before it, nothing can be counted."""
    return min((entry.moves[-1].date for entry in entries if entry.moves), default=None)


def by_town(catalogue: Catalogue, towns: Sequence[str]) -> tuple[TownCount, ...]:
    """Certified units today: every town of ``towns``, then others, then those without one."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry in catalogue.entries:
        if entry.status is Status.CERTIFIED:
            found[entry.town or ""][entry.category] += 1
    more = sorted(set(found) - set(towns) - {""})
    names = [*towns, *more, *([""] if "" in found else [])]
    return tuple(TownCount(name, found[name].total(), _plain(found[name])) for name in names)


def _plain(counts: Counter[str]) -> Mapping[str, int]:
    return {category: counts[category] for category in sorted(counts)}
