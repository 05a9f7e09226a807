"""What is true about one merchant on one day. The rules are in ``docs/standing.md``.

``standing`` is pure and total. It reads the facts known on a day (``reading``), which
knows the status, and says why, since when, until when and what comes next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date as Day  # a field named ``date`` would hide the type

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Basis, Policy
from fangxin.facts.values import Act, Decision, Facts, Status
from fangxin.standing.certificates import Certificate
from fangxin.standing.reading import (
    Reading,
    event_days,
    publication_of,
    publicity_runs,
    read,
    revocations,
    status_on,
    suspensions,
    withdrawal,
)
from fangxin.standing.sanction import Sanction
from fangxin.standing.sanctions import decision_basis
from fangxin.standing.undone import Correction, Reinstated, corrections, idle, reinstatements

__all__ = ["Correction", "Facts", "NextChange", "Reason", "Reinstated", "Standing", "standing"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause of a status. ``rule`` is a rule of the policy (or ``<rule>-overdue``), or one of
    decision, grace, expiry, publicity, refused, withdrawn, closed, transfer, unknown-kind,
    no-certificate, withheld-revoke, withheld-suspend."""

    rule: str
    facts: tuple[str, ...]
    basis: Basis
    since: Day
    until: Day | None = None
    merchant: str | None = None  # the sibling it comes from
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class NextChange:
    """The first day with another status if nothing new is recorded, and that status."""

    date: Day
    status: Status


@dataclass(frozen=True, slots=True)
class Standing:
    """True on ``as_of``. Days are inclusive; see ``docs/standing.md`` section 5."""

    as_of: Day
    status: Status
    since: Day | None = None
    until: Day | None = None
    next_change: NextChange | None = None
    certificate: str | None = None
    bar_until: Day | None = None
    flags: frozenset[str] = frozenset()
    reasons: tuple[Reason, ...] = ()
    corrections: tuple[Correction, ...] = ()
    reinstatements: tuple[Reinstated, ...] = ()  # ordered by day and decision
    ineffective: tuple[tuple[str, str], ...] = ()  # (decision id, why), ordered by id
    revokes: Day | None = None  # 撤销日: the first coming day that revokes if nothing is recorded


def _since(reading: Reading, status: Status, days: list[Day]) -> Day | None:
    """The first of ``days`` in the unbroken run of ``status`` that reaches the last of them; none
    when nothing has been certified or published from the beginning."""
    first = None
    for day in reversed(days):
        if status_on(reading, day) is not status:
            return first
        first = day
    return None if status is Status.NONE else first


def _following(reading: Reading, status: Status, days: list[Day]) -> NextChange | None:
    """The first of the coming ``days`` with another status."""
    for day in days:
        after = status_on(reading, day)
        if after is not status:
            return NextChange(day, after)
    return None


def _revokes(reading: Reading, status: Status, days: list[Day]) -> Day | None:
    """The first of the coming ``days`` on which the status is revoked, if it is not already."""
    if status is Status.REVOKED or not reading.attached:
        return None
    return next((day for day in days if status_on(reading, day) is Status.REVOKED), None)


def _from_sanctions(found: list[Sanction]) -> Iterator[Reason]:
    for sanction in found:
        yield Reason(
            rule=sanction.rule,
            facts=sanction.facts,
            basis=sanction.basis,
            since=sanction.start,
            until=sanction.end,
            merchant=sanction.merchant,
            provisional=sanction.provisional,
        )


def _from_decision(rule: str, decision: Decision, since: Day, until: Day | None) -> Reason:
    return Reason(rule, (decision.id,), decision_basis(decision), since, until)


def _certified(certificate: Certificate, day: Day) -> Iterator[Reason]:
    decision = certificate.decision
    yield _from_decision("decision", decision, decision.acts, certificate.until)
    if day > certificate.until and certificate.application is not None:
        yield Reason(
            "grace",
            (certificate.application,),
            decision_basis(decision),
            add_days(certificate.until, 1),
            certificate.runs_until,
        )


def _without_certificate(reading: Reading, status: Status, day: Day) -> Iterator[Reason]:
    """Reasons of publicised and none."""
    publication = publication_of(reading, day)
    if publication is not None and publication.until is not None:
        if status is Status.PUBLICISED:
            since, until = publication.acts, publication.until
            yield _from_decision("publicity", publication, since, until)
            return
        yield _from_decision("publicity", publication, add_days(publication.until, 1), None)
    acted = [d for d in reading.facts.decisions if d.act is Act.REFUSED and d.acts <= day]
    if publication is None and acted:
        last = max(acted, key=lambda d: (d.acts, d.id))
        yield _from_decision("refused", last, last.acts, None)
    ineffective = {name for name, _ in reading.register.ineffective}
    tried = [d for d in reading.facts.decisions if d.id in ineffective and d.acts <= day]
    if tried:
        first = min(decision.acts for decision in tried)
        names = tuple(sorted(decision.id for decision in tried))
        yield Reason("no-certificate", names, Basis("二(一)1"), first)


def _reasons(reading: Reading, status: Status, day: Day) -> tuple[Reason, ...]:
    """Everything that makes the status what it is, ordered by day and rule."""
    decided = reading.register
    certificate = decided.on(day)
    found: Iterator[Reason]
    if status is Status.REVOKED:
        found = _from_sanctions(revocations(reading, day))
    elif status is Status.CLOSED and decided.ending is not None:
        end = decided.ending
        basis = Basis("二(一)1", end.document)
        found = iter([Reason(end.rule, (end.fact,), basis, end.day)])
    elif status is Status.WITHDRAWN and (left := withdrawal(reading.facts, decided, day)):
        found = iter([_from_decision("withdrawn", left, left.acts, None)])
    elif status is Status.SUSPENDED and certificate is not None:
        found = _from_sanctions(suspensions(reading, certificate, day))
    elif status is Status.EXPIRED and certificate is not None:
        over = add_days(certificate.runs_until, 1)
        found = iter([_from_decision("expiry", certificate.decision, over, None)])
    elif status is Status.CERTIFIED and certificate is not None:
        found = _certified(certificate, day)
    else:
        found = _without_certificate(reading, status, day)
    return tuple(sorted(found, key=lambda reason: (reason.since, reason.rule, reason.facts)))


def _flags(
    reading: Reading, status: Status, reasons: tuple[Reason, ...], day: Day
) -> Iterator[str]:
    publication = publication_of(reading, day)
    runs = publicity_runs(publication, day)
    certificate = reading.register.on(day)
    if runs and status in (Status.CERTIFIED, Status.SUSPENDED):
        yield "renewal"
    elif runs and certificate is not None:
        yield "again"
    if status is Status.CERTIFIED and certificate is not None and day > certificate.until:
        yield "grace"
    over = publication is not None and publication.until is not None and not runs
    if status is Status.NONE and over:
        yield "pending"
    if status is Status.SUSPENDED and all(reason.provisional for reason in reasons):
        yield "provisional"
    if status is Status.EXPIRED and _ended_suspended(reading, day):
        yield "suspended"


def _ended_suspended(reading: Reading, day: Day) -> bool:
    """Whether a suspension ran on the certificate's last day."""
    certificate = reading.register.on(day)
    return certificate is not None and bool(
        suspensions(reading, certificate, certificate.runs_until)
    )


def answer(reading: Reading, day: Day) -> Standing:
    """The standing on ``day``, which must not be later than the day more became known."""
    status = status_on(reading, day)
    days = event_days(reading)
    coming = [event for event in days if event > day]
    following = _following(reading, status, coming)
    certificate = reading.register.on(day)
    reasons = _reasons(reading, status, day)
    bars = [
        sanction.bar_until
        for sanction in reading.sanctions
        if sanction.bar_until is not None and sanction.start <= day <= sanction.bar_until
    ]
    named = status in (Status.CERTIFIED, Status.SUSPENDED, Status.EXPIRED)
    return Standing(
        as_of=day,
        status=status,
        since=_since(reading, status, [event for event in days if event <= day]),
        until=None if following is None else add_days(following.date, -1),
        next_change=following,
        certificate=certificate.decision.certificate if named and certificate else None,
        bar_until=max(bars, default=None),
        flags=frozenset(_flags(reading, status, reasons, day)),
        reasons=reasons,
        corrections=tuple(corrections(reading)),
        reinstatements=tuple(reinstatements(reading, day)),
        ineffective=tuple(sorted([*reading.register.ineffective, *idle(reading)])),
        revokes=_revokes(reading, status, coming),
    )


def standing(facts: Facts, policy: Policy, as_of: Day) -> Standing:
    """What is true about the merchant on ``as_of``. Pure and total; facts in any order."""
    return answer(read(facts, policy, as_of), as_of)


def same(one: Standing, other: Standing) -> bool:
    """Whether two standings say the same, whatever the day."""
    return replace(one, as_of=other.as_of) == other
