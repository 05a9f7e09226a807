"""From failures and manual decisions to sanctions: ``docs/standing.md`` section 3.

Every function here reads facts that count (see ``generator.standing.knowledge``); none looks at a
clock or at whether the merchant holds a certificate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from generator.dates import add_days, add_months, add_years
from generator.facts import Act, Decision, Facts, Failure
from generator.policy import Basis, Policy, Rule, Version
from generator.standing.knowledge import finality_known, rectification_known
from generator.standing.repairs import last_before_repair

UNKNOWN_KIND = Basis("assumed", "未列入规则的问题类型，先行暂停，由本办公室处理")


@dataclass(frozen=True, slots=True)
class Sanction:
    """One consequence. Days are inclusive; ``end`` None: no end in sight.

    ``entered`` is the day its cause entered the registry, which decides what a reinstatement lifts.
    """

    effect: Literal["revoke", "suspend"]
    rule: str
    basis: Basis
    facts: tuple[str, ...]
    start: date
    entered: date
    end: date | None = None
    bar_until: date | None = None
    provisional: bool = False
    decision: str | None = None  # the manual decision it is
    happened: tuple[date, ...] = ()  # days of its failures, for attaching
    causes: tuple[Failure, ...] = ()
    entity: frozenset[str] = frozenset()  # those of ``causes`` whose kind reaches the whole firm
    merchant: str | None = None  # the sibling it comes from

    def runs_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


def _matching(rule: Rule, version: Version, failures: list[Failure]) -> list[Failure]:
    """The failures a rule looks at."""
    chosen = []
    for failure in failures:
        kind = version.kinds.get(failure.kind)
        if kind is None:
            continue
        if rule.severity is not None and kind.severity != rule.severity:
            continue
        if rule.kinds is not None and failure.kind not in rule.kinds:
            continue
        chosen.append(failure)
    return chosen


def _triggers(
    rule: Rule, version: Version, failures: list[Failure], day: date
) -> Iterator[list[Failure]]:
    """Groups of failures that trigger ``rule`` on ``day``: single ones, or whole windows.

    A further, provisional finding must not turn a revocation into a suspension, so windows are
    looked for without provisional kinds first.
    """
    if rule.count == 1 and rule.points is None:
        yield from ([failure] for failure in failures if failure.recorded == day)
        return
    certain = [failure for failure in failures if not version.kinds[failure.kind].provisional]
    union = _window(rule, version, certain, day) or _window(rule, version, failures, day)
    if union:
        yield union


def _window(rule: Rule, version: Version, failures: list[Failure], day: date) -> list[Failure]:
    """The failures of all windows that trigger ``rule`` on ``day``; none when it is not."""
    failures = sorted(failures, key=lambda failure: (failure.date, failure.id))
    union: dict[str, Failure] = {}
    for first, earliest in enumerate(failures):
        end = add_months(earliest.date, rule.months or 0)
        window = [failure for failure in failures[first:] if failure.date < end]
        points: dict[tuple[object, ...], int] = {}  # of each act, those of its gravest finding
        for failure in window:
            act = failure.counts_as
            points[act] = max(points.get(act, 0), version.kinds[failure.kind].points)
        enough = len(points) >= rule.count and (
            rule.points is None or sum(points.values()) >= rule.points
        )
        if enough and any(failure.recorded == day for failure in window):
            union.update((failure.id, failure) for failure in window)
    return list(union.values())


def _bar(start: date, years: int) -> date:
    """The last day of a bar of ``years`` that begins on ``start``."""
    return add_days(add_years(start, years), -1)


def _consequences(base: Sanction, rule: Rule, version: Version) -> Iterator[Sanction]:
    """The sanctions that ``rule`` makes of ``base``, which has facts, start and causes."""
    if rule.effect == "revoke":
        yield from _final(base, version, rule.bar_years or 0)
        return
    if rule.until == "days":
        yield replace(base, end=add_days(base.start, (rule.days or 1) - 1))
        return
    if rule.until == "reinstated":
        yield base
        return
    known = [rectification_known(cause) for cause in base.causes]
    mended = None if None in known else max(day for day in known if day is not None)
    yield replace(base, end=None if mended is None else max(base.start, add_days(mended, -1)))
    if rule.overdue_days is None:
        return
    deadline = max(rectify_by(cause, rule.overdue_days, base.start) for cause in base.causes)
    if mended is None or mended > deadline:
        overdue = replace(
            base, effect="revoke", rule=f"{rule.code}-overdue", start=add_days(deadline, 1)
        )
        yield from _final(overdue, version, rule.overdue_bar_years or 0)


def rectify_by(failure: Failure, days: int, start: date) -> date:
    """The last day to rectify: ``days`` after it was served, or else recorded, never before the
    sanction's ``start``."""
    return max(start, add_days(failure.served or failure.recorded, days))


def _final(base: Sanction, version: Version, bar_years: int) -> Iterator[Sanction]:
    """A revocation, or a suspension while a provisional finding it rests on is not final."""
    waiting = [cause for cause in base.causes if version.kinds[cause.kind].provisional]
    finals = [finality_known(cause) for cause in waiting]
    revocation = replace(base, effect="revoke", bar_until=_bar(base.start, bar_years))
    if not waiting:
        yield revocation
        return
    if None in finals:
        yield replace(base, effect="suspend", bar_until=None, provisional=True)
        return
    last = max(day for day in finals if day is not None)
    confirmed = replace(revocation, entered=max(base.entered, last))
    if last <= base.start:
        yield confirmed
        return
    yield replace(base, effect="suspend", end=add_days(last, -1), bar_until=None, provisional=True)
    yield replace(confirmed, start=last, bar_until=_bar(last, bar_years))


def _by_policy(facts: Facts, policy: Policy) -> Iterator[Sanction]:
    """Sanctions that follow from the failures, day by day of their recording."""
    for day in sorted({failure.recorded for failure in facts.failures}):
        version = policy.on(day)
        seen = [failure for failure in facts.failures if failure.recorded <= day]
        for rule in version.rules:
            for causes in _triggers(rule, version, _matching(rule, version, seen), day):
                base = Sanction(
                    effect="suspend",
                    rule=rule.code,
                    basis=rule.basis,
                    facts=tuple(sorted(cause.id for cause in causes)),
                    start=day,
                    entered=day,
                    happened=tuple(sorted(cause.date for cause in causes)),
                    causes=tuple(causes),
                    entity=frozenset(
                        cause.id for cause in causes if version.kinds[cause.kind].entity
                    ),
                )
                yield from _repaired(_consequences(base, rule, version), rule, policy, day)
        for failure in seen:
            if failure.recorded == day and failure.kind not in version.kinds:
                yield Sanction(
                    effect="suspend",
                    rule="unknown-kind",
                    basis=UNKNOWN_KIND,
                    facts=(failure.id,),
                    start=day,
                    entered=day,
                    happened=(failure.date,),
                    causes=(failure,),
                )


def _repaired(
    found: Iterator[Sanction], rule: Rule, policy: Policy, day: date
) -> Iterator[Sanction]:
    """Sanctions of ``rule``, in the version of ``day``, cut short from the day on which the last of
    their failures is known to be repaired, where that version lets a repair lift them."""
    publication = policy.on(day).publication
    for sanction in found:
        lifts = publication is not None and rule.code in publication.repair_lifts
        last = last_before_repair(sanction.causes, policy) if lifts else None
        if last is None:
            yield sanction
        elif last >= sanction.start:
            end = last if sanction.end is None else min(sanction.end, last)
            bar = None if sanction.bar_until is None else min(sanction.bar_until, last)
            yield replace(sanction, end=end, bar_until=bar)


def _manual(facts: Facts, policy: Policy) -> Iterator[Sanction]:
    """Sanctions that the office decided."""
    happened = {failure.id: failure.date for failure in facts.failures}
    for sibling in facts.siblings:
        happened |= {f"{sibling.id}/{failure.id}": failure.date for failure in sibling.failures}
    for decision in facts.decisions:
        if decision.act not in (Act.SUSPENDED, Act.REVOKED):
            continue
        base = Sanction(
            effect="suspend",
            rule="decision",
            basis=decision_basis(decision),
            facts=tuple(sorted({decision.id, *decision.because})),
            start=decision.acts,
            entered=decision.acts,
            decision=decision.id,
            happened=(
                decision.date,
                *(happened[name] for name in decision.because if name in happened),
            ),
        )
        if decision.act is Act.REVOKED:
            years = policy.on(decision.acts).number_of("manual_bar_years")
            yield replace(base, effect="revoke", bar_until=_bar(base.start, years))
        elif decision.until is None or decision.until >= decision.acts:
            yield replace(base, end=decision.until)


def decision_basis(decision: Decision) -> Basis:
    """The clause under which the office decides, with the decision's document."""
    return Basis("二(一)1", decision.document)


def _lift(sanctions: list[Sanction], decisions: tuple[Decision, ...]) -> Iterator[Sanction]:
    """Sanctions cut short, or left out, by reinstatements."""
    reinstatements = sorted(
        (d for d in decisions if d.act is Act.REINSTATED), key=lambda d: (d.acts, d.id)
    )
    for sanction in sanctions:
        days = [d.acts for d in reinstatements if _lifts(d, sanction)]
        if not days:
            yield sanction
            continue
        last = add_days(days[0], -1)
        if last < sanction.start:
            continue
        end = last if sanction.end is None else min(sanction.end, last)
        bar = None if sanction.bar_until is None else min(sanction.bar_until, last)
        yield replace(sanction, end=end, bar_until=bar)


def _lifts(decision: Decision, sanction: Sanction) -> bool:
    """Without ``because``, what entered before; with it, what it names, on the same day too."""
    if not decision.because:
        return sanction.entered < decision.acts
    named = set(decision.because)
    return sanction.entered <= decision.acts and (
        named.issuperset(sanction.facts) or sanction.decision in named
    )


def _reaching(facts: Facts, policy: Policy) -> Iterator[Sanction]:
    """Sanctions of siblings that reach this merchant: one hop, and only what the policy made."""
    for sibling in facts.siblings:
        same_firm = facts.same_operator(sibling)
        for sanction in _lift(list(_by_policy(sibling, policy)), sibling.decisions):
            reaches = all(
                facts.id in cause.affects or (same_firm and cause.id in sanction.entity)
                for cause in sanction.causes
            )
            if reaches:
                yield replace(
                    sanction,
                    facts=tuple(f"{sibling.id}/{name}" for name in sanction.facts),
                    happened=(),
                    merchant=sibling.id,
                )


def sanctions(facts: Facts, policy: Policy) -> list[Sanction]:
    """All sanctions on the merchant, lifted ones cut short, ordered by start and rule."""
    every = [*_by_policy(facts, policy), *_manual(facts, policy), *_reaching(facts, policy)]
    return sorted(
        _lift(every, facts.decisions),
        key=lambda sanction: (sanction.start, sanction.rule, sanction.facts),
    )
