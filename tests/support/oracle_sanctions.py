"""Section 3 of ``docs/standing.md`` for the oracle: the sanctions of one merchant.

The facts given here are already cut down to what is known and not annulled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, permutations

from fangxin.base.dates import add_days, add_months, add_years
from fangxin.facts.document_number import act_keys
from fangxin.facts.policy.policy import Policy, Rule, Version
from fangxin.facts.values import Act, Decision, Facts, Failure
from tests.support.oracle_world import known_on


@dataclass(frozen=True)
class Sanction:
    """A suspension or revocation. Days inclusive; ``end`` None: until lifted."""

    effect: str  # "suspend" or "revoke"
    rule: str
    facts: tuple[str, ...]
    start: date
    entered: date
    counted: date
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


def lifted_on(
    every: list[Sanction], reinstatements: list[Decision], policy: Policy
) -> list[date | None]:
    """Of each sanction the day from which one of these decisions has lifted it."""
    days = [sanction.lifted_from for sanction in every]
    for r in sorted(reinstatements, key=lambda r: (r.acts, r.id)):
        for place in struck(every, days, r, policy):
            days[place] = min(days[place] or r.acts, r.acts)
    return days


def struck(
    every: list[Sanction], days: list[date | None], r: Decision, policy: Policy
) -> list[int]:
    """Places of the sanctions that ``r`` lifts, given what was lifted before and from when."""
    meant = [n for n in range(len(every)) if about(every[n], days[n], r)]
    closed = [n for n in meant if not may_lift(r, every[n], policy)]
    over = [set(every[n].facts) for n in closed if in_force(every[n], r.acts)]
    return [
        n
        for n in meant
        if n not in closed and not any(set(every[n].facts) <= facts for facts in over)
    ]


def about(sanction: Sanction, gone: date | None, r: Decision) -> bool:
    """Whether ``r`` means a sanction that, or whose bar, lasts to the day it acts."""
    if gone is not None and (gone <= r.acts or gone <= sanction.start):
        return False
    barred = sanction.bar_until is not None and sanction.bar_until >= r.acts
    return means(r, sanction) and (sanction.end is None or sanction.end >= r.acts or barred)


def in_force(sanction: Sanction, day: date) -> bool:
    """Whether it has started and its bar, if any, is not over."""
    return sanction.start <= day and (sanction.bar_until is None or day <= sanction.bar_until)


def may_lift(reinstated: Decision, sanction: Sanction, policy: Policy) -> bool:
    """What the version in force on the decision's day opens to reinstatement."""
    section = policy.on(reinstated.acts).reinstatement
    if sanction.manual is not None:
        return section.suspensions if sanction.effect == "suspend" else section.decisions
    if sanction.effect == "revoke" or sanction.provisional:
        coming = sanction.rule.endswith("-overdue") and reinstated.acts < sanction.start
        return section.suspensions if coming else sanction.rule in section.rules
    return section.suspensions


def means(reinstated: Decision, sanction: Sanction) -> bool:
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
                yield Sanction("suspend", "unknown-kind", ids, day, day, day), [failure]
        for rule in version.rules:
            for group in triggered(rule, version, known, day):
                alike = [f for f in known if matches(rule, version, f)]
                for sanction in consequence(rule, version, group, alike, day):
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
        if met(rule, version, window, day):
            union += [f for f in window if f not in union]
    return union


def met(rule: Rule, version: Version, window: list[Failure], day: date) -> bool:
    """Whether the window is enough, and would not have been without what came on ``day``."""
    before = [f for f in window if f.recorded < day]
    if rule.points is not None:
        return rule.points <= total(window, version) > total(before, version)
    acts = acts_in(window)
    old = {key for key, act in acts.items() if any(f.recorded < day for f in act)}
    return any(
        len(chain) >= rule.count and not old.issuperset(chain) for chain in chains(acts, rule.count)
    )


def total(window: list[Failure], version: Version) -> int:
    """The points of the window: of each act, those of its gravest finding."""
    counted = [f for f in window if gravest_of_its_act(f, window, version)]
    return sum(version.kinds[f.kind].points for f in counted)


def acts_in(window: list[Failure]) -> dict[str, list[Failure]]:
    """The findings of each act, by the id of one of them."""
    acts: dict[str, list[Failure]] = {}
    for failure in window:
        same = next((key for key, act in acts.items() if one_act(failure, act[0])), failure.id)
        acts.setdefault(same, []).append(failure)
    return acts


def one_act(one: Failure, other: Failure) -> bool:
    """Whether two findings are of one act."""
    if one.act is not None or other.act is not None:
        return one.act == other.act
    if not one.document or not other.document or one.distinct_from or other.distinct_from:
        return False
    return bool(act_keys(one.document, one.date) & act_keys(other.document, other.date))


def chains(acts: dict[str, list[Failure]], most: int) -> Iterator[tuple[str, ...]]:
    """Every series of ``most`` acts in which each happened after the merchant had been told of the
    one before."""
    for series in permutations(acts, most):
        if all(repeats(acts[b], acts[a]) for a, b in pairwise(series)):
            yield series


def repeats(act: list[Failure], earlier: list[Failure]) -> bool:
    """Whether the act happened after the merchant had been told of the earlier one."""
    told = min(f.served or f.recorded for f in earlier)
    happened = min(f.date for f in earlier)
    return min(f.date for f in act) > max(told, happened)


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


def heard(failure: Failure, alike: list[Failure]) -> date:
    """The first day on which the merchant was told of the act by a finding of its sort."""
    same = [f for f in alike if f is failure or one_act(f, failure)]
    return min(f.served if f.served and f.served < f.recorded else f.recorded for f in same)


def consequence(
    rule: Rule, version: Version, group: list[Failure], alike: list[Failure], day: date
) -> Iterator[Sanction]:
    """What one triggered rule does from ``day``."""
    ids = tuple(sorted(f.id for f in group))
    counted = min(day, max(heard(f, alike) for f in group))
    most = version.limit("provisional_most_days")
    longest = None if most is None else max(day, add_days(counted, most - 1))
    if rule.effect == "revoke":
        yield from revocation(rule.code, rule.bar_years, version, group, day, day, counted, longest)
        return
    suspended = Sanction("suspend", rule.code, ids, day, day, counted)
    if rule.until == "days":
        end = max(day, add_days(counted, (rule.days or 0) - 1))
        yield from interrupted(replace(suspended, end=end), version, group, longest)
    elif rule.until == "reinstated":
        yield from interrupted(suspended, version, group, longest)
    else:
        mended = all_known([f.rectified for f in group])
        ended = None if mended is None else max(day, add_days(mended, -1))
        yield from interrupted(replace(suspended, end=ended), version, group, longest)
        if rule.overdue_days is None:
            return
        own = max(add_days(f.served or f.recorded, rule.overdue_days) for f in group)
        deadline = max(day, own, add_days(day, version.limit("notice_days") or 0))
        if mended is None or mended > deadline:
            code, start = f"{rule.code}-overdue", add_days(deadline, 1)
            counted = min(start, add_days(own, 1))
            years = rule.overdue_bar_years
            yield from revocation(code, years, version, group, day, start, counted, longest)


def interrupted(
    whole: Sanction, version: Version, group: list[Failure], longest: date | None
) -> Iterator[Sanction]:
    """The suspension without the days after the longest on which a finding is not final."""
    provisional = [f for f in group if version.kinds[f.kind].provisional]
    final = all_known([known_on(f.final, f.final_recorded) for f in provisional])
    if (
        longest is None
        or not provisional
        or (whole.end is not None and whole.end <= longest)
        or (final is not None and add_days(final, -1) <= longest)
    ):
        yield whole
    else:
        yield replace(whole, end=longest)
        if final is not None and (whole.end is None or final <= whole.end):
            yield replace(whole, start=final)


def revocation(
    code: str,
    years: int | None,
    version: Version,
    group: list[Failure],
    entered: date,
    start: date,
    counted: date,
    longest: date | None,
) -> Iterator[Sanction]:
    """A revocation from ``start``, or a suspension first while a finding is provisional."""
    ids = tuple(sorted(f.id for f in group))
    provisional = [f for f in group if version.kinds[f.kind].provisional]
    final = all_known([known_on(f.final, f.final_recorded) for f in provisional])
    waits = Sanction("suspend", code, ids, start, entered, counted, longest, provisional=True)
    if provisional and final is None:
        if longest is None or longest >= start:
            yield waits
        return
    if final is not None:
        if final > start:
            end = add_days(final, -1)
            waits = waits if longest is not None and longest < end else replace(waits, end=end)
            if waits.end is not None and waits.end >= start:
                yield waits
        start, entered = max(start, final), max(entered, final)
        became = max(f.final for f in provisional if f.final is not None)
        counted = min(start, max(counted, became))
    happened = tuple(f.date for f in group)
    yield Sanction(
        "revoke", code, ids, start, entered, counted, None, bar(counted, years), happened
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
        version = policy.on(d.acts)
        if d.act is Act.SUSPENDED:
            most, end = version.limit("manual_suspension_most_days"), d.until
            if end is not None and end < d.acts:
                continue
            if most is not None:
                last = max(d.acts, add_days(d.date, most - 1))
                end = last if end is None else min(end, last)
            yield Sanction("suspend", "decision", ids, d.acts, d.acts, d.date, end, manual=d.id)
        if d.act is Act.REVOKED:
            over = bar(d.date, version.number_of("manual_bar_years"))
            happened = (d.date, *(dates[name] for name in d.because if name in dates))
            made = Sanction("revoke", "decision", ids, d.acts, d.acts, d.date, None, over, happened)
            yield replace(made, manual=d.id)


def from_sibling(facts: Facts, sibling: Facts, policy: Policy) -> Iterator[Sanction]:
    """The sibling's sanctions that reach the merchant; its own reinstatements end them."""
    made = list(by_policy(sibling.failures, policy))
    reinstatements = [d for d in sibling.decisions if d.act is Act.REINSTATED]
    gone = lifted_on([sanction for sanction, _ in made], reinstatements, policy)
    for (sanction, group), day in zip(made, gone, strict=True):
        version = policy.on(max(f.recorded for f in group))
        start = reached_on(facts, sibling, group, version, sanction.start)
        ends = [sanction.end, sanction.bar_until, day and add_days(day, -1)]
        last = min((end for end in ends if end is not None), default=date.max)
        if start == date.max or sanction.start < start > last:
            continue
        yield replace(
            sanction,
            facts=tuple(f"{sibling.id}/{name}" for name in sanction.facts),
            start=start,
            happened=(),
            merchant=sibling.id,
            lifted_from=day,
        )


def reached_on(
    facts: Facts, sibling: Facts, group: list[Failure], version: Version, start: date
) -> date:
    """The first day from ``start`` on which a sibling's failures all reach the merchant; date.max
    where they never do."""
    begun = [day for day, _ in operators(facts) if day > start]
    written = [facts.code_since] if facts.code_since > start else []
    told = [one.acts for each in (facts, sibling) for one in each.changes if one.mistaken]
    for day in sorted([start, *begun, *written, *(day for day in told if day > start)]):
        if all(reaches_on(day, facts, sibling, one, version) for one in group):
            return day
    return date.max


def reaches_on(day: date, facts: Facts, sibling: Facts, failure: Failure, version: Version) -> bool:
    if facts.id in failure.affects:
        return True
    kind = version.kinds.get(failure.kind)
    together = operator_on(sibling, failure.date) & operator_on(facts, day)
    by_then = told_by(sibling, day), told_by(facts, day)
    knew = operator_on(by_then[0], failure.date) & operator_on(by_then[1], day)
    return kind is not None and kind.entity and bool(together and knew)


def told_by(facts: Facts, day: date) -> Facts:
    """Without the mistakes about codes that were not known by then."""
    changes = tuple(one for one in facts.changes if not one.mistaken or one.acts <= day)
    return replace(facts, changes=changes)


def operators(facts: Facts) -> list[tuple[date, set[str | None]]]:
    """Each operator of a merchant with its first day and all of its codes, in order."""
    moves = [one for one in facts.changes if one.field == "uscc"]
    moves.sort(key=lambda one: (one.acts, one.id))
    found: list[tuple[date, list[str | None]]] = [(date.min, [first_code(facts)])]
    for move in moves:
        if move.mistaken:  # whatever bore the mistake bears this
            found[-1][1][-1] = move.after
        elif move.continues and move.before is not None:
            found[-1][1].extend((move.before, move.after))
        else:
            found.append((move.acts, [move.after]))
    return [(begun, set(codes)) for begun, codes in found]


def first_code(facts: Facts) -> str | None:
    """Nobody's, when the first entry about the code says that it was filled in."""
    return facts.uscc if facts.code_since == date.min else facts.first_code


def operator_on(facts: Facts, day: date) -> set[str | None]:
    codes = [codes for begun, codes in operators(facts) if begun <= day][-1]
    written = {facts.uscc} if facts.code_since <= day else set()
    return (codes | written) - {None}
