"""From failures and manual decisions to sanctions: ``docs/standing.md`` section 3.

Every function here reads facts that count (see ``fangxin.standing.knowledge``); none looks at a
clock or at whether the merchant holds a certificate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from fangxin.base.dates import add_days, add_years
from fangxin.facts.policy.policy import Basis, Policy, Rule, Version
from fangxin.facts.values import Act, Decision, Facts, Failure
from fangxin.standing.deadlines import NOTICE
from fangxin.standing.knowledge import finality_known
from fangxin.standing.lifting import Lifting, lift
from fangxin.standing.operators import joined_from
from fangxin.standing.repairs import last_before_repair
from fangxin.standing.repeats import Triggers, matching
from fangxin.standing.sanction import OVERDUE, Sanction

UNKNOWN_KIND = Basis("assumed", "未列入规则的问题类型，先行暂停，由本办公室处理")


def _bar(counted: date, years: int) -> date:
    """The last day of a bar of ``years`` that counts from ``counted``."""
    return add_days(add_years(counted, years), -1)


def _last(sanction: Sanction, days: int) -> date:
    """The last of so many days: counted from when the merchant was served, but one day at least."""
    return max(sanction.start, add_days(sanction.counted, days - 1))


def _consequences(base: Sanction, rule: Rule, version: Version) -> Iterator[Sanction]:
    """The sanctions that ``rule`` makes of ``base``, which has facts, start and causes."""
    if rule.effect == "revoke":
        yield from _final(base, version, rule.bar_years or 0, _longest(base, version))
    elif rule.until == "days":
        yield from _limited(replace(base, end=_last(base, rule.days or 1)), version)
    elif rule.until == "reinstated":
        yield from _limited(base, version)
    else:
        yield from _until_rectified(base, rule, version)


def _until_rectified(base: Sanction, rule: Rule, version: Version) -> Iterator[Sanction]:
    """A suspension until the day before the last of its failures was put right, and a revocation
    when that was not done by the deadline. What counts is the day it was done: somebody who
    registers it late does no harm once it is known."""
    done = [cause.rectified for cause in base.causes]
    mended = None if None in done else max(day for day in done if day is not None)
    end = None if mended is None else max(base.start, add_days(mended, -1))
    yield from _limited(replace(base, end=end), version)
    if rule.overdue_days is None:
        return
    deadline = max(rectify_by(cause, rule, version, base.start) for cause in base.causes)
    if mended is not None and mended <= deadline:
        return
    own = max(add_days(c.served or c.recorded, rule.overdue_days) for c in base.causes)
    start = add_days(deadline, 1)
    overdue = replace(
        base, rule=f"{rule.code}{OVERDUE}", start=start, counted=min(start, add_days(own, 1))
    )
    yield from _final(overdue, version, rule.overdue_bar_years or 0, _longest(base, version))


def rectify_by(failure: Failure, rule: Rule, version: Version, start: date) -> date:
    """The last day to rectify under ``rule``: so many days after it was served, or else recorded,
    and never sooner than the ``notice_days`` of ``version`` after the sanction's ``start``."""
    days = add_days(failure.served or failure.recorded, rule.overdue_days or 0)
    return max(add_days(start, version.limit(NOTICE) or 0), days)


def _waiting(sanction: Sanction, version: Version) -> tuple[bool, date | None]:
    """Whether it rests on provisional findings, and the day on which all of them are final."""
    waiting = [cause for cause in sanction.causes if version.kinds[cause.kind].provisional]
    finals = [finality_known(cause) for cause in waiting]
    known = [day for day in finals if day is not None]
    return bool(waiting), max(known) if known and len(known) == len(finals) else None


def _longest(base: Sanction, version: Version) -> date | None:
    """The last day on which ``base`` suspends while its findings are not final, if any."""
    most = version.limit("provisional_most_days")
    return None if most is None else _last(base, most)


def _limited(suspension: Sanction, version: Version) -> Iterator[Sanction]:
    """The suspension, interrupted from the day after the longest time until its findings are
    final."""
    provisional, final = _waiting(suspension, version)
    longest = _longest(suspension, version) if provisional else None
    over = longest is None or (suspension.end is not None and suspension.end <= longest)
    if longest is None or over or (final is not None and final <= add_days(longest, 1)):
        yield suspension
        return
    yield replace(suspension, end=longest)
    if final is not None and (suspension.end is None or final <= suspension.end):
        yield replace(suspension, start=final)


def _final(
    base: Sanction, version: Version, bar_years: int, longest: date | None
) -> Iterator[Sanction]:
    """A revocation, or a suspension while a provisional finding it rests on is not final, at most
    until ``longest``."""
    provisional, final = _waiting(base, version)
    revocation = replace(base, effect="revoke", bar_until=_bar(base.counted, bar_years))
    if not provisional:
        yield revocation
        return
    if final is None or final > base.start:
        ends = [day for day in (longest, final and add_days(final, -1)) if day is not None]
        end = min(ends, default=None)
        if end is None or end >= base.start:
            yield replace(base, effect="suspend", end=end, provisional=True)
    if final is None:
        return
    start = max(base.start, final)
    found = [c.final for c in base.causes if c.final and version.kinds[c.kind].provisional]
    counted = min(start, max(base.counted, *found))
    yield replace(
        revocation,
        start=start,
        counted=counted,
        bar_until=_bar(counted, bar_years),
        entered=max(base.entered, final),
    )


def _counted(causes: list[Failure], alike: list[Failure], day: date) -> date:
    """The day from which what rests on ``causes`` counts: the merchant had been told of the last of
    their acts by then. A further paper on an act, of those that the rule looks at (``alike``),
    counts from when the first was served, or else recorded."""
    told: dict[tuple[object, ...], date] = {}
    for one in (*alike, *causes):
        first = min(one.served or one.recorded, one.recorded)
        told[one.counts_as] = min(told.get(one.counts_as, first), first)
    return min(day, max(told[cause.counts_as] for cause in causes))


class Consequences:
    """What the failures of one merchant and its siblings made follow, kept for as long as they stay
    as they are: most readings of one merchant differ in something else."""

    def __init__(self) -> None:
        self._triggers = Triggers()
        self._made: dict[tuple[str, date], tuple[list[Failure], list[Sanction]]] = {}

    def by_policy(self, facts: Facts, policy: Policy) -> Iterator[Sanction]:
        """Sanctions that follow from the failures, day by day of their recording."""
        for day in sorted({failure.recorded for failure in facts.failures}):
            seen = [failure for failure in facts.failures if failure.recorded <= day]
            failures, sanctions = self._made.get((facts.id, day), ([], []))
            if failures != seen:
                sanctions = list(self._on(facts.id, seen, policy, day))
                self._made[facts.id, day] = (seen, sanctions)
            yield from sanctions

    def _on(self, owner: str, seen: list[Failure], policy: Policy, day: date) -> Iterator[Sanction]:
        version = policy.on(day)
        for rule, causes in self._triggers.on(owner, version, seen, day):
            base = Sanction(
                effect="suspend",
                rule=rule.code,
                basis=rule.basis,
                facts=tuple(sorted(cause.id for cause in causes)),
                start=day,
                entered=day,
                counted=_counted(causes, matching(rule, version, seen), day),
                happened=tuple(sorted(cause.date for cause in causes)),
                causes=tuple(causes),
                entity=frozenset(cause.id for cause in causes if version.kinds[cause.kind].entity),
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
                    counted=day,
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
            counted=decision.date,
            decision=decision.id,
            happened=(
                decision.date,
                *(happened[name] for name in decision.because if name in happened),
            ),
        )
        version = policy.on(decision.acts)
        if decision.act is Act.REVOKED:
            bar = _bar(base.counted, version.number_of("manual_bar_years"))
            yield replace(base, effect="revoke", bar_until=bar)
        elif decision.until is None or decision.until >= decision.acts:
            most = version.limit("manual_suspension_most_days")
            ends = [decision.until, None if most is None else _last(base, most)]
            yield replace(base, end=min((end for end in ends if end is not None), default=None))


def decision_basis(decision: Decision) -> Basis:
    """The clause under which the office decides, with the decision's document."""
    return Basis("二(一)1", decision.document)


def _reaching(
    facts: Facts, policy: Policy, known: Consequences
) -> tuple[list[Sanction], list[Lifting]]:
    """Sanctions of siblings that reach this merchant: one hop, and only what the policy made; and
    what the siblings' own reinstatements did to them."""
    found: list[Sanction] = []
    done: list[Lifting] = []
    for sibling in facts.siblings:
        left, liftings = lift(list(known.by_policy(sibling, policy)), sibling.decisions, policy)
        found += _handed_on(left, sibling, facts)
        for one in liftings:
            lifted = tuple(_handed_on(one.lifted, sibling, facts))
            done.append(Lifting(one.decision, lifted, merchant=sibling.id))
    return found, done


def _handed_on(sanctions: Iterable[Sanction], sibling: Facts, facts: Facts) -> Iterator[Sanction]:
    """The sanctions of the sibling that reach the merchant, as they do: from the day on which it
    is run by whoever failed, if they still run then."""
    for sanction in sanctions:
        first = _reached(sanction, sibling, facts)
        over = [day for day in (sanction.end, sanction.bar_until) if day is not None]
        if first is None or (first > sanction.start and over and min(over) < first):
            continue
        yield replace(
            sanction,
            facts=tuple(f"{sibling.id}/{name}" for name in sanction.facts),
            start=first,
            happened=(),
            merchant=sibling.id,
        )


def _reached(sanction: Sanction, sibling: Facts, facts: Facts) -> date | None:
    """The first day on which a sibling's sanction reaches the merchant; None where it does not."""
    failed = [cause for cause in sanction.causes if facts.id not in cause.affects]
    if any(cause.id not in sanction.entity for cause in failed):
        return None
    return joined_from(facts, sibling, [cause.date for cause in failed], sanction.start)


def sanctions(
    facts: Facts, policy: Policy, known: Consequences
) -> tuple[list[Sanction], list[Lifting]]:
    """All sanctions on the merchant, lifted ones cut short, ordered by start and rule; and what
    each reinstatement lifted, a sibling's too where that reached the merchant. ``known``: what
    other readings of the same merchant made."""
    reaching, theirs = _reaching(facts, policy, known)
    every = [*known.by_policy(facts, policy), *_manual(facts, policy), *reaching]
    left, own = lift(every, facts.decisions, policy)
    left.sort(key=lambda sanction: (sanction.start, sanction.rule, sanction.facts))
    return left, [*own, *(one for one in theirs if one.lifted)]
