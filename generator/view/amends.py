"""更正: what the registry said wrongly of a merchant, told as large and as long as the error."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

from generator.dates import add_days
from generator.facts import Facts, Status
from generator.policy import Policy
from generator.standing import Correction, Standing
from generator.view.publication import named_failures

_SANCTIONED = (Status.REVOKED, Status.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Amends:
    """One correction. ``was``: what had been shown wrongly from ``shown`` to the day before
    ``date``, None when only a bar was. ``valid``: without the error it was recognised all along.
    ``told``: to be shown as large as a status, on this day and until ``until``."""

    fact: str
    date: Day
    by: str  # "appeal", "retest" or "void"
    was: Status | None
    shown: Day
    valid: bool
    until: Day
    told: bool
    merchant: str | None = None  # the sibling whose fact it was


def amends(
    history: tuple[Standing, ...], facts: Facts, now: Standing, policy: Policy, as_of: Day
) -> tuple[Amends, ...]:
    """The corrections known by ``now``, newest first."""
    found = [_one(fix, history, facts, policy, as_of) for fix in now.corrections]
    return tuple(sorted(found, key=lambda one: (one.date, one.fact), reverse=True))


def _one(
    fix: Correction, history: tuple[Standing, ...], facts: Facts, policy: Policy, as_of: Day
) -> Amends:
    """A correction is told until the day on which the error would have left the pages, and never
    for fewer days than the error was shown."""
    recorded, ends = _publication(fix.fact, facts)
    wrong = [
        step
        for step in history
        if step.as_of < fix.date
        and step.status in _SANCTIONED
        and any(fix.fact in reason.facts for reason in step.reasons)
    ]
    shown = wrong[0].as_of if wrong else recorded or fix.date
    then = [step for step in history if step.as_of <= fix.date][-1]
    as_long = add_days(fix.date, (fix.date - shown).days - 1)
    until = max(as_long, policy.public_until(recorded or fix.date, ends))
    return Amends(
        fact=fix.fact,
        date=fix.date,
        by=_how(fix, facts),
        was=next((status for status in _SANCTIONED if status in {s.status for s in wrong}), None),
        shown=shown,
        valid=then.status is Status.CERTIFIED and then.since is not None and then.since <= shown,
        until=until,
        told=as_of <= until,
        merchant=fix.merchant,
    )


def _publication(fact: str, facts: Facts) -> tuple[Day | None, Day | None]:
    """When the fact was recorded, and the end of its publication where it says one."""
    failure = named_failures(facts).get(fact)
    if failure is not None:
        return failure.recorded, failure.publication_ends
    decisions = {decision.id: decision.acts for decision in facts.decisions}
    return decisions.get(fact), None


def _how(fix: Correction, facts: Facts) -> str:
    failure = named_failures(facts).get(fix.fact)
    appeal = failure.appeal if failure is not None else None
    return "retest" if fix.by == "appeal" and appeal is not None and appeal.retest else fix.by
