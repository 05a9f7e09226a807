"""Why a fact counts no longer: the one place that the rooms to the right of the view ask.

What was entered by mistake says so first, whatever an appeal or a retest found besides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from typing import Literal

from fangxin.facts.recourse import void_of
from fangxin.facts.registers.rows import Inspection

By = Literal["void", "retest", "appeal"]
UPHELD = "upheld"


@dataclass(frozen=True, slots=True)
class Annulled:
    """``reason``: of a mistake, where it is told."""

    by: By
    date: Day | None
    reason: str | None = None


def annulled_by(
    void: tuple[Day | None, str | None],
    appeal: str | None,
    decided: Day | None,
    retested: bool = False,
) -> Annulled | None:
    """What annulled a fact: day and reason of a mistake, the outcome of an appeal and its day; None
    while it counts."""
    if void[0] is not None:
        return Annulled("void", *void)
    if appeal == UPHELD:
        return Annulled("retest" if retested else "appeal", decided)
    return None


def annulled_batch(row: Inspection, as_of: Day) -> Annulled | None:
    """The same of a batch that had failed, as known on ``as_of``."""
    void = void_of(row, as_of)
    if void is not None:
        return Annulled("void", void.date, void.reason)
    return Annulled("retest", row.retested) if is_overturned(row, as_of) else None


def is_overturned(row: Inspection, as_of: Day) -> bool:
    """Whether a retest that is known on ``as_of`` found the batch in order."""
    if row.retest != "overturned" or row.retested is None:
        return False
    return max(row.retested, row.retested_recorded or row.retested) <= as_of
