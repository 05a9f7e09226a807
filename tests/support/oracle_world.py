"""Sections 1 and 2 of ``docs/standing.md`` for the oracle: what is known, and what is annulled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from fangxin.facts.document_number import numbers_in
from fangxin.facts.values import Change, Decision, Facts, Failure, FollowUp, Objection

Fact = TypeVar("Fact", Decision, Failure, Change)
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


# --- facts in the place of others ----------------------------------------------------------------


def taken_over(facts: Facts, day: date) -> Facts:
    """The known facts, a new one that says the same in the place of a void one: it counts as
    recorded when that was, and has what was added to that."""
    siblings = tuple(taken_over(sibling, day) for sibling in facts.siblings)
    names = successors(facts, day)
    everybody = dict(names)
    for sibling in facts.siblings:
        for old, new in successors(sibling, day).items():
            everybody[f"{sibling.id}/{old}"] = f"{sibling.id}/{new}"
    return replace(
        facts,
        decisions=tuple(
            replace(in_place(d, facts.decisions, names), because=renamed(d.because, everybody))
            for d in facts.decisions
        ),
        failures=tuple(in_place(f, facts.failures, names) for f in facts.failures),
        changes=tuple(in_place(c, facts.changes, names) for c in facts.changes),
        siblings=siblings,
        follow_up=tuple(
            replace(one, fact=renamed((one.fact,), everybody)[0]) for one in facts.follow_up
        ),
    )


def successors(facts: Facts, day: date) -> dict[str, str]:
    """Void fact → the known one that replaces it and says the same."""
    written = written_over(facts, day)
    found = {}
    for group in (facts.decisions, facts.failures, facts.changes):
        for old in group:
            for new in group:
                named = written.get(old.id) == new.id != old.id and new.recorded >= old.recorded
                if named and alike(old, new, written):
                    found[old.id] = new.id
    return found


def written_over(facts: Facts, day: date) -> dict[str, str]:
    every: tuple[Decision | Failure | Change, ...]
    every = (*facts.decisions, *facts.failures, *facts.changes)
    return {
        f.id: f.void.replaced_by
        for f in every
        if f.void is not None and f.void.date <= day and f.void.replaced_by
    }


def alike(
    one: Decision | Failure | Change, other: Decision | Failure | Change, written: dict[str, str]
) -> bool:
    """Whether two facts say the same in other words."""

    def said(fact: Decision | Failure | Change) -> tuple[object, ...]:
        if isinstance(fact, Decision):
            because = frozenset(renamed(fact.because, written))
            place = (fact.imported, fact.successor, fact.unrelated_to)
            return fact.act, fact.date, fact.until, because, place
        if isinstance(fact, Change):
            return fact.field, fact.date, fact.continues, fact.mistaken
        others = [frozenset(renamed(n, written)) for n in (fact.distinct_from, fact.same_act_as)]
        paper = numbers_in(fact.document or "") or fact.document
        return fact.kind, fact.date, fact.served, fact.affects, paper, *others

    return said(one) == said(other)


def renamed(names: tuple[str, ...], successor: dict[str, str]) -> tuple[str, ...]:
    """The names, void ones exchanged for what stands in their place."""
    return tuple(dict.fromkeys(last_of(name, successor) for name in names))


def last_of(name: str, successor: dict[str, str]) -> str:
    passed = [name]
    while successor.get(passed[-1], name) not in passed:
        passed.append(successor[passed[-1]])
    return passed[-1]


def in_place(fact: Fact, group: tuple[Fact, ...], names: dict[str, str]) -> Fact:
    """The fact as it counts: with the day and the added keys of what it replaces."""
    for old in group:
        if names.get(old.id) == fact.id:
            whole = in_place(old, group, {k: v for k, v in names.items() if v != fact.id})
            fact = replace(fact, recorded=whole.recorded)
            if isinstance(fact, Failure) and isinstance(whole, Failure):
                fact = with_added(fact, whole)
            if isinstance(fact, Decision) and isinstance(whole, Decision):
                fact = replace(fact, appeal=fact.appeal or whole.appeal)
    return fact


def with_added(fact: Failure, old: Failure) -> Failure:
    """The failure with what had been added to the one it replaces, where it has nothing itself."""
    if fact.rectified is None:
        recorded = old.rectified_recorded
        fact = replace(fact, rectified=old.rectified, rectified_recorded=recorded)
    if fact.final is None:
        fact = replace(fact, final=old.final, final_recorded=old.final_recorded)
    return fact if fact.appeal is not None else replace(fact, appeal=old.appeal)
