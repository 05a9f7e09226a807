"""What a campaign changed, counted from our own registers and from nothing else.

Complaints of its field in as many days before it began and after it ended, and in the same days a
year earlier, because seasons change them too; batches that were sampled for it. More or fewer
complaints are no proof of what caused it: the page says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Day

from fangxin.base.dates import add_days, add_months
from fangxin.facts.registers.clock import as_known
from fangxin.facts.registers.rows import Complaint, Inspection
from fangxin.facts.registers.sweeps import Sweep
from fangxin.view.analysis.analysing import troubles
from fangxin.view.indicators.sampling import known, passed

EFFECT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Spell:
    """Days from the first to the last, and the complaints received on them; None where the
    register does not reach back so far."""

    first: Day
    last: Day
    complaints: int | None


@dataclass(frozen=True, slots=True)
class SweepEffect:
    """Before and after, and the same a year earlier; ``after`` is None until ``ready``, the first
    day on which it is whole."""

    before: Spell
    after: Spell | None
    before_last_year: Spell
    after_last_year: Spell
    ready: Day
    sampled: int
    failed: int


def effect_of(
    sweep: Sweep, complaints: Iterable[Complaint], inspections: Iterable[Inspection], as_of: Day
) -> SweepEffect:
    """What is known of it on a day."""
    rows = [row for one in complaints if (row := as_known(one, as_of)) is not None]
    begun = min((row.received.date() for row in rows), default=as_of)
    own = sorted(row.received.date() for row in rows if row.area == sweep.area and troubles(row))

    def spell(first: Day, back: int = 0) -> Spell:
        first = add_months(first, -back)
        last = add_days(first, EFFECT_DAYS - 1)
        return Spell(first, last, None if first < begun else _within(own, first, last))

    before, after = add_days(sweep.begins, -EFFECT_DAYS), add_days(sweep.ends, 1)
    ready = add_days(after, EFFECT_DAYS)
    batches = [
        row
        for row in known(inspections, as_of)
        if row.campaign is not None and row.campaign == sweep.campaign
        if sweep.begins <= row.date <= sweep.ends
    ]
    return SweepEffect(
        before=spell(before),
        after=spell(after) if ready <= as_of else None,
        before_last_year=spell(before, 12),
        after_last_year=spell(after, 12),
        ready=ready,
        sampled=len(batches),
        failed=sum(not passed(row, as_of) for row in batches),
    )


def _within(days: Sequence[Day], first: Day, last: Day) -> int:
    return sum(first <= day <= last for day in days)
