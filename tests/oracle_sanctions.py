"""Section 3 of ``docs/standing.md`` for the oracle: the sanctions of one merchant.

The facts given here are already cut down to what is known and not annulled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.dates import add_days, add_months, add_years
from generator.document_number import act_keys
from generator.facts import Act, Decision, Facts, Failure
from generator.policy import Policy, Rule, Version
from tests.oracle_world import known_on


@dataclass(frozen=True)
class Sanction:
    """A suspension or revocation. Days inclusive; ``end`` None: until lifted."""

    effect: str  # "suspend" or "revoke"
    rule: str
    facts: tuple[str, ...]
    start: date
    entered: date
    end: date | None = None
    bar_until: date | None = None
    happened: tuple[date, ...] = ()  # days whose coverage makes a revocation attach
    merchant: str | None = None
    manual: str | None = None  # the decision's own id
    provisional: bool = False
    lifted_from: date | None = None  # lifted by a reinstatement of the sibling it comes from


def reaching(facts: Facts, policy: Policy) -> list[Sanction]:
    """Every sanction that reaches the merchant, before its own reinstatements."""
    own = [sanction for sanction, _ in by_policy(facts.failures, policy)]
    own += manual(facts, policy)
    for sibling in facts.siblings:
        own += from_sibling(facts, sibling, policy)
    return own


def lifted(sanction: Sanction, reinstatements: list[Decision], day: date) -> bool:
    """Whether one of these decisions has lifted the sanction by ``day``."""
    if sanction.lifted_from is not None and sanction.lifted_from <= day:
        return True
    return any(lifts(r, sanction) for r in reinstatements if r.acts <= day)


def lifts(reinstated: Decision, sanction: Sanction) -> bool:
    if not reinstated.because:
        return sanction.entered < reinstated.acts
    if sanction.entered > reinstated.acts:
        return False
    if sanction.manual is not None and sanction.manual in reinstated.because:
        return True
    return set(sanction.facts) <= set(reinstated.because)


# --- from failures -------------------------------------------------------------------------------


def by_policy(
    failures: tuple[Failure, ...], policy: Policy
) -> Iterator[tuple[Sanction, list[Failure]]]:
    """Every sanction that a merchant's own failures make, with the failures it rests on."""
    for day in sorted({f.recorded for f in failures}):
        version = policy.on(day)
        known = [f for f in failures if f.recorded <= day]
        for failure in known:
            if failure.recorded == day and failure.kind not in version.kinds:
                ids = (failure.id,)
                yield Sanction("suspend", "unknown-kind", ids, day, day), [failure]
        for rule in version.rules:
            for group in triggered(rule, version, known, day):
                for sanction in consequence(rule, version, group, day):
                    yield sanction, group


def triggered(
    rule: Rule, version: Version, known: list[Failure], day: date
) -> Iterator[list[Failure]]:
    """The groups of failures that trigger the rule on ``day``."""
    matching = [f for f in known if matches(rule, version, f)]
    if rule.months is None or (rule.count == 1 and rule.points is None):
        yield from ([f] for f in matching if f.recorded == day)
        return
    settled = [f for f in matching if not version.kinds[f.kind].provisional]
    union = windows(rule, version, settled, day) or windows(rule, version, matching, day)
    if union:
        yield union


def windows(rule: Rule, version: Version, matching: list[Failure], day: date) -> list[Failure]:
    """The failures of all windows that trigger the rule on ``day``."""
    union: list[Failure] = []
    for first in matching:  # a window begins with one of its failures
        after = add_months(first.date, rule.months or 0)
        window = [f for f in matching if first.date <= f.date < after]
        counted = [f for f in window if gravest_of_its_act(f, window, version)]
        enough = len(counted) >= rule.count
        if rule.points is not None:
            enough = enough and sum(version.kinds[f.kind].points for f in counted) >= rule.points
        if enough and any(f.recorded == day for f in window):
            union += [f for f in window if f not in union]
    return union


def gravest_of_its_act(failure: Failure, window: list[Failure], version: Version) -> bool:
    """Of the findings of one act, or of one document, the one with most points
    stands for all."""
    if failure.act is not None:
        same = [f for f in window if f.act == failure.act]
    elif failure.document is not None and not failure.distinct_from:
        alone = [f for f in window if f.act is None and not f.distinct_from]
        papers = act_keys(failure.document, failure.date)
        same = [f for f in alone if f.document and papers & act_keys(f.document, f.date)]
    else:
        return True
    return failure is sorted(same, key=lambda f: (-version.kinds[f.kind].points, f.id))[0]


def matches(rule: Rule, version: Version, failure: Failure) -> bool:
    kind = version.kinds.get(failure.kind)
    if kind is None:
        return False
    right_severity = rule.severity is None or kind.severity == rule.severity
    return right_severity and (rule.kinds is None or failure.kind in rule.kinds)


def consequence(
    rule: Rule, version: Version, group: list[Failure], day: date
) -> Iterator[Sanction]:
    """What one triggered rule does from ``day``."""
    ids = tuple(sorted(f.id for f in group))
    if rule.effect == "revoke":
        yield from revocation(rule.code, rule.bar_years, version, group, day, day)
        return
    if rule.until == "days":
        yield Sanction("suspend", rule.code, ids, day, day, add_days(day, (rule.days or 0) - 1))
    elif rule.until == "reinstated":
        yield Sanction("suspend", rule.code, ids, day, day)
    else:
        mended = all_known([known_on(f.rectified, f.rectified_recorded) for f in group])
        end = None if mended is None else max(day, add_days(mended, -1))
        yield Sanction("suspend", rule.code, ids, day, day, end)
        if rule.overdue_days is None:
            return
        deadline = max(day, *(add_days(f.served or f.recorded, rule.overdue_days) for f in group))
        if mended is None or mended > deadline:
            code, start = f"{rule.code}-overdue", add_days(deadline, 1)
            yield from revocation(code, rule.overdue_bar_years, version, group, day, start)


def revocation(
    code: str, years: int | None, version: Version, group: list[Failure], entered: date, start: date
) -> Iterator[Sanction]:
    """A revocation from ``start``, or a suspension first while a finding is provisional."""
    ids = tuple(sorted(f.id for f in group))
    provisional = [f for f in group if version.kinds[f.kind].provisional]
    final = all_known([known_on(f.final, f.final_recorded) for f in provisional])
    if provisional and final is None:
        yield Sanction("suspend", code, ids, start, entered, provisional=True)
        return
    if final is not None:
        if final > start:
            end = add_days(final, -1)
            yield Sanction("suspend", code, ids, start, entered, end, provisional=True)
        start, entered = max(start, final), max(entered, final)
    yield Sanction(
        "revoke", code, ids, start, entered, None, bar(start, years), tuple(f.date for f in group)
    )


def all_known(days: list[date | None]) -> date | None:
    """The last of the days, or None when one is not known (or there is none)."""
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def bar(start: date, years: int | None) -> date | None:
    """The last day of a bar."""
    return None if years is None else add_days(add_years(start, years), -1)


# --- from decisions and siblings -----------------------------------------------------------------


def manual(facts: Facts, policy: Policy) -> Iterator[Sanction]:
    """The sanctions that the office decided itself."""
    dates = {f.id: f.date for f in facts.failures}
    for sibling in facts.siblings:
        dates |= {f"{sibling.id}/{f.id}": f.date for f in sibling.failures}
    for d in facts.decisions:
        ids = tuple(sorted({d.id, *d.because}))
        if d.act is Act.SUSPENDED:
            yield Sanction("suspend", "decision", ids, d.acts, d.acts, d.until, manual=d.id)
        if d.act is Act.REVOKED:
            years = policy.on(d.acts).number_of("manual_bar_years")
            happened = (d.date, *(dates[name] for name in d.because if name in dates))
            last = bar(d.acts, years)
            yield Sanction(
                "revoke", "decision", ids, d.acts, d.acts, None, last, happened, manual=d.id
            )


def from_sibling(facts: Facts, sibling: Facts, policy: Policy) -> Iterator[Sanction]:
    """The sibling's sanctions that reach the merchant; its own reinstatements end them."""
    reinstatements = [d for d in sibling.decisions if d.act is Act.REINSTATED]
    for sanction, group in by_policy(sibling.failures, policy):
        version = policy.on(max(f.recorded for f in group))
        if not all(reaches(facts, sibling, f, version) for f in group):
            continue
        yield replace(
            sanction,
            facts=tuple(f"{sibling.id}/{name}" for name in sanction.facts),
            happened=(),
            merchant=sibling.id,
            lifted_from=min((r.acts for r in reinstatements if lifts(r, sanction)), default=None),
        )


def reaches(facts: Facts, sibling: Facts, failure: Failure, version: Version) -> bool:
    kind = version.kinds.get(failure.kind)
    codes = [code for code in (facts.uscc, *facts.former) if code is not None]
    same = any(code in (sibling.uscc, *sibling.former) for code in codes)
    return (same and kind is not None and kind.entity) or facts.id in failure.affects
