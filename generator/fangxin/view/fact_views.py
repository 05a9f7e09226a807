"""Failures and decisions as the public may read them today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from fangxin.facts.policy.policy import Policy, Rule
from fangxin.facts.record.decisions import AGAINST
from fangxin.facts.recourse import void_of
from fangxin.facts.registers.declared import named
from fangxin.facts.values import Appeal, Decision, Facts, Failure, FollowUp, Merchant
from fangxin.registry.registry import Registry
from fangxin.standing.deadlines import appeal_by, reply_by
from fangxin.standing.knowledge import finality_known, outcome_known, rectification_known
from fangxin.standing.sanctions import rectify_by
from fangxin.standing.standing import Standing
from fangxin.view.publication import (
    Withheld,
    has_ended,
    is_annulled,
    is_nameless,
    is_never_told,
    named_failures,
    public_until,
)
from fangxin.view.remains import public_status
from fangxin.view.view import DecisionView, FailureView, Link

# What stands for the kind of a failure whose kind is told no longer.
NAMELESS, NAMELESS_ZH, NAMELESS_EN = "withheld", "问题记录", "Finding"


def link_to(id: str, registry: Registry, policy: Policy, as_of: date) -> Link:
    """Another merchant with its status on ``as_of``."""
    merchant = registry.merchants[id]
    return Link(
        id, merchant.name, merchant.category, public_status(registry.facts(id), policy, as_of)
    )


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
            name = f"{sibling.id}/{failure.id}"
            if name in reached:
                own = asked_here(failure, name, facts)
                shown.append((own, link_to(sibling.id, registry, policy, as_of)))
    shown = [pair for pair in shown if not is_never_told(pair[0], policy)]
    shown.sort(key=lambda pair: (pair[0].date, pair[0].id), reverse=True)
    for failure, owner in shown:
        due = _rectify_by(failure, owner, facts, now, policy)
        yield _failure(failure, owner, due, policy, as_of)


def asked_here(failure: Failure, name: str, facts: Facts) -> Failure:
    """A sibling's failure with what this merchant said and asked about it."""
    done = next((one for one in facts.follow_up if one.fact == name), FollowUp(name))
    own = done if done.reply is not None else failure
    return replace(failure, appeal=done.appeal, reply=own.reply, replied=own.replied)


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
    label = (kind.label, kind.label_en) if kind else (failure.kind, failure.kind)
    nameless = is_nameless(failure, policy, as_of)
    ended = has_ended(failure, policy, as_of)
    appeal = failure.appeal if failure.appeal and failure.appeal.filed <= as_of else None
    decided = appeal.decided if appeal and _by(outcome_known(failure), as_of) else None
    if appeal is not None and appeal.retest and decided is None:
        appeal = None  # nobody appealed, and what the retest found is not known yet
    void = void_of(failure, as_of)
    final = failure.final if _by(finality_known(failure), as_of) else None
    withheld = ended or is_annulled(failure, as_of)  # what was wrong is not said again
    by = {"appeal": appeal_by(failure, policy), "reply": reply_by(failure, policy)} | (
        {"rectify": due} if due is not None else {}
    )
    return FailureView(
        id=failure.id,
        kind=NAMELESS if nameless else failure.kind,
        kind_label=NAMELESS_ZH if nameless else label[0],
        kind_label_en=NAMELESS_EN if nameless else label[1],
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
        final=final,
        reply=None if withheld else failure.reply,
        replied=None if withheld else failure.replied,
        publication_ends=public_until(failure, policy),
        void_date=void.date if void else None,
        void_reason=void.reason if void and not ended else None,
        ended=ended,
        merchant=owner,
        replaced_by=void.replaced_by if void else None,
        reply_by=by["reply"],
        passed=tuple(sorted(what for what, day in by.items() if day < as_of)),
        retested=bool(appeal and appeal.retest),
        source=None if ended else _source(failure),
        repaired=_by(failure.repair.known, as_of) if failure.repair is not None else None,
        distinct_from=() if withheld else failure.distinct_from,
        found_by=failure.found_by,
        decided_by=appeal.decided_by if appeal and decided else None,
        mended=() if withheld else _mended(failure, as_of),
        same_act_as=() if withheld else failure.same_act_as,
        final_document=failure.final_document if final and not withheld else None,
    )


def _mended(fact: Failure | Decision, as_of: date) -> tuple[tuple[date, str], ...]:
    """On which days which texts were mended; never the words that stood there."""
    return tuple((one.date, one.key) for one in fact.corrected if one.date <= as_of)


def _source(failure: Failure) -> str | None:
    """The place of a register's page that tells the same, below the site's root."""
    register = named(failure.register)
    if register is None or not register.anchor:
        return None
    return register.anchor.format(year=failure.date.year, id=failure.id)


def _outcome(appeal: Appeal | None, decided: date | None) -> str | None:
    if appeal is None:
        return None
    return "pending" if decided is None else str(appeal.outcome)


def _by(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None


def decisions(
    merchant: Merchant, now: Standing, withheld: Withheld, policy: Policy, as_of: date
) -> Iterator[DecisionView]:
    """Decisions that have acted, newest first."""
    why = dict(now.ineffective)
    acted = [decision for decision in merchant.decisions if decision.acts <= as_of]
    for decision in sorted(acted, key=lambda d: (d.acts, d.id), reverse=True):
        yield _decision(decision, why.get(decision.id), withheld, policy, as_of)


def _decision(
    decision: Decision, ineffective: str | None, withheld: Withheld, policy: Policy, as_of: date
) -> DecisionView:
    void = void_of(decision, as_of)
    summary = withheld.summary_of(decision, as_of)
    hidden = summary is None and decision.summary is not None
    appeal = decision.appeal if decision.appeal and decision.appeal.filed <= as_of else None
    decided = appeal.decided if appeal and _by(outcome_known(decision), as_of) else None
    against = decision.act.value in AGAINST
    by = {"appeal": appeal_by(decision, policy), "reply": reply_by(decision, policy)}
    return DecisionView(
        id=decision.id,
        act=decision.act.value,
        date=decision.date,
        until=decision.until,
        document=withheld.document_of(decision.document),
        certificate=decision.certificate,
        summary=summary,
        void_date=void.date if void else None,
        void_reason=void.reason if void else None,
        ineffective=ineffective,
        served=decision.served,
        reply=None if hidden or void else decision.reply,
        replied=None if hidden or void else decision.replied,
        reply_by=by["reply"] if against else None,
        appeal_by=by["appeal"] if against else None,
        appeal=_outcome(appeal, decided),
        appeal_filed=appeal.filed if appeal else None,
        appeal_decided=decided,
        decided_by=appeal.decided_by if appeal and decided else None,
        passed=tuple(sorted(what for what, day in by.items() if against and day < as_of)),
        mended=() if hidden or void else _mended(decision, as_of),
    )
