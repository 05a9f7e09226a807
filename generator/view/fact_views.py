"""Failures and decisions as the public may read them today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.dates import add_days
from generator.facts import Appeal, Decision, Facts, Failure, Merchant
from generator.policy import Policy, Rule
from generator.registry import Registry
from generator.standing import Standing, standing
from generator.standing.knowledge import finality_known, outcome_known, rectification_known
from generator.standing.sanctions import rectify_by
from generator.view import DecisionView, FailureView, Link
from generator.view.publication import Withheld, has_ended, is_annulled, named_failures


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
        due = _rectify_by(failure, owner, facts, now, policy)
        yield _failure(failure, owner, due, policy, as_of)


def _rectify_by(
    failure: Failure, owner: Link | None, facts: Facts, now: Standing, policy: Policy
) -> date | None:
    """The last day to rectify: of the suspension that runs, which may rest on several failures and
    then has one day for all; or else of a rule for a single failure of its kind."""
    name = failure.id if owner is None else f"{owner.id}/{failure.id}"
    named = named_failures(facts)
    running = []
    for reason in now.reasons:
        version = policy.on(reason.since)
        rule = next((r for r in version.rules if r.code == reason.rule), None)
        if rule is not None and rule.overdue_days is not None and name in reason.facts:
            together = [named[fact] for fact in reason.facts if fact in named]
            running.append(max(rectify_by(one, rule, version, reason.since) for one in together))
    version = policy.on(failure.recorded)
    single = (
        rectify_by(failure, rule, version, failure.recorded)
        for rule in version.rules
        if rule.overdue_days is not None and _looks_at(rule, failure, policy)
    )
    return min(running) if running else min(single, default=None)


def _looks_at(rule: Rule, failure: Failure, policy: Policy) -> bool:
    """Whether one such failure alone sets the rule off."""
    kind = policy.on(failure.recorded).kinds.get(failure.kind)
    return (
        kind is not None
        and (rule.count, rule.points) == (1, None)
        and rule.severity in (None, kind.severity)
        and (rule.kinds is None or failure.kind in rule.kinds)
    )


def _failure(
    failure: Failure, owner: Link | None, due: date | None, policy: Policy, as_of: date
) -> FailureView:
    version = policy.on(failure.recorded)
    kind = version.kinds.get(failure.kind)
    ended = has_ended(failure, policy, as_of)
    appeal = failure.appeal if failure.appeal and failure.appeal.filed <= as_of else None
    decided = appeal.decided if appeal and _by(outcome_known(failure), as_of) else None
    if appeal is not None and appeal.retest and decided is None:
        appeal = None  # nobody appealed, and what the retest found is not known yet
    void = failure.void if failure.void and failure.void.date <= as_of else None
    withheld = ended or is_annulled(failure, as_of)  # what was wrong is not said again
    told = failure.served or failure.recorded
    by = {
        "appeal": add_days(told, version.number_of("appeal_days")),
        "reply": add_days(told, version.number_of("reply_days")),
    } | ({"rectify": due} if due is not None else {})
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
        rectified=failure.rectified if _by(rectification_known(failure), as_of) else None,
        rectify_by=due,
        appeal_by=by["appeal"],
        appeal=_outcome(appeal, decided),
        appeal_filed=appeal.filed if appeal else None,
        appeal_decided=decided,
        final=failure.final if _by(finality_known(failure), as_of) else None,
        reply=None if withheld else failure.reply,
        publication_ends=policy.public_until(failure.recorded, failure.publication_ends),
        void_date=void.date if void else None,
        void_reason=void.reason if void and not ended else None,
        ended=ended,
        merchant=owner,
        replaced_by=void.replaced_by if void else None,
        reply_by=by["reply"],
        passed=tuple(sorted(what for what, day in by.items() if day < as_of)),
        retested=bool(appeal and appeal.retest),
        source=None if ended else _source(failure),
        distinct_from=() if withheld else failure.distinct_from,
        same_act_as=() if withheld else failure.same_act_as,
    )


def _source(failure: Failure) -> str | None:
    """The place of a register's page that tells the same, below the site's root."""
    if failure.register == "inspections":
        return f"inspections/{failure.date.year}/#{failure.id}"
    return f"{failure.register}/#{failure.id}" if failure.register else None


def _outcome(appeal: Appeal | None, decided: date | None) -> str | None:
    if appeal is None:
        return None
    return "pending" if decided is None else str(appeal.outcome)


def _by(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None


def decisions(
    merchant: Merchant, now: Standing, withheld: Withheld, as_of: date
) -> Iterator[DecisionView]:
    """Decisions that have acted, newest first."""
    why = dict(now.ineffective)
    acted = [decision for decision in merchant.decisions if decision.acts <= as_of]
    for decision in sorted(acted, key=lambda d: (d.acts, d.id), reverse=True):
        yield _decision(decision, why.get(decision.id), withheld, as_of)


def _decision(
    decision: Decision, ineffective: str | None, withheld: Withheld, as_of: date
) -> DecisionView:
    void = decision.void if decision.void and decision.void.date <= as_of else None
    return DecisionView(
        id=decision.id,
        act=decision.act.value,
        date=decision.date,
        until=decision.until,
        document=withheld.document_of(decision.document),
        certificate=decision.certificate,
        summary=withheld.summary_of(decision, as_of),
        void_date=void.date if void else None,
        void_reason=void.reason if void else None,
        ineffective=ineffective,
    )
