"""恢复: what the office lifted by decision, told as large and as long as a correction is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Decision, Facts
from fangxin.standing.standing import Reinstated, Standing
from fangxin.view.publication import Withheld, named_failures, public_until


@dataclass(frozen=True, slots=True)
class Return:
    """One reinstatement. ``effect``: "revoke" or "suspend", what it lifted; ``facts``: what that
    rested on. ``told``: to be shown as large as a status, on this day and until ``until``."""

    decision: str
    date: Day
    effect: str
    facts: tuple[str, ...]
    document: str | None
    summary: str | None
    until: Day
    told: bool
    merchant: str | None = None  # the sibling whose decision it is


def returns(
    facts: Facts, now: Standing, hidden: Withheld, policy: Policy, as_of: Day
) -> tuple[Return, ...]:
    """The reinstatements known by ``now``, newest first."""
    found = [_one(one, facts, hidden, policy, as_of) for one in now.reinstatements]
    return tuple(sorted(found, key=lambda one: (one.date, one.decision), reverse=True))


def _one(one: Reinstated, facts: Facts, hidden: Withheld, policy: Policy, as_of: Day) -> Return:
    """It is told until what it lifted would have left the pages."""
    named = named_failures(facts)
    ends = [public_until(named[name], policy) for name in one.facts if name in named]
    until = max(ends, default=policy.public_until(one.date))
    decision = _decision(one, facts)
    return Return(
        decision=one.decision,
        date=one.date,
        effect=one.effect,
        facts=one.facts,
        document=hidden.document_of(decision.document) if decision else None,
        summary=hidden.summary_of(decision, as_of) if decision else None,
        until=until,
        told=as_of <= until,
        merchant=one.merchant,
    )


def _decision(one: Reinstated, facts: Facts) -> Decision | None:
    """The decision itself; a sibling's stands in the sibling's facts."""
    name = one.decision.rpartition("/")[2]
    whose = [facts] if one.merchant is None else facts.siblings
    for owner in whose:
        if one.merchant in (None, owner.id):
            return next((d for d in owner.decisions if d.id == name), None)
    return None
