"""更正: what the registry said wrongly of a merchant, told as large and as long as the error."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from itertools import pairwise

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Facts, Status
from fangxin.standing.standing import Correction, Standing
from fangxin.view.publication import named_failures, public_until
from fangxin.view.standins import is_untold

_SANCTIONED = (Status.REVOKED, Status.SUSPENDED)  # the worse first


@dataclass(frozen=True, slots=True)
class Wrong:
    """A status that was shown wrongly, and on which days."""

    status: Status
    since: Day
    until: Day


@dataclass(frozen=True, slots=True)
class Amends:
    """One correction. ``wrong``: what had been shown, oldest first; nothing when only a bar was.
    ``valid``: without the error it was recognised all along. ``told``: to be shown as large as a
    status, on this day and until ``until``."""

    fact: str
    date: Day
    by: str  # "appeal", "retest", "void", "rectified" or "parted"
    wrong: tuple[Wrong, ...]
    valid: bool
    until: Day
    told: bool
    merchant: str | None = None  # the sibling whose fact it was

    @property
    def untold(self) -> bool:
        """Whether the fact is one that is never named."""
        return is_untold(self.fact)

    @property
    def was(self) -> Status | None:
        """The worst that was shown wrongly."""
        shown = {one.status for one in self.wrong}
        return next((status for status in _SANCTIONED if status in shown), None)


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
    recorded, ends = _publication(fix, facts, policy)
    wrong = _shown(fix, history)
    first = wrong[0].since if wrong else recorded
    then = [step for step in history if step.as_of <= fix.date][-1]
    held = then.status is Status.CERTIFIED and then.since is not None and then.since <= first
    until = max(add_days(fix.date, (fix.date - first).days - 1), ends)
    return Amends(
        fact=fix.fact,
        date=fix.date,
        by=_how(fix, facts),
        wrong=wrong,
        valid=held and fix.by != "rectified",  # the suspension before it had been right
        until=until,
        told=as_of <= until,
        merchant=fix.merchant,
    )


def _shown(fix: Correction, history: tuple[Standing, ...]) -> tuple[Wrong, ...]:
    """Stretches of the timeline that rested on the fact before it was annulled, oldest first."""
    found: list[Wrong] = []
    for step, after in pairwise(history):
        resting = any(fix.annuls(reason.rule, reason.facts) for reason in step.reasons)
        if step.as_of >= fix.date or step.status not in _SANCTIONED or not resting:
            continue
        one = Wrong(step.status, step.as_of, min(add_days(after.as_of, -1), add_days(fix.date, -1)))
        last = found[-1] if found else None
        if last and last.status is one.status and add_days(last.until, 1) == one.since:
            one = Wrong(one.status, found.pop().since, one.until)
        found.append(one)
    return tuple(found)


def _publication(fix: Correction, facts: Facts, policy: Policy) -> tuple[Day, Day]:
    """When the fact was recorded, and the last day of its publication."""
    failure = named_failures(facts).get(fix.fact)
    if failure is not None:
        return failure.recorded, public_until(failure, policy)
    decisions = {decision.id: decision.acts for decision in facts.decisions}
    recorded = decisions.get(fix.fact, fix.date)
    return recorded, policy.public_until(recorded)


def _how(fix: Correction, facts: Facts) -> str:
    failure = named_failures(facts).get(fix.fact)
    appeal = failure.appeal if failure is not None else None
    return "retest" if fix.by == "appeal" and appeal is not None and appeal.retest else fix.by
