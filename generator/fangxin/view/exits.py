"""失信即时退出, measured: how long from a failure to the day the recognition stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day
from itertools import pairwise

from fangxin.facts.values import Facts, Failure, Status
from fangxin.standing.standing import Standing

_OUT = (Status.SUSPENDED, Status.REVOKED)


@dataclass(frozen=True, slots=True)
class Exit:
    """One day on which a recognition stopped because of a failure. ``happened`` and ``recorded``
    are those of the failure that was recorded last: the one that made the difference."""

    happened: Day
    recorded: Day
    left: Day


def exits(history: tuple[Standing, ...], facts: Facts, now: Standing) -> Iterator[Exit]:
    """Every exit of ``facts`` in its timeline, oldest first; not those that a correction known by
    ``now`` annulled, and not those without a failure (a manual decision that names none). One that
    follows a second time from the same failure, after it had been lifted, is not counted again."""
    failures = _failures(facts)
    counted: set[Failure] = set()
    for before, after in pairwise(history):
        if before.status is not Status.CERTIFIED or after.status not in _OUT:
            continue
        stands = [
            reason
            for reason in after.reasons
            if not any(fix.annuls(reason.rule, reason.facts) for fix in now.corrections)
        ]
        named = {name for reason in stands for name in reason.facts}
        caused = [failures[name] for name in sorted(named) if name in failures]
        if caused:
            last = max(caused, key=lambda one: (one.recorded, -one.date.toordinal()))
            if last not in counted:
                yield Exit(last.date, last.recorded, after.as_of)
            counted.add(last)


def _failures(facts: Facts) -> dict[str, Failure]:
    """Own failures by id and siblings' by ``<ID>/<id>``, as reasons name them."""
    found = {failure.id: failure for failure in facts.failures}
    for sibling in facts.siblings:
        found |= {f"{sibling.id}/{failure.id}": failure for failure in sibling.failures}
    return found
