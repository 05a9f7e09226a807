"""信用修复: what the policy lets a repair lift besides the publication."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Policy
from fangxin.facts.policy.publication import term_of
from fangxin.facts.values import Failure


def repaired_from(failure: Failure, policy: Policy) -> date | None:
    """The day from which its repair acts: when it is known, but never within the shortest
    publication; None without a repair."""
    if failure.repair is None:
        return None
    earliest = term_of(policy, failure.kind, failure.recorded, failure.served).earliest
    return failure.repair.known if earliest is None else max(failure.repair.known, earliest)


def last_before_repair(failures: Iterable[Failure], policy: Policy) -> date | None:
    """The eve of the day from which all of them are repaired; None while one is not."""
    days = [repaired_from(failure, policy) for failure in failures]
    known = [day for day in days if day is not None]
    return add_days(max(known), -1) if known and len(known) == len(days) else None
