"""Sections 1 and 2 of ``docs/standing.md`` for the oracle: what is known, and what is annulled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.facts import Change, Decision, Facts, Failure, FollowUp, Objection

Name = tuple[str, str]  # merchant ID, fact ID


def known_on(day: date | None, recorded: date | None) -> date | None:
    """From when a key is known: the later of what it says and when it was recorded."""
    if day is None:
        return None
    return max(day, recorded or day)


def seen(facts: Facts, day: date, annulled: frozenset[Name]) -> Facts:
    """The facts and keys known on ``day``, without the annulled ones."""

    def stands(fact_id: str) -> bool:
        return (facts.id, fact_id) not in annulled

    return replace(
        facts,
        decisions=tuple(
            replace(d, because=tuple(n for n in d.because if name_of(facts.id, n) not in annulled))
            for d in facts.decisions
            if d.acts <= day and stands(d.id)
        ),
        failures=tuple(
            failure_seen(f, day) for f in facts.failures if f.recorded <= day and stands(f.id)
        ),
        objections=tuple(
            objection_seen(o, day) for o in facts.objections if o.filed <= day and stands(o.id)
        ),
        changes=tuple(c for c in facts.changes if c.acts <= day and stands(c.id)),
        siblings=tuple(seen(sibling, day, annulled) for sibling in facts.siblings),
    )


def failure_seen(failure: Failure, day: date) -> Failure:
    """The failure without the keys that were added after ``day``."""
    mended = known_on(failure.rectified, failure.rectified_recorded)
    if mended is not None and mended > day:
        failure = replace(failure, rectified=None, rectified_recorded=None)
    final = known_on(failure.final, failure.final_recorded)
    if final is not None and final > day:
        failure = replace(failure, final=None, final_recorded=None)
    return failure


def objection_seen(objection: Objection, day: date) -> Objection:
    """The objection, open unless its outcome was known on ``day``."""
    known = known_on(objection.decided, objection.recorded)
    if known is None or known > day:
        return replace(objection, decided=None, outcome=None, recorded=None)
    return objection


def annulled_on(facts: Facts, day: date) -> frozenset[Name]:
    """Every fact, also of siblings, that is annulled on ``day``; those that the merchant itself
    won against a sibling's fact too."""
    entered = {(s.id, f.id) for s in facts.siblings for f in s.failures if f.recorded <= day}
    won = {name_of(facts.id, one.fact) for one in facts.follow_up if appeal_won(one, day)}
    found = frozenset(won & entered)
    for _ in range(sum(len(one.decisions) for one in (facts, *facts.siblings)) + 2):
        for one in (facts, *facts.siblings):
            found |= annulled_once(one, day, found)
    return found


def annulled_once(facts: Facts, day: date, so_far: frozenset[Name]) -> set[Name]:
    """The facts of one merchant that are annulled, given those already found."""
    found: set[Name] = set()
    known = seen(facts, day, frozenset())
    plain: tuple[Decision | Objection | Change, ...]
    plain = (*known.decisions, *known.objections, *known.changes)
    for fact in plain:
        if fact.void is not None and fact.void.date <= day:
            found.add((facts.id, fact.id))
    for failure in known.failures:
        void = failure.void is not None and failure.void.date <= day
        if void or appeal_won(failure, day):
            found.add((facts.id, failure.id))
    for decision in known.decisions:
        if appeal_won(decision, day):
            found.add((facts.id, decision.id))
        if decision.because:
            named = [name_of(facts.id, written) for written in decision.because]
            if all(name in so_far for name in named):
                found.add((facts.id, decision.id))
    return found


def appeal_won(fact: Failure | Decision | FollowUp, day: date) -> bool:
    """Whether the appeal is known to be upheld on ``day``."""
    appeal = fact.appeal
    if appeal is None or appeal.outcome != "upheld":
        return False
    known = known_on(appeal.decided, appeal.recorded)
    return known is not None and known <= day


def name_of(merchant: str, written: str) -> Name:
    """``F1`` is the merchant's own fact, ``PJSH0016/F1`` another's."""
    owner, slash, fact = written.rpartition("/")
    return (owner, fact) if slash else (merchant, written)
