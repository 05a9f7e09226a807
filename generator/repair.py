"""信用修复 as it is written beside a failure, or in the follow-up of a register row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day  # fields named ``date`` would hide the type


@dataclass(frozen=True, slots=True)
class Repair:
    """信用修复: the authority that found a failure ended its publication. It acts from the later of
    ``date`` and ``recorded``; what else it lifts is the policy's to say."""

    date: Day
    document: str
    by: str | None = None  # the authority
    summary: str | None = None
    recorded: Day | None = None  # default: ``date``

    @property
    def known(self) -> Day:
        return max(self.date, self.recorded or self.date)
