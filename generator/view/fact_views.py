"""Failures and decisions as the public may read them today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.dates import add_days, add_months
from generator.facts import Decision, Facts, Failure, Merchant
from generator.policy import Policy
from generator.registry import Registry
from generator.standing import Standing, standing
from generator.standing.sanctions import rectify_by
from generator.view import DecisionView, FailureView, Link


def link_to(id: str, registry: Registry, policy: Policy, as_of: date) -> Link:
    """Another merchant with its status on ``as_of``."""
    merchant = registry.merchants[id]
    status = standing(registry.facts(id), policy, as_of).status
    return Link(id, merchant.name, merchant.category, status)


def failures(
    merchant: Merchant,
    facts: Facts,
    now: Standing,
    registry: Registry,
    policy: Policy,
    as_of: date,
) -> Iterator[FailureView]:
    """Own failures, and those of siblings that now count against it, newest first."""
    shown: list[tuple[Failure, Link | None]] = [
        (failure, None) for failure in merchant.failures if failure.recorded <= as_of
    ]
    reached = {name for reason in now.reasons if reason.merchant for name in reason.facts}
    for sibling in facts.siblings:
        for failure in sibling.failures:
            if f"{sibling.id}/{failure.id}" in reached:
                shown.append((failure, link_to(sibling.id, registry, policy, as_of)))
    shown.sort(key=lambda pair: (pair[0].date, pair[0].id), reverse=True)
    for failure, owner in shown:
        yield _failure(failure, owner, policy, as_of)


def _failure(failure: Failure, owner: Link | None, policy: Policy, as_of: date) -> FailureView:
    version = policy.on(failure.recorded)
    kind = version.kinds.get(failure.kind)
    ends = failure.publication_ends or add_months(
        failure.recorded, version.number_of("publication_months")
    )
    ended = as_of > ends
    appeal = failure.appeal if failure.appeal and failure.appeal.filed <= as_of else None
    decided = appeal.decided if appeal and appeal.decided and appeal.decided <= as_of else None
    void = failure.void if failure.void and failure.void.date <= as_of else None
    withheld = ended or void is not None  # what was said of the wrong merchant is not said again
    deadlines = [
        rectify_by(failure, rule.overdue_days, failure.recorded)
        for rule in version.rules
        if rule.overdue_days is not None
        and rule.count == 1
        and rule.points is None
        and (rule.severity is None or (kind is not None and kind.severity == rule.severity))
        and (rule.kinds is None or failure.kind in rule.kinds)
        and kind is not None
    ]
    return FailureView(
        id=failure.id,
        kind=failure.kind,
        kind_label=kind.label if kind else failure.kind,
        kind_label_en=kind.label_en if kind else failure.kind,
        severity=kind.severity if kind else "serious",
        date=failure.date,
        recorded=failure.recorded,
        served=failure.served,
        document=None if withheld else failure.document,
        summary=None if withheld else failure.summary,
        rectified=_by(failure.rectified, as_of),
        rectify_by=min(deadlines, default=None),
        appeal_by=add_days(failure.served or failure.recorded, version.number_of("appeal_days")),
        appeal=None if appeal is None else (str(appeal.outcome) if decided else "pending"),
        appeal_filed=appeal.filed if appeal else None,
        appeal_decided=decided,
        final=_by(failure.final, as_of),
        reply=None if withheld else failure.reply,
        publication_ends=ends,
        void_date=void.date if void else None,
        void_reason=void.reason if void else None,
        ended=ended,
        merchant=owner,
        replaced_by=void.replaced_by if void else None,
    )


def _by(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None


def decisions(merchant: Merchant, now: Standing, as_of: date) -> Iterator[DecisionView]:
    """Decisions that have acted, newest first."""
    why = dict(now.ineffective)
    acted = [decision for decision in merchant.decisions if decision.acts <= as_of]
    for decision in sorted(acted, key=lambda d: (d.acts, d.id), reverse=True):
        yield _decision(decision, why.get(decision.id), as_of)


def _decision(decision: Decision, ineffective: str | None, as_of: date) -> DecisionView:
    void = decision.void if decision.void and decision.void.date <= as_of else None
    return DecisionView(
        id=decision.id,
        act=decision.act.value,
        date=decision.date,
        until=decision.until,
        document=decision.document,
        certificate=decision.certificate,
        summary=decision.summary,
        void_date=void.date if void else None,
        void_reason=void.reason if void else None,
        ineffective=ineffective,
    )
