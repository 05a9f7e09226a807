"""One consequence of failures or of a decision, as ``docs/standing.md`` section 3 has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from fangxin.facts.policy.policy import Basis
from fangxin.facts.values import Failure

OVERDUE = "-overdue"  # ends the name of the rule of a revocation for want of rectification


@dataclass(frozen=True, slots=True)
class Sanction:
    """One consequence. Days are inclusive; ``end`` None: no end in sight.

    ``entered`` is the day its cause entered the registry, which decides what a reinstatement lifts.
    ``counted`` is the day from which its bar and its fixed days count: never after ``start``, and
    before it where the merchant was served before the registry learned of it.
    """

    effect: Literal["revoke", "suspend"]
    rule: str
    basis: Basis
    facts: tuple[str, ...]
    start: date
    entered: date
    counted: date
    end: date | None = None
    bar_until: date | None = None
    provisional: bool = False
    decision: str | None = None  # the manual decision it is
    happened: tuple[date, ...] = ()  # days of its failures, for attaching
    causes: tuple[Failure, ...] = ()
    entity: frozenset[str] = frozenset()  # those of ``causes`` whose kind reaches the whole firm
    merchant: str | None = None  # the sibling it comes from

    def runs_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)
