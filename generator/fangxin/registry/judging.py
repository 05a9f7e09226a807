"""Whether a merchant meets a criterion on a day, and how it is known: by machine, tick, exception.

What is judged is what the registry knew on that day, so that what comes later never makes a
certification false: a grade that is lost afterwards is a matter for a review.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day

from fangxin.base.both import Both
from fangxin.base.dates import add_days, add_months
from fangxin.facts.policy.policy import Policy
from fangxin.facts.programme.criteria import FIELDS, SEVERITIES, Criterion, Test
from fangxin.facts.record.decisions import CHANGED
from fangxin.facts.values import Facts, Merchant, Tick
from fangxin.registry.republished import Reach
from fangxin.standing.knowledge import annulled, known
from fangxin.standing.reading import Reading, read
from fangxin.standing.sanction import Sanction

Finding = tuple[bool, Both]  # whether it is met, and what was found


@dataclass(frozen=True, slots=True)
class Case:
    """One merchant on ``day``; ``after``: the day of the certification before, whose ticks do not
    count for this one. ``aging``: nor do those that are too old; not of what was certified. For the
    public, failures that it may not know do not count (``quiet``), nor sanctions that rest on
    nothing but ``vanished`` facts."""

    merchant: Merchant
    facts: Facts
    policy: Policy
    listed: Sequence[Reach]
    day: Day
    after: Day | None = None
    quiet: frozenset[str] = frozenset()
    vanished: frozenset[str] = frozenset()
    aging: bool = True


@dataclass(frozen=True, slots=True)
class JudgedCriterion:
    """``state``: "kept" or "missed" by the machine, "ticked" by an office, "open" where nobody
    ticked it, "excepted" by a documented exception."""

    criterion: Criterion
    state: str
    found: Both
    tick: Tick | None = None

    @property
    def unchecked(self) -> bool:
        """Whether it waits for an office to look."""
        return self.state == "open"

    @property
    def fine(self) -> bool:
        """Whether a certification may rest on it."""
        return self.state not in ("missed", "open")


def judged(case: Case, criteria: Sequence[Criterion]) -> tuple[JudgedCriterion, ...]:
    """Each criterion as it stands on the day of the case."""
    return tuple(_judged(case, criterion) for criterion in criteria)


def _judged(case: Case, criterion: Criterion) -> JudgedCriterion:
    ticks = _ticks(case, criterion)
    tick = ticks[-1] if ticks else None
    if criterion.test is None:
        if tick is None:
            return JudgedCriterion(criterion, "open", _unchecked(case, criterion))
        return JudgedCriterion(
            criterion, "excepted" if tick.exception else "ticked", ("", ""), tick
        )
    met, found = verdict(criterion.test, case)
    if met:
        return JudgedCriterion(criterion, "kept", found)
    if tick is not None and tick.exception:
        return JudgedCriterion(criterion, "excepted", found, tick)
    return JudgedCriterion(criterion, "missed", found)


def _unchecked(case: Case, criterion: Criterion) -> Both:
    """That nobody has checked it, or when somebody last did, too long ago."""
    old = _ticks(replace(case, aging=False), criterion)
    if not old:
        return "没有登记核对", "nobody has checked it"
    last, months = old[-1], criterion.tick_months
    return (
        f"{last.date} 的核对已过 {months} 个月，须重新核对",
        f"checked on {last.date}, more than {months} months before: check again",
    )


def _ticks(case: Case, criterion: Criterion) -> list[Tick]:
    """What offices found since the certification before, and not too long ago, the latest last."""
    counts = [
        tick
        for tick in case.merchant.criteria
        if tick.criterion == criterion.code and tick.date <= case.day
        if tick.void is None and tick.met != tick.exception
        if case.after is None or tick.date > case.after
        if not case.aging or case.day < add_months(tick.date, criterion.tick_months)
    ]
    return sorted(counts, key=lambda tick: (tick.date, tick.id))


def value_on(merchant: Merchant, field: str, day: Day) -> object:
    """What the record says of a particular, as it was on ``day`` by its entries of changes."""
    value: object = getattr(merchant, field)
    if field not in CHANGED:
        return value
    later = [
        change
        for change in merchant.changes
        if change.field == field and change.void is None and change.date > day
    ]
    return min(later, key=lambda change: (change.date, change.id)).before if later else value


def verdict(test: Test, case: Case) -> Finding:
    """What the machine finds."""
    return _JUDGES[test.what](test, case)


def shown(field: str, value: object) -> str:
    """A value as people read it: its label, after the code where that is a grade: C（一般）."""
    options: Mapping[str, tuple[str, str]] = getattr(FIELDS[field].kind, "options", {})
    text = str(value)
    if text not in options:
        return text
    return options[text][0] if text.islower() else f"{text}（{options[text][0]}）"


def _field(test: Test, case: Case) -> Finding:
    name = str(test.field)
    value, zh = value_on(case.merchant, name, case.day), FIELDS[name].zh
    if value is None:
        return False, (f"没有登记{zh}", f"{name} is not recorded")
    met = not test.one_of or str(value) in test.one_of
    return met, (f"{zh}：{shown(name, value)}", f"{name}: {value}")


def _age(test: Test, case: Case) -> Finding:
    name = str(test.field)
    begun, zh = getattr(case.merchant, name), FIELDS[name].zh
    if not isinstance(begun, Day):
        return False, (f"没有登记{zh}", f"{name} is not recorded")
    full = add_months(begun, test.months)
    return full <= case.day, (
        f"{zh} {begun}，满 {test.months} 个月是 {full}",
        f"{name} {begun}, {test.months} months are full on {full}",
    )


def _commitment(test: Test, case: Case) -> Finding:
    for one in case.merchant.commitments:
        begun = one.since is None or one.since <= case.day
        if one.kind in test.one_of and begun and (one.until is None or case.day <= one.until):
            since = f"，自 {one.since}" if one.since else ""
            return True, (f"已公开承诺{since}", f"promised ({one.kind})")
    return False, ("没有这样的公开承诺", f"no such commitment ({', '.join(test.one_of)})")


def _pledge(test: Test, case: Case) -> Finding:
    pledge = case.merchant.pledge
    if pledge is None or pledge.signed > case.day:
        return False, ("没有签署承诺书", "no pledge was signed")
    return True, (f"{pledge.signed} 签署承诺书", f"pledge signed on {pledge.signed}")


def _review(test: Test, case: Case) -> Finding:
    passed = [
        one.date
        for one in case.merchant.reviews
        if one.outcome == "passed" and one.date <= case.day and one.void is None
        if case.day < add_months(one.date, test.months)
    ]
    if passed:
        return True, (f"{max(passed)} 复评通过", f"review passed on {max(passed)}")
    return False, (
        f"{test.months} 个月内没有通过复评",
        f"no review was passed within {test.months} months",
    )


def _no_failures(test: Test, case: Case) -> Finding:
    """Failures known on the day that nothing has annulled by then; one of a kind that the policy
    does not know counts whatever the severity."""
    facts = known(case.facts, case.day)
    gone, version = annulled(facts, case.day), case.policy.on(case.day)
    found = []
    for one in facts.failures:
        kind = version.kinds.get(one.kind)
        wanted = not test.severity or kind is None or kind.severity in test.severity
        wanted = wanted and (not test.kinds or one.kind in test.kinds)
        recent = case.day < add_months(one.date, test.months)
        if wanted and recent and one.id not in gone and one.id not in case.quiet:
            found.append(f"{one.id}（{kind.label if kind else one.kind}，{one.date}）")
    listed = "、".join(found)
    if found:
        return False, (f"{test.months} 个月内有 {listed}", f"there are {listed}")
    sort = "、".join(SEVERITIES[one][0] for one in test.severity) or "这类"
    return True, (
        f"{test.months} 个月内没有{sort}问题记录",
        f"no such failure within {test.months} months",
    )


def _no_sanction(test: Test, case: Case) -> Finding:
    reading: Reading = read(case.facts, case.policy, case.day)
    since = add_months(case.day, -test.months)
    found = [
        one
        for one in reading.sanctions
        if one.start <= case.day and (one.end is None or one.end >= since)
        if not _has_vanished(one, case)
    ]
    if not found:
        return True, (
            f"{test.months} 个月内没有暂停或撤销",
            f"neither suspended nor revoked within {test.months} months",
        )
    last = max(found, key=lambda one: one.start)
    return False, (
        f"自 {last.start} 起有暂停或撤销（{'、'.join(last.facts)}）",
        f"a sanction ran from {last.start} ({', '.join(last.facts)})",
    )


def _has_vanished(sanction: Sanction, case: Case) -> bool:
    """Whether the decision itself, or everything that it rests on, is nothing that is told."""
    decided = {name for name in sanction.facts if name.split("/")[-1] == sanction.decision}
    resting = set(sanction.facts) - decided
    return not decided.isdisjoint(case.vanished) or (bool(resting) and resting <= case.vanished)


def _not_listed(test: Test, case: Case) -> Finding:
    for one in (reach.listing for reach in case.listed):
        over = [day for day in (one.lifted, one.void and one.void.date) if day]
        if one.ends is not None:
            over.append(add_days(one.ends, 1))
        if one.recorded <= case.day and all(day > case.day for day in over):
            return False, (
                f"在严重违法失信名单上（{one.id}）",
                f"listed as seriously dishonest ({one.id})",
            )
    return True, ("不在严重违法失信名单上", "not listed as seriously dishonest")


_JUDGES: Mapping[str, Callable[[Test, Case], Finding]] = {
    "field": _field,
    "age": _age,
    "commitment": _commitment,
    "pledge": _pledge,
    "review": _review,
    "no_failures": _no_failures,
    "no_sanction": _no_sanction,
    "not_listed": _not_listed,
}
