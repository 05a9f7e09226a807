"""Who ran a merchant on a day: ``docs/standing.md`` section 3.

A credit code that changes and goes on (``continues``) is the same operator's under another number;
one that changes otherwise is another operator's from that day on. Whatever happened before stays
where it happened: a code that is filled in counts from the day of its entry on, and a shop that is
sold takes nothing of its old operator's past along, and leaves nothing of its own behind. A code
that was a mistake (``mistaken``) had never been its own: once that is known, the one after it is
read in its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from fangxin.facts.values import Change, Facts


def codes_on(facts: Facts, day: date, told: date = date.max) -> frozenset[str]:
    """The credit codes of whoever ran the merchant on ``day``: the one of that day, and those that
    the same operator had before and after it. ``told``: the last day whose mistakes are read as
    they were put right."""
    first, changes = _as_meant(facts, told)
    codes = {first}
    for change in changes:
        if change.continues and change.before is not None:
            codes |= {change.before, change.after}
        elif change.acts <= day:
            codes = {change.after}
        else:
            break
    if facts.code_since <= day:
        codes.add(facts.uscc)  # whatever the changes say, this is what the record says
    return frozenset(code for code in codes if code is not None)


def joined_from(
    facts: Facts, sibling: Facts, failed: Iterable[date], start: date
) -> date | None:  # fmt: skip
    """The first day from ``start`` on which the merchant is run by whoever ran the sibling on each
    of the days on which that ``failed``, as known today and as had been told by then; None while it
    is not."""
    days = [*failed]
    moves = {facts.code_since, *(change.acts for change in _changes(facts))}
    mistakes = {c.acts for one in (facts, sibling) for c in _changes(one) if c.mistaken}
    moves |= mistakes
    for day in sorted({start, *(day for day in moves if day > start)}):
        if all(
            not codes_on(facts, day, told).isdisjoint(codes_on(sibling, then, told))
            for told in ((date.max, day) if mistakes else (date.max,))
            for then in days
        ):
            return day
    return None


def _as_meant(facts: Facts, told: date) -> tuple[str | None, list[Change]]:
    """The first code and the changes of it, each mistake that is ``told`` read as what it was put
    right to."""
    changed = facts.code_since > date.min  # else the one of the record is as old as the record
    first, meant = facts.first_code if changed else facts.uscc, list[Change]()
    for change in _changes(facts):
        if not change.mistaken:
            meant.append(change)
        elif change.acts > told:
            continue
        elif meant:
            meant[-1] = replace(meant[-1], after=change.after)
        else:
            first = change.after
    return first, meant


def _changes(facts: Facts) -> list[Change]:
    """The changes of its credit code, in the order in which they act."""
    found = [change for change in facts.changes if change.field == "uscc"]
    return sorted(found, key=lambda change: (change.acts, change.id))
