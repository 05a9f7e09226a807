"""A fact that replaces an equal one stands in its place: ``docs/standing.md`` section 2.

Whoever enters a fact again, because its words were wrong, must not move what follows from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from fangxin.facts.document_number import act_keys
from fangxin.facts.values import Change, Decision, Facts, Failure, FollowUp

Fact = TypeVar("Fact", Decision, Failure, Change)
Groups = tuple[tuple[str, ...], ...]
Heirs = Mapping[str, str]  # a void fact → the equal one that stands in its place

# What must be the same, besides the names of other facts and the documents that acts are told apart
# by; everything else is words.
FAILURE = ("kind", "date", "served", "affects", "dispute")
DECISION = ("act", "date", "until", "imported", "successor", "unrelated_to")
CHANGE = ("field", "date", "continues", "mistaken")
# What was added to the old fact holds for the new one unless it has its own: keys by what they say.
_ANSWERED: Groups = (("appeal",), ("reply", "replied", "reply_admitted"))
ADDED: Mapping[type, Groups] = {
    Failure: (
        *_ANSWERED,
        ("rectified", "rectified_recorded", "rectified_document", "rectified_summary"),
        ("final", "final_recorded", "final_document"),
        ("publication_ends",),
        ("repair",),
        ("found_by",),
        ("served_document",),
    ),
    Decision: (*_ANSWERED, ("served",)),
    Change: (),
}


def succeeded(facts: Facts, day: date) -> tuple[Facts, Heirs]:
    """The facts known on ``day``, each that replaces an equal one with that one's day of recording
    and what had been added to it; and which stand for which: own ids, and ``<ID>/<fact>``."""
    if not any(_replaced(one, day) for one in (facts, *facts.siblings)):
        return facts, {}
    heirs: dict[str, str] = {}
    siblings = []
    for sibling in facts.siblings:
        taken, theirs = _of_one(sibling, day)
        siblings.append(taken)
        heirs |= {f"{sibling.id}/{old}": f"{sibling.id}/{new}" for old, new in theirs.items()}
    taken, own = _of_one(facts, day)
    heirs |= own
    decisions = tuple(_renamed(decision, heirs) for decision in taken.decisions)
    asked = _asked(taken.follow_up, heirs)
    return replace(taken, decisions=decisions, siblings=tuple(siblings), follow_up=asked), heirs


def _of_one(facts: Facts, day: date) -> tuple[Facts, Heirs]:
    """The same of one merchant, without its siblings."""
    names = _replaced(facts, day)
    if not names:
        return facts, {}
    failures, first = _in_place(facts.failures, FAILURE, names)
    changes, second = _in_place(facts.changes, CHANGE, names)
    decisions, third = _in_place(facts.decisions, DECISION, names)
    heirs = {**first, **second, **third}
    renamed = tuple(_renamed(decision, heirs) for decision in decisions)
    return replace(facts, failures=failures, changes=changes, decisions=renamed), heirs


def _replaced(facts: Facts, day: date) -> Heirs:
    """The facts that are void by ``day``, with the names of those that replace them."""
    every: tuple[Failure | Decision | Change, ...]
    every = (*facts.failures, *facts.decisions, *facts.changes)
    return {
        fact.id: fact.void.replaced_by
        for fact in every
        if fact.void is not None and fact.void.date <= day and fact.void.replaced_by is not None
    }


def _in_place(
    facts: tuple[Fact, ...], keys: tuple[str, ...], names: Heirs
) -> tuple[tuple[Fact, ...], Heirs]:
    """The facts of one sort, those in the place of others with what was theirs, and which."""
    by_id = {fact.id: fact for fact in facts}
    steps: dict[str, str] = {}
    for old in sorted(facts, key=lambda fact: (fact.recorded, fact.id)):
        new = by_id.get(names.get(old.id, ""))
        if new is None or new.id == old.id or new.recorded < old.recorded:
            continue
        if _said(old, keys, names) == _said(new, keys, names):
            steps[old.id] = new.id
            by_id[new.id] = _taking_over(by_id[new.id], by_id[old.id])
    return tuple(by_id[fact.id] for fact in facts), {old: _end(old, steps) for old in steps}


def _said(fact: Fact, keys: tuple[str, ...], names: Heirs) -> tuple[object, ...]:
    """What a fact says, apart from its words; facts that it names by those that replace them. Of
    another document it would be another act, whose number is mended by ``corrected`` alone."""
    paper: str | None = getattr(fact, "paper", None)
    papers = act_keys(paper, fact.date) if paper is not None else frozenset()
    others: list[frozenset[str]] = [papers]
    for key in ("because", "distinct_from", "same_act_as"):
        named = getattr(fact, key, ())
        others.append(frozenset(_end(name, names) for name in named))
    return (*(getattr(fact, key) for key in keys), *others)


def _end(name: str, steps: Heirs) -> str:
    """The last of those that replaced one another, beginning with ``name``."""
    seen = {name}
    while (following := steps.get(name)) is not None and following not in seen:
        seen.add(following)
        name = following
    return name


def _taking_over(new: Fact, old: Fact) -> Fact:
    """``new`` with the day of recording of ``old``, and what had been added to that."""
    taken = replace(new, recorded=min(new.recorded, old.recorded))
    return _with_added(taken, old, ADDED[type(taken)])


def _with_added(new: Fact, old: Fact, groups: Groups) -> Fact:
    """``new`` with those groups of keys of ``old`` of which it does not say the first."""
    missing = [keys for keys in groups if getattr(new, keys[0]) is None]
    return replace(new, **{key: getattr(old, key) for keys in missing for key in keys})


def _asked(items: tuple[FollowUp, ...], heirs: Heirs) -> tuple[FollowUp, ...]:
    """What the merchant did about facts of siblings, as done about what stands in their place;
    first what it did about that itself."""
    ordered = sorted(items, key=lambda one: one.fact in heirs)
    return tuple(replace(one, fact=_end(one.fact, heirs)) for one in ordered)


def _renamed(decision: Decision, heirs: Heirs) -> Decision:
    """The decision, resting on the facts that stand in the place of those it names."""
    named = tuple(dict.fromkeys(_end(name, heirs) for name in decision.because))
    return decision if named == decision.because else replace(decision, because=named)
