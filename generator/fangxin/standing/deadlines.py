"""Until when a merchant may reply and appeal: one rule for pages, letters, commands, checks.

The last day is the later of so many days after the merchant was served and, where the policy says
so, so many days after the entry: an office that enters late, or serves late, costs the merchant
nothing.
"""

from __future__ import annotations

from datetime import date

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Decision, Failure

NOTICE = "notice_days"  # the limit of the policy that runs from the entry


def last_day(served: date | None, recorded: date, days: int, notice: int | None) -> date:
    """The later of ``days`` after ``served`` (or after ``recorded`` while nothing was served) and
    ``notice`` days after ``recorded``."""
    run = add_days(served or recorded, days)
    return run if notice is None else max(run, add_days(recorded, notice))


def reply_by(fact: Failure | Decision, policy: Policy) -> date:
    """The last day to reply to a failure or a decision of the office."""
    return _by(fact, policy, "reply_days")


def appeal_by(fact: Failure | Decision, policy: Policy) -> date:
    """The last day to appeal against a failure or a decision of the office."""
    return _by(fact, policy, "appeal_days")


def _by(fact: Failure | Decision, policy: Policy, parameter: str) -> date:
    entered = fact.acts if isinstance(fact, Decision) else fact.recorded
    version = policy.on(entered)
    return last_day(fact.served, entered, version.number_of(parameter), version.limit(NOTICE))
